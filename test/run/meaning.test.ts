/** What a signature means, before it is given. */
import {expect, test} from 'vitest';
import {meaningOfApproval, meaningOfSeal} from '../../source/run/meaning.js';
import {sayMeaning} from '../../source/plain/meaning.js';
import {
	checklist,
	section,
	signature,
	step,
} from './checklist-builder.js';
import {go, seal} from './decision-intents.js';
import {outline} from './outline.js';
import {
	firstCommit,
	startRun,
	tag,
	type TrialRun,
} from './trial-run.js';

const by = (role: string, count = 1) => ({signature: signature('', role, {count}).signature});

function approval(run: TrialRun, id: string): string[] {
	const planned = run.plan.byId.get(id);
	return planned ? sayMeaning(meaningOfApproval(run.plan, run.state(), planned)) : [];
}

const holds = 'It holds for this commit and these results only: when one of them changes it becomes stale and is asked for again.';

test('results, what did not simply pass, and what follows, as it goes on', () => {
	const run = startRun(outline('# Build\n- a\n- b\n- signature s\n- signature d\n# Ship\n- c', {s: by('qa'), d: by('director')}));
	run.confirm('a');
	run.take({type: 'set aside', steps: ['b'], reason: 'no old kernel'});
	const says = (role: string) => `As ${role} I have seen the gate “Build” of ${tag}#1, on commit ${firstCommit}, with these results:`;
	expect(approval(run, 's')).toEqual([
		says('qa'),
		'  1 open',
		'  1 passed',
		'  1 set aside',
		'    open: d',
		'    set aside: b (no old kernel)',
		'1 step of the gate is open after it.',
		holds,
		'Somebody else signs at their own terminal:',
		`  holdpoint sign ${tag}#1 --as qa`,
	]);
	run.take(run.sign('s'));
	expect(approval(run, 'd')).toContain('With it the gate has passed.');
	run.confirm('c');
	expect(approval(run, 'd')).toContain('With it the gate has passed, and nothing is open any more before GO or NO-GO is decided.');
});

test('beside `About` it says which commits leave it standing', () => {
	const build = section('Build', [step('a'), signature('s', 'qa')], {about: ['src/**', 'lib/**']});
	const run = startRun(checklist([build]));
	expect(approval(run, 's')).toContain('It holds for these results and for src/**, lib/** as this commit has them: when one of them changes it becomes stale and is asked for again.');
});

test('the second of two people, and a role that nobody can sign', () => {
	const two = outline('# Build\n- signature s', {s: by('qa', 2)});
	expect(approval(startRun(two), 's')).toContain('1 more person has to sign as qa after it.');
	const own = startRun(two, {signers: null, key: 'ssh-ed25519 A'});
	expect(approval(own, 's').at(-1)).toBe('It is said and not signed: without a signers file only whoever walks has a key here, and it stands in the record as their word.');
});

test('everybody knows what a sign-off would trigger: a seal says the decision, what else is missing, and the tag that it brings', () => {
	const run = startRun(outline('# Build\n- a'), {decision: ['release manager', 'qa']});
	run.confirm('a');
	run.take(go);
	const said = (role: string) => sayMeaning(meaningOfSeal(run.plan, run.state(), role));
	expect(said('qa')).toEqual([
		`As qa I seal GO for ${tag}#1, on commit ${firstCommit}, and the whole record with these results:`,
		'  1 passed',
		'The seal as release manager is missing still.',
	]);
	run.take(seal('release manager'));
	expect(said('qa').at(-1)).toBe(`With it nothing is missing: whoever walks it goes on, the record is committed, and the tag ${tag} is made at ${firstCommit.slice(0, 12)} and signed.`);
});

test('a rejection says why, and that it holds the gate', () => {
	const run = startRun(outline('# Build\n- a\n- signature s'));
	const planned = run.plan.byId.get('s');
	const said = planned ? sayMeaning(meaningOfApproval(run.plan, run.state(), planned), 'it leaks') : [];
	expect(said.slice(-2)).toEqual(['I reject it: it leaks', 'The gate is held until that is withdrawn.']);
});
