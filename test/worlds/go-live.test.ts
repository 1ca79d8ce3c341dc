import {goLive} from './go-live/world.js';
import {walkWorld} from './walk-world.js';

walkWorld(goLive);
