/** What passed on an earlier commit counts for this one by a waiver, and only while nothing else has changed. */
import {expect, test} from 'vitest';
import {findBreach} from '../../source/run/audit.js';
import {commitsBetween, describeBetween, tellCarried} from '../../source/run/carrying.js';
import type {Intent} from '../../source/run/intents.js';
import {evidence} from './checklist-builder.js';
import {go} from './decision-intents.js';
import {outline} from './outline.js';
import {
	firstCommit,
	move,
	secondCommit,
	startRun,
	waive,
	type TrialRun,
} from './trial-run.js';

const thirdCommit = 'c'.repeat(40);
const carry = (step: string, reason = 'only the CHANGELOG'): Intent => ({...waive(step, reason), carry: true});
const changelog = (to: string, from: string, added = 3): Intent => move(to, {
	from, commits: [`${to.slice(0, 3)} A word more`], paths: ['CHANGELOG.md'], files: [{path: 'CHANGELOG.md', added, removed: 1}],
});

function soak(changes: Parameters<typeof outline>[1] = {}, settings: Parameters<typeof outline>[2] = {}): TrialRun {
	const run = startRun(outline('# 1\n- check c\n- a', changes, settings));
	run.run('c');
	run.take(changelog(secondCommit, firstCommit));
	return run;
}

test('with reason, role and where it comes from; it is offered in the place of a waiver', () => {
	const run = soak();
	expect(run.offers('c').filter(({act}) => act === 'waive' || act === 'carry over')).toMatchObject([{
		act: 'carry over', key: 'w', label: 'Carry over from aaaaaaa…', asks: 'reason',
	}]);
	const passed = run.step('c').answers.at(-1)?.mark.seq ?? 0;
	run.take(carry('c'));
	expect(run.events.at(-1)).toMatchObject({
		type: 'step-waived', data: {
			step: 'c', reason: 'only the CHANGELOG', role: 'release manager', carried: {passed, from: firstCommit, to: secondCommit},
		},
	});
	expect(run.status('c')).toBe('waived');
	expect(run.report().waived.map(({step}) => step.id)).toEqual(['c']);
	run.confirm('a');
	expect(run.refusal(go)).toBeUndefined();
	expect(findBreach(run.plan, run.events)).toBeUndefined();
});

test('over several moves, each file once with the lines of all, and each commit', () => {
	const run = soak();
	run.take(carry('c'), changelog(thirdCommit, secondCommit, 2));
	expect(run.status('c')).toBe('stale');
	run.take(carry('c', 'once more'));
	const carried = run.step('c').answers.at(-1)?.carried;
	expect(carried).toMatchObject({from: firstCommit, to: thirdCommit});
	const between = commitsBetween(run.state(), carried ?? {passed: 0, from: '', to: ''});
	expect(between).toMatchObject({commits: ['ccc A word more', 'bbb A word more'], files: [{path: 'CHANGELOG.md', added: 5, removed: 2}], paths: []});
	expect(describeBetween(between)).toBe('since then 2 commits, 1 file, +5 -2');
	const planned = run.plan.byId.get('c');
	expect(planned && tellCarried(planned, run.state())).toEqual({
		head: 'carried over from aaaaaaa; since then 2 commits, 1 file, +5 -2', list: ['ccc A word more', 'bbb A word more', 'CHANGELOG.md +5 -2'],
	});
});

test('the earlier of two waivers is told with the commits that it knew of', () => {
	const run = soak();
	run.take(carry('c'));
	const {carried} = run.step('c').answers.at(-1) ?? {};
	run.take(changelog(thirdCommit, secondCommit));
	expect(carried && commitsBetween(run.state(), carried).commits).toEqual(['bbb A word more']);
});

test.each([
	['what failed since', (run: TrialRun) => {
		run.run('c', {ok: false, exit: 1, why: 'exit 1'});
	}],
	['what was opened again', (run: TrialRun) => {
		run.take({type: 'reopen', steps: ['c'], reason: ''});
	}],
	['what was waived without a result', (run: TrialRun) => {
		run.take(waive('c'), changelog(thirdCommit, secondCommit));
	}],
	['what was carried over before, and then failed', (run: TrialRun) => {
		run.take(carry('c'), changelog(thirdCommit, secondCommit));
		run.run('c', {ok: false, exit: 1, why: 'exit 1'});
		run.take(waive('c'), changelog(secondCommit, thirdCommit));
	}],
])('%s is not carried over', (_what, happen) => {
	const run = soak();
	happen(run);
	expect(run.refusal(carry('c'))).toBe('Only a result that had passed, and that HEAD has left behind, is carried over.');
});

test('nothing is carried over without a word, or when more than HEAD has changed', () => {
	const run = soak();
	expect(run.refusal(carry('c', ' '))).toBe('A waiver says why, always.');
	run.happen({type: 'evidence-changed', data: {step: 'c', path: 'soak.json'}});
	expect(run.refusal(carry('c'))).toBe('More has changed than HEAD (HEAD moved to bbbbbbb), so the result is not carried over.');
});

test('what a person said is said again, and not carried over', () => {
	const run = startRun(outline('# 1\n- a\n- action b'));
	run.confirm('a');
	run.run('b');
	run.confirm('b');
	run.take(changelog(secondCommit, firstCommit));
	expect(run.refusal(carry('a'))).toMatch('a person says whether it still holds');
	expect(run.refusal(carry('b'))).toMatch('a person says whether it still holds');
});

test('files that have changed since are no result any more', () => {
	const run = startRun(outline('# 1\n- evidence e', {e: evidence('e', ['soak.log'])}));
	const digest = 'd'.repeat(64);
	run.take({
		type: 'record evidence', step: 'e', found: [{
			name: '', files: [{path: 'soak.log', size: 3, sha256: digest}], ok: true, why: '',
		}],
	}, changelog(secondCommit, firstCommit), carry('e'));
	expect(run.status('e')).toBe('waived');
	run.take({type: 'change evidence', step: 'e', path: 'soak.log'});
	expect(run.status('e')).toBe('stale');
	expect(run.refusal(carry('e'))).toBe('More has changed than HEAD (soak.log changed), so the result is not carried over.');
	run.take(changelog(thirdCommit, secondCommit));
	expect(run.refusal(carry('e'))).toMatch('More has changed than HEAD');
});

test('by the role that may waive it; where none is named, by nobody', () => {
	const document = outline('# 1\n- check c\n- check d', {c: {waivableBy: 'director'}}, {own: true});
	const run = startRun(document, {}, {emails: ['ada@example.com'], roles: ['release manager']});
	run.run('c');
	run.run('d');
	run.take(changelog(secondCommit, firstCommit));
	expect(run.refusal(carry('c'))).toBe('“c” may be waived by the director only, and you are release manager. Whoever holds that role does it: pause here, and `holdpoint` at their terminal goes on with this run.');
	expect(run.refusal(carry('d'))).toBe('This checklist names nobody who may waive this step, so a result that HEAD has left behind is not carried over: it has to pass again.');
	expect(run.acts('d')).not.toContain('carry over');
});

test('no longer than it is fresh', () => {
	const run = startRun(outline('# 1\n- check c', {c: {freshMs: 60_000}}));
	run.run('c');
	run.take(changelog(secondCommit, firstCommit));
	run.take(carry('c'));
	expect(run.refusal(go)).toBeUndefined();
	run.pass(61_000);
	expect(run.refusal(go)).toMatch('passed too long ago to count now');
	run.take(changelog(thirdCommit, secondCommit));
	expect(run.refusal(carry('c'))).toBe('It passed too long ago to be carried over: it has to pass again.');
});

test.each([
	['from an event by which it did not pass', {passed: 2, from: firstCommit, to: secondCommit}],
	['from another commit', {passed: 3, from: thirdCommit, to: secondCommit}],
	['to another commit', {passed: 3, from: firstCommit, to: thirdCommit}],
])('a waiver that somebody wrote is found out: %s', (_what, carried) => {
	const run = soak();
	run.happen({
		type: 'step-waived', data: {
			step: 'c', reason: 'only the CHANGELOG', role: 'release manager', carried,
		},
	});
	expect(findBreach(run.plan, run.events)?.event.type).toBe('step-waived');
});
