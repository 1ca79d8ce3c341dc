/** Output that goes through this process, so that nothing of it reaches the disk unmasked. */
import {Buffer} from 'node:buffer';
import {constants} from 'node:fs';
import {open} from 'node:fs/promises';
import path from 'node:path';
import {execa} from 'execa';
import type {Source} from '../observed.js';
import type {Channel, Opening} from './channel.js';
import {followPipe, type Watching} from './follow.js';
import {openSeal} from './seal.js';
import {maskOf} from './secrets.js';
import {
	lineBetween,
	openGauge,
	sourcesOf,
	type Gauge,
} from './stretches.js';
import {takeTurns} from './turns.js';

/** More than this is not kept for expectations. */
const largest = 64 * 1024 * 1024;

/** When this process ends, the command does too as soon as it prints something. */
export async function openPiped({files: {log, folder}, recent, mask, look, leaving, wanted}: Opening): Promise<Channel> {
	const handle = await open(log, 'a', 0o600);
	// What is pushed is masked already.
	const seal = openSeal(maskOf([]));
	const write = takeTurns(async chunk => {
		seal.push(chunk);
		await handle.writeFile(chunk);
	});
	const texts = {stdout: rememberText(wanted), stderr: rememberText(wanted), output: rememberText(wanted)};
	const openStream = async (name: 'stdout' | 'stderr', watching: Watching) => {
		const pipe = await makePipe(path.join(folder, `${name}.pipe`));
		const masked = mask.open();
		const following = followPipe(pipe.reader, async chunk => {
			recent.push(chunk);
			texts[name].push(chunk);
			texts.output.push(chunk);
			await write(masked.push(chunk));
		}, watching);
		return {
			descriptor: pipe.writer.fd,
			catchUp: following.catchUp,
			/** What may be the beginning of a secret is one no more: something else follows. */
			async breakOff() {
				await write(masked.end());
			},
			async finish() {
				await following.finish();
				await write(masked.end());
				await Promise.all([pipe.reader.close(), pipe.writer.close()]);
			},
		};
	};

	const [stdout, stderr] = await Promise.all([openStream('stdout', {look, leaving}), openStream('stderr', {leaving})]);
	const catchUp = async (): Promise<void> => {
		await Promise.all([stdout.catchUp(), stderr.catchUp()]);
	};

	return {
		stdout: stdout.descriptor,
		stderr: stderr.descriptor,
		async mark() {
			await catchUp();
			return {stdout: texts.stdout.size(), stderr: texts.stderr.size(), output: texts.output.size()};
		},
		async note(line) {
			await catchUp();
			await Promise.all([stdout.breakOff(), stderr.breakOff()]);
			const text = Buffer.from(lineBetween(line, texts.output));
			recent.push(text);
			texts.output.push(text);
			await write(text);
		},
		sources: stretches => sourcesOf(stretches, (stream, from, to) => texts[stream].source(from, to)),
		async finish() {
			await Promise.all([stdout.finish(), stderr.finish()]);
			await handle.close();
			return seal;
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

type Remembered = Gauge & {readonly source: (from: number, to: number | undefined) => Source};

function rememberText(wanted: boolean): Remembered {
	const gauge = openGauge();
	let chunks: Uint8Array[] = [];
	let kept = 0;
	return {
		...gauge,
		push(chunk) {
			gauge.push(chunk);
			kept += chunk.length;
			if (kept > largest) {
				chunks = [];
			} else if (wanted) {
				chunks.push(new Uint8Array(chunk));
			}
		},
		source(from, to) {
			if (kept > largest) {
				return {missing: 'it is larger than 64 MiB'};
			}

			// Joined once: whoever asks for one stretch asks for the next one too.
			const whole = Buffer.concat(chunks);
			chunks = [whole];
			return {text: whole.subarray(from, to).toString()};
		},
	};
}
