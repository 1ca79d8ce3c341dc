/** Lists and texts that are longer than the screen: only the rows that are seen are made. */
import {span, windowOf, type Line} from '../lines.js';
import type {Body, Scene} from '../picture.js';

type List = {
	readonly count: number;
	/** Makes one row; it is only asked for those that are seen. */
	readonly row: (index: number) => Line;
	/** The row picked at first. */
	readonly start?: number;
};

/** A list of which one row is picked. */
export function drawList({count, row, start = 0}: List, {signs, screen}: Scene, height: number): Body {
	const last = Math.max(0, count - 1);
	const at = Math.min(screen.at ?? start, last);
	const top = Math.max(0, Math.min(at - Math.floor(height / 2), count - height));
	const shown = Math.max(0, Math.min(height, count - top));
	const lines = Array.from({length: shown}, (_, offset): Line => {
		const index = top + offset;
		return [span(index === at ? ` ${signs.pointer} ` : ' '.repeat(3), 'current'), ...row(index)];
	});
	return {lines: windowOf(lines, 0, height), extent: {at, last, page: Math.max(1, height - 1)}};
}

/** A text that is scrolled; a line at its foot says how much there is below. */
export function drawText(lines: readonly Line[], {screen}: Scene, height: number): Body {
	if (lines.length <= height) {
		return {lines: windowOf(lines, 0, height), extent: {at: 0, last: 0, page: height}};
	}

	const room = Math.max(1, height - 1);
	const last = lines.length - room;
	const at = Math.min(screen.at ?? 0, last);
	const below = lines.length - at - room;
	const foot: Line = [span(below > 0 ? `   ${below} more ${below === 1 ? 'line' : 'lines'} · Page Down` : '   the end', 'quiet')];
	return {lines: [...windowOf(lines, at, room), foot], extent: {at, last, page: Math.max(1, room - 1)}};
}
