/** The signers file changed during the run: what was given under the one before counts for nothing, whoever gave it. */
import {expect, test} from 'vitest';
import type {EventData} from '../../source/run/events.js';
import type {FaultCode} from '../../source/record/record-fault.js';
import {verifyRecord} from '../../source/record/verify.js';
import type {Attack} from './forge-attack.js';
import {forge} from './forge.js';
import {checklistText, honestSigners} from './forge-texts.js';
import {
	ada,
	grace,
	linus,
	mallory,
	sha,
	type StatementChange,
	type Walk,
} from './forge-walk.js';

const before = {digest: sha('the file before'), version: 2};
const now = {digest: sha(honestSigners), version: 3};
const startedBefore: Attack['started'] = data => ({...data, signers: before});
const change = (data: Partial<EventData['signers-changed']> = {}) => (walk: Walk): void => {
	walk.add({type: 'signers-changed', data: {...now, from: before, ...data}});
};

const another = sha('another');
const again: StatementChange = {approval: approval => ({...approval, nonce: 'e'.repeat(32)})};

const walkWith = (...acts: ReadonlyArray<(walk: Walk) => void>): Attack => ({
	started: startedBefore,
	walk(walk) {
		walk.check(0, 1);
		walk.confirm(0);
		for (const act of acts) {
			act(walk);
		}

		walk.confirm(2);
		walk.sign(2, linus);
		walk.decide();
	},
});

const signFirst = (walk: Walk): void => {
	walk.sign(0, ada);
};

const signSecond = (person = grace) => (walk: Walk): void => {
	walk.confirm(1);
	walk.sign(1, person);
};

const signAgain = (walk: Walk): void => {
	walk.sign(0, ada, again);
};

test.each([
	['signed again', walkWith(signFirst, change(), signAgain, signSecond())],
	['by somebody who is not listed any more, and given again', walkWith(signSecond(mallory), change(), signFirst, walk => {
		walk.sign(1, grace, again);
	})],
])('%s: VERIFIED', async (_name, attack) => {
	const verdict = await verifyRecord(forge(attack).request);
	expect(verdict, verdict.detail).toMatchObject({result: 'verified', code: null});
	expect(verdict.signatures.map(({person}) => person)).toEqual([ada.email, grace.email, linus.email, ada.email]);
});

const forRole = checklistText.replace('- [ ] The second thing', '- [ ] The second thing. **By**: release manager');

test.each([
	['G1', 'a signature under the file before that nobody gave again', walkWith(signFirst, change(), signSecond()), 'statement.stale-evidence'],
	['G2', 'a signature of somebody who is not listed, after the change', walkWith(change(), signFirst, signSecond(mallory)), 'sig.unknown-key'],
	['G3', 'a change to a file that the tested commit does not have', walkWith(change({digest: another}), signFirst, signSecond()), 'signers.changed'],
	['G4', 'another version than the file has', walkWith(change({version: 4}), signFirst, signSecond()), 'signers.changed'],
	['G5', 'the file before was another than the event says', walkWith(change({from: {digest: another, version: 1}}), signFirst, signSecond()), 'journal.rules'],
	['G6', 'a version that went back', {...walkWith(change({from: {...before, version: 9}}), signFirst, signSecond()), started: data => ({...data, signers: {...before, version: 9}})}, 'journal.rules'],
	['G7', 'an answer for a role, given before the change', {...walkWith(change(), signFirst, signSecond()), checklist: forRole}, 'gate.not-passed'],
] satisfies ReadonlyArray<readonly [string, string, Attack, FaultCode]>)('%s: %s', async (_number, _name, attack, code) => {
	const verdict = await verifyRecord(forge(attack).request);
	expect(verdict, verdict.detail).toMatchObject({result: 'rejected', code});
});
