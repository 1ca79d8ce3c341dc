/** Real keys, agents and configurations in temporary folders, for the tests of this room. */
import {spawn, type ChildProcess} from 'node:child_process';
import {once} from 'node:events';
import {
	chmod,
	mkdtemp,
	readFile,
	rm,
	writeFile,
} from 'node:fs/promises';
import {connect} from 'node:net';
import os from 'node:os';
import path from 'node:path';
import process from 'node:process';
import {execa} from 'execa';
import {isFault, type SigningFault} from '../../source/signing/fault.js';
import {findSigner} from '../../source/signing/find-signer.js';
import type {Signer} from '../../source/signing/signer.js';

export type Workshop = {
	readonly folder: string;
	readonly environment: Record<string, string>;
	readonly makeKey: (name: string, options?: {type?: string; bits?: number; passphrase?: string; pem?: boolean}) => Promise<string>;
	readonly publicKeyOf: (file: string) => Promise<string>;
	readonly configure: (lines: string) => Promise<void>;
	readonly startAgent: () => Promise<Record<string, string>>;
	readonly addToAgent: (agent: Record<string, string>, file: string) => Promise<void>;
	readonly lockAgent: (agent: Record<string, string>) => Promise<void>;
	readonly signerOf: (key: string, environment?: Record<string, string>) => Promise<Signer>;
	readonly close: () => Promise<void>;
};

export async function openWorkshop(): Promise<Workshop> {
	const folder = await mkdtemp(path.join(os.tmpdir(), 'holdpoint-signing-test-'));
	const globalConfig = path.join(folder, 'gitconfig');
	await writeFile(globalConfig, '');
	const environment = Object.fromEntries([
		['PATH', process.env.PATH ?? ''],
		['HOME', folder],
		['GIT_CONFIG_NOSYSTEM', '1'],
		['GIT_CONFIG_GLOBAL', globalConfig],
	]);
	const closing: Array<() => unknown> = [];
	const askpass = path.join(folder, 'askpass');
	await writeFile(askpass, '#!/bin/sh\necho lock\n');
	await chmod(askpass, 0o700);

	return {
		folder,
		environment,
		async makeKey(name, {type = 'ed25519', bits, passphrase = '', pem = false} = {}) {
			const file = path.join(folder, name);
			await execa('ssh-keygen', [
				'-q',
				'-t',
				type,
				...(bits === undefined ? [] : ['-b', String(bits)]),
				...(pem ? ['-m', 'PEM'] : []),
				'-N',
				passphrase,
				'-C',
				'',
				'-f',
				file,
			]);
			return file;
		},
		async publicKeyOf(file) {
			const text = await readFile(`${file}.pub`, 'utf8');
			return text.trim();
		},
		configure: async lines => writeFile(globalConfig, lines),
		async startAgent() {
			const socket = path.join(folder, `agent-${closing.length}`);
			const agent = spawn('ssh-agent', ['-D', '-a', socket], {stdio: 'ignore'});
			closing.push(() => agent.kill());
			await answering(socket, agent);
			return {...environment, ...Object.fromEntries([['SSH_AUTH_SOCK', socket]])};
		},
		async addToAgent(agent, file) {
			await execa('ssh-add', ['-q', file], {env: agent, extendEnv: false});
		},
		async lockAgent(agent) {
			const answers = Object.fromEntries([['SSH_ASKPASS', askpass], ['SSH_ASKPASS_REQUIRE', 'force']]);
			await execa('ssh-add', ['-x'], {env: {...agent, ...answers}, extendEnv: false});
		},
		async signerOf(key, other = environment) {
			const signer = await findSigner({directory: folder, key, environment: other});
			return found(signer);
		},
		async close() {
			for (const act of closing) {
				act();
			}

			await rm(folder, {recursive: true, force: true});
		},
	};
}

/** Narrows a result to what was found, and fails with the sentence otherwise. */
export function found<T>(value: T | SigningFault): T {
	if (isFault(value)) {
		throw new Error(value.sentence);
	}

	return value;
}

/** Waits until somebody listens. */
async function answering(socket: string, agent: ChildProcess): Promise<void> {
	while (agent.exitCode === null) {
		const connection = connect(socket);
		try {
			await once(connection, 'connect');
			return;
		} catch {
			// Not yet.
		} finally {
			connection.destroy();
		}
	}

	throw new Error(`ssh-agent has ended with ${agent.exitCode}.`);
}
