/** What `Only if` was answered in honest walks, `verify` answers the same. */
import {expect, test} from 'vitest';
import {withVerification} from '../../source/commands/open-verification.js';
import {verifyRecord} from '../../source/record/verify.js';
import {startWalk, tag, type RealWalk} from './real-walk.js';

const document = `---
inputs:
  version: {ask: Version}
  kind: {choices: [major, minor]}
  otp: {ask: One-time password, secret: true}
---

# Release

## Migration

**Only if**: \`inputs.kind == "major"\`

- [ ] Migrate the data
- [ ] Write the branch down. **Only if**: \`branch == "main"\`

## Packages

- [ ] Look which platforms there are

  \`\`\`bash check save=platforms
  cat platforms
  \`\`\`

- [ ] Package {{arch}}. **For each**: arch in \`x86, arm, riscv\`. **Only if**: \`platforms.contains(arch) && tag == "v" + inputs.version\`
- [ ] Announce it. **Only if**: \`version(inputs.version) >= version("1.0.0") && commit != ""\`

## Password

**Blocking**: no

- [ ] Use it. **Only if**: \`inputs.otp == "correct horse"\`
`;

const decide = (decision: 'GO' | 'NO-GO', reasons: string[] = []) => ({
	type: 'decide', decision, reasons, typedTag: tag,
} as const);

async function verify({top}: RealWalk, target: {readonly tag: string} | {readonly commit: string}) {
	const verdict = await withVerification({repo: top, anchor: undefined}, async ({request}) => verifyRecord(request(target)));
	return {...verdict, said: verdict.points.find(({name}) => name === 'conditions')?.detail};
}

/** Confirms what is open and applies; what a rule set aside refuses. */
async function confirmAll(walk: RealWalk): Promise<void> {
	await walk.act({type: 'run', step: walk.id('Look which')});
	for (const {step} of walk.view().plan.steps) {
		await walk.act({type: 'confirm', steps: [step.id]});
	}
}

test('true and false, saved late, copied, corrected, on another branch and commit, past a restart, and in the next attempt', async () => {
	const walk = await startWalk(document, {
		set: ['version=1.0.0', 'kind=minor'], environment: {otp: 'correct horse'}, files: {platforms: 'x86 arm\n'},
	});
	await confirmAll(walk);
	expect([walk.status('Migrate'), walk.status('Package arm')]).toEqual(['set-aside', 'passed']);
	await walk.act({type: 'correct', name: 'kind', value: 'major'});
	await walk.reopen();
	await walk.repository.git('switch', '--quiet', '-c', 'other');
	await walk.repository.commit('ARM is left out', {platforms: 'x86\n'});
	await confirmAll(walk);
	await confirmAll(walk);
	expect(['Migrate', 'Write', 'Package arm'].map(words => walk.status(words))).toEqual(['passed', 'set-aside', 'set-aside']);
	await walk.act({type: 'correct', name: 'kind', value: 'minor'});
	await walk.act(decide('NO-GO', ['the dashboards are red']));
	const first = walk.view().state.record?.commit ?? '';
	expect(await verify(walk, {commit: first})).toMatchObject({result: 'self-signed', code: null});

	await walk.again();
	await walk.act({type: 'correct', name: 'kind', value: 'major'});
	await confirmAll(walk);
	expect(await walk.act(decide('GO'))).toBe('');
	const verdict = await verify(walk, {tag});
	expect(verdict, verdict.detail).toMatchObject({result: 'self-signed', code: null, said: expect.stringMatching(/^\d+ answers by a rule, the same when asked again; the run could not tell “.*otp.*”, which set nothing aside$/v) as string});
	expect(verdict.points.at(-1)).toMatchObject({name: 'earlier attempt', detail: expect.stringContaining('counts') as string});
});
