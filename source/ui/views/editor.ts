/** What is being typed, windowed around the place in it. */
import {fit, widthOf} from '../columns.js';
import {placeOf, type Editor} from '../editor.js';
import {clean, span, type Line} from '../lines.js';

export type DrawnEditor = {readonly lines: readonly Line[]; readonly caret: {readonly row: number; readonly column: number}};

/** At most `height` lines; the prompt stands before the first. */
export function drawEditor(editor: Editor, {width, height, prompt = ' '}: {width: number; height: number; prompt?: string}): DrawnEditor {
	const rows = editor.text.split('\n');
	const place = placeOf(editor);
	const top = Math.max(0, Math.min(place.row - Math.floor(height / 2), rows.length - height));
	const indent = ' '.repeat(widthOf(prompt));
	const room = Math.max(1, width - indent.length - 1);
	const before = clean(place.column);
	// A line longer than the screen is shown from where the place in it can be seen.
	const hidden = hiddenPart(before, room);
	const lines = rows.slice(top, top + height).map((row, offset): Line => {
		const text = clean(row);
		return [span(top + offset === 0 ? prompt : indent, 'current'), span(fit(top + offset === place.row ? text.slice(hidden.length) : text, room))];
	});
	return {lines, caret: {row: place.row - top, column: indent.length + widthOf(before.slice(hidden.length))}};
}

function hiddenPart(before: string, room: number): string {
	let hidden = '';
	while (widthOf(before.slice(hidden.length)) > room - 1) {
		hidden = before.slice(0, hidden.length + Math.max(1, Math.floor(room / 2)));
	}

	return hidden;
}
