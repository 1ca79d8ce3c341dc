/** Moving through lists, texts and logs. */
import {showOutput} from '../checklist/escape.js';
import {chopColoured} from './columns.js';
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
		down: isAtEnd ? 'end' : {from: lines[1]?.from ?? to, back: 0},
		'page up': {from: first, back: Math.max(1, lines.length - 1)},
		'page down': isAtEnd ? 'end' : {from: (lines.length > 1 ? lines.at(-1)?.from : to) ?? to, back: 0},
		start: {from: 0, back: 0},
		end: 'end',
	};
	return toScreen({type: 'go in log', place: places[does]});
}

/** A line of a log as the rows of the screen that it takes: nothing of it is cut off. */
export function wrapOutput(text: string, columns: number): string[] {
	return chopColoured(showOutput(text), Math.max(1, columns - 1));
}

/** Those of a page's lines that find room when the long ones take several rows: around the place that was gone to, at least one. */
export function fitPage(page: LogPage, place: LogPlace, {rows, columns}: {readonly rows: number; readonly columns: number}): LogPage {
	const {lines} = page;
	const heights = lines.map(({text}) => wrapOutput(text, columns).length);
	const isBackward = place === 'end' || place.back > 0;
	const found = place === 'end' ? -1 : lines.findIndex(({from}) => from >= place.from);
	const behind = found === -1 ? lines.length : found;
	let first = Math.max(0, Math.min(lines.length - 1, isBackward ? behind - 1 : behind));
	let last = first;
	let left = rows - (heights[first] ?? 0);
	const fits = (height: number | undefined) => height !== undefined && height <= left;
	const growBackward = () => {
		for (; fits(heights[first - 1]); first -= 1) {
			left -= heights[first - 1] ?? 0;
		}
	};

	if (isBackward) {
		growBackward();
	}

	for (; fits(heights[last + 1]); last += 1) {
		left -= heights[last + 1] ?? 0;
	}

	// Room is left at the end alone: anywhere else the line looked at would move.
	if (last === lines.length - 1) {
		growBackward();
	}

	return {...page, lines: lines.slice(first, last + 1), to: lines[last]?.to ?? page.to};
}
