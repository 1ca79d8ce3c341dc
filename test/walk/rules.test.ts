/** Rules, waits, roles, paths and witnesses in real walks. */
import {readFile, utimes} from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import {
	afterEach,
	expect,
	test,
	vi,
} from 'vitest';
import {go, startWalk, tag} from './real-walk.js';

afterEach(() => {
	vi.useRealTimers();
	vi.restoreAllMocks();
});

/** The clock, with the machine up all the time. */
function startClock(): (at: string) => void {
	const begun = Date.parse('2026-11-20T14:00:00Z');
	vi.useFakeTimers({toFake: ['Date'], now: begun});
	vi.spyOn(os, 'uptime').mockImplementation(() => 1000 + ((Date.now() - begun) / 1000));
	return at => {
		vi.setSystemTime(Date.parse(at));
	};
}

const frontMatter = (more = '') => `---\ninputs:\n  version: {ask: Version}\n${more}---\n\n# Release\n`;
test('a rule is judged by the machine: at the start, and when the value that it names is saved', async () => {
	const walk = await startWalk(`${frontMatter('  kind: {choices: [major, minor]}\n')}
## Migration

**Only if**: \`inputs.kind == "major"\`

- [ ] Migrate the data

## Packages

- [ ] Look which platforms there are

  \`\`\`bash check save=platforms
  echo x86 arm
  \`\`\`

- [ ] Test on ARM. **Only if**: \`platforms.contains("arm")\`
- [ ] Test on RISC-V. **Only if**: \`platforms.contains("riscv")\`
- [ ] Read the notes
`, {set: ['version=1.0.0', 'kind=minor']});
	expect(walk.status('Migrate')).toBe('set-aside');
	expect(walk.step('Migrate').answers.at(-1)).toMatchObject({as: 'rule', reason: expect.stringContaining('inputs.kind == "major"') as string});
	expect(walk.status('Test on ARM')).toBe('open');
	expect(await walk.confirm('Test on ARM')).toMatch('Whether this applies is not known yet');
	await walk.act({type: 'run', step: walk.id('Look which')});
	expect(walk.status('Test on RISC-V')).toBe('set-aside');
	expect(await walk.confirm('Test on ARM')).toBe('');
	expect(await walk.act({type: 'reopen', steps: [walk.id('Migrate')], reason: ''})).toMatch('is answered by Holdpoint');
});

test('a rule that cannot be evaluated leaves its step open, and says why', async () => {
	const walk = await startWalk(`${frontMatter()}
- [ ] Look at the load

  \`\`\`bash check save=load
  echo heavy
  \`\`\`

- [ ] Wait for the night. **Only if**: \`number(load) > 0.8\`
`);
	await walk.act({type: 'run', step: walk.id('Look at')});
	expect(walk.status('Wait for')).toBe('open');
	expect(await walk.confirm('Wait for')).toMatch(/cannot be told, .*heavy/v);
	expect(await walk.act(go)).toMatch('GO needs every blocking gate');
});

test('HEAD moves: a rule is judged anew on the other commit', async () => {
	const walk = await startWalk(`${frontMatter()}
- [ ] Only now. **Only if**: \`branch == "main"\`
- [ ] Always
`);
	expect(walk.status('Only now')).toBe('open');
	await walk.repository.git('switch', '--quiet', '-c', 'other');
	await walk.repository.commit('A fix', {'fix.txt': 'x'});
	await walk.confirm('Always');
	expect(walk.status('Only now')).toBe('set-aside');
});

test('a wait begins when the step above has passed, and is announced when it is over', async () => {
	const walk = await startWalk(`${frontMatter()}
- [ ] Deployed
- [ ] Soak. **Wait**: 1s
`);
	expect(walk.step('Soak').wait).toBeUndefined();
	await walk.confirm('Deployed');
	expect(walk.step('Soak').wait).toBeDefined();
	await vi.waitFor(() => {
		expect(walk.view()).toMatchObject({rings: 1, message: {text: expect.stringContaining('it is over') as string}});
	}, {timeout: 60_000, interval: 20});
	expect(walk.status('Soak')).toBe('passed');
});

test('a wait survives the program: on coming back what remains is waited for, and what is over is said', async () => {
	const setClock = startClock();
	const walk = await startWalk(`${frontMatter()}
- [ ] Deployed
- [ ] Soak. **Wait**: 48h
- [ ] Clean up
`);
	await walk.confirm('Deployed');
	setClock('2026-11-21T14:00:00Z');
	await walk.reopen();
	expect(walk.status('Soak')).toBe('open');
	expect(await walk.act({
		type: 'waive', step: walk.id('Soak'), reason: 'in a hurry', typedTag: tag,
	})).toMatch('names nobody who may waive');
	setClock('2026-11-22T14:00:01Z');
	await walk.reopen();
	expect(walk.status('Soak')).toBe('passed');
	expect(walk.view().changes).toContainEqual(expect.stringContaining('has been waited for'));
});

test('a pass that is too old at the decision has to be had again', async () => {
	vi.useFakeTimers({toFake: ['Date'], now: Date.parse('2026-11-20T14:00:00Z')});
	const walk = await startWalk(`${frontMatter()}
- [ ] The feed is up

  \`\`\`bash check fresh=15m
  true
  \`\`\`
`);
	await walk.act({type: 'run', step: walk.id('The feed')});
	vi.setSystemTime(Date.parse('2026-11-20T14:20:00Z'));
	expect(await walk.act(go)).toMatch('passed too long ago to count now');
	await walk.act({type: 'run', step: walk.id('The feed')});
	await walk.act(go);
	expect(walk.view().state.closed?.outcome).toBe('GO');
});

test('with About a commit that touches other paths makes nothing stale', async () => {
	const walk = await startWalk(`${frontMatter()}
## Soak

**About**: \`source/**\`

- [ ] It ran for two days

## Text

- [ ] The notes are read
`);
	await walk.confirm('It ran');
	await walk.confirm('The notes');
	await walk.repository.commit('Notes', {'CHANGELOG.md': 'x'});
	await walk.act({type: 'set aside', steps: [walk.id('The notes')], reason: 'x'});
	expect([walk.status('It ran'), walk.status('The notes')]).toEqual(['passed', 'stale']);
	expect(walk.view().message?.text).toContain('is stale, but for what stands beside an `About` whose paths are as they were.');
	await walk.repository.commit('A fix', {'source/a.c': 'x'});
	await walk.confirm('The notes');
	expect(walk.status('It ran')).toBe('stale');
});

test('only whom the checklist names may waive, by the signers file', async () => {
	const document = `${frontMatter()}
**Waivable by**: director

- [ ] It works
`;
	const walk = await startWalk(document);
	await walk.act({type: 'fail', step: walk.id('It works'), reason: 'it does not'});
	// A self-signed run has one person, who may.
	expect(await walk.act({
		type: 'waive', step: walk.id('It works'), reason: 'known', typedTag: '',
	})).toMatch('type v1.0.0 to confirm');
	await walk.act({
		type: 'waive', step: walk.id('It works'), reason: 'known', typedTag: tag,
	});
	expect(walk.step('It works').answers.at(-1)).toMatchObject({status: 'waived', as: 'director'});
});

test('the witness agrees to each answer, and stands in the journal', async () => {
	const walk = await startWalk(`${frontMatter('pair: required\n')}
- [ ] The lights are green
`, {pair: 'Grace Hopper <grace@example.com>'});
	expect(await walk.confirm('The lights')).toMatch('Grace Hopper agrees with their initials, GH');
	expect(await walk.act({type: 'witness', witness: 'Somebody'})).toMatch('A witness is named as in');
	await walk.act({type: 'confirm', steps: [walk.id('The lights')], initials: 'gh'});
	expect(walk.step('The lights').answers.at(-1)).toMatchObject({witness: {email: 'grace@example.com'}});
	await walk.act(go);
	expect(walk.view().state.closed?.outcome).toBe('GO');
	const record = await readFile(path.join(walk.top, 'releases', tag, 'record.md'), 'utf8');
	expect(record).toContain('witness: Grace Hopper');
});

test('verify believes what was walked under all of these terms', async () => {
	const setClock = startClock();
	const walk = await startWalk(`${frontMatter('  kind: {choices: [major, minor]}\npair: required\n').replace('pair: required\n  kind', 'kind')}
## Soak

**Waivable by**: director

- [ ] Deployed
- [ ] Soaked. **Wait**: 48h
- [ ] The feed is up. **Fresh**: 2h
- [ ] It holds
- [ ] Migrate. **Only if**: \`inputs.kind == "major"\`

**Evidence**: log = \`soak-<timestamp>.log\`

**Signed by**: release manager
`, {set: ['version=1.0.0', 'kind=minor'], pair: 'Grace Hopper <grace@example.com>'});
	const confirm = async (words: string) => walk.act({type: 'confirm', steps: [walk.id(words)], initials: 'GH'});
	await confirm('Deployed');
	setClock('2026-11-22T14:00:01Z');
	await walk.reopen();
	await walk.repository.commit('Notes', {'CHANGELOG.md': 'x'});
	await confirm('The feed');
	for (const words of ['Deployed', 'Soaked', 'The feed']) {
		expect(await confirm(words)).toBe('');
	}

	await walk.act({type: 'fail', step: walk.id('It holds'), reason: 'not quite'});
	await walk.act({
		type: 'waive', step: walk.id('It holds'), reason: 'known', typedTag: tag,
	});
	await walk.repository.write('soak-1.log', 'quiet');
	const evidence = walk.view().plan.steps.find(({step: {kind}}) => kind === 'evidence')?.step.id ?? '';
	await utimes(path.join(walk.top, 'soak-1.log'), new Date(), new Date());
	await walk.act({type: 'record', step: evidence});
	expect(walk.view().state.steps.get(evidence)?.status).toBe('passed');
	expect(await walk.act({
		type: 'sign', step: walk.id('Signed by'), decision: 'approve', comment: '',
	})).toBe('');
	expect(await walk.act(go)).toBe('');
	expect(walk.view().state.closed?.outcome).toBe('GO');
	expect(await walk.verify()).toBe(4);
});
