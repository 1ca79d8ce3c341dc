/** What Holdpoint does to running commands from outside. */
import {performance} from 'node:perf_hooks';
import {stopGroup} from './processes.js';
import type {ShellEnd} from './verdict.js';

export type Cut = Pick<ShellEnd, 'ending' | 'why'>;

/** A service that ran until its gate ended did what it was there for. */
export const gateEnded: Cut = {ending: 'signalled', why: 'ran until its gate ended'};

export type Control = {
	/** Why nothing more may run; the first reason stays. */
	readonly cut: () => Cut | undefined;
	readonly end: (cut: Cut) => void;
	/** Aborted together with that. */
	readonly signal: AbortSignal;
	/** Nobody waits for the end any more: what runs goes on, nothing more is started, and this process may end. */
	readonly leave: () => void;
	/** Aborted together with that. */
	readonly leaving: AbortSignal;
};

export function openControl(): Control {
	const ending = new AbortController();
	const leaving = new AbortController();
	let cut: Cut | undefined;
	return {
		cut: () => cut,
		end(reason) {
			cut ??= reason;
			ending.abort();
		},
		signal: ending.signal,
		leave() {
			leaving.abort();
		},
		leaving: leaving.signal,
	};
}

export type Guard = {
	/** Why the group was ended, if it was. */
	readonly cut: () => Cut | undefined;
	/** When nothing of that is under way any more. */
	readonly release: () => Promise<void>;
};

/** By how much a timer may be late on a busy machine. */
export const latenessMs = 1000;

/** `noticedMs`: when that was seen, which can be later where this process was stopped meanwhile. */
export function timedOut(timeoutMs: number, noticedMs: number): Cut {
	const late = noticedMs - timeoutMs > latenessMs ? `; Holdpoint stood still meanwhile, and saw it after ${Math.round(noticedMs / 1000)} s` : '';
	return {ending: 'timed out', why: `timed out after ${timeoutMs / 1000} s${late}`};
}

/** Ends a process group when its time is up, or with all else. */
export function guardGroup(pid: number, {signal, leaving, cut: reason}: Control, timeoutMs: number | undefined): Guard {
	const began = performance.now();
	let cut: Cut | undefined;
	let stopping: Promise<void> | undefined;
	let isReleased = false;
	const end = (because: Cut | undefined): void => {
		cut ??= because;
		stopping ??= stopGroup(pid);
	};

	const follow = (): void => {
		end(reason());
	};

	const timer = timeoutMs === undefined
		? undefined
		: afterwards(timeoutMs, () => {
			// A process that was stopped and goes on looks at its timers first: what ended long ago is only then seen to have ended.
			setImmediate(() => {
				if (!isReleased) {
					end(timedOut(timeoutMs, performance.now() - began));
				}
			});
		});
	signal.addEventListener('abort', follow);
	leaving.addEventListener('abort', () => timer?.cancel(), {once: true});
	if (signal.aborted) {
		follow();
	}

	return {
		cut: () => cut,
		async release() {
			isReleased = true;
			timer?.cancel();
			signal.removeEventListener('abort', follow);
			await stopping;
		},
	};
}

const longestTimer = (2 ** 31) - 1;

/** A timer that may be longer than those of the system; on a clock that nobody sets. */
function afterwards(ms: number, act: () => void): {readonly cancel: () => void} {
	let timer: NodeJS.Timeout;
	const wait = (left: number): void => {
		timer = setTimeout(() => {
			if (left <= longestTimer) {
				act();
			} else {
				wait(left - longestTimer);
			}
		}, Math.min(left, longestTimer));
	};

	wait(ms);
	return {
		cancel() {
			clearTimeout(timer);
		},
	};
}
