/** `npm run bench`: medians within one run, with ratios, and where a bar is missed. */
import process from 'node:process';
import {makeBundles} from './bundles.js';
import {measureChecks} from './checks.js';
import {measureFirstFrame} from './first-frame.js';
import {measureJournal} from './journal.js';
import {measureKeyToFrame} from './key-to-frame.js';
import {measureMillionLines} from './million-lines.js';
import {measureParse} from './parse.js';
import {measureRecord} from './record.js';
import {measureVerify} from './verify.js';
import {sayMachine} from './report.js';

const measures = {
	'first-frame': measureFirstFrame, 'key-to-frame': measureKeyToFrame, 'million-lines': measureMillionLines, journal: measureJournal, checks: measureChecks, parse: measureParse, record: measureRecord, verify: measureVerify,
};

/** `npm run bench -- first-frame` measures that alone. */
const wanted = process.argv.slice(2);

const bundles = await makeBundles();
sayMachine();
try {
	for (const [name, measure] of Object.entries(measures)) {
		if (wanted.length === 0 || wanted.includes(name)) {
			await measure(bundles);
		}
	}
} finally {
	await bundles.remove();
}
