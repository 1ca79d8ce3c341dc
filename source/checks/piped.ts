/** Output that goes through this process, so that nothing of it reaches the disk unmasked. */
import {Buffer} from 'node:buffer';
import {constants} from 'node:fs';
import {open} from 'node:fs/promises';
import path from 'node:path';
import {execa} from 'execa';
import type {Channel, Opening} from './channel.js';
import {followPipe, type Following} from './follow.js';
import type {Source} from './observed.js';
import {openSeal} from './seal.js';
import {maskOf} from './secrets.js';
import {takeTurns} from './turns.js';

/** More than this is not kept for expectations. */
const largest = 64 * 1024 * 1024;

/** When this process ends, the command does too as soon as it prints something. */
export async function openPiped({files: {log, folder}, recent, mask, look, wanted}: Opening): Promise<Channel> {
	const handle = await open(log, 'a', 0o600);
	// What is pushed is masked already.
	const seal = openSeal(maskOf([]));
	const write = takeTurns(async chunk => {
		seal.push(chunk);
		await handle.writeFile(chunk);
	});
	const output = rememberText(wanted);
	const openStream = async (name: string, onLook?: () => Promise<void>) => {
		const pipe = await makePipe(path.join(folder, `${name}.pipe`));
		const masked = mask.open();
		const text = rememberText(wanted);
		const following: Following = followPipe(pipe.reader, async chunk => {
			recent.push(chunk);
			text.push(chunk);
			output.push(chunk);
			await write(masked.push(chunk));
		}, onLook);
		return {
			descriptor: pipe.writer.fd,
			text,
			async finish() {
				await following.finish();
				await write(masked.end());
				await Promise.all([pipe.reader.close(), pipe.writer.close()]);
			},
		};
	};

	const [stdout, stderr] = await Promise.all([openStream('stdout', look), openStream('stderr')]);
	return {
		stdout: stdout.descriptor,
		stderr: stderr.descriptor,
		async finish() {
			await Promise.all([stdout.finish(), stderr.finish()]);
			await handle.close();
			return {sources: {stdout: stdout.text.source(), stderr: stderr.text.source(), output: output.source()}, seal};
		},
	};
}

/** Of POSIX; Node.js itself makes no pipe that is not a stream. */
const maker = 'mkfifo';

/** A pipe with a name, since one without cannot be read in pieces of one's own choosing. */
async function makePipe(file: string) {
	await execa(maker, ['-m', '600', file]);
	const reader = await open(file, constants.O_RDONLY + constants.O_NONBLOCK);
	return {reader, writer: await open(file, 'w')};
}

function rememberText(wanted: boolean): {readonly push: (chunk: Uint8Array) => void; readonly source: () => Source} {
	let chunks: Uint8Array[] = [];
	let size = 0;
	return {
		push(chunk) {
			size += chunk.length;
			if (size > largest) {
				chunks = [];
			} else if (wanted) {
				chunks.push(new Uint8Array(chunk));
			}
		},
		source: () => size > largest ? {missing: 'it is larger than 64 MiB'} : {text: Buffer.concat(chunks).toString()},
	};
}
