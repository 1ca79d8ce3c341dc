import {Buffer} from 'node:buffer';
import {expect, test} from 'vitest';
import {narrate} from '../../source/plain/narrate.js';
import {createMemoryWalk} from './memory-walk.js';

const checklist = `# Release\u{202E}

## Checks

- [ ] Tests\u{200B}pass

  \`\`\`bash check
  npm test
  \`\`\`

- [ ] Log was read
- [ ] Screens were looked at
- [ ] Numbers were compared
- [ ] Notes are written

**Signed by**: release manager
`;

function follow(walk: ReturnType<typeof createMemoryWalk>): string[] {
	const lines: string[] = [];
	narrate(walk, line => {
		lines.push(line);
	});
	return lines;
}

/** What was said since the last time. */
function news(lines: string[]): string[] {
	return lines.splice(0);
}

test('output is told as it comes, once, with how it ended', async () => {
	const text = ['one', 'two', 'three'];
	const windows = text.map((_line, index) => ({tail: text.slice(0, index + 1), size: Buffer.byteLength(text.slice(0, index + 1).join('\n'))}));
	const walk = createMemoryWalk(checklist.replace('\u{200B}', ' '), {results: {'Tests pass': [{windows, tail: 'one\ntwo\nthree\n', size: 14}]}});
	const lines = follow(walk);
	news(lines);
	await walk.act({type: 'run', step: walk.find('Tests pass')});
	expect(news(lines)).toEqual(['[running] "Tests pass", check', '  $ npm test', '  | one', '  | two', '  | three', '[passed] "Tests pass": exit 0, 0.3 s']);
	walk.show({});
	expect(news(lines)).toEqual([]);
});

test('answers, notes, refusals and what takes time are told once', async () => {
	const walk = createMemoryWalk(checklist);
	const lines = follow(walk);
	const [log, screens] = [walk.find('Log was read'), walk.find('Screens were looked at')];
	expect(news(lines)).toEqual([String.raw`Release\u{202E}, run v1.0.0#1, commit a1b2c3d on main, 0 of 6 steps settled`]);
	await walk.act({type: 'confirm', steps: [log], note: 'log 7'});
	await walk.act({type: 'confirm', steps: [log]});
	await walk.act({type: 'set aside', steps: [screens], reason: 'no screens\nhere\u{7}'});
	await walk.act({type: 'reopen', steps: [log], reason: ''});
	await walk.act({type: 'note', about: log, note: 'again'});
	await walk.act({type: 'later', step: log});
	walk.show({busy: 'Signing…'});
	walk.show({busy: 'Signing…', message: {kind: 'said', text: 'Done.'}});
	walk.show({busy: undefined});
	expect(news(lines)).toEqual([
		'[passed] "Log was read", Ada: log 7',
		'It has passed already; reopen it to answer anew.',
		String.raw`[set aside] "Screens were looked at", Ada: no screens / here\u{7}`,
		'[open] "Log was read", Ada',
		'Note on "Log was read" by Ada: again',
		'[open] "Log was read": put off',
		'Signing ...',
		'Done.',
	]);
});

test('a gate that passed, a move of HEAD and what it made stale take few lines', async () => {
	const walk = createMemoryWalk(checklist);
	await walk.act({type: 'run', step: walk.getView().plan.steps[0]?.step.id ?? ''});
	const lines = follow(walk);
	news(lines);
	const manual = walk.getView().plan.steps.filter(({step}) => step.kind === 'confirm').map(({step}) => step.id);
	await walk.act({type: 'confirm', steps: manual});
	await walk.act({
		type: 'sign', step: walk.getView().plan.steps.at(-1)?.step.id ?? '', decision: 'approve', comment: '',
	});
	expect(news(lines).slice(-2)).toEqual(['[passed] "Signed by: release manager", Ada, as release manager: ada@example.com', '[passed] Gate "Checks", 6 steps']);
	const {commit, tree} = walk.getView().state;
	walk.happen({
		type: 'head-moved', data: {
			from: commit, to: 'b'.repeat(40), tree, branch: 'main', commits: ['bbbbbbb Fix\u{1B}[2J it'], paths: ['a'], own: false,
		},
	});
	expect(news(lines)).toEqual(['HEAD moved from a1b2c3d to bbbbbbb:', String.raw`  bbbbbbb Fix\u{1B}[2J it`, '[stale] 6 steps: HEAD moved to bbbbbbb']);
});

test('nothing is told any more once it is stopped', async () => {
	const walk = createMemoryWalk(checklist);
	const lines: string[] = [];
	const stop = narrate(walk, line => {
		lines.push(line);
	});
	stop();
	news(lines);
	await walk.act({type: 'confirm', steps: [walk.find('Log was read')]});
	expect(lines).toEqual([]);
});
