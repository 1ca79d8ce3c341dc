/** One byte flipped, anywhere that counts: never VERIFIED, and never an exception. */
import {Buffer} from 'node:buffer';
import * as fc from 'fast-check';
import {expect, test} from 'vitest';
import {verifyRecord} from '../../source/record/verify.js';
import {forge, type Attack} from './forge.js';

const flip = (bytes: Uint8Array, at: number, by: number): Uint8Array => {
	const changed = Buffer.from(bytes);
	changed[at] = (changed[at] ?? 0) ^ by; // eslint-disable-line no-bitwise -- a flip is what is tested
	return changed;
};

test('in the tag or the record commit, with the refs moved to what came out', async () => {
	await fc.assert(fc.asyncProperty(fc.boolean(), fc.nat(2000), fc.integer({min: 1, max: 127}), async (isTag, at, by) => {
		const change = (text: string): string => Buffer.from(flip(Buffer.from(text), at % text.length, by)).toString('latin1');
		const {request} = forge(isTag ? {tagBytes: change} : {commitBytes: change});
		const verdict = await verifyRecord(request);
		expect(verdict.result).not.toBe('verified');
	}), {numRuns: 200});
});

/** The journal's end belongs to whoever holds the keys to seal it again; all before is in `tamper.test.ts`. */
const sealedAgain = ['record.md', 'checklist.md', 'signers.yaml', 'statements/', 'output/'];

test.for<[string, 'files' | 'filesAfter', readonly string[]]>([
	['in any file of the record, commit and tag signed again', 'filesAfter', ['']],
	['in any file but the journal, with everything redone by who may seal', 'files', sealedAgain],
])('%s', async ([, when, kinds]) => {
	await fc.assert(fc.asyncProperty(fc.nat(), fc.nat(), fc.integer({min: 1, max: 255}), async (which, at, by) => {
		let path = '';
		const attack: Attack = {
			[when](files: Map<string, Uint8Array>) {
				const paths = [...files].map(([name]) => name).filter(name => kinds.some(kind => name.startsWith(kind)));
				path = paths[which % paths.length] ?? '';
				const bytes = files.get(path) ?? new Uint8Array();
				files.set(path, flip(bytes, at % bytes.length, by));
			},
		};
		const verdict = await verifyRecord(forge(attack).request);
		expect(verdict.result, `${path} at ${at}`).toBe('rejected');
		expect(verdict.code, verdict.detail).not.toBe('limits');
	}), {numRuns: 150});
});
