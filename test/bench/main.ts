/** `npm run bench`: medians within one run, with ratios, and where a bar is missed. */
import {makeBundles} from './bundles.js';
import {measureFirstFrame} from './first-frame.js';
import {sayMachine} from './report.js';

const bundles = await makeBundles();
sayMachine();
await measureFirstFrame(bundles);
