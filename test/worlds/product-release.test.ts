import {productRelease} from './product-release/world.js';
import {walkWorld} from './walk-world.js';

walkWorld(productRelease);
