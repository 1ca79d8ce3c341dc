/** What one attempt takes from the one before it. */
import {expect, test} from 'vitest';
import {
	describeEnd,
	recall,
	resultsOf,
	sayEnd,
} from '../../source/run/attempts.js';
import {planWalk} from '../../source/run/plan.js';
import type {EarlierAttempt} from '../../source/run/event-fields.js';
import type {Fact} from '../../source/run/events.js';
import {command, evidence} from './checklist-builder.js';
import {noGo} from './decision-intents.js';
import {outline} from './outline.js';
import {
	firstCommit,
	move,
	secondCommit,
	startRun,
	tag,
	waive,
	type TrialRun,
} from './trial-run.js';

const digest = 'd'.repeat(64);

const attempt = (run: TrialRun) => ({plan: run.plan, state: run.state()});

/** Decided, recorded, closed. */
function end(run: TrialRun): TrialRun {
	run.take(noGo('it is red'));
	run.happen({
		type: 'record-committed', data: {
			commit: secondCommit, folder: 'releases/v1.0.0-no-go-1', bundle: digest, ref: 'refs/holdpoint/records/v1.0.0-no-go-1', branch: 'main',
		},
	}, {type: 'run-closed', data: {outcome: 'NO-GO', reason: ''}});
	return run;
}

const document = outline('# 1\n- check c\n- check d\n- evidence e\n- a\n- value v', {e: evidence('e', ['soak.log'])});

function walked(started: Parameters<typeof startRun>[1] = {}): TrialRun {
	const run = startRun(document, started);
	run.run('c');
	run.run('d', {ok: false, exit: 1, why: 'exit 1'});
	run.confirm('a');
	run.take({type: 'enter value', step: 'v', value: 'one'}, {
		type: 'record evidence', step: 'e', found: [{
			name: '', files: [{path: 'soak.log', size: 3, sha256: digest}], ok: true, why: '',
		}],
	});
	return run;
}

test('how it ended: a GO, or a run that goes on, is no earlier attempt', () => {
	const run = walked();
	expect(describeEnd(attempt(run))).toBeUndefined();
	end(run);
	expect(describeEnd(attempt(run))).toMatchObject({
		name: `${tag}#1`, outcome: 'NO-GO', reasons: ['it is red'], commit: firstCommit, record: secondCommit, bundle: digest,
	});
	const abandoned = walked();
	abandoned.take({
		type: 'close', outcome: 'abandoned', reason: 'wrong branch', typedTag: tag,
	});
	expect(describeEnd(attempt(abandoned))).toMatchObject({outcome: 'abandoned', reasons: ['wrong branch']});
	expect(describeEnd(attempt(abandoned))).not.toHaveProperty('record');
});

test('how it ended is one sentence, whatever ends the reasons', () => {
	expect(sayEnd({outcome: 'NO-GO', reasons: ['It is red.', 'Nobody is here', 'Why? ']})).toBe('NO-GO: It is red; Nobody is here; Why?');
});

test('what was said last is recalled, and what was opened again as it was before', () => {
	const run = walked();
	run.take({type: 'reopen', steps: ['a'], reason: 'not sure'});
	const {answers, values, name} = recall(attempt(run));
	expect(name).toBe(`${tag}#1`);
	expect([...answers].map(([id, {status, answer}]) => `${id} ${status} ${answer}`)).toEqual(['c passed ', 'd failed ', 'a passed ', 'v passed one', 'e passed ']);
	expect([...values]).toEqual([['v', 'one']]);
});

const names = (run: TrialRun, next = run.plan, values = new Map<string, string>()) => resultsOf(attempt(run), next, values).map(({step, commit}) => `${step} ${commit[0] ?? ''}`);

test('what a machine found out and that stood at the end could be carried over: no failure, and nothing that a person said', () => {
	const run = walked();
	expect(names(run)).toEqual([]);
	expect(names(end(run))).toEqual(['c a', 'e a']);
	const dirty = end(walked({dirty: true}));
	expect(names(dirty)).toEqual([]);
});

test('what HEAD had left behind is not among it, unless it was carried over there', () => {
	const stale = walked();
	stale.take(move(secondCommit));
	expect(names(end(stale))).toEqual([]);
	const carried = walked();
	carried.take(move(secondCommit), {...waive('c'), carry: true}, waive('d'));
	expect(names(end(carried))).toEqual(['c a']);
});

test('where About left a move out, the result stands on the commit that it was found on', () => {
	const run = startRun(outline('# 1\n- check c', {1: {about: ['src/**']}}));
	run.run('c');
	run.take(move(secondCommit, {commits: ['bbb A word more'], paths: ['CHANGELOG.md']}));
	expect(run.status('c')).toBe('passed');
	expect(names(end(run))).toEqual(['c a']);
});

test('a step that has changed, or saves a value, is tried anew', () => {
	const run = end(walked());
	const changed = outline('# 1\n- check c\n- evidence e', {c: {fingerprint: 'another'}, e: evidence('e', ['soak.log'])});
	expect(names(run, planWalk(changed))).toEqual(['e a']);
	const saving = outline('# 1\n- check c', {c: {commands: [{...command('true'), save: 'platforms'}]}});
	expect(names(run, planWalk(saving))).toEqual([]);
});

const input = {
	name: 'kind', ask: 'Kind', choices: [], match: undefined, default: undefined, secret: false,
};
const inKind = outline('# 1\n- check c\n- check d\n- check e', {
	c: {commands: [command('deploy "$kind"', {mode: 'check'})]}, e: {commands: [command('test "$channel"', {mode: 'check'})]},
}, {inputs: [input]});
const entered = (name: string, value: string): Fact => ({
	type: 'value-entered', data: {
		step: '', name, value, secret: false,
	},
});

test('only with the same values for all that the step uses', () => {
	const run = startRun(inKind);
	run.happen(entered('kind', 'major'));
	for (const id of ['c', 'd', 'e']) {
		run.run(id);
	}

	end(run);
	const namesIn = (kind: string) => resultsOf(attempt(run), run.plan, new Map([['kind', kind], ['tag', tag]])).map(({step}) => step);
	expect(namesIn('major')).toEqual(['c', 'd', 'e']);
	expect(namesIn('minor')).toEqual(['d', 'e']);
});

test('what names the branch does not travel to another one', () => {
	const run = startRun(outline('# 1\n- check c\n- check d', {c: {commands: [command('true', {mode: 'check'})], expectations: [{expression: 'branch == "main"', line: 1, column: 1}]}, d: {commands: [command('true', {mode: 'check'})]}}));
	run.run('c');
	run.run('d');
	end(run);
	const namesOn = (branch: string) => resultsOf(attempt(run), run.plan, new Map([['branch', branch]])).map(({step}) => step);
	expect(namesOn('main')).toEqual(['c', 'd']);
	expect(namesOn('release')).toEqual(['d']);
});

test('a value that is corrected in this attempt is another one than the earlier attempt had', () => {
	const before = earlier('f'.repeat(32));
	const results = ['c', 'd'].flatMap(step => before.results.map(result => ({...result, step, fingerprint: planWalk(inKind).byId.get(step)?.step.fingerprint ?? ''})));
	const run = startRun(inKind, {commit: secondCommit, earlier: {...before, results}});
	run.happen(entered('kind', 'major'));
	const canCarry = (step: string) => run.refusal({...waive(step), carry: true}) === undefined;
	expect(['c', 'd'].map(step => canCarry(step))).toEqual([true, true]);
	run.take({type: 'correct input', name: 'kind', value: 'minor'});
	expect(['c', 'd'].map(step => canCarry(step))).toEqual([false, true]);
});

test('what names the branch is carried over no longer once HEAD is on another, and what was carried over is stale', () => {
	const naming = outline('# 1\n- check c\n- check d\n- check e\n- check f', {
		c: {commands: [command('true', {mode: 'check'})], expectations: [{expression: 'branch == "main"', line: 1, column: 1}]},
		d: {commands: [command('deploy {{branch}}', {mode: 'check'})]},
		e: {commands: [command('true', {mode: 'check'})]},
		f: {context: ['It soaks on {{branch}}.'], commands: [command('true', {mode: 'check'})]},
	});
	const before = earlier('f'.repeat(32));
	const results = ['c', 'd', 'e', 'f'].flatMap(step => before.results.map(result => ({...result, step, fingerprint: planWalk(naming).byId.get(step)?.step.fingerprint ?? ''})));
	const run = startRun(naming, {commit: secondCommit, earlier: {...before, results}});
	const canCarry = () => ['c', 'd', 'e', 'f'].filter(step => run.refusal({...waive(step), carry: true}) === undefined);
	expect(canCarry()).toEqual(['c', 'd', 'e', 'f']);
	run.take({...waive('c'), carry: true}, move(secondCommit, {from: secondCommit, branch: 'release'}));
	expect(canCarry()).toEqual(['e']);
	expect(run.step('c')).toMatchObject({status: 'stale', stale: 'HEAD is on release'});
});

const earlier = (run: string): EarlierAttempt => ({
	run, name: `${tag}#1`, outcome: 'NO-GO', reasons: ['it is red'], at: '2026-11-20T15:00:00.000Z', commit: firstCommit, record: secondCommit, bundle: digest,
	results: [{
		step: 'c', fingerprint: document.root.sections[0]?.steps[0]?.fingerprint ?? '', run, passed: 3, commit: firstCommit, at: '2026-11-20T14:30:00.000Z',
	}],
	since: [{
		from: firstCommit, commits: ['bbb A word more'], paths: ['CHANGELOG.md'], files: [{path: 'CHANGELOG.md', added: 1, removed: 0}],
	}],
});

test('carried over from the attempt before, as long as this one has not tried it; and on to the next', () => {
	const first = 'f'.repeat(32);
	const run = startRun(document, {commit: secondCommit, earlier: earlier(first)});
	const carry = {...waive('c'), carry: true};
	expect(run.offers('c').find(({act}) => act === 'carry over')?.label).toBe(`Carry over from aaaaaaa in ${tag}#1…`);
	run.take(carry);
	expect(run.events.at(-1)?.data).toMatchObject({
		carried: {
			run: first, passed: 3, from: firstCommit, to: secondCommit,
		},
	});
	run.take(move('c'.repeat(40), {from: secondCommit}));
	run.take(carry);
	expect(run.status('c')).toBe('waived');
	const ended = attempt(end(run));
	expect(resultsOf(ended, run.plan, new Map())).toMatchObject([{
		step: 'c', run: first, passed: 3, commit: firstCommit,
	}]);
	const tried = startRun(document, {commit: secondCommit, earlier: earlier(first)});
	tried.run('c', {ok: false, exit: 1, why: 'exit 1'});
	expect(tried.refusal(carry)).toBe('Only a result that had passed, and that HEAD has left behind, is carried over.');
});
