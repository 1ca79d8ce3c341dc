/** Who may answer and who may waive. */
import {expect, test} from 'vitest';
import {findBreach} from '../../source/run/audit.js';
import {describeForeignRejection} from '../../source/run/decide/signature.js';
import type {Operator, PlannedStep} from '../../source/run/plan.js';
import {signature} from './checklist-builder.js';
import {outline} from './outline.js';
import {startRun, waive, type TrialRun} from './trial-run.js';

const operator = (...roles: string[]): Operator => ({emails: ['ada@example.com'], roles});
const own = {own: true};

test('a step of ours is waived by whom it names', () => {
	const document = outline('# 1\n- a', {a: {waivableBy: 'director'}}, own);
	const run = startRun(document, {}, operator('release manager'));
	run.fail('a');
	expect(run.refusal(waive('a'))).toBe('“a” may be waived by the director only, and you are release manager. Whoever holds that role does it: pause here, and `holdpoint` at their terminal goes on with this run.');
	expect(run.acts('a')).not.toContain('waive');
	const director = startRun(document, {}, operator('release manager', 'director'));
	director.fail('a');
	director.take(waive('a', 'only cosmetic'));
	expect(director.step('a').answers.at(-1)).toMatchObject({status: 'waived', as: 'director', reason: 'only cosmetic'});
});

test('the label binds in a plain document too, and where nobody says who holds a role, the operator does', () => {
	const document = outline('# 1\n- a', {a: {waivableBy: 'director'}});
	const run = startRun(document, {}, operator());
	run.fail('a');
	expect(run.refusal(waive('a'))).toBe('“a” may be waived by the director only, and you hold no role in the signers file. Whoever holds that role does it: pause here, and `holdpoint` at their terminal goes on with this run.');
	const selfSigned = startRun(document, {signers: null});
	selfSigned.fail('a');
	selfSigned.take(waive('a'));
	expect(selfSigned.status('a')).toBe('waived');
});

test('without the label a failed blocking step of ours stays failed', () => {
	const run = startRun(outline('# 1\n- a', {}, own), {}, operator('release manager', 'director'));
	run.fail('a');
	expect(run.refusal(waive('a'))).toBe('This checklist names nobody who may waive this step, so a failed blocking step stays failed.');
});

test('a waiver cannot be undone: the tag is typed', () => {
	const run = startRun(outline('# 1\n- a'));
	run.fail('a');
	expect(run.refusal(waive('a', 'known', ''))).toBe('This cannot be undone: type v1.0.0 to confirm it.');
});

test('only the role that a step names answers it', () => {
	const document = outline('# 1\n- a\n- value v\n- action d\n- choice x\n- evidence e\n- check c', Object.fromEntries(['a', 'v', 'd', 'x', 'e', 'c'].map(id => [id, {by: 'director'}])));
	const run = startRun(document, {}, operator('release manager'));
	const refusal = (id: string) => `“${id}” is answered by the director, and you are release manager. Whoever holds that role does it: pause here, and \`holdpoint\` at their terminal goes on with this run.`;
	expect(run.refusal({type: 'confirm', steps: ['a']})).toBe(refusal('a'));
	expect(run.refusal({type: 'fail', step: 'a', reason: 'no'})).toBe(refusal('a'));
	expect(run.refusal({type: 'set aside', steps: ['a'], reason: 'no'})).toBe(refusal('a'));
	expect(run.refusal({type: 'enter value', step: 'v', value: '1'})).toBe(refusal('v'));
	expect(run.refusal({type: 'record evidence', step: 'e', found: []})).toBe(refusal('e'));
	expect(run.acts('d')).toEqual(['later', 'comment']);
	expect(run.acts('x')).toEqual(['later', 'comment']);
	// What a machine decides needs nobody's role.
	expect(run.acts('c')).toContain('run');
	expect(startRun(document, {}, operator('director')).refusal({type: 'confirm', steps: ['a']})).toBeUndefined();
});

function plannedIn({plan}: TrialRun, id: string): PlannedStep {
	const planned = plan.byId.get(id);
	if (!planned) {
		throw new Error(`There is no step ${id}`);
	}

	return planned;
}

const rejected = (roles: readonly string[] | undefined) => {
	const run = startRun(outline('# 1\n- signature s', {s: {signature: signature('', 'director').signature}}), {}, {emails: ['ada@example.com'], roles});
	run.take(run.sign('s', {signer: 'grace@example.com', decision: 'reject', comment: 'it leaks'}));
	return run;
};

const withdrawal = {
	type: 'withdraw signature', step: 's', role: 'director', reason: 'of another build',
} as const;

test('what a role has rejected with its key is withdrawn by that role', () => {
	const run = rejected(['release manager']);
	const refusal = 'grace@example.com has rejected it as director, and you are release manager. Whoever holds that role does it: pause here, and `holdpoint` at their terminal goes on with this run.';
	expect(run.refusal(withdrawal)).toBe(refusal);
	expect(run.refusal(run.sign('s', {signer: 'linus@example.com'}))).toBe('grace@example.com has rejected it; whoever walks the run as director withdraws that first, and says why.');
	expect(run.acts('s')).toEqual(['later', 'comment']);
	expect(describeForeignRejection(plannedIn(run, 's'), run.plan, run.state())).toBe(refusal);
	const director = rejected(['director']);
	expect(describeForeignRejection(plannedIn(director, 's'), director.plan, director.state())).toBeUndefined();
	director.take(withdrawal);
	expect(director.status('s')).toBe('open');
	// What nobody signed is who drives talking, and where nobody says who holds a role, who drives does.
	const selfSigned = rejected(undefined);
	selfSigned.take(withdrawal);
	const said = startRun(outline('# 1\n- signature s', {s: {signature: signature('', 'director').signature}}), {}, operator('release manager'));
	said.take(said.sign('s', {decision: 'reject', comment: 'it leaks', statement: null}), withdrawal);
	expect(said.status('s')).toBe('open');
});

test('the rules find a withdrawal by another role', () => {
	const run = rejected(['director']);
	run.take(withdrawal);
	const breachBy = (role: string) => findBreach(run.plan, run.events, () => ({emails: [], roles: [role]}))?.why;
	expect(breachBy('director')).toBeUndefined();
	expect(breachBy('release manager')).toContain('has rejected it as director');
});
