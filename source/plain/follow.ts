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
	/** Bytes up to the end of what was told. */
	readonly size: number;
	readonly statements: number;
	readonly stopping: boolean;
};

const unfollowed: Followed = {
	startedAt: 0, told: [], size: 0, statements: 0, stopping: false,
};
const missing = '  | ... (more was printed than is shown here)';

/** What is new while it runs. The last line may still grow: it waits for the next one. */
export function followLive(before: Followed | undefined, live: LiveOutput): {readonly lines: readonly string[]; readonly followed: Followed} {
	const known = before?.startedAt === live.startedAt ? before : {...unfollowed, startedAt: live.startedAt};
	const ended = live.tail.slice(0, -1);
	const size = live.size - sizeOf(live.tail.slice(-1));
	const fresh = findNew(known, ended, size);
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
			...known, told: ended, size, statements: Math.max(known.statements, ran.length), stopping: live.stopping,
		},
	};
}

/** What is new now that it has ended. */
export function followEnd(before: Followed | undefined, {tail, size, statements}: NonNullable<Execution['finished']>): string[] {
	const known = before ?? unfollowed;
	const lines = tail === '' ? [] : tail.replace(/\r?\n$/v, '').split('\n');
	return [...(tail === '' ? [] : findNew(known, lines, size)), ...sayStatements(statements.slice(known.statements))];
}

function sizeOf(lines: readonly string[]): number {
	return lines.reduce((sum, line) => sum + Buffer.byteLength(line) + 1, 0);
}

/**
The lines behind those that were told. Where lines repeat, several places fit; the number of bytes that came says which.
The window's first line may have lost its beginning.
*/
function findNew({told, size: before}: Followed, tail: readonly string[], size: number): string[] {
	const came = size - before;
	const fits = (count: number) => tail.slice(0, count).every((line, index) => {
		const other = told[told.length - count + index] ?? '';
		return index === 0 ? other.endsWith(line) : other === line;
	});
	const distance = (count: number) => Math.abs(sizeOf(tail.slice(count)) - came);
	let known = 0;
	for (let count = 1; count <= Math.min(told.length, tail.length); count++) {
		if (fits(count) && distance(count) <= distance(known)) {
			known = count;
		}
	}

	const isGap = known === 0 && came > sizeOf(tail) + 1;
	return [...(isGap ? [missing] : []), ...tail.slice(known).map(line => tellOutput(line))];
}

function sayStatements(statements: readonly StatementReport[]): string[] {
	const reached = statements.filter(({verdict}) => verdict !== 'not reached');
	const rest = statements.length - reached.length;
	return [
		...reached.map(({line, text, verdict, ms, why}) => `  [${verdict}] line ${line}: ${tell(text)} (${sayDuration(ms)})${why === undefined ? '' : `: ${tell(why)}`}`),
		...(rest > 0 ? [`  [not reached] ${rest} more`] : []),
	];
}
