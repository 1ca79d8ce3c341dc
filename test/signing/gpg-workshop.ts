/** GnuPG homes with real keys, for one test each. */
import {
	mkdtemp,
	readFile,
	rm,
	writeFile,
} from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import process from 'node:process';
import {execa} from 'execa';
import {onTestFinished} from 'vitest';
import type {OpenpgpKey} from '../../source/signing/openpgp-verify.js';

export type GpgHome = {
	readonly directory: string;
	readonly environment: Record<string, string>;
	readonly run: (...args: readonly string[]) => Promise<string>;
	/** A key that can sign, without a passphrase unless one is given; its fingerprint. */
	readonly makeKey: (name: string, options?: {algorithm?: string; passphrase?: string; at?: string; expires?: string}) => Promise<string>;
	/** As it would be listed in a signers file. */
	readonly listed: (fingerprint: string) => Promise<OpenpgpKey>;
	readonly sign: (message: string, ...args: readonly string[]) => Promise<string>;
	readonly revoke: (fingerprint: string) => Promise<void>;
};

export async function openGpgHome(): Promise<GpgHome> {
	const directory = await mkdtemp(path.join(os.tmpdir(), 'holdpoint-g-'));
	const environment = Object.fromEntries([['PATH', process.env.PATH ?? ''], ['HOME', directory], ['GNUPGHOME', directory], ['GIT_CONFIG_NOSYSTEM', '1']]);
	const run = async (...args: readonly string[]): Promise<string> => {
		const {stdout} = await execa('gpg', ['--batch', '--no-tty', '--quiet', ...args], {env: environment, extendEnv: false, stdin: 'ignore'});
		return `${stdout}\n`;
	};

	onTestFinished(async () => {
		await execa('gpgconf', ['--kill', 'all'], {env: environment, extendEnv: false, reject: false});
		await rm(directory, {
			recursive: true, force: true, maxRetries: 5, retryDelay: 50,
		});
	});
	return {
		directory,
		environment,
		run,
		async makeKey(name, {algorithm = 'ed25519', passphrase = '', at, expires = 'never'} = {}) {
			const user = `${name} <${name.toLowerCase()}@example.com>`;
			await run(...(at === undefined ? [] : ['--faked-system-time', at]), '--pinentry-mode', 'loopback', '--passphrase', passphrase, '--quick-generate-key', user, algorithm, 'sign', expires);
			const colons = await run('--with-colons', '--list-keys', `=${user}`);
			return /^fpr:+(?<fingerprint>[\dA-F]{40}):/mv.exec(colons)?.groups?.fingerprint ?? '';
		},
		async listed(fingerprint) {
			return {openpgp: fingerprint, key: await run('--armor', '--export-options', 'export-minimal', '--export', fingerprint)};
		},
		async sign(message, ...args) {
			const file = path.join(directory, 'message');
			await writeFile(file, message);
			return run('--armor', '--detach-sign', '--output', '-', ...args, file);
		},
		async revoke(fingerprint) {
			const written = await readFile(path.join(directory, 'openpgp-revocs.d', `${fingerprint}.rev`), 'utf8');
			const file = path.join(directory, 'revocation');
			// The colon keeps anybody from using it by accident.
			await writeFile(file, written.replace(':-----BEGIN', '-----BEGIN'));
			await run('--import', file);
		},
	};
}
