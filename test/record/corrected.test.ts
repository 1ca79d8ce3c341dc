/** An input was corrected, and the tag with it: only as long as nobody has signed. */
import {expect, test} from 'vitest';
import type {FaultCode} from '../../source/record/record-fault.js';
import {verifyRecord} from '../../source/record/verify.js';
import type {Attack} from './forge-attack.js';
import {forge} from './forge.js';
import {
	ada,
	grace,
	linus,
	type StatementChange,
	type Walk,
} from './forge-walk.js';

const enter = (walk: Walk): void => {
	walk.add({
		type: 'value-entered', data: {
			step: '', name: 'version', value: '0.9', secret: false,
		},
	});
};

const correct = (tag = 'v1.0') => (walk: Walk): void => {
	walk.add({
		type: 'input-corrected', data: {
			name: 'version', value: '1.0', steps: [], old: '0.9', tag,
		},
	});
};

const forTag = (tag: string): StatementChange => ({approval: approval => ({...approval, tag})});

const signFirst = (tag = 'v1.0') => (walk: Walk): void => {
	walk.check(0, 1);
	walk.confirm(0);
	walk.sign(0, ada, forTag(tag));
};

const walkWith = (...acts: ReadonlyArray<(walk: Walk) => void>): Attack => ({
	started: data => ({...data, tag: 'v0.9'}),
	walk(walk) {
		for (const act of acts) {
			act(walk);
		}

		walk.confirm(1);
		walk.sign(1, grace, forTag('v1.0'));
		walk.confirm(2);
		walk.sign(2, linus, forTag('v1.0'));
		walk.decide();
	},
});

test('the tag that the corrected value makes: VERIFIED', async () => {
	const honest = walkWith(enter, correct(), signFirst());
	const verdict = await verifyRecord(forge(honest).request);
	expect(verdict, verdict.detail).toMatchObject({result: 'verified', tag: 'v1.0'});
});

test.each([
	['a tag corrected after a signature for the one before', walkWith(enter, signFirst('v0.9'), correct()), 'statement.tag'],
	['a tag corrected after a signature for the one to come', walkWith(enter, signFirst(), correct()), 'journal.rules'],
	['a tag that the value does not make', walkWith(enter, correct('v2.0'), signFirst()), 'statement.tag'],
	['a corrected value that was never entered', walkWith(correct(), signFirst()), 'journal.rules'],
	['an input entered again instead', walkWith(enter, correct(), signFirst(), enter), 'journal.rules'],
] satisfies ReadonlyArray<readonly [string, Attack, FaultCode]>)('%s', async (_name, attack, code) => {
	const verdict = await verifyRecord(forge(attack).request);
	expect(verdict, verdict.detail).toMatchObject({result: 'rejected', code});
});
