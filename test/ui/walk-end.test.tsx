import {mkdtemp, rm, writeFile} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import path from 'node:path';
import {expect, onTestFinished, test} from 'vitest';
import {sayConsequence} from '../../source/plain/reports.js';
import {createMemoryWalk} from './memory-walk.js';
import {failing, release} from './documents.js';
import {keys, openWalk} from './stage.js';

const small = `# Parser v1.0.0

## One

- [ ] First

  \`\`\`bash check
  true
  \`\`\`
`;

test('commands are seen before they are agreed to', async () => {
	const walk = createMemoryWalk(release);
	walk.show({stage: 'consent', commands: walk.getView().plan.steps.flatMap(({step}) => step.commands.map(command => ({title: step.title, command})))});
	const stage = await openWalk(walk);
	await stage.waitFor('May these 5 commands');
	expect(stage.screen()).toContain('test -e chan_sip');
	expect(stage.screen()).toContain('runs unasked and may run again');
	await stage.press(keys.end, 'Cannot be undone: the tag is typed before it runs.');
	await stage.press('2', '');
	await expect.poll(() => walk.acts).toEqual([{type: 'pause', why: 'The commands were not agreed to.'}]);
	await stage.press(keys.enter, '');
	await expect.poll(() => walk.acts.at(-1)).toEqual({type: 'consent'});
});

test('nothing of what is agreed to is cut off, and where a command stands is said beside a long title too', async () => {
	const words = (from: string) => Array.from({length: 30}, (_, index) => `${from}${index}`).join(' ');
	const walk = createMemoryWalk(`# Release\n\n- [ ] ${words('title')}\n\n  \`\`\`bash check\n  true\n  \`\`\`\n`);
	walk.show({
		stage: 'consent',
		commands: walk.getView().plan.steps.flatMap(({step}) => step.commands.map(command => ({title: step.title, command}))),
		agreeing: {scripts: [words('script'), 'last.sh'], changes: [`+ ${words('change')}`]},
	});
	const stage = await openWalk(walk, {columns: 80, rows: 40});
	const screen = await stage.waitFor('title29');
	expect(screen).toMatch(/title0 .* {2}line 5$/mv);
	expect(screen).toContain('script29, last.sh');
	expect(screen.replaceAll(/\n */gv, '')).toContain('change29');
	expect(screen).not.toContain('…');
});

test('what changed is said once, before the walk goes on', async () => {
	const walk = createMemoryWalk(release);
	walk.show({changes: ['HEAD moved: 3 commits; 4 checks are stale.']});
	const stage = await openWalk(walk);
	await stage.waitFor('HEAD moved: 3 commits');
	await stage.press(keys.enter, 'Is that so?');
	await stage.press('g', 'Which gate?');
	await stage.press(keys.escape, 'Is that so?');
});

test('GO is offered when nothing stands against it, says what it does, and wants the tag typed', async () => {
	const walk = createMemoryWalk(small);
	const stage = await openWalk(walk);
	await stage.waitFor('Run it?');
	await stage.press('d', 'GO needs every blocking gate');
	expect(stage.screen()).not.toMatch(/GO: tag v1\.0\.0/v);
	await stage.press(keys.escape, 'Run it?');
	await stage.press('r', '❯ Go to the decision');
	await stage.press(keys.enter, 'GO or NO-GO?');
	expect(stage.screen()).toContain('GO: tag v1.0.0 at a1b2c3d and sign it');
	expect(stage.screen()).toContain('1 output would enter the record');
	await stage.press(keys.down, '❯ GO:');
	await stage.press(keys.enter, 'Type v1.0.0 to confirm it:');
	await stage.type('v1.0.0');
	await stage.press(keys.enter, '');
	await expect.poll(() => walk.acts.at(-1)).toEqual({
		type: 'decide', decision: 'GO', reasons: [], typedTag: 'v1.0.0',
	});
	expect(walk.getView().state.decision?.decision).toBe('GO');
});

test('on a detached HEAD the decision says that no branch takes the record', async () => {
	const walk = createMemoryWalk(small);
	const {commit} = walk.getView().state;
	walk.happen({
		type: 'head-moved', data: {
			from: commit, to: commit, tree: commit, branch: null, commits: [], paths: [], own: false,
		},
	});
	const stage = await openWalk(walk);
	await stage.waitFor('Run it?');
	await stage.press('r', '❯ Go to the decision');
	await stage.press(keys.enter, 'GO or NO-GO?');
	expect(stage.screen().replaceAll(/\s+/gv, ' ')).toContain('and sign it, keep the record under its own ref');
	expect(sayConsequence('GO', walk.getView())).toBe('GO: seal and commit the record under its own ref, on no branch, tag v1.0.0 at a1b2c3d and sign it');
});

test('outputs can be left out of the record', async () => {
	const walk = createMemoryWalk(small);
	const stage = await openWalk(walk);
	await stage.waitFor('Run it?');
	await stage.press('r', '❯ Go to the decision');
	await stage.press(keys.enter, 'GO or NO-GO?');
	await stage.press(keys.up, '❯ Look through the 1 output');
	await stage.press(keys.enter, 'Which outputs enter the record?');
	await stage.press(' ', 'left out, its digest stays');
	expect(walk.acts.at(-1)).toEqual({type: 'leave out', output: 1, leftOut: true});
});

test('a signature says what it means before it is given', async () => {
	const walk = createMemoryWalk(release, {results: failing});
	const stage = await openWalk(walk);
	await stage.waitFor('Is that so?');
	await stage.press('/', 'Find:');
	await stage.type('signed by');
	// Why it cannot be given stands where it would be.
	await stage.press(keys.enter, /It cannot be signed yet: “.+” has not passed/v);
	const gate = walk.getView().plan.steps.filter(({section}) => section.title === 'SIP guarantees').map(({step}) => step);
	for (const {id, kind} of gate) {
		if (kind !== 'signature') {
			walk.happen({
				type: 'step-confirmed', data: {
					steps: [id], together: false, answer: '', note: '', byHand: false,
				},
			});
		}
	}

	await stage.waitFor('Signed as director?');
	const screen = await stage.press('y', 'What this signature says');
	expect(screen).toContain('“SIP guarantees”');
	expect(screen).toContain('✔ 5 steps passed');
	await stage.press(keys.enter, 'A comment that stands beside the signature');
	await stage.type('fine');
	const signed = Promise.withResolvers<undefined>();
	const act = walk.act.bind(walk);
	Object.assign(walk, {
		async act(...args: Parameters<typeof act>) {
			const isTaken = await act(...args);
			await signed.promise;
			return isTaken;
		},
	});
	// From the comment to the next question it is not offered once more: a second key would open what is being signed.
	expect(await stage.press(keys.enter, 'A moment…')).not.toContain('Approve: sign');
	await stage.press('y', 'Signing…');
	expect(stage.screen()).not.toContain('A comment that stands beside');
	signed.resolve(undefined);
	await stage.waitFor(text => !text.includes('Signing…'));
	expect(stage.screen()).not.toContain('What this signature says');
	expect(walk.acts).toEqual([{
		type: 'sign', step: gate.find(({kind}) => kind === 'signature')?.id, decision: 'approve', comment: 'fine',
	}]);
});

test('what changed is said after the decision too, before anything is made', async () => {
	const walk = createMemoryWalk(small);
	walk.show({stage: 'finishing', changes: ['What a git had locked is free again.'], remaining: [{label: 'Seal as director', done: false, role: 'director'}]});
	const stage = await openWalk(walk);
	await stage.waitFor('What a git had locked is free again.');
	expect(stage.screen()).not.toContain('Seal as director');
	await stage.press(keys.enter, '❯ Go on: Seal as director');
	expect(walk.acts).toEqual([]);
});

test('what was corrected during the walk is no news after the decision, and t says what is left of the ending', async () => {
	const walk = createMemoryWalk(small);
	const stage = await openWalk(walk);
	await stage.press('r', '❯ Go to the decision');
	walk.happen({type: 'decision-made', data: {decision: 'GO', reasons: [], leftOut: []}});
	walk.show({stage: 'finishing', changes: ['channel is beta now, and was stable.'], remaining: [{label: 'Seal GO as director', done: false, role: 'director'}]});
	await stage.press(keys.escape, '❯ Go on: Seal GO as director');
	expect(stage.screen()).not.toContain('channel is beta now');
	await stage.press('t', 'GO is decided. Left: Seal GO as director.');
});

test('finishing goes on, takes another key, and takes the decision back', async () => {
	const walk = createMemoryWalk(small);
	walk.show({stage: 'finishing', remaining: [{label: 'Seal as release manager', done: true, role: 'release manager'}, {label: 'Seal as director', done: false, role: 'director'}]});
	const stage = await openWalk(walk);
	await stage.waitFor('❯ Go on: Seal as director');
	await stage.press(keys.enter, '');
	await expect.poll(() => walk.acts.at(-1)).toEqual({type: 'finish'});
	await stage.press(keys.down, '❯ Seal as director with another');
	await stage.press(keys.enter, 'Path of the other person\'s key file:');
	await stage.type('/k');
	await stage.press(keys.enter, '');
	await expect.poll(() => walk.acts.at(-1)).toEqual({type: 'finish', key: '/k'});
	await stage.press(']', 'This is the last step.');
	await stage.press('[', 'This is the first step.');
});

test('a decision that is taken back says that nothing is decided', async () => {
	const walk = createMemoryWalk(small);
	const stage = await openWalk(walk);
	await stage.press('r', '❯ Go to the decision');
	walk.happen({type: 'decision-made', data: {decision: 'GO', reasons: [], leftOut: []}});
	walk.show({stage: 'finishing', remaining: [{label: 'Seal GO as director', done: false, role: 'director'}]});
	await stage.press(keys.escape, 'Take the decision back');
	await stage.press(keys.down, /❯ (?:Seal|Take)/v);
	await stage.press(keys.down, '❯ Take the decision back');
	await stage.press(keys.enter, 'Why is the decision taken back?');
	await stage.type('not yet');
	await stage.press(keys.enter, 'The decision is taken back: nothing is decided');
});

test('when it is finished, leaving is first and a push wants the tag typed', async () => {
	const left: string[] = [];
	const walk = createMemoryWalk(small);
	walk.show({stage: 'finished', record: 'releases/v1.0.0', push: {remote: 'origin', refs: ['branch main', 'tag v1.0.0'], command: ''}});
	const stage = await openWalk(walk, {
		onLeave(how) {
			left.push(how);
		},
	});
	await stage.waitFor('❯ Leave without pushing');
	expect(stage.screen()).toContain('releases/v1.0.0');
	await stage.press(keys.down, '❯ Push branch main, tag v1.0.0 to origin');
	await stage.press(keys.enter, 'Type v1.0.0');
	await stage.press(keys.escape, 'Leave without pushing');
	await stage.press('q', '');
	await expect.poll(() => left).toEqual(['finished']);
	expect(walk.acts).toEqual([]);
});

test('the whole output is read by windows, searched and followed', async () => {
	const folder = await mkdtemp(path.join(tmpdir(), 'holdpoint-output-'));
	onTestFinished(async () => rm(folder, {recursive: true}));
	await writeFile(path.join(folder, '1.log'), Array.from({length: 5000}, (_, line) => `line ${line}\n`).join(''));
	const walk = createMemoryWalk(small, {logPath: output => path.join(folder, `${output}.log`)});
	const stage = await openWalk(walk);
	await stage.waitFor('Run it?');
	await stage.press('r', '❯ Go to the decision');
	await stage.press('o', /line 4999\n/v);
	await stage.press(keys.home, /\n +line 0\n/v);
	await stage.press(keys.down, screen => !screen.includes(' line 0\n') && screen.includes(' line 1\n'));
	await stage.press('/', 'Search:');
	await stage.type('line 2500');
	await stage.press(keys.enter, '❯line 2500');
	await stage.press('/', 'Search:');
	await stage.type('nowhere');
	await stage.press(keys.enter, 'does not occur in this output');
	await stage.press(keys.escape, '❯ Go to the decision');
});

test('a bell rings when what took more than 20 s ends', async () => {
	let now = 0;
	const walk = createMemoryWalk(small);
	const rung: string[] = [];
	const stage = await openWalk(walk, {
		clock: () => now,
		onBell() {
			rung.push('bell');
		},
	});
	const live = (startedAt: number) => ({
		step: walk.find('First'), kind: 'check' as const, tail: [], size: 0, statements: [], running: undefined, startedAt, stopping: false,
	});
	walk.show({live: live(0)});
	await stage.waitFor('It is running.');
	now = 19_000;
	walk.show({live: undefined});
	await stage.waitFor('Run it?');
	walk.show({live: live(now)});
	await stage.waitFor('It is running.');
	expect(rung).toEqual([]);
	now = 60_000;
	walk.show({live: undefined});
	await expect.poll(() => rung).toEqual(['bell']);
});

test('lending the terminal hands over what the work gives back, and the keys work again', async () => {
	const walk = createMemoryWalk(release);
	const stage = await openWalk(walk);
	await stage.waitFor('Is that so?');
	await expect(walk.handOver()?.(['Your passphrase:'], async () => 'signed')).resolves.toBe('signed');
	await expect(walk.handOver()?.([], async () => {
		throw new Error('cancelled');
	})).rejects.toThrow('cancelled');
	await stage.press('y', 'The changelog was read. Is that so?');
});

test('resizing redraws in the new shape', async () => {
	const walk = createMemoryWalk(release);
	const stage = await openWalk(walk);
	await stage.waitFor('gate 1 of 3');
	stage.resize(120, 40);
	await stage.waitFor(/▶ Hard contracts +0\/4 +│/v);
	stage.resize(50, 12);
	await stage.waitFor('Under 60×16');
	stage.resize(80, 24);
	const screen = await stage.waitFor('gate 1 of 3');
	expect(screen.split('\n')).toHaveLength(24);
});
