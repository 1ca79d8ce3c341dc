/** Whether a walk can be drawn here. */
import process from 'node:process';
import type {Point} from './point.js';

/** Below it the walk still works, with less on the screen. */
const smallest = {columns: 60, rows: 16};

export function seeTerminal(environment: Readonly<Record<string, string | undefined>>): Point {
	const {columns, rows, isTTY} = process.stdout;
	const name = 'terminal';
	if (!isTTY || !process.stdin.isTTY) {
		return {name, ok: true, detail: 'none here: `holdpoint check` needs none, a walk does'};
	}

	if (environment.TERM === 'dumb' || environment.INK_SCREEN_READER === 'true') {
		return {name, ok: true, detail: 'the walk asks in lines here'};
	}

	const isSmall = columns < smallest.columns || rows < smallest.rows;
	return isSmall
		? {
			name, ok: false, detail: `${columns}×${rows} is small for the screen`, remedy: `make the window at least ${smallest.columns}×${smallest.rows}, or walk with --plain`,
		}
		: {name, ok: true, detail: `${columns}×${rows}`};
}
