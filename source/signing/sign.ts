/** Signing bytes with an SSH key: the program is never asked a question that it could answer wrongly, and never believed. */
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
import {armor, unwrap} from './armor.js';
import {diagnose, wantsPerson} from './diagnose.js';
import {quote, type SigningFault} from './fault.js';
import type {Signer} from './find-signer.js';
import {runSilently, type Ending, type Environment} from './program.js';
import {verifySshSignature} from './verify.js';

/** Gives the terminal away while `sign` runs: suspends the screen, says what is about to be signed, and takes it back afterwards. */
type HandOver = (sign: () => Promise<Ending>) => Promise<Ending>;

export type SigningRequest = {
	readonly signer: Signer;
	readonly bytes: Uint8Array;
	/** `git` for tags and commits, `approval-v1@holdpoint` for statements. */
	readonly namespace: string;
	readonly handOver?: HandOver | undefined;
	readonly cancel?: AbortSignal | undefined;
	/** How long to wait for an agent, and how long for a person; milliseconds. */
	readonly patience?: {readonly silentMs: number; readonly personMs: number};
};

type Work = Required<Pick<SigningRequest, 'signer' | 'bytes' | 'namespace' | 'patience'>> & Pick<SigningRequest, 'handOver' | 'cancel'> & {
	readonly directory: string;
	readonly args: readonly string[];
};

/**
Signs and then verifies what came of it, over the same bytes and with the signer's key.
@returns the armour, or why there is none.
*/
export async function signBytes({signer, bytes, namespace, handOver, cancel, patience = {silentMs: 60_000, personMs: 300_000}}: SigningRequest): Promise<SigningFault | {armored: string}> {
	// A fresh directory: an old signature beside the message would be kept, with exit status 0.
	const directory = await mkdtemp(path.join(os.tmpdir(), 'holdpoint-sign-'));
	try {
		await writeFile(path.join(directory, 'message'), bytes, {mode: 0o600});
		const keyFile = signer.keyFile ?? path.join(directory, 'key.pub');
		if (signer.keyFile === undefined) {
			await writeFile(keyFile, `${signer.publicKey}\n`, {mode: 0o600});
		}

		const quiet = path.basename(signer.program) === 'ssh-keygen' ? ['-q'] : [];
		const args = [...quiet, '-Y', 'sign', '-n', namespace, '-f', keyFile, path.join(directory, 'message')];
		return await produce({
			signer, bytes, namespace, handOver, cancel, patience, directory, args,
		});
	} finally {
		await rm(directory, {recursive: true, force: true});
	}
}

async function produce(work: Work): Promise<SigningFault | {armored: string}> {
	// A security key waits for a touch, which nobody would know of in silence.
	const isTouched = work.signer.publicKey.startsWith('sk-');
	const probe = isTouched && work.handOver ? undefined : await signSilently(work);
	const ending = probe && (!wantsPerson(probe) || probe.exit === 0 || probe.cancelled) ? probe : await signWithPerson(work);
	if ('sentence' in ending) {
		return ending;
	}

	const written = ending.exit === 0 ? await readSignature(work.directory) : undefined;
	return written === undefined ? diagnose(work.signer, ending) : checkFresh(work, written);
}

const unanswered: Environment = Object.fromEntries([['SSH_ASKPASS', 'false'], ['SSH_ASKPASS_REQUIRE', 'force']]);

/** Every question that the program could ask is answered with "no" at once. */
async function signSilently({signer, args, directory, patience, cancel}: Work): Promise<Ending> {
	return runSilently({
		program: signer.program,
		args,
		environment: {...signer.environment, ...unanswered},
		directory,
		timeoutMs: patience.silentMs,
		cancel,
	});
}

async function signWithPerson(work: Work): Promise<Ending | SigningFault> {
	const key = work.signer.keyFile === undefined ? work.signer.fingerprint : quote(work.signer.keyFile);
	const sentence = `The key ${key} wants a passphrase and there is no terminal to ask for it: \`ssh-add ${key}\` gives it to the agent, then try again.`;
	return !work.handOver || !process.stdin.isTTY ? {code: 'terminal.none', sentence} : work.handOver(async () => signAtTerminal(work));
}

/** The program has the terminal and our own process group, so that Ctrl-C reaches it; it must not end us. */
async function signAtTerminal({signer, args, directory, patience, cancel}: Work): Promise<Ending> {
	const stay = () => undefined;
	process.on('SIGINT', stay);
	try {
		const result = await execa(signer.program, args, {
			cwd: directory,
			env: signer.environment,
			extendEnv: false,
			stdin: 'inherit',
			stdout: 'inherit',
			stderr: ['inherit', 'pipe'],
			timeout: patience.personMs,
			reject: false,
			...(cancel && {cancelSignal: cancel}),
		});
		return {
			exit: result.exitCode, signal: result.signal, timedOut: result.timedOut, cancelled: result.isCanceled, errors: result.stderr,
		};
	} finally {
		process.off('SIGINT', stay);
	}
}

async function readSignature(directory: string): Promise<string | undefined> {
	try {
		return await readFile(path.join(directory, 'message.sig'), 'latin1');
	} catch {
		return undefined;
	}
}

/** What was written is brought into its one form and must be the right key's signature over these very bytes. */
function checkFresh({signer, bytes, namespace}: Work, written: string): SigningFault | {armored: string} {
	const blob = unwrap(written);
	const armored = blob && armor(blob);
	const verified = armored === undefined ? undefined : verifySshSignature({armored, message: bytes, namespace});
	if (armored !== undefined && verified && !('code' in verified) && verified.key === signer.publicKey) {
		return {armored};
	}

	const why = verified ? ('code' in verified ? verified.message : `it was made by another key (${verified.fingerprint})`) : 'it is no SSH signature';
	return {code: 'signature.wrong', sentence: `The signature that ${quote(signer.program)} made was thrown away, because ${why.replace(/\.$/v, '')}; the key wanted is ${signer.fingerprint}.`};
}
