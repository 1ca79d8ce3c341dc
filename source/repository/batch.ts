/** One `git cat-file --batch`, asked for one object after the other; started again when it has died or lost its place. */
import {Buffer} from 'node:buffer';
import {spawn, type ChildProcessByStdio} from 'node:child_process';
import {randomBytes} from 'node:crypto';
import {once} from 'node:events';
import type {Readable, Writable} from 'node:stream';
import {repositoryFault, type RepositoryFault} from './faults.js';
import {hardenedArguments, hardenedEnvironment} from './hardened.js';
import {readOutput, type Output} from './output.js';

export type GitObject = {readonly type: 'blob' | 'commit' | 'tag' | 'tree'; readonly bytes: Uint8Array};

export type Batch = {
	read(id: string): Promise<GitObject | RepositoryFault | 'missing'>;
	close(): Promise<void>;
};

type Options = {
	readonly program: string;
	readonly gitDirectory: string;
	/** A larger object is not read. */
	readonly objectBytes: number;
};

type Answer = GitObject | RepositoryFault | 'missing';

export function openBatch(options: Options): Batch {
	let running: Running | undefined;
	let queue: Promise<unknown> = Promise.resolve();
	const end = async (): Promise<void> => {
		const ending = running;
		running = undefined;
		if (ending !== undefined) {
			await stop(ending);
		}
	};

	const readNow = async (id: string): Promise<Answer> => {
		running ??= start(options);
		const {value, lost} = await askFor(running, id, options.objectBytes);
		if (lost) {
			await end();
		}

		return value;
	};

	return {
		async read(id) {
			const reading = queue.then(async () => readNow(id));
			queue = reading.catch(() => undefined);
			return reading;
		},
		async close() {
			await queue;
			await end();
		},
	};
}

type Running = {
	readonly process: ChildProcessByStdio<Writable, Readable, Readable>;
	readonly output: Output;
	/**
	A name that no ref has. It is asked for behind every object: a damaged object can be shorter than git announces,
	and its answer then tells that no more will come.
	*/
	readonly mark: string;
	/** Settles when the process has ended, with the end of what it printed on standard error. */
	readonly ended: Promise<string>;
};

function start({program, gitDirectory}: Options): Running {
	const child = spawn(program, [...hardenedArguments(gitDirectory), 'cat-file', '--batch'], {
		env: hardenedEnvironment, cwd: '/', stdio: ['pipe', 'pipe', 'pipe'],
	});
	// A process that has died is noticed at its output.
	child.stdin.on('error', () => undefined);
	return {
		process: child, output: readOutput(child.stdout), mark: `holdpoint-${randomBytes(16).toString('hex')}`, ended: collectErrors(child),
	};
}

async function collectErrors(child: Running['process']): Promise<string> {
	let errors = '';
	child.stderr.on('data', (chunk: Uint8Array) => {
		errors = `${errors}${Buffer.from(chunk).toString()}`.slice(-4096);
	});
	try {
		await once(child, 'close');
	} catch (error) {
		// It could not be started at all.
		child.stdout.destroy();
		return String(error);
	}

	return errors.trim();
}

async function stop({process: child, ended}: Running): Promise<void> {
	child.kill('SIGKILL');
	child.stdout.destroy();
	await ended;
}

type Told = {
	readonly value: Answer;
	/** The process has ended, or its output can no longer be told apart. */
	readonly lost: boolean;
};

async function askFor(running: Running, id: string, objectBytes: number): Promise<Told> {
	const {output, mark} = running;
	const end = `${mark} missing`;
	running.process.stdin.write(`${id}\n${mark}\n`);
	const header = await output.line();
	if (header === undefined) {
		return {value: await explainEnd(running, id), lost: true};
	}

	if (header === `${id} missing`) {
		return {value: 'missing', lost: await output.line() !== end};
	}

	const {found, type, size} = /^(?<found>[\da-f]+) (?<type>blob|commit|tag|tree) (?<size>\d{1,15})$/v.exec(header)?.groups ?? {};
	if (found !== id || type === undefined) {
		return {value: repositoryFault('object.id', `${id} is not an id of this repository: git answered ${JSON.stringify(header.slice(0, 200))}.`), lost: true};
	}

	if (Number(size) > objectBytes) {
		return {value: repositoryFault('limits', `The object ${id} has ${size ?? ''} bytes; at most ${objectBytes} are read.`), lost: true};
	}

	const bytes = await output.exactly(Number(size) + 1, `${end}\n`);
	return bytes !== undefined && await output.line() === end
		? {value: {type: type as GitObject['type'], bytes: bytes.subarray(0, -1)}, lost: false}
		: {value: repositoryFault('object.hash', `The object ${id} does not have the length that it announces: it was damaged or changed on the disk.`), lost: true};
}

/** Why there was no answer at all. */
async function explainEnd({process: child, ended}: Running, id: string): Promise<Answer> {
	// Its output has ended, or is no line: it has nothing more to say there.
	child.stdin.end();
	child.stdout.destroy();
	const why = await ended;
	// An object that only its promisor remote has: nothing is fetched, so it is not here.
	return /promisor|could not fetch|lazy fetch/v.test(why)
		? 'missing'
		: repositoryFault(/corrupt|inflate|invalid object|mismatch|garbage/v.test(why) ? 'object.hash' : 'object.unreadable', `The object ${id} cannot be read: ${why === '' ? 'git ended' : why}`);
}
