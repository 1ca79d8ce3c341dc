/** Moving through lists, texts and logs. */
import type {LogPage, LogPlace} from './log.js';
import {toScreen, type Extent, type Outcome} from './picture.js';

export type Direction = 'up' | 'down' | 'page up' | 'page down' | 'start' | 'end';

export function moveBy(does: Direction, extent: Extent | undefined): Outcome | undefined {
	if (!extent) {
		return undefined;
	}

	const {at, last, page} = extent;
	const targets = {
		up: at - 1, down: at + 1, 'page up': at - page, 'page down': at + page, start: 0, end: last,
	};
	return toScreen({type: 'move', at: Math.max(0, Math.min(last, targets[does]))});
}

export function scrollLog(does: Direction, {lines, to, size}: LogPage): Outcome {
	const first = lines[0]?.from ?? 0;
	const isAtEnd = to >= size;
	const places: Record<typeof does, LogPlace> = {
		up: {from: first, back: 1},
		down: isAtEnd ? 'end' : {from: lines[1]?.from ?? first, back: 0},
		'page up': {from: first, back: Math.max(1, lines.length - 1)},
		'page down': isAtEnd ? 'end' : {from: lines.at(-1)?.from ?? first, back: 0},
		start: {from: 0, back: 0},
		end: 'end',
	};
	return toScreen({type: 'go in log', place: places[does]});
}
