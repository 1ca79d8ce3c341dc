import {hardGates} from './hard-gates/world.js';
import {walkWorld} from './walk-world.js';

walkWorld(hardGates);
