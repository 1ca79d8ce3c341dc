/** The ways that output can take from a command to its log. */
import {open} from 'node:fs/promises';
import type {Files} from './files.js';
import {followFile, type Following} from './follow.js';
import type {Source} from './observed.js';
import {openPiped} from './piped.js';
import type {Recent} from './recent.js';
import {openSeal, type Seal} from './seal.js';
import type {Mask} from './secrets.js';
import {takeTurns} from './turns.js';

/** Of what was printed, where expectations and `save` read it. */
export type Sources = {readonly stdout: Source; readonly stderr: Source; readonly output: Source};

/** All that was printed, once it has arrived. */
type Printed = {readonly sources: Sources; readonly seal: Seal};

export type Channel = {
	/** Descriptors for the command. */
	readonly stdout: number;
	readonly stderr: number;
	/** Rejects when the log could not be written. */
	readonly finish: () => Promise<Printed>;
};

/**
`direct`: both streams in one file, which is the log. `split`: a file for each, and a log of both as they arrive.
`piped`: through this process, masked before anything reaches the disk.
*/
export type ChannelKind = 'direct' | 'split' | 'piped';

export type Opening = {
	readonly files: Files;
	readonly recent: Recent;
	readonly mask: Mask;
	readonly look: () => Promise<void>;
	/** Somebody will read what was printed when it is over. */
	readonly wanted: boolean;
};

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
		async finish() {
			await following.finish();
			await handle.close();
			return {sources: {stdout: apart, stderr: apart, output: {file: log}}, seal};
		},
	};
}

async function openSplit({files: {log, stdout, stderr}, recent, mask, look}: Opening): Promise<Channel> {
	const handles = await Promise.all([open(stdout, 'a', 0o600), open(stderr, 'a', 0o600), open(log, 'a', 0o600)]);
	const [out, error, merged] = handles;
	const seal = openSeal(mask);
	const take = takeTurns(async chunk => {
		recent.push(chunk);
		seal.push(chunk);
		await merged.writeFile(chunk);
	});
	const followings: Following[] = [followFile(stdout, take, look), followFile(stderr, take)];
	return {
		stdout: out.fd,
		stderr: error.fd,
		async finish() {
			await Promise.all(followings.map(async following => following.finish()));
			await Promise.all(handles.map(async handle => handle.close()));
			return {sources: {stdout: {file: stdout}, stderr: {file: stderr}, output: {file: log}}, seal};
		},
	};
}
