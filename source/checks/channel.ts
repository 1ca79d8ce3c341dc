/** The ways that output can take from a command to its log. */
import {Buffer} from 'node:buffer';
import type {ChildProcess} from 'node:child_process';
import {open, type FileHandle} from 'node:fs/promises';
import type {Readable} from 'node:stream';
import {setTimeout as delay} from 'node:timers/promises';
import type {Source} from './observed.js';
import type {Files} from './files.js';
import {followFile, type Following} from './follow.js';
import type {Recent} from './recent.js';
import {openSeal, type Seal} from './seal.js';
import {maskOf, type Mask} from './secrets.js';

/** Of what was printed, where expectations and `save` read it. */
export type Sources = {readonly stdout: Source; readonly stderr: Source; readonly output: Source};

/** All that was printed, once it has arrived. */
export type Printed = {readonly sources: Sources; readonly seal: Seal};

export type Channel = {
	readonly stdout: number | 'pipe';
	readonly stderr: number | 'pipe';
	readonly attach: (child: ChildProcess) => void;
	/** Everything that was printed has arrived. Rejects when the log could not be written. */
	readonly finish: () => Promise<Printed>;
};

export type ChannelKind = 'direct' | 'split' | 'piped';

type Opening = {readonly files: Files; readonly recent: Recent; readonly mask: Mask; readonly look: () => Promise<void>};

export async function openChannel(kind: ChannelKind, opening: Opening): Promise<Channel> {
	switch (kind) {
		case 'direct': {
			return openDirect(opening);
		}

		case 'split': {
			return openSplit(opening);
		}

		case 'piped': {
			return openPiped(opening);
		}
	}
}

const apart: Source = {missing: 'it was not kept apart'};

/** Both streams in one file, which is the log. */
async function openDirect({files: {log}, recent, mask, look}: Opening): Promise<Channel> {
	const handle = await open(log, 'a', 0o600);
	const seal = openSeal(mask);
	const take = (chunk: Uint8Array): void => {
		recent.push(chunk);
		seal.push(chunk);
	};

	const following = followFile(log, take, look);
	return {
		stdout: handle.fd,
		stderr: handle.fd,
		attach: () => undefined,
		async finish() {
			await following.finish();
			await handle.close();
			return {sources: {stdout: apart, stderr: apart, output: {file: log}}, seal};
		},
	};
}

/** A file for each stream; the log has both, as they arrive. */
async function openSplit({files: {log, stdout, stderr}, recent, mask, look}: Opening): Promise<Channel> {
	const handles = await Promise.all([open(stdout, 'a', 0o600), open(stderr, 'a', 0o600), open(log, 'a', 0o600)]);
	const [out, error, merged] = handles;
	const seal = openSeal(mask);
	let writing = Promise.resolve();
	// Both streams take turns: the digest is of the bytes in the order in which they are written.
	const take = async (chunk: Uint8Array): Promise<void> => {
		const before = writing;
		const write = async (): Promise<void> => {
			await before;
			recent.push(chunk);
			seal.push(chunk);
			await merged.writeFile(chunk);
		};

		writing = write();
		await writing;
	};

	const followings: Following[] = [followFile(stdout, take, look), followFile(stderr, take)];
	return {
		stdout: out.fd,
		stderr: error.fd,
		attach: () => undefined,
		async finish() {
			await Promise.all(followings.map(async following => following.finish()));
			await Promise.all(handles.map(async handle => handle.close()));
			return {sources: {stdout: {file: stdout}, stderr: {file: stderr}, output: {file: log}}, seal};
		},
	};
}

/** More than this is not kept for expectations when it may not reach the disk. */
const largest = 64 * 1024 * 1024;
/** How long output may still come after the command has ended: others can hold the pipe. */
const patience = 250;

/** Through this process, masked before it reaches the disk. */
async function openPiped({files: {log}, recent, mask, look}: Opening): Promise<Channel> {
	const handle = await open(log, 'a', 0o600);
	const heard = {stdout: rememberText(), stderr: rememberText(), output: rememberText()};
	const pipes: Array<{readonly stream: Readable; readonly done: Promise<void>}> = [];
	const timer = setInterval(() => {
		void look();
	}, 100);
	timer.unref();
	const seal = openSeal(maskOf([]));
	let writing = Promise.resolve();
	const write = async (bytes: Uint8Array): Promise<void> => {
		const before = writing;
		const append = async (): Promise<void> => {
			await before;
			seal.push(bytes);
			await handle.writeFile(bytes);
		};

		writing = append();
		await writing;
	};

	const read = async (stream: Readable, name: 'stdout' | 'stderr'): Promise<void> => {
		const masked = mask.open();
		try {
			for await (const chunk of stream as AsyncIterable<Uint8Array>) {
				recent.push(chunk);
				heard[name].push(chunk);
				heard.output.push(chunk);
				await write(masked.push(chunk));
			}
		} finally {
			await write(masked.end());
		}
	};

	return {
		stdout: 'pipe',
		stderr: 'pipe',
		attach({stdout, stderr}) {
			for (const [stream, name] of [[stdout, 'stdout'], [stderr, 'stderr']] as const) {
				if (!stream) {
					continue;
				}

				const done = read(stream, name);
				done.catch(() => undefined);
				pipes.push({stream, done});
			}
		},
		async finish() {
			await Promise.all(pipes.map(async pipe => closePipe(pipe)));
			clearInterval(timer);
			await look();
			await handle.close();
			return {sources: {stdout: heard.stdout.source(), stderr: heard.stderr.source(), output: heard.output.source()}, seal};
		},
	};
}

async function closePipe({stream, done}: {readonly stream: Readable; readonly done: Promise<void>}): Promise<void> {
	const late = Symbol('late');
	if (await Promise.race([done, delay(patience, late)]) !== late) {
		return;
	}

	stream.destroy();
	await done.catch((error: unknown) => {
		if ((error as NodeJS.ErrnoException).code !== 'ERR_STREAM_PREMATURE_CLOSE') {
			throw error;
		}
	});
}

function rememberText(): {readonly push: (chunk: Uint8Array) => void; readonly source: () => Source} {
	let chunks: Uint8Array[] = [];
	let size = 0;
	return {
		push(chunk) {
			size += chunk.length;
			if (size > largest) {
				chunks = [];
			} else {
				chunks.push(chunk);
			}
		},
		source: () => size > largest ? {missing: 'it is larger than 64 MiB'} : {text: Buffer.concat(chunks).toString()},
	};
}
