import {describe, expect, test} from 'vitest';
import {blocks} from './blocks/all.js';
import {bash, observe} from './request.js';

for (const [subject, cases] of blocks) {
	describe(subject, () => {
		test.concurrent.each(cases)('$block: $verdict, because $why', async ({block, verdict, says, statuses, output, timeoutMs}) => {
			const {ok, why, statements, tail} = await observe([bash(block, timeoutMs === undefined ? {} : {timeoutMs})]);
			expect({verdict: ok ? 'pass' : 'fail', why}).toEqual({verdict, why: expect.stringMatching(says ?? /^$/v) as string});
			if (statuses) {
				expect(statements.map(({status}) => status ?? undefined)).toEqual(statuses);
			}

			if (output) {
				expect(tail).toMatch(output);
			}
		});
	});
}

test('the table is a table: no block twice, and each has its reason', () => {
	const cases = blocks.values().toArray().flat();
	expect(cases.length).toBeGreaterThanOrEqual(250);
	expect(new Set(cases.map(({block}) => block)).size).toBe(cases.length);
	expect(cases.filter(({why, verdict, says}) => why === '' || (verdict === 'fail') !== (says !== undefined))).toEqual([]);
});
