/** Follows what a command prints through the window of its last lines, so that every line is told once. */
import {Buffer} from 'node:buffer';
import type {StatementReport} from '../run/events.js';
import type {Execution} from '../run/state.js';
import type {LiveOutput} from '../walk/view.js';
import {sayDuration, tell, tellOutput} from './words.js';

export type Followed = {
	/** Which execution: a step starts at most one at a time. */
	readonly startedAt: number;
	/** The last lines that were told. */
	readonly told: readonly string[];
	/** How many lines that were, and bytes. */
	readonly count: number;
	readonly size: number;
	readonly statements: number;
	readonly stopping: boolean;
};

const unfollowed: Followed = {
	startedAt: 0, told: [], count: 0, size: 0, statements: 0, stopping: false,
};
const missing = '  | ... (more was printed than is shown here)';

/** What is new while it runs. The last line may still grow: it waits for the next one. */
export function followLive(before: Followed | undefined, live: LiveOutput): {readonly lines: readonly string[]; readonly followed: Followed} {
	const known = before?.startedAt === live.startedAt ? before : {...unfollowed, startedAt: live.startedAt};
	const ended = live.tail.slice(0, -1);
	const size = live.size - sizeOf(live.tail.slice(-1));
	const fresh = findNew(known, ended, {held: sizeOf(ended), size});
	// The one that runs stands as not reached, as those below it.
	const running = live.statements.findIndex(({verdict}) => verdict === 'not reached');
	const ran = running === -1 ? live.statements : live.statements.slice(0, running);
	return {
		lines: [
			...fresh,
			...sayStatements(ran.slice(known.statements)),
			...(live.stopping && !known.stopping ? ['Stopping it.'] : []),
		],
		followed: {
			...known, told: ended, count: known.count + fresh.length, size, statements: Math.max(known.statements, ran.length), stopping: live.stopping,
		},
	};
}

/** What is new now that it has ended. */
export function followEnd(before: Followed | undefined, {tail, size, statements}: NonNullable<Execution['finished']>): string[] {
	const known = before ?? unfollowed;
	const lines = tail === '' ? [] : tail.replace(/\r?\n$/v, '').split('\n');
	return [...(tail === '' ? [] : findNew(known, lines, {held: Buffer.byteLength(tail), size})), ...sayStatements(statements.slice(known.statements))];
}

function sizeOf(lines: readonly string[]): number {
	return lines.reduce((sum, line) => sum + Buffer.byteLength(line) + 1, 0);
}

/**
The lines behind those that were told: easy as long as the window holds all of them. Else, where lines repeat, several places fit; the number of bytes that came says which.
The window's first line may have lost its beginning, and the window may begin before what is remembered as told.

`held` is the window in bytes, `size` all of the output up to the window's end.
*/
function findNew({told, count, size: before}: Followed, tail: readonly string[], {held, size}: {held: number; size: number}): string[] {
	const came = size - before;
	let rest = held;
	if (rest >= size) {
		return tail.slice(count).map(line => tellOutput(line));
	}

	let best = {known: 0, distance: Math.abs(rest - came)};
	const isGap = came > rest + 1;
	for (const [index, line] of tail.entries()) {
		rest -= Buffer.byteLength(line) + 1;
		const distance = Math.abs(rest - came);
		if (distance <= best.distance && fits(told, tail, index + 1)) {
			best = {known: index + 1, distance};
		}
	}

	return [...(isGap && best.known === 0 ? [missing] : []), ...tail.slice(best.known).map(line => tellOutput(line))];
}

/** Whether the first `count` lines of the window end as what was told does. */
function fits(told: readonly string[], tail: readonly string[], count: number): boolean {
	for (let back = 1; back <= Math.min(count, told.length); back++) {
		const line = tail[count - back] ?? '';
		const other = told.at(-back) ?? '';
		if (back === count ? !other.endsWith(line) : other !== line) {
			return false;
		}
	}

	return told.length > 0;
}

function sayStatements(statements: readonly StatementReport[]): string[] {
	const reached = statements.filter(({verdict}) => verdict !== 'not reached');
	const rest = statements.length - reached.length;
	return [
		...reached.map(({line, text, verdict, ms, why}) => `  [${verdict}] line ${line}: ${tell(text)} (${sayDuration(ms)})${why === undefined ? '' : `: ${tell(why)}`}`),
		...(rest > 0 ? [`  [not reached] ${rest} more`] : []),
	];
}
