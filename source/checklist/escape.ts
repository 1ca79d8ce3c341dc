/** What documents, commands and people wrote, made fit for a terminal. */
import {withoutEnd} from './source.js';

/** What cannot be seen, moves the cursor or turns the direction of writing: all of it but the two presentation signs of emoji. */
const unseen = /[\p{Control}\p{Line_Separator}\p{Paragraph_Separator}\p{Surrogate}\u{FFF9}-\u{FFFB}[\p{Default_Ignorable_Code_Point}--[\u{FE0E}\u{FE0F}]]]/gv;

const shown = (text: string): string => String.raw`\u{${(text.codePointAt(0) ?? 0).toString(16).toUpperCase()}}`;

/** Text on one line: tabs are spaces, everything unseen is written out, such as `\u{202E}`. Records are made with it, and read so for ever. */
export const writeOut = (text: string): string => text.replaceAll('\t', ' '.repeat(4)).replaceAll(unseen, sign => shown(sign));

const joiner = '\u{200D}';
/** Well-known ones only: what is joined otherwise is written out. */
const joinedEmoji = /\p{RGI_Emoji_ZWJ_Sequence}/gv;

/** Text for one line of the screen. Joined emoji are shown as their parts, because terminals do not agree how wide the whole is. */
export const showText = (text: string): string => writeOut(text.includes(joiner) ? text.replaceAll(joinedEmoji, emoji => emoji.replaceAll(joiner, '')) : text);

/** The same for text of several lines: line endings stay, as LF. */
export const showLines = (text: string): string => text.split(/\r\n|\r|\n/v).map(line => showText(line)).join('\n');

const colour = /^(?:[0-4]|2[2-4]|3[0-79]|4[0-79]|9[0-7]|10[0-7])?$/v;

/** Keeps the colours and weights of one sequence; blinking, concealing and what is unknown goes. */
const onlyColours = (parameters: string): string => {
	const codes = parameters.split(/[:;]/v);
	const kept: string[] = [];
	for (let index = 0; index < codes.length; index++) {
		const code = codes[index] ?? '';
		if (code === '38' || code === '48') {
			const length = codes[index + 1] === '5' ? 3 : 5;
			const all = codes.slice(index, index + length);
			if (all.length === length && all.every(part => /^\d{1,3}$/v.test(part))) {
				kept.push(...all);
			}

			index += length - 1;
		} else if (colour.test(code)) {
			kept.push(code === '' ? '0' : code);
		}
	}

	return kept.length > 0 ? `\u{1B}[${kept.join(';')}m` : '';
};

/** What terminals act on, in 7-bit and 8-bit forms. */
/* eslint-disable regexp/no-control-character -- Control characters are what this is about. */
const sequence = new RegExp([
	// Strings to the terminal: titles, links, the clipboard.
	String.raw`(?:\u{1B}[PX\]^_]|[\u{90}\u{98}\u{9D}-\u{9F}])[^\u{7}\u{1B}\u{90}\u{98}\u{9C}-\u{9F}]*(?:\u{7}|\u{1B}\\|\u{9C})`,
	String.raw`(?:\u{1B}\[|\u{9B})(?<parameters>[0-9:;]*)(?<final>m)`,
	// Other control sequences, single escapes, and going back.
	String.raw`(?:\u{1B}\[|\u{9B})[\u{30}-\u{3F}]*[\u{20}-\u{2F}]*[\u{40}-\u{7E}]?`,
	String.raw`\u{1B}[\u{20}-\u{2F}]*[\u{30}-\u{7E}]?`,
	String.raw`\u{8}`,
].join('|'), 'gv');
/* eslint-enable regexp/no-control-character */

const tabStop = 8;

/** Fills tabs up to the next stop; `column` is where the text begins. */
const withSpaces = (text: string, column: number): string => {
	let width = column;
	return text.split(/(?<=\t)/v).map(part => {
		width += part.length;
		if (!part.endsWith('\t')) {
			return part;
		}

		const gap = tabStop - ((width - 1) % tabStop);
		width += gap - 1;
		return part.slice(0, -1) + ' '.repeat(gap);
	}).join('');
};

/** One line that a command printed, fit for the screen: what was overwritten after a carriage return is gone, colours stay and end with the line. */
export const showOutput = (line: string): string => {
	const text = withoutEnd(line, '\r\n').split('\r').at(-1) ?? '';
	const parts: string[] = [];
	let at = 0;
	let column = 0;
	let coloured = false;
	const show = (until: number): void => {
		const shownPart = showText(withSpaces(text.slice(at, until), column));
		column += shownPart.length;
		parts.push(shownPart);
	};

	for (const match of text.matchAll(sequence)) {
		show(match.index);
		at = match.index + match[0].length;
		const kept = match.groups?.final === undefined ? '' : onlyColours(match.groups.parameters ?? '');
		coloured = kept === '' ? coloured : !kept.endsWith('[0m');
		parts.push(kept);
	}

	show(text.length);
	parts.push(coloured ? '\u{1B}[0m' : '');
	return parts.join('');
};
