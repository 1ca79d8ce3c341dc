import {expect, test} from 'vitest';
import {walkByLines} from '../../source/plain/walk-by-lines.js';
import {createMemoryWalk} from './memory-walk.js';
import {script, type Script} from './script.js';

const release = `# Release of parser

What this is about.

## 1 · Checks

These come first.

- [ ] Version file is there

  \`\`\`bash check
  test -f version
  \`\`\`

- [ ] Unit tests pass

  \`\`\`bash check
  npm test
  \`\`\`

## 2 · Judgement

**Requires**: 1 · Checks

- [ ] Before the smoke test:
  - [ ] Log was read
  - [ ] Screens were looked at
  - [ ] Numbers were compared
- [ ] Announcement is drafted (optional)
- [ ] Cache is warm

  \`\`\`bash
  scripts/warm.sh <host>
  \`\`\`

**Signed by**: release manager

## 3 · Publish

- [ ] Package is published

  \`\`\`bash irreversible
  npm publish
  \`\`\`
`;

const push = {remote: 'origin', refs: ['branch main', 'tag v1.0.0'], command: ''};
const failed = {
	ok: false, exit: 1, why: 'exit 1', tail: 'not ok 3\n',
};
const failsOnce = {'Unit tests pass': [failed, {}]};

/** Consent, a check that fails and is run again, a group together but for one, an optional one set aside, and so on to GO and the push. */
const toGo = 'y, R, r, a, 2, yes, y, x, , e, web1, ok, background, y, y, looks good, r, v1.0.0, y, go, v1.0.0, p, v1.0.0'.split(', ').map(answer => answer.trim());

/** Walks, and says everything that was told when the end is another one. */
async function walked(walk: ReturnType<typeof createMemoryWalk>, person: Script, end: string): Promise<void> {
	expect(await walkByLines({walk, terminal: person.terminal}), person.told()).toBe(end);
}

test('a run is walked by typed lines to GO, record, tag and push', async () => {
	const walk = createMemoryWalk(release, {results: failsOnce, consent: true, push});
	const person = script(...toGo);
	await walked(walk, person, 'finished');
	expect(person.left()).toEqual([]);
	const {state} = walk.getView();
	expect(state.tagged?.tag).toBe('v1.0.0');
	expect(state.steps.get(walk.find('Unit tests pass'))?.answers.map(({status}) => status)).toEqual(['failed', 'passed']);
	expect(state.steps.get(walk.find('Screens were looked at'))?.answers).toMatchObject([{status: 'passed', together: false}]);
	expect(state.steps.get(walk.find('Log was read'))?.answers).toMatchObject([{status: 'passed', together: true}]);
	expect(state.steps.get(walk.find('Cache is warm'))?.executions[0]?.commands[0]?.text).toBe('scripts/warm.sh web1');
	expect(walk.acts.at(-1)).toEqual({type: 'push', typedTag: 'v1.0.0'});
	expect(person.told()).toMatchSnapshot();
});

test.each(toGo.map((_answer, index) => index))('the end of input does not loop for ever: after %i answers it pauses the run and answers nothing', async length => {
	const whole = createMemoryWalk(release, {results: failsOnce, consent: true, push});
	await walked(whole, script(...toGo), 'finished');

	const walk = createMemoryWalk(release, {results: failsOnce, consent: true, push});
	const person = script(...toGo.slice(0, length));
	const isDone = length >= toGo.indexOf('p');
	await walked(walk, person, isDone ? 'finished' : 'paused');
	expect(walk.getView().state.paused).toBe(!isDone);
	expect(person.count('(end)')).toBe(1);
	const asked = walk.acts.filter(({type}) => type !== 'pause');
	expect(whole.acts.slice(0, asked.length)).toEqual(asked);
});

const publish = `# Release

## Publish

- [ ] Package is published

  \`\`\`bash irreversible
  npm publish
  \`\`\`
`;

test('what cannot be undone wants the tag typed exactly', async () => {
	const walk = createMemoryWalk(publish);
	const person = script('r', 'v1.0', 'r', '', 'r', 'V1.0.0', 'r', 'yes', 'r', 'v1.0.0', 'y', 'go', 'go', 'go', 'v1.0.0');
	await walked(walk, person, 'finished');
	expect(walk.acts).toEqual([
		{type: 'run', step: walk.find('Package is published'), typedTag: 'v1.0.0'},
		{type: 'confirm', steps: [walk.find('Package is published')]},
		{
			type: 'decide', decision: 'GO', reasons: [], typedTag: 'v1.0.0',
		},
	]);
	expect(person.count('That is not v1.0.0; nothing was done.')).toBe(4);
	expect(person.count('Enter alone confirms nothing here')).toBe(1);
});

const judged = `# Release

## Judgement

- [ ] Log was read
- [ ] Screens were looked at
- **Build number**: ______
- [ ] PASS [ ] FAIL
`;

test('what is no answer does nothing and says so', async () => {
	const walk = createMemoryWalk(judged);
	const person = script('', 'yess', '9', 'r', 'w', '?', 'q');
	await walked(walk, person, 'paused');
	expect(walk.acts).toEqual([{type: 'pause', why: 'the person left'}]);
	expect(person.count('is no answer here, and nothing was done')).toBe(4);
	expect(person.told()).toContain('"w" is no answer here, and nothing was done. Only a step that did not pass, or a stale result, is waived. ? lists');
	expect(person.count('Nothing was answered.')).toBe(1);
	expect(person.told()).toContain('  /  and a word: find a step');
	expect(person.told()).toContain('next is "Log was read"');
});

test('a reason is asked for and may be the last one; an empty one does nothing', async () => {
	const walk = createMemoryWalk(judged);
	const [log, screens] = [walk.find('Log was read'), walk.find('Screens were looked at')];
	const person = script('n', '', 'n', 'two errors', 'no', '=', 'q');
	await walked(walk, person, 'paused');
	expect(walk.acts.slice(0, -1)).toEqual([{type: 'fail', step: log, reason: 'two errors'}, {type: 'fail', step: screens, reason: 'two errors'}]);
	expect(person.count('Nothing was given, so nothing was done.')).toBe(1);
});

test('what failed, and why, stands ready as blocking issues of a NO-GO', async () => {
	const walk = createMemoryWalk(judged);
	const person = script('n', 'two errors', 'd', 'go', 'no-go', 'ok', 'v1.0.1', 'no-go', 'Log is full of errors', 'and screens are blank', '.', 'v1.0.0');
	await walked(walk, person, 'no-go');
	expect(person.told()).toContain('    Log was read: two errors');
	expect(walk.getView().state.decision).toMatchObject({decision: 'NO-GO', reasons: ['Log is full of errors', 'and screens are blank']});
	expect(walk.getView().state.tagged).toBeUndefined();
});

test('one can look back, around and ahead without answering anything', async () => {
	const walk = createMemoryWalk(release);
	const person = script('[', ']', ']', ']', '[', '/ screens', '/o', '1', 'g', '3', 't', 'o', 'p', 'd', '[', 'g', '', 'g', '7', 'step', 'next', 'q');
	await walked(walk, person, 'paused');
	expect(walk.acts).toEqual([{type: 'pause', why: 'the person left'}]);
	expect(person.left()).toEqual([]);
	const seen = person.told().split('\n').map(line => /^(?:Step \d of 9|The decision|That is the first step)/v.exec(line)?.[0].replace(' of 9', '')).filter(line => line !== undefined);
	expect(seen.join(', ')).toBe('Step 1, That is the first step, Step 2, Step 3, Step 4, Step 3, Step 4, Step 1, Step 9, The decision, Step 9, Step 9, Step 1');
});

test('Ctrl-C and s stop a running command, other lines are not taken, and the walk goes on', async () => {
	for (const line of [undefined, 's']) {
		const walk = createMemoryWalk(release, {
			results: {
				'Version file is there': [{
					untilStopped: true, ok: false, ending: 'stopped', exit: null, why: 'It was stopped.',
				}],
			},
		});
		const person = script('r', 'q');
		const done = walkByLines({walk, terminal: person.terminal});
		await walk.hangs;
		person.interrupt('y');
		person.interrupt(line);
		expect(await done).toBe('paused');
		expect(walk.acts.map(({type}) => type)).toEqual(['run', 'stop', 'pause']);
		expect(person.told()).toContain('"y" was not taken');
		expect(person.told()).toContain('[failed] "Version file is there": stopped, 0.3 s; It was stopped.');
		expect(person.left()).toEqual([]);
	}
});

test('Ctrl-C while something else is done pauses behind it', async () => {
	const walk = createMemoryWalk(judged);
	const person = script('y', 'y');
	const acting = walk.subscribe(() => {
		person.interrupt();
		acting();
	});
	await walked(walk, person, 'paused');
	expect(walk.acts.map(({type}) => type)).toEqual(['confirm', 'pause']);
});

test('a command that is left running from before is waited for', async () => {
	const walk = createMemoryWalk(publish);
	const step = walk.find('Package is published');
	const command = {
		text: 'npm publish', interpreter: 'bash', cwd: '', environment: [], line: 7,
	};
	walk.happen({type: 'action-started', data: {step, output: 1, commands: [command]}});
	walk.show({
		live: {
			step, kind: 'action', tail: ['+ parser@1.0.0', ''], size: 15, statements: [], running: undefined, startedAt: 1, stopping: false,
		},
	});
	const person = script('y', 'q');
	const done = walkByLines({walk, terminal: person.terminal});
	expect(person.told()).toContain('  | + parser@1.0.0');
	expect(person.told()).not.toContain('Answer');
	walk.happen({
		type: 'action-finished', data: {
			step, output: 1, ok: true, why: '', ending: 'exited', exit: 0, signal: null, ms: 10, statements: [], expectations: [], tail: '+ parser@1.0.0\n', size: 15, sha256: '0'.repeat(64),
		},
	});
	walk.show({live: undefined});
	expect(await done).toBe('paused');
	expect(walk.acts.map(({type}) => type)).toEqual(['confirm', 'pause']);
});

test('what finishing lacks is said, and it goes on when asked', async () => {
	const walk = createMemoryWalk(publish, {failingSeals: 2});
	const person = script('h', 'published from the office', '+ parser@1.0.0', '.', 'go', 'v1.0.0', 'k', '', 'k', '/keys/grace', 'f');
	await walked(walk, person, 'finished');
	expect(walk.acts.slice(-3)).toEqual([
		{
			type: 'decide', decision: 'GO', reasons: [], typedTag: 'v1.0.0',
		},
		{type: 'finish', key: '/keys/grace'},
		{type: 'finish'},
	]);
	expect(walk.getView().state.steps.get(walk.find('Package is published'))?.answers).toMatchObject([{byHand: true, note: 'published from the office\n+ parser@1.0.0'}]);
	expect(person.told()).toContain('[to do] Seal as release manager');
	expect(person.count('The agent is locked.')).toBe(2);
});

test('a decision can be taken back before it is recorded, and outputs left out', async () => {
	const walk = createMemoryWalk(publish, {failingSeals: 1});
	const person = script('r', 'v1.0.0', 'y', 'o 7', 'o 1', 'go', 'v1.0.0', 'b', 'wrong host', 'q');
	await walked(walk, person, 'paused');
	expect([...walk.getView().state.leftOut]).toEqual([1]);
	expect(walk.getView().state.decision).toBeUndefined();
	expect(person.told()).toContain('GO was taken back.');
	expect(person.told()).toContain('Output 1 stays out of the record.');
});

test('values, choices and comments are asked for', async () => {
	const walk = createMemoryWalk(judged);
	const person = script('c', '', 'c', 'see log 7', 'y', 'y', 'y', '', 'y', '4711', '2', 'slow', '1', 'q');
	await walked(walk, person, 'paused');
	const log = walk.find('Log was read');
	expect(walk.acts).toMatchObject([
		{type: 'note', about: log, note: 'see log 7'},
		{type: 'confirm', steps: [log]},
		{type: 'confirm', steps: [walk.find('Screens were looked at')]},
		{type: 'enter', value: '4711'},
		{type: 'fail', answer: 'FAIL', reason: 'slow'},
		{type: 'confirm', answer: 'PASS'},
		{type: 'pause'},
	]);
});

test('a checklist that wants notes gets one with every confirmation, together too', async () => {
	const walk = createMemoryWalk(`---\nnote: required\ntag: v1\n---\n${judged}`);
	const person = script('y', '', 'y', 'log 7', 'a', 'seen by all', 'yes', 'q');
	await walked(walk, person, 'paused');
	expect(walk.acts.filter(({type}) => type === 'confirm')).toEqual([
		{type: 'confirm', steps: [walk.find('Log was read')], note: 'log 7'},
		{type: 'confirm', steps: [walk.find('Screens were looked at')], note: 'seen by all'},
	]);
});

test('what was said before HEAD moved is asked once per gate', async () => {
	const walk = createMemoryWalk('# Release\n\n- [ ] Log was read\n- [ ] Nobody was asked yet\n- [ ] Desk knows\n');
	const said = ['Log was read', 'Desk knows'].map(title => walk.find(title));
	await walk.act({type: 'confirm', steps: said});
	walk.happen({
		type: 'head-moved', data: {
			from: walk.getView().state.commit, to: 'b'.repeat(40), tree: 'b'.repeat(40), branch: 'main', commits: [], paths: [], own: false,
		},
	});
	const person = script('a', 'yes', 'q');
	await walked(walk, person, 'paused');
	expect(person.told()).toContain('  a  whether the 2 that were said of this gate are still true, all at once');
	expect(walk.acts.at(-2)).toEqual({type: 'confirm', steps: said});
});

test('a waiver wants a reason and the tag; a signature can be refused with a reason', async () => {
	const walk = createMemoryWalk(release, {results: {'Unit tests pass': [{ok: false, exit: 1, why: 'exit 1'}]}});
	const person = script('R', 'w', 'known flake', 'nope', 'w', '=', 'v1.0.0', 'a', 'yes', 'l', 'h', 'warmed by hand', '.', 'g', '2', 'x', 'soon', 'n', 'screens lie', 'q');
	await walked(walk, person, 'paused');
	expect(walk.acts).toContainEqual({
		type: 'waive', step: walk.find('Unit tests pass'), reason: 'known flake', typedTag: 'v1.0.0',
	});
	expect(walk.getView().state.signatures).toMatchObject([{decision: 'reject', comment: 'screens lie'}]);
});
