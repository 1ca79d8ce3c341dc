import {platformRelease} from './platform-release/world.js';
import {walkWorld} from './walk-world.js';

walkWorld(platformRelease);
