/** `holdpoint sign` beside a walk: nobody signs unseen over files that are no longer what was recorded, and a rejection is its role's own. */
import {
	readFile,
	rename,
	rm,
	writeFile,
} from 'node:fs/promises';
import path from 'node:path';
import process from 'node:process';
import {execa} from 'execa';
import {
	expect,
	onTestFinished,
	test,
	vi,
} from 'vitest';
import {UserError} from '../../source/commands/exit.js';
import {signCommand} from '../../source/commands/sign.js';
import {temporaryRepository} from '../repository/temporary-repository.js';
import {
	go,
	tag,
	walkIn,
	type RealWalk,
} from './real-walk.js';

const document = `---
decision: [release manager]
inputs:
  version: {ask: Version}
---

# Release

## Soak

**Evidence**: soak = \`artifacts/soak.json\`

**Evidence**: mail = \`~/approval.eml\`

**Signed by**: director
`;
const file = 'artifacts/soak.json';

type Scene = {
	readonly walk: RealWalk;
	/** Her key. */
	readonly grace: string;
	/** What the director is shown, or why it is refused. */
	readonly sign: (given?: {readonly reject?: string; readonly repo?: string}) => Promise<string>;
	/** Another work tree of the repository. */
	readonly tree: string;
	readonly mail: string;
};

/** The evidence is recorded by Ada, in the first work tree or in another. */
async function setScene({isElsewhere = false} = {}): Promise<Scene> {
	const repository = await temporaryRepository({key: true});
	const {home, git, top} = repository;
	const grace = path.join(home, 'grace');
	await execa('ssh-keygen', ['-q', '-t', 'ed25519', '-N', '', '-C', '', '-f', grace]);
	const [ada, other] = await Promise.all([repository.key?.file ?? '', grace].map(async key => {
		const {stdout} = await execa('ssh-keygen', ['-y', '-f', key]);
		return stdout.split(' ').slice(0, 2).join(' ');
	}));
	await repository.commit('A release', {
		'RELEASE.md': document,
		'.holdpoint/signers.yaml': `project: example\nversion: 1\npeople:\n  ada@example.com: {name: Ada, keys: [{ssh: ${ada ?? ''}}]}\n  grace@example.com: {name: Grace, keys: [{ssh: ${other ?? ''}}]}\nroles:\n  release manager: [ada@example.com]\n  director: [grace@example.com]\n`,
	});
	const tree = path.join(home, 'a tree – of\'s own');
	await git('worktree', 'add', '--quiet', '--detach', tree);
	const walk = await walkIn(repository, {top: isElsewhere ? tree : top});
	const mail = path.join(home, 'approval.eml');
	await writeFile(mail, 'yes');
	await repository.write(`../${path.relative(path.dirname(top), walk.top)}/${file}`, '{"errors": 0}');
	for (const {step: {kind, id, evidence}} of walk.view().plan.steps) {
		if (kind === 'evidence') {
			await walk.act({type: 'record', step: id, files: evidence[0]?.name === 'mail' ? [mail] : []});
		}
	}

	expect(walk.view().plan.steps.map(({step: {id}}) => walk.view().state.steps.get(id)?.status)).toEqual(['passed', 'passed', undefined]);
	const shown = vi.spyOn(process.stdout, 'write').mockReturnValue(true);
	onTestFinished(() => {
		shown.mockRestore();
	});
	return {
		walk,
		grace,
		tree,
		mail,
		async sign({reject, repo = top} = {}) {
			shown.mockClear();
			try {
				const exit = await signCommand({
					run: undefined, role: 'director', gate: undefined, key: grace, reject, yes: true, repo,
				});
				expect(exit).toBe(0);
				return shown.mock.calls.map(([text]) => String(text)).join('');
			} catch (error) {
				if (error instanceof UserError) {
					expect(error.exit).toBe(1);
					return error.message;
				}

				throw error;
			}
		},
	};
}

const changed = (name: string) => `${name} has changed since it was recorded: `;
const advice = 'Nothing was signed: whoever walks the run records the files again, and then it can be.';

test('a file that changed where it is walked is not signed over from whichever work tree, and the walk hears of it', async () => {
	const {walk, sign, tree} = await setScene();
	const {repository, view, act, id} = walk;
	await repository.write(file, '{"errors": 1}');
	expect(await sign({repo: tree})).toMatch(changed(file));
	expect(view().state.signatures).toEqual([]);
	await expect.poll(() => view().message?.text, {timeout: 20_000}).toMatch(changed(file));
	expect(walk.status(file)).toBe('stale');
	expect(await sign()).toContain('has not passed');
	expect(await act({type: 'record', step: id(file)})).toBe('');
	await rm(path.join(repository.top, file));
	expect(await sign()).toMatch(changed(file));
	expect(await sign()).not.toContain(advice);
	expect(await sign({reject: 'the soak is gone'})).toContain('Rejected as director');
});

test('of a work tree that is gone, and of a file elsewhere, is said that they were not looked at; what is there has to be the same', async () => {
	const {sign, walk, tree, mail} = await setScene({isElsewhere: true});
	// The one who signs has others.
	await walk.repository.write(file, '{"errors": 7}');
	await writeFile(mail, 'no');
	expect(await sign()).toMatch(changed(mail));
	expect(await sign()).toContain('has not passed');
	await walk.act({type: 'record', step: walk.id('approval'), files: [mail]});
	await rename(tree, `${tree} gone`);
	await rm(mail);
	const shown = await sign();
	expect(shown).toContain(`Not looked at again, so that you sign for what was recorded of it:\n  ${file} (the work tree in which it was recorded is not there)\n  ${mail} (it is gone)\n`);
	expect(shown).toContain('Signed as director');
});

test('what the director rejected the release manager does not withdraw: the director does, who goes on with the run; and it verifies', async () => {
	const {sign, walk, grace} = await setScene();
	const {act, id, repository, verify, view} = walk;
	expect(await sign({reject: 'it leaks'})).toContain('Rejected as director');
	const withdrawal = {type: 'withdraw', step: id('Signed by'), reason: 'it was another build'} as const;
	expect(await act(withdrawal)).toContain('grace@example.com has rejected it as director, and you are release manager.');
	expect(await sign()).toContain('grace@example.com has rejected it; whoever walks the run as director withdraws that first');
	// At home she has another address: her key says who she is.
	const own = await repository.git('config', 'user.signingKey');
	await repository.git('config', 'user.email', 'grace@home.example');
	await repository.git('config', 'user.signingKey', grace);
	await walk.reopen();
	expect(await act(withdrawal)).toBe('');
	await repository.git('config', 'user.email', 'ada@example.com');
	await repository.git('config', 'user.signingKey', own);
	await walk.reopen();
	expect(await sign()).toContain('Signed as director');
	await act(go);
	expect(view().state.tagged?.tag).toBe(tag);
	expect(await verify()).toBe(4);
	const record = await readFile(path.join(walk.top, 'releases', tag, 'record.md'), 'utf8');
	expect(record).toContain('it leaks');
	expect(record).toContain('it was another build');
});
