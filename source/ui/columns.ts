/** Measuring, cutting, padding and wrapping text in terminal columns, by graphemes. */
import stringWidth from 'string-width';

const segmenter = new Intl.Segmenter(undefined, {granularity: 'grapheme'});
const escape = '\u{1B}';
const noColour = `${escape}[0m`;
const colour = /(?=\p{Control}\[)|(?<=\p{Control}\[[\d:;]*m)/v;
const plainText = /^[\u{20}-\u{7E}]*$/v;

export function graphemesOf(text: string): string[] {
	return plainText.test(text) ? [...text] : [...segmenter.segment(text)].map(({segment}) => segment);
}

/** The same signs, rules and titles are measured frame after frame. */
const known = new Map<string, number>();
const mostKnown = 5000;

/** Width in columns; colour sequences count nothing. */
export function widthOf(text: string): number {
	if (plainText.test(text)) {
		return text.length;
	}

	const found = known.get(text);
	if (found !== undefined) {
		return found;
	}

	const width = stringWidth(text);
	if (known.size >= mostKnown) {
		known.clear();
	}

	known.set(text, width);
	return width;
}

/** The longest beginning that is at most `width` columns wide, and what is left. */
function splitAt(text: string, width: number): [string, string] {
	if (plainText.test(text)) {
		return [text.slice(0, width), text.slice(width)];
	}

	let used = 0;
	let at = 0;
	for (const {segment} of segmenter.segment(text)) {
		const wide = stringWidth(segment);
		if (used + wide > width) {
			break;
		}

		used += wide;
		at += segment.length;
	}

	return [text.slice(0, at), text.slice(at)];
}

/** At most `width` columns; what is cut off ends in `mark`. */
export function fit(text: string, width: number, mark = '…'): string {
	if (width <= 0) {
		return '';
	}

	// A text of thousands of characters is not measured to its end just to be cut.
	const start = text.length > width * 8 ? text.slice(0, width * 8) : text;
	if (start === text && widthOf(text) <= width) {
		return text;
	}

	return splitAt(start, Math.max(0, width - widthOf(mark)))[0] + mark;
}

/** Exactly `width` columns. */
export function pad(text: string, width: number): string {
	const cut = fit(text, width);
	return cut + ' '.repeat(Math.max(0, width - widthOf(cut)));
}

/** Lines of at most `width` columns, broken between words where that is possible. */
export function wrap(text: string, width: number): string[] {
	const room = Math.max(1, width);
	if (widthOf(text) <= room) {
		return [text];
	}

	const lines: string[] = [];
	let line = '';
	for (const word of text.split(' ')) {
		const joined = line === '' ? word : `${line} ${word}`;
		if (widthOf(joined) <= room) {
			line = joined;
			continue;
		}

		if (line !== '') {
			lines.push(line);
		}

		const pieces = chop(word, room);
		line = pieces.pop() ?? '';
		lines.push(...pieces);
	}

	return [...lines, line];
}

/** Lines of at most `width` columns, broken anywhere: nothing of a command is moved or lost. */
export function chop(text: string, width: number): string[] {
	const pieces: string[] = [];
	let rest = text;
	while (widthOf(rest) > width) {
		const [piece, left] = splitAt(rest, width);
		// A character wider than the room stands alone rather than for ever.
		const taken = piece === '' ? (graphemesOf(rest)[0] ?? rest) : piece;
		pieces.push(taken);
		rest = piece === '' ? rest.slice(taken.length) : left;
	}

	return [...pieces, rest];
}

/** At most `width` columns of text that carries colour sequences; they are closed, and what is cut off ends in a mark. */
export function fitColoured(text: string, width: number): string {
	if (widthOf(text) <= width) {
		return text;
	}

	let used = 0;
	let cut = '';
	for (const part of text.split(colour)) {
		const isColour = part.startsWith(escape);
		const piece = isColour ? part : splitAt(part, Math.max(0, width - 1 - used))[0];
		cut += piece;
		used += isColour ? 0 : widthOf(piece);
	}

	return `${cut}${noColour}${width > 0 ? '…' : ''}`;
}

/** Lines of at most `width` columns, broken anywhere; each goes on in the colours of the one before. */
export function chopColoured(text: string, width: number): string[] {
	if (widthOf(text) <= width) {
		return [text];
	}

	const pieces: string[] = [];
	let piece = '';
	let used = 0;
	let colours = '';
	for (const part of text.split(colour)) {
		if (part.startsWith(escape)) {
			piece += part;
			colours = part.endsWith(noColour) ? '' : colours + part;
			continue;
		}

		const [first = '', ...others] = chopAfter(part, width, used);
		for (const next of others.length > 0 ? [first, ...others.slice(0, -1)] : []) {
			pieces.push(`${piece}${next}${colours === '' ? '' : noColour}`);
			piece = colours;
		}

		const last = others.at(-1);
		piece += last ?? first;
		used = last === undefined ? used + widthOf(first) : widthOf(last);
	}

	return [...pieces, piece];
}

/** The first piece shares its line with `used` columns. */
function chopAfter(text: string, width: number, used: number): string[] {
	const [first, rest] = widthOf(text) <= width - used ? [text, ''] : splitAt(text, width - used);
	return rest === '' ? [first] : [first, ...chop(rest, width)];
}
