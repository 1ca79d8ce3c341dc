/** Opening a way for output. */
import {Buffer} from 'node:buffer';
import {open} from 'node:fs/promises';
import type {Source} from '../observed.js';
import type {Channel, ChannelKind, Opening} from './channel.js';
import {followFile, type Following} from './follow.js';
import {openPiped} from './piped.js';
import {openSeal} from './seal.js';
import {
	lineBetween,
	openGauge,
	sourcesOf,
} from './stretches.js';
import {takeTurns} from './turns.js';

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

async function openDirect({files: {log}, recent, mask, look, leaving}: Opening): Promise<Channel> {
	const handle = await open(log, 'a', 0o600);
	const seal = openSeal(mask);
	const gauge = openGauge();
	const take = (chunk: Uint8Array): void => {
		gauge.push(chunk);
		recent.push(chunk);
		seal.push(chunk);
	};

	const following = followFile(log, take, {look, leaving});
	return {
		stdout: handle.fd,
		stderr: handle.fd,
		async mark() {
			await following.catchUp();
			const size = gauge.size();
			return {stdout: size, stderr: size, output: size};
		},
		async note(line) {
			await following.catchUp();
			await handle.writeFile(lineBetween(line, gauge));
		},
		sources: stretches => sourcesOf(stretches, (stream, from, to) => stream === 'output' ? {file: log, from, to} : apart),
		async finish() {
			await following.finish();
			await handle.close();
			return seal;
		},
	};
}

async function openSplit({files: {log, stdout, stderr}, recent, mask, look, leaving}: Opening): Promise<Channel> {
	const handles = await Promise.all([open(stdout, 'a', 0o600), open(stderr, 'a', 0o600), open(log, 'a', 0o600)]);
	const [out, error, merged] = handles;
	const seal = openSeal(mask);
	const gauges = {stdout: openGauge(), stderr: openGauge(), output: openGauge()};
	const put = takeTurns(async chunk => {
		gauges.output.push(chunk);
		recent.push(chunk);
		seal.push(chunk);
		await merged.writeFile(chunk);
	});
	const take = (stream: 'stdout' | 'stderr') => async (chunk: Uint8Array): Promise<void> => {
		gauges[stream].push(chunk);
		await put(chunk);
	};

	const followings: Following[] = [followFile(stdout, take('stdout'), {look, leaving}), followFile(stderr, take('stderr'), {leaving})];
	const catchUp = async (): Promise<void> => {
		await Promise.all(followings.map(async following => following.catchUp()));
	};

	return {
		stdout: out.fd,
		stderr: error.fd,
		async mark() {
			await catchUp();
			return {stdout: gauges.stdout.size(), stderr: gauges.stderr.size(), output: gauges.output.size()};
		},
		async note(line) {
			await catchUp();
			await put(Buffer.from(lineBetween(line, gauges.output)));
		},
		sources: stretches => sourcesOf(stretches, (stream, from, to) => ({file: {stdout, stderr, output: log}[stream], from, to})),
		async finish() {
			await Promise.all(followings.map(async following => following.finish()));
			await Promise.all(handles.map(async handle => handle.close()));
			return seal;
		},
	};
}
