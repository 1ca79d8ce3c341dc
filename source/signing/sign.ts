/** Signing bytes: the program is never asked a question that it could answer wrongly, and never believed. */
import {mkdtemp, rm, writeFile} from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import process from 'node:process';
import {execa} from 'execa';
import {
	isFault,
	quote,
	within,
	type SigningFault,
} from './fault.js';
import type {Maker, Making} from './maker.js';
import {runSilently, type Ending} from './program.js';
import {prepareOpenpgp} from './sign-openpgp.js';
import {prepareSsh} from './sign-ssh.js';
import type {Signer} from './signer.js';

/** Gives the terminal away while `sign` runs: suspends the screen, says what is about to be signed, and takes it back afterwards. */
type HandOver = (sign: () => Promise<Ending>) => Promise<Ending>;

export type SigningRequest = {
	readonly signer: Signer;
	readonly bytes: Uint8Array;
	/** `git` for tags and commits, `approval-v1@holdpoint` for statements. OpenPGP has none: there the bytes say what they are. */
	readonly namespace: string;
	readonly handOver?: HandOver | undefined;
	readonly cancel?: AbortSignal | undefined;
	/** How long to wait for an agent, and how long for a person; milliseconds. */
	readonly patience?: {readonly silentMs: number; readonly personMs: number};
};

type Work = Required<Pick<SigningRequest, 'signer' | 'patience'>> & Pick<SigningRequest, 'handOver' | 'cancel'> & {
	readonly directory: string;
	readonly maker: Maker;
};

/** Signs and then verifies what came of it, over the same bytes and with the signer's key: the armour, or why there is none. */
export async function signBytes({signer, bytes, namespace, handOver, cancel, patience = {silentMs: 60_000, personMs: 300_000}}: SigningRequest): Promise<SigningFault | {armored: string}> {
	// A fresh directory: an old signature beside the message would be kept, with exit status 0.
	const directory = await prepareDirectory(bytes);
	if (isFault(directory)) {
		return directory;
	}

	try {
		const making: Making = {directory, bytes, namespace};
		const maker = await (signer.format === 'ssh' ? prepareSsh(signer, making) : prepareOpenpgp(signer, making));
		return isFault(maker)
			? maker
			: await produce({
				signer, handOver, cancel, patience, directory, maker,
			});
	} finally {
		await rm(directory, {recursive: true, force: true});
	}
}

async function prepareDirectory(bytes: Uint8Array): Promise<string | SigningFault> {
	let directory: string | undefined;
	try {
		directory = await mkdtemp(path.join(os.tmpdir(), 'holdpoint-sign-'));
		await writeFile(path.join(directory, 'message'), bytes, {mode: 0o600});
		return directory;
	} catch (error) {
		if (directory !== undefined) {
			await rm(directory, {recursive: true, force: true});
		}

		const why = String(error instanceof Error && 'code' in error ? error.code : error);
		return {code: 'folder.unusable', sentence: `What is to be signed cannot be written to ${quote(os.tmpdir())} (${why}): make room there, or set TMPDIR to another folder, and try again.`};
	}
}

async function produce(work: Work): Promise<SigningFault | {armored: string}> {
	const {maker, handOver} = work;
	const probe = handOver && maker.isTouched ? undefined : await signSilently(work);
	const ending = probe && (probe.exit === 0 || probe.cancelled || !maker.wantsPerson(probe)) ? probe : await signWithPerson(work);
	if ('sentence' in ending) {
		return ending;
	}

	const taken = ending.exit === 0 ? await maker.take().catch(() => undefined) : undefined;
	if (taken === undefined) {
		return maker.diagnose(ending);
	}

	const {signer} = work;
	return 'armored' in taken
		? taken
		: {code: 'signature.wrong', sentence: `The signature that ${quote(signer.program)} made was thrown away, because ${within(taken.wrong)}: see that \`${signer.format === 'ssh' ? 'gpg.ssh.program' : 'gpg.program'}\` names the right program; the key wanted is ${signer.fingerprint}.`};
}

async function signSilently({signer, maker: {silent}, directory, patience, cancel}: Work): Promise<Ending> {
	return runSilently({
		program: signer.program, ...silent, directory, timeoutMs: patience.silentMs, cancel,
	});
}

async function signWithPerson(work: Work): Promise<Ending | SigningFault> {
	const {handOver, maker} = work;
	return !handOver || !process.stdin.isTTY ? {code: 'terminal.none', sentence: maker.alone} : handOver(async () => signAtTerminal(work));
}

/** The program has the terminal and our own process group, so that Ctrl-C reaches it; it must not end us. */
async function signAtTerminal({signer, maker: {person, release}, directory, patience, cancel}: Work): Promise<Ending> {
	const stay = () => undefined;
	process.on('SIGINT', stay);
	try {
		const result = await execa(signer.program, person.args, {
			cwd: directory,
			env: person.environment,
			extendEnv: false,
			stdin: 'inherit',
			stdout: 'inherit',
			stderr: ['inherit', 'pipe'],
			timeout: patience.personMs,
			reject: false,
			...(cancel && {cancelSignal: cancel}),
		});
		const ending = {
			exit: result.exitCode, signal: result.signal, timedOut: result.timedOut, cancelled: result.isCanceled, errors: result.stderr,
		};
		await release(ending);
		return ending;
	} finally {
		process.off('SIGINT', stay);
	}
}
