/** `verify` asks every `Only if` again: what the journal says that a machine answered is believed only where its values say so. */
import {expect, test} from 'vitest';
import type {FaultCode} from '../../source/record/record-fault.js';
import {verifyRecord} from '../../source/record/verify.js';
import type {Attack} from './forge-attack.js';
import {forge} from './forge.js';
import {checklistText} from './forge-texts.js';
import {
	ada,
	grace,
	linus,
	type Walk,
} from './forge-walk.js';

type Act = (walk: Walk) => void;

const ruled = (expression: string): string => checklistText
	.replace('decision:', 'inputs:\n  kind: {choices: [major, minor]}\ndecision:')
	.replace('## Gate two\n', () => `## Gate two\n\n**Only if**: \`${expression}\`\n`);

const enter = (value: string): Act => walk => {
	walk.add({
		type: 'value-entered', data: {
			step: '', name: 'kind', value, secret: false,
		},
	});
};

const correct = (value: string, old: string): Act => walk => {
	walk.add({
		type: 'input-corrected', data: {
			name: 'kind', value, steps: [], old,
		},
	});
};

const answer = (holds: boolean): Act => walk => {
	const gate = walk.gates[1];
	const {id = '', text = ''} = gate?.onlyIf ?? {};
	walk.add({
		type: 'condition-answered', data: {
			condition: id, holds, steps: holds ? [] : gate?.steps.map(step => step.id) ?? [], reason: `${holds ? 'applies' : 'does not apply'}: ${text}`,
		},
	});
};

/** The same commit, under another branch's name. */
const rename: Act = walk => {
	const [start] = walk.events;
	const {commit, tree} = start?.type === 'run-started' ? start.data : {commit: '', tree: ''};
	walk.add({
		type: 'head-moved', data: {
			from: commit, to: commit, tree, branch: 'other', own: false, commits: [], paths: [],
		},
	});
};

const walkTwo: Act = walk => {
	walk.confirm(1);
	walk.sign(1, grace);
};

const release = (expression: string, ...acts: readonly Act[]): Attack => ({
	checklist: ruled(expression),
	walk(walk) {
		for (const act of acts) {
			act(walk);
		}

		walk.check(0, 1);
		walk.confirm(0);
		walk.sign(0, ada);
		walk.confirm(2);
		walk.sign(2, linus);
		walk.decide();
	},
});

const major = 'inputs.kind == "major"';

test.each([
	['that does not hold', release(major, enter('minor'), answer(false)), '1 answer'],
	['that holds', release(major, enter('major'), answer(true), walkTwo), '1 answer'],
	['that is asked again of a corrected value', release(major, enter('major'), answer(true), correct('minor', 'major'), answer(false)), '2 answers'],
	['that is asked again on another branch', release('branch == "main"', enter('minor'), answer(true), rename, answer(false)), '2 answers'],
] satisfies ReadonlyArray<readonly [string, Attack, string]>)('a rule %s: VERIFIED', async (_name, honest, detail) => {
	const verdict = await verifyRecord(forge(honest).request);
	expect(verdict, verdict.detail).toMatchObject({result: 'verified'});
	expect(verdict.points.find(({name}) => name === 'conditions')?.detail).toMatch(detail);
});

const forged = {result: 'rejected', code: 'condition.answer'} satisfies {readonly result: string; readonly code: FaultCode};

test('B17: a gate set aside by a rule that holds', async () => {
	const attack = release(major, enter('major'), answer(false));
	const verdict = await verifyRecord(forge(attack).request);
	expect(verdict).toMatchObject({...forged, detail: expect.stringMatching(/says that .*major.* does not hold, .* it holds\.$/v) as string});
});

test.each([
	['said to hold', release(major, enter('minor'), answer(true), walkTwo)],
	['answered by the value that is corrected next', release(major, enter('minor'), answer(true), correct('major', 'minor'), answer(true), walkTwo)],
	['answered anew where the value is the one before', release(major, enter('minor'), answer(false), correct('major', 'minor'), answer(false))],
	['that cannot be told', release('number(inputs.kind) > 1', enter('minor'), answer(false))],
	['that takes for ever', release(`("${'a'.repeat(40)}" + inputs.kind).matches("^(a+)+$")`, enter('minor'), answer(false))],
] satisfies ReadonlyArray<readonly [string, Attack]>)('a rule %s', async (_name, attack) => {
	const verdict = await verifyRecord(forge(attack).request);
	expect(verdict, verdict.detail).toMatchObject(forged);
});

test('a rule not asked again on another branch: what it had set aside is open', async () => {
	const attack = release('branch != "main"', enter('minor'), answer(false), rename);
	const verdict = await verifyRecord(forge(attack).request);
	expect(verdict, verdict.detail).toMatchObject({result: 'rejected', code: 'gate.not-passed' satisfies FaultCode});
});
