/** Commands that run beside the walk: others are walked meanwhile, leaving does not end them, services end with their gate. */
import {existsSync} from 'node:fs';
import path from 'node:path';
import process from 'node:process';
import {
	beforeAll,
	expect,
	test,
	vi,
} from 'vitest';
import {abandonCommand} from '../../source/commands/abandon.js';
import {runTypescript} from '../typescript-programs.js';
import {
	go,
	startWalk,
	tag,
	type RealWalk,
} from './real-walk.js';

beforeAll(() => {
	runTypescript();
});

const frontMatter = '---\ninputs:\n  version: {ask: Version}\n---\n\n# Release\n';

const patience = {timeout: 60_000, interval: 30};

async function until(walk: RealWalk, words: string, status: string): Promise<void> {
	await vi.waitFor(() => {
		expect(walk.status(words)).toBe(status);
	}, patience);
}

const soaking = `${frontMatter}
- [ ] It soaks

  \`\`\`bash check background
  echo soaking
  until [ -e ../open ]; do sleep 0.05; done
  echo soaked
  \`\`\`

- [ ] Meanwhile this

  \`\`\`bash check
  true
  \`\`\`
`;

test('other steps are walked while it runs, and its end is said', async () => {
	const walk = await startWalk(soaking);
	await walk.act({type: 'run', step: walk.id('It soaks')});
	expect(walk.status('It soaks')).toBe('running');
	await walk.act({type: 'run', step: walk.id('Meanwhile')});
	expect(walk.status('Meanwhile')).toBe('passed');
	expect(walk.view().background).toMatchObject([{step: walk.id('It soaks')}]);
	expect(await walk.act(go)).toBe('“It soaks” is still running.');
	await walk.repository.write('../open', '');
	// It is passed a moment before that is said.
	await vi.waitFor(() => {
		expect(walk.view()).toMatchObject({background: [], rings: 1, message: {text: '“It soaks” has ended: passed.'}});
	}, patience);
	expect(walk.status('It soaks')).toBe('passed');
});

test('who abandons the run is told of each command that goes on, with its process', async () => {
	const walk = await startWalk(soaking);
	await walk.act({type: 'run', step: walk.id('It soaks')});
	await walk.walk().close();
	const shown = vi.spyOn(process.stdout, 'write').mockReturnValue(true);
	try {
		await abandonCommand({
			run: `${tag}#1`, reason: 'the branch is wrong', confirm: tag, repo: walk.top, plain: true,
		});
		expect(shown.mock.calls.join('')).toMatch(/“It soaks” still runs \(process \d+\), and is followed by nobody from now on: look after it\./v);
	} finally {
		shown.mockRestore();
	}

	const left = path.join(walk.folder(), 'output', '1.d');
	await walk.repository.write('../open', '');
	await vi.waitFor(() => {
		expect(existsSync(left)).toBe(false);
	}, patience);
});

test('leaving the walk does not end it: on coming back it is followed, or collected', async () => {
	const walk = await startWalk(soaking);
	await walk.act({type: 'run', step: walk.id('It soaks')});
	await walk.reopen();
	expect(walk.view().changes).toContain('“It soaks” is still running; it is followed.');
	expect(walk.status('It soaks')).toBe('running');
	await walk.walk().close();
	const left = path.join(walk.folder(), 'output', '1.d');
	await walk.repository.write('../open', '');
	await vi.waitFor(() => {
		expect(existsSync(left)).toBe(false);
	}, patience);
	await walk.reopen();
	expect(walk.view().changes).toContain('“It soaks” ended while Holdpoint was away: its command succeeded');
	expect(walk.step('It soaks')).toMatchObject({status: 'passed', executions: [{finished: {tail: 'soaking\nsoaked\n'}}]});
});

test('it is stopped from its own step', async () => {
	const walk = await startWalk(soaking);
	const id = walk.id('It soaks');
	await walk.act({type: 'run', step: id});
	await vi.waitFor(() => {
		expect(walk.view().background[0]?.tail.join('')).toContain('soaking');
	}, patience);
	await walk.act({type: 'stop', step: id});
	await until(walk, 'It soaks', 'failed');
});

test('a service ends when all else in its gate is settled, and has passed then', async () => {
	const walk = await startWalk(`${frontMatter}
## Smoke test

- [ ] The server runs

  \`\`\`bash background=gate
  echo up
  sleep 1000
  \`\`\`

- [ ] It answers

**Signed by**: release manager

## Another

- [ ] Thing
`);
	await walk.act({type: 'run', step: walk.id('The server')});
	await vi.waitFor(() => {
		expect(walk.view().background[0]?.tail.join('')).toContain('up');
	}, patience);
	await walk.confirm('Thing');
	expect(walk.status('The server')).toBe('running');
	await walk.confirm('It answers');
	await until(walk, 'The server', 'passed');
	expect(walk.view().state.signatures).toEqual([]);
});

test('a rule above a service is judged while it runs, and ends it where it does not hold; a decision ends the others', async () => {
	const service = (title: string) => `- [ ] ${title}\n\n  \`\`\`bash background=gate\n  sleep 1000\n  \`\`\`\n\n- [ ] ${title} answers\n\n`;
	const walk = await startWalk(`---\ninputs:\n  version: {ask: Version}\n  kind: {choices: [major, minor]}\n---\n\n# Release\n\n## Smoke test\n\n**Only if**: \`inputs.kind == "major"\`\n\n${service('The server')}## Another\n\n${service('The mailer')}`, {set: ['version=1.0.0', 'kind=major']});
	await walk.act({type: 'run', step: walk.id('The server')});
	await walk.act({type: 'run', step: walk.id('The mailer')});
	await walk.repository.commit('A fix', {'CHANGELOG.md': '- A fix\n'});
	expect(await walk.confirm('The server answers')).toContain('HEAD moved');
	expect(walk.view().state.conditions.values().toArray()).toEqual([true]);
	await walk.act({type: 'correct', name: 'kind', value: 'minor'});
	await until(walk, 'The server answers', 'set-aside');
	expect(['The server', 'The mailer'].map(words => walk.status(words))).toEqual(['set-aside', 'running']);
	await walk.act({
		type: 'decide', decision: 'NO-GO', reasons: ['it does not answer'], typedTag: tag,
	});
	// It ran on one commit, and ended on another.
	expect([walk.view().stage, walk.status('The mailer')]).toEqual(['finished', 'stale']);
});
