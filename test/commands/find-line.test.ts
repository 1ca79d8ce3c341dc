/** Which line or seal somebody means who names a role. */
import {expect, test} from 'vitest';
import {findLine} from '../../source/commands/sign/find-line.js';
import {signature} from '../run/checklist-builder.js';
import {go, record, seal} from '../run/decision-intents.js';
import {outline} from '../run/outline.js';
import {startRun, tag, type TrialRun} from '../run/trial-run.js';

const by = (role: string, count = 1) => ({signature: signature('', role, {count}).signature});
const two = outline('# Build\n- a\n- signature q\n# Ship\n- b\n- signature s\n- signature d', {q: by('qa'), s: by('qa'), d: by('director')});

function find(run: TrialRun, role: string, {gate, reject}: {gate?: string; reject?: string} = {}) {
	const line = findLine(run.plan, run.state(), {role, gate, reject});
	return 'refusal' in line ? line.refusal : line.planned?.step.id ?? `seal as ${line.role}`;
}

test('the line that waits, however the role is written', () => {
	const run = startRun(two);
	run.confirm('a');
	expect(find(run, 'qa')).toBe('q');
	expect(find(run, ' Qa ')).toBe('q');
	// What is not settled yet can be rejected already, so both lines could be meant.
	expect(find(run, 'QA', {reject: 'it leaks'})).toContain('Several gates wait for qa');
	expect(find(run, 'QA', {reject: 'it leaks', gate: 'ship'})).toBe('s');
});

test.each<[string, {gate?: string; reject?: string}, string]>([
	['director', {}, '“b” has not passed; a signature is given over a gate that is settled.'],
	['qa', {gate: 'Ship'}, '“b” has not passed; a signature is given over a gate that is settled.'],
	['qa', {gate: 'Sail'}, `No gate is called “Sail”; \`holdpoint show ${tag}#1\` lists them.`],
	['director', {gate: 'Build'}, 'That gate has no signature line for director.'],
	['cook', {}, 'No gate waits for a signature as cook; there are lines for qa, director. The decision is sealed when it is made.'],
])('%s %j is refused', (role, wanted, refusal) => {
	const run = startRun(two);
	run.confirm('a');
	expect(find(run, role, wanted)).toBe(refusal);
});

test('several that wait are told apart by their gate; what is signed is signed', () => {
	const run = startRun(two);
	run.confirm('a', 'b');
	expect(find(run, 'qa')).toBe('Several gates wait for qa; say which with --gate: “Build”, “Ship”.');
	expect(find(run, 'qa', {gate: 'ship'})).toBe('s');
	run.take(run.sign('q'));
	expect(find(run, 'qa')).toBe('s');
	expect(find(run, 'qa', {gate: 'Build'})).toBe('“Build” is signed as qa already.');
});

test('a rejection holds the line until it is withdrawn', () => {
	const run = startRun(two);
	run.confirm('a');
	run.take(run.sign('q', {decision: 'reject', comment: 'it leaks'}));
	expect(find(run, 'qa', {gate: 'Build'})).toContain('has rejected it');
	run.take({
		type: 'withdraw signature', step: 'q', role: 'qa', reason: 'of another build',
	});
	expect(find(run, 'qa', {gate: 'Build'})).toBe('q');
});

test('a line that wants two people waits for the second', () => {
	const run = startRun(outline('# Build\n- a\n- signature q', {q: by('qa', 2)}));
	run.confirm('a');
	run.take(run.sign('q', {missing: 1}));
	expect(find(run, 'qa')).toBe('q');
	run.take(run.sign('q', {signer: 'grace@example.com', key: 'ssh-ed25519 B'}));
	expect(find(run, 'qa')).toBe('“Build” is signed as qa already.');
});

test('after the decision it is the seal, once and as a role that decides', () => {
	const run = startRun(outline('# Build\n- a'), {decision: ['release manager', 'qa']});
	run.confirm('a');
	expect(find(run, 'qa')).toBe('No gate waits for a signature as qa; none wants one. The decision is sealed when it is made.');
	run.take(go);
	expect(find(run, 'QA')).toBe('seal as qa');
	expect(find(run, 'director')).toBe('GO is sealed as release manager, qa, not as director.');
	expect(find(run, 'qa', {gate: 'Build'})).toContain('Leave out --gate');
	expect(find(run, 'qa', {reject: 'no'})).toContain('Leave out --reject');
	run.take(seal('qa'));
	expect(find(run, 'qa')).toBe('It is sealed as qa already.');
	expect(find(run, 'release manager')).toBe('seal as release manager');
	run.take(seal('release manager'), record);
	expect(find(run, 'qa')).toBe('It is sealed as qa already.');
});

test('nothing is signed in a rehearsal that is decided, nor in what is closed', () => {
	const rehearsal = startRun(outline('# Build\n- a'), {rehearsal: true});
	rehearsal.confirm('a');
	rehearsal.take(go);
	expect(find(rehearsal, 'release manager')).toBe('Nothing seals a rehearsal.');
	rehearsal.take({
		type: 'close', outcome: 'GO', reason: '', typedTag: '',
	});
	expect(find(rehearsal, 'release manager')).toBe(`${tag}#1 is closed (GO): nothing is signed in it any more.`);
});
