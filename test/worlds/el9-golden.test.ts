import {el9Golden} from './el9-golden/world.js';
import {walkWorld} from './walk-world.js';

walkWorld(el9Golden);
