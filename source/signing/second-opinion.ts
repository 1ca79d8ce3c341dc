/** What OpenSSH's own program thinks of a signature that was verified natively. */
import {mkdtemp, rm, writeFile} from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import {findProgram, runSilently, type Environment} from './program.js';
import {fingerprintOf} from './public-key.js';

/** `absent`: the program is not there or does not know signatures. */
export type Opinion = 'agrees' | 'disagrees' | 'absent';

export type OpinionRequest = {
	readonly armored: string;
	readonly message: Uint8Array;
	readonly namespace: string;
	/** The public key's line that was found natively. */
	readonly key: string;
};

/** What asks `ssh-keygen -Y check-novalidate`, with the program looked up once. */
export function secondOpinion(environment: Environment): (request: OpinionRequest) => Promise<Opinion> {
	const looking = findProgram('ssh-keygen', environment);
	return async request => {
		// Of an OpenPGP signature gpg has given the first opinion already.
		if (request.armored.startsWith('-----BEGIN PGP ')) {
			return 'absent';
		}

		const program = await looking;
		return program === undefined ? 'absent' : ask(program, environment, request);
	};
}

async function ask(program: string, environment: Environment, {armored, message, namespace, key}: OpinionRequest): Promise<Opinion> {
	const directory = await mkdtemp(path.join(os.tmpdir(), 'holdpoint-verify-'));
	try {
		const messageFile = path.join(directory, 'message');
		const signatureFile = path.join(directory, 'signature');
		await Promise.all([writeFile(messageFile, message), writeFile(signatureFile, armored)]);
		const ending = await runSilently({
			program,
			args: ['-Y', 'check-novalidate', '-n', namespace, '-s', signatureFile],
			environment,
			directory,
			timeoutMs: 20_000,
			inputFile: messageFile,
		});
		if (/unsupported|unknown option|illegal option|usage:/iv.test(ending.errors)) {
			return 'absent';
		}

		return ending.exit === 0 && ending.output.includes(`key ${fingerprintOf(key)}`) ? 'agrees' : 'disagrees';
	} finally {
		await rm(directory, {recursive: true, force: true});
	}
}
