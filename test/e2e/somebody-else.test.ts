/** The program in the hands of somebody who may not read or write what lies there: one sentence with what to do, and nothing is touched. */
import {
	chmod,
	cp,
	readdir,
	readFile,
} from 'node:fs/promises';
import path from 'node:path';
import process from 'node:process';
import {execa, execaSync} from 'execa';
import {expect, onTestFinished, test} from 'vitest';
import {isRoot, somebodyElse} from '../somebody-else.js';
import {temporaryRepository, type TemporaryRepository} from '../repository/temporary-repository.js';
import {startWalk, tag} from '../walk/real-walk.js';
import {program} from './stage.js';
import {keys, openTerminal, type Terminal} from './terminal.js';

const document = '---\ninputs:\n  version: {ask: Version}\n---\n\n# Release\n\n- [ ] Somebody looked\n- [ ] It is done\n';

const {exitCode: canRunNode} = execaSync(process.execPath, ['--version'], {...somebodyElse, reject: false, stdin: 'ignore'});

type Said = {readonly exitCode: number | undefined; readonly stdout: string; readonly stderr: string};

type Lent = {
	readonly run: (...args: readonly string[]) => Promise<Said>;
	readonly open: (...args: readonly string[]) => Terminal;
};

/** All is theirs, and the program lies where they may read. */
async function lendProgram({home, top, environment}: TemporaryRepository): Promise<Lent> {
	const lent = path.join(home, 'program');
	await cp(path.dirname(program), lent, {recursive: true});
	await chmod(path.dirname(home), 0o755);
	if (isRoot) {
		await execa('chown', ['-R', `${somebodyElse.uid}:${somebodyElse.gid}`, home, top]);
	}

	const lentProgram = path.join(lent, path.basename(program));
	const variables = {
		...environment, TMPDIR: home, HOLDPOINT_CONFIG_DIR: path.join(home, 'holdpoint'), TERM: 'xterm-256color',
	};
	return {
		async run(...args) {
			const {exitCode, stdout, stderr} = await execa(process.execPath, [lentProgram, ...args], {
				...somebodyElse, cwd: top, env: variables, extendEnv: false, reject: false, stdin: 'ignore',
			});
			return {exitCode, stdout, stderr};
		},
		open(...args) {
			const terminal = openTerminal({
				args: [lentProgram, ...args], cwd: top, environment: variables, columns: 200, user: somebodyElse,
			});
			onTestFinished(() => {
				terminal.dispose();
			});
			return terminal;
		},
	};
}

test.skipIf(canRunNode !== 0)('a run’s folder that may not be read, or not be written (skipped where another user may not start this Node.js)', async () => {
	const {repository, folder, confirm, walk} = await startWalk(document);
	await confirm('Somebody');
	const run = folder();
	await walk().close();
	const holdpoint = await lendProgram(repository);
	if (isRoot) {
		await execa('chown', ['-R', '0:0', run]);
	}

	const permit = async (mode: number): Promise<void> => {
		await chmod(run, 0o700);
		await chmod(path.join(run, 'locks'), mode);
		await chmod(run, mode);
	};

	onTestFinished(async () => permit(0o700));
	const before = await readFile(path.join(run, 'journal.jsonl'), 'utf8');
	const journal = path.join(run, 'journal.jsonl');
	await permit(0);
	const denied = `Permission denied: ${journal}. Give yourself the right to read and write it and try again.`;
	expect(await holdpoint.run('runs')).toMatchObject({exitCode: 0, stdout: expect.stringContaining(denied) as string});
	expect(await holdpoint.run('show', path.basename(run))).toMatchObject({exitCode: 2, stderr: expect.stringContaining(denied) as string});

	await permit(0o555);
	expect(await holdpoint.run('show', `${tag}#1`)).toMatchObject({exitCode: 0, stdout: expect.stringContaining('[passed] Somebody looked') as string});
	const abandoned = await holdpoint.run('abandon', `${tag}#1`, '--reason', 'no longer', '--confirm', tag);
	expect(abandoned).toMatchObject({exitCode: 2, stdout: '', stderr: expect.stringMatching(/^holdpoint: Permission denied: \S+driver\. .*\n?$/v) as string});

	await permit(0o700);
	expect(await readFile(journal, 'utf8')).toBe(before);
	expect(await readdir(path.join(run, 'locks'))).toEqual([]);
});

test.skipIf(canRunNode !== 0)('a read-only repository: said, and nothing is begun (skipped where another user may not start this Node.js)', async () => {
	const repository = await temporaryRepository({key: true});
	await repository.commit('A release', {'RELEASE.md': '# Release\n\n- [ ] One\n'});
	const holdpoint = await lendProgram(repository);
	const git = path.join(repository.top, '.git');
	await chmod(git, 0o500);
	onTestFinished(async () => chmod(git, 0o700));
	const terminal = holdpoint.open('RELEASE.md');
	await terminal.waitFor('Which tag');
	await terminal.type('v1.0.0');
	terminal.press(keys.enter);
	expect(await terminal.ended).toMatchObject({exitCode: 2});
	expect(terminal.screen()).toContain(`Permission denied: ${path.join(git, 'holdpoint')}. Give yourself the right to read and write it`);
	expect(await readdir(git)).not.toContain('holdpoint');
});

test.skipIf(!isRoot || canRunNode !== 0)('a repository of another user: every command says the same sentence (only root can make one)', async () => {
	const {repository, top, walk} = await startWalk(document);
	await walk().close();
	const holdpoint = await lendProgram(repository);
	await execa('chown', ['-R', '0:0', top]);
	const said = `The repository at ${top} belongs to another user. If you trust it: git config --global --add safe.directory ${top}`;
	for (const args of [['runs'], ['show', `${tag}#1`], ['check', 'RELEASE.md'], ['abandon', tag], ['init', '--yes']]) {
		expect(await holdpoint.run(...args), args.join(' ')).toMatchObject({exitCode: 2, stdout: '', stderr: expect.stringContaining(`holdpoint: ${said}`) as string});
	}

	expect(await holdpoint.run('doctor')).toMatchObject({exitCode: 1, stdout: expect.stringContaining(said) as string});
});
