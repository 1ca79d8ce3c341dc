/** When the program is killed: after a time, at a byte of what it writes, or by what it does to the disk. */
import {existsSync, watch, type FSWatcher} from 'node:fs';
import path from 'node:path';
import process from 'node:process';
import type {Draw} from '../draw.js';
import type {Terminal} from '../e2e/terminal.js';
import {listMarked} from '../marked-processes.js';
import type {Place} from './place.js';

/** What the program does to files, and whereabouts it can be seen. */
const acts = {
	'begin a run': {folder: 'holdpoint', name: /^\.?[\da-f]{32}/v, most: 1},
	append: {folder: 'run', name: /^journal\.jsonl$/v, most: 6},
	head: {folder: 'run', name: /^\.?head/v, most: 6},
	lock: {folder: 'run/locks', name: /append/v, most: 12},
	'driver\'s lock': {folder: 'run/locks', name: /driver/v, most: 2},
	'start a command': {folder: 'run/output', name: /./v, most: 4},
	sign: {folder: 'temporary', name: /^holdpoint-sign-/v, most: 3},
	'keep a signature': {folder: 'run/statements', name: /./v, most: 2},
	'build the record': {folder: 'temporary', name: /^holdpoint-index-/v, most: 2},
	'write objects': {folder: 'objects', name: /./v, most: 8},
	'note what git locks': {folder: 'run/locks', name: /^git-/v, most: 4},
	'lock HEAD': {folder: 'git', name: /^HEAD\.lock$/v, most: 2},
	'check the record out': {folder: 'git', name: /^index/v, most: 4},
	'move the branch': {folder: 'refs/heads', name: /^main/v, most: 3},
	'keep the record': {folder: 'refs/holdpoint/records', name: /./v, most: 3},
	tag: {folder: 'refs/tags', name: /./v, most: 3},
} as const;

type Act = keyof typeof acts;

export type Moment = {
	/** What the report counts it as. */
	readonly name: string;
	/** The program alone, with its process group, or with all that it ever started, as when a container is stopped. */
	readonly scope: 'alone' | 'group' | 'everything';
	readonly when:
		| {readonly kind: 'time'; readonly ms: number}
		| {readonly kind: 'byte'; readonly count: number}
		| {readonly kind: 'act'; readonly act: Act; readonly nth: number; readonly delayMs: number};
};

/** How long a life without kills takes at most by far, and how much it writes. */
type Measure = {readonly meanMs: number; readonly meanBytes: number};

const everywhere: readonly [Act, ...Act[]] = ['append', 'lock', 'head', 'start a command'];
const atTheEnd: readonly [Act, ...Act[]] = ['sign', 'keep a signature', 'build the record', 'write objects', 'note what git locks', 'lock HEAD', 'check the record out', 'move the branch', 'keep the record', 'tag', 'driver\'s lock', 'begin a run'];

/** Half of the moments are uniform over the walk: a life lasts as long as if it could end at any instant. */
export function drawMoment(draw: Draw, {meanMs, meanBytes}: Measure): Moment {
	const scope = draw.from(['alone', 'alone', 'alone', 'group', 'everything'] as const);
	const share = draw.share();
	if (share < 0.4) {
		return {name: 'any time', scope, when: {kind: 'time', ms: draw.gap(meanMs)}};
	}

	if (share < 0.6) {
		return {name: 'any byte on the screen', scope, when: {kind: 'byte', count: Math.ceil(draw.gap(meanBytes))}};
	}

	const act = draw.from(share < 0.85 ? everywhere : atTheEnd);
	return {
		name: act, scope, when: {
			kind: 'act', act, nth: 1 + draw.below(acts[act].most), delayMs: draw.share() < 0.5 ? 0 : draw.share() * 12,
		},
	};
}

/** Arms a moment; what it returns disarms it. `run` names the run's folder as soon as there is one. */
export function arm({when, scope}: Moment, {place, terminal, run}: {readonly place: Place; readonly terminal: Terminal; readonly run: () => string | undefined}): () => void {
	const kill = (): void => {
		try {
			process.kill(scope === 'group' ? -terminal.pid : terminal.pid, 'SIGKILL');
			for (const pid of scope === 'everything' ? listMarked(place.mark) : []) {
				process.kill(pid, 'SIGKILL');
			}
		} catch {
			// One of them has ended by itself meanwhile.
		}
	};

	switch (when.kind) {
		case 'time': {
			const timer = setTimeout(kill, when.ms);
			return () => {
				clearTimeout(timer);
			};
		}

		case 'byte': {
			return terminal.listen(() => {
				if (terminal.written().length >= when.count) {
					kill();
				}
			});
		}

		case 'act': {
			return watchFor(when, {place, run, kill});
		}
	}
}

type Watch = {readonly place: Place; readonly run: () => string | undefined; readonly kill: () => void};

function watchFor({act, nth, delayMs}: Extract<Moment['when'], {kind: 'act'}>, {place, run, kill}: Watch): () => void {
	const {folder, name} = acts[act];
	let seen = 0;
	let timer: NodeJS.Timeout | undefined;
	let watcher: FSWatcher | undefined;
	const look = (file: string | null): void => {
		if (timer !== undefined || file === null || !name.test(file)) {
			return;
		}

		seen += 1;
		if (seen === nth) {
			// At once, and not at the next turn of the loop.
			if (delayMs === 0) {
				kill();
			} else {
				timer = setTimeout(kill, delayMs);
			}
		}
	};

	const begin = (): boolean => {
		const at = findFolder(folder, place, run());
		if (at === undefined || !existsSync(at)) {
			return false;
		}

		// The other `watch` tells of it a turn of the loop later.
		// eslint-disable-next-line n/prefer-promises/fs -- see above
		watcher = watch(at, (_event, file) => {
			look(file);
		});
		// The folder may go, as empty ones of git do.
		watcher.on('error', () => undefined);
		return true;
	};

	// A run's folder is there only after its beginning.
	const waiting = begin()
		? undefined
		: setInterval(() => {
			if (begin()) {
				clearInterval(waiting);
			}
		}, 5);
	return () => {
		clearInterval(waiting);
		clearTimeout(timer);
		watcher?.close();
	};
}

function findFolder(folder: (typeof acts)[Act]['folder'], {top, temporary}: Place, run: string | undefined): string | undefined {
	switch (folder) {
		case 'temporary': {
			return temporary;
		}

		case 'git': {
			return path.join(top, '.git');
		}

		case 'run':
		case 'run/locks':
		case 'run/output':
		case 'run/statements': {
			return run === undefined ? undefined : path.join(run, folder.slice('run'.length));
		}

		case 'holdpoint':
		case 'objects':
		case 'refs/heads':
		case 'refs/holdpoint/records':
		case 'refs/tags': {
			return path.join(top, '.git', folder);
		}
	}
}
