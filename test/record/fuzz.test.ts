/** Small changes of honest records and of the disk below them; `npm run fuzz:mutations` tries many more, and by the program too. */
import path from 'node:path';
import {tmpdir} from 'node:os';
import {expect, test, vi} from 'vitest';
import {openFuzz, type Tried} from '../fuzz/mutations.js';

const count = 500;

test('one byte, anywhere that counts: never VERIFIED, never an exception, always a code of the table', async () => {
	vi.stubEnv('HOLDPOINT_CONFIG_DIR', path.join(tmpdir(), 'holdpoint-no-preferences'));
	const fuzz = await openFuzz();
	const tried: Array<Tried & {readonly number: number}> = [];
	try {
		for (let number = 0; number < count; number++) {
			const one = await fuzz.tryNumber(number);
			tried.push({number, ...one});
		}
	} finally {
		await fuzz.close();
		vi.unstubAllEnvs();
	}

	expect(tried.filter(({fault}) => fault !== undefined)).toEqual([]);
	// Every way was tried: four depths of redoing, and loose and packed objects under both kinds of ids.
	expect(new Set(tried.map(({way}) => way)).size).toBe(8);
	expect(new Set(tried.map(({code}) => code)).size).toBeGreaterThan(15);
});
