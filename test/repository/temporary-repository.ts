/**
A real repository in a temporary directory, with a home, an identity and, if wanted, a signing key of its own.
Importing this module cuts the test's process off from the developer's git configuration, keys and agent.
*/
import {
	chmod,
	mkdir,
	mkdtemp,
	readFile,
	realpath,
	rm,
	writeFile,
} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import path from 'node:path';
import process from 'node:process';
import {execa} from 'execa';
import {onTestFinished} from 'vitest';

/** Each home is new: without a place for all of them every start of the program would compile it anew. */
const compiled = path.join(import.meta.dirname, '..', '..', 'node_modules', '.cache', 'compile');

/** What keeps git from everything but the repository. */
export const isolation = {
	GIT_CONFIG_GLOBAL: '/dev/null',
	GIT_CONFIG_NOSYSTEM: '1',
	GIT_CEILING_DIRECTORIES: tmpdir(),
	LC_ALL: 'C',
};

// eslint-disable-next-line unicorn/no-top-level-side-effects -- no test that uses this may forget it
isolate();

function isolate(): void {
	for (const name of Object.keys(process.env)) {
		if (/^(?:EMAIL$|GIT_|SSH_)/v.test(name)) {
			// eslint-disable-next-line @typescript-eslint/no-dynamic-delete -- whatever the developer has set
			delete process.env[name];
		}
	}

	Object.assign(process.env, isolation);
}

type SigningKey = {
	/** The private key, without a passphrase. */
	readonly file: string;
	/** The public key's line, with the e-mail as its comment. */
	readonly publicKey: string;
	/** An allowed-signers file for stock git and ssh-keygen. */
	readonly allowedSigners: string;
};

export type TemporaryRepository = {
	/** The work tree's top. */
	readonly top: string;
	readonly home: string;
	/** For programs that are to run as this repository's person. */
	readonly environment: Readonly<Record<string, string>>;
	readonly key: SigningKey | undefined;
	/** Runs git at the top; its output without the last newline. */
	git(...args: readonly string[]): Promise<string>;
	/** Writes a file, its folders included. */
	write(file: string, content: Uint8Array | string): Promise<void>;
	/** Writes the files, adds them and commits; the commit's id. */
	commit(message: string, files?: Readonly<Record<string, Uint8Array | string>>): Promise<string>;
	/** Only needed outside a test: at the end of one it is removed by itself. */
	remove(): Promise<void>;
};

export type Wishes = {
	readonly objectFormat?: 'sha1' | 'sha256';
	/** Make an ed25519 key and let git sign with it when asked to. */
	readonly key?: boolean;
	/** Begin with one commit, of `README.md`. */
	readonly commit?: boolean;
	readonly name?: string;
	readonly email?: string;
};

export async function temporaryRepository({
	objectFormat = 'sha1', key = false, commit = true, name = 'Ada Lovelace', email = 'ada@example.com',
}: Wishes = {}): Promise<TemporaryRepository> {
	const made = await mkdtemp(path.join(tmpdir(), 'holdpoint-repository-'));
	const directory = await realpath(made);
	const top = path.join(directory, 'project');
	const home = path.join(directory, 'home');
	await Promise.all([mkdir(top), mkdir(home)]);
	const environment = {
		...isolation, PATH: process.env.PATH ?? '', HOME: home, XDG_CONFIG_HOME: path.join(home, '.config'), NODE_COMPILE_CACHE: compiled,
	};
	const git = async (...args: readonly string[]): Promise<string> => {
		const {stdout} = await execa('git', args, {cwd: top, env: environment, extendEnv: false});
		return stdout;
	};

	await git('init', '--quiet', '--initial-branch=main', `--object-format=${objectFormat}`);
	await git('config', 'user.name', name);
	await git('config', 'user.email', email);
	const repository: TemporaryRepository = {
		top,
		home,
		environment,
		key: key ? await makeKey(home, email, git) : undefined,
		git,
		async write(file, content) {
			await mkdir(path.dirname(path.join(top, file)), {recursive: true});
			await writeFile(path.join(top, file), content);
		},
		async commit(message, files = {}) {
			for (const [file, content] of Object.entries(files)) {
				await repository.write(file, content);
			}

			await git('add', '--all', '--', ...Object.keys(files));
			await git('commit', '--quiet', '--allow-empty', '--no-gpg-sign', '-m', message);
			return git('rev-parse', 'HEAD');
		},
		async remove() {
			// A program that was killed may have left a git that still writes.
			await rm(directory, {
				recursive: true, force: true, maxRetries: 10, retryDelay: 50,
			});
		},
	};
	removeAfterTest(repository);
	if (commit) {
		await repository.commit('Begin', {'README.md': '# Example\n'});
	}

	return repository;
}

async function makeKey(home: string, email: string, git: (...args: readonly string[]) => Promise<string>): Promise<SigningKey> {
	const file = path.join(home, 'signing-key');
	await execa('ssh-keygen', ['-q', '-t', 'ed25519', '-N', '', '-C', email, '-f', file]);
	await chmod(file, 0o600);
	const publicKey = await readFile(`${file}.pub`, 'utf8');
	const allowedSigners = path.join(home, 'allowed-signers');
	await writeFile(allowedSigners, `${email} ${publicKey}`);
	await git('config', 'gpg.format', 'ssh');
	await git('config', 'user.signingKey', file);
	await git('config', 'gpg.ssh.allowedSignersFile', allowedSigners);
	return {file, publicKey: publicKey.trim(), allowedSigners};
}

function removeAfterTest(repository: TemporaryRepository): void {
	try {
		onTestFinished(async () => repository.remove());
	} catch {
		// Made in a hook: who made it removes it.
	}
}

/** Signs as `git commit -S` would, with the repository's key: what the builders of commits and tags are given. */
export function signWith({key, home}: TemporaryRepository): (payload: Uint8Array) => Promise<string> {
	return async payload => {
		const {stdout} = await execa('ssh-keygen', ['-q', '-Y', 'sign', '-n', 'git', '-f', key?.file ?? ''], {input: payload, cwd: home});
		return stdout;
	};
}
