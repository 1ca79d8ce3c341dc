/** `npm run fuzz:mutations -- [how many] [first number]`: changes honest records, and says what does not hold and what all of it came to. */
import path from 'node:path';
import {tmpdir} from 'node:os';
import process from 'node:process';
import {performance} from 'node:perf_hooks';
import {openFuzz} from './mutations.js';

/** More of the same is only counted. */
const mostSaid = 40;

const [count = 20_000, first = 0] = process.argv.slice(2).map(Number);
process.env.HOLDPOINT_CONFIG_DIR = path.join(tmpdir(), 'holdpoint-no-preferences');
const tally = new Map<string, Map<string, number>>();
let found = 0;
let flips = 0;

async function tryAll(): Promise<void> {
	const fuzz = await openFuzz({byProgram: 1});
	process.stdout.write(`numbers ${first} to ${first + count - 1}\n`);
	try {
		for (let number = first; number < first + count; number++) {
			const {way, what, code, fault} = await fuzz.tryNumber(number);
			const codes = tally.get(way) ?? new Map<string, number>();
			flips += what.includes(' flipped by ') ? 1 : 0;
			tally.set(way, codes.set(code, (codes.get(code) ?? 0) + 1));
			if (fault !== undefined && ++found <= mostSaid) {
				process.stdout.write(`number ${number}, ${way}, ${what}: ${fault}\n`);
			}

			if ((number - first + 1) % 2000 === 0) {
				process.stdout.write(`${number - first + 1} of ${count}, ${(performance.now() / 1000).toFixed(0)} s, found: ${found}\n`);
			}
		}
	} finally {
		await fuzz.close();
	}
}

function sayTally(): void {
	for (const [way, codes] of [...tally].toSorted(([one], [other]) => one < other ? -1 : 1)) {
		const sum = codes.values().reduce((one, other) => one + other, 0);
		process.stdout.write(`${way}: ${sum}\n  ${[...codes].toSorted(([, one], [, other]) => other - one).map(([code, times]) => `${code} ${times}`).join(', ')}\n`);
	}
}

await tryAll();
sayTally();
process.stdout.write(`${count} changes, ${flips} of them flipped bytes, ${(performance.now() / 1000).toFixed(0)} s: ${found === 0 ? 'nothing found' : `${found} found`}\n`);
process.exitCode = found === 0 ? 0 : 1;
