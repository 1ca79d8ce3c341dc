/** The blanks and boxes of a passage, line by line. */
import type {
	Alternative,
	Blank,
	Box,
	Range,
} from '../model.js';
import type {Passage} from '../passage.js';
import {
	linesWithin,
	mapMatches,
	sliceOf,
	type Source,
	withoutEnd,
} from '../source.js';

/** A place on a line that wants something: a blank, or boxes. */
export type Field =
	| {readonly kind: 'blank'; readonly label: string; readonly blank: Blank; readonly from: number}
	| {readonly kind: 'choice'; readonly label: string; readonly alternatives: readonly Alternative[]; readonly from: number}
	| {readonly kind: 'box'; readonly label: string; readonly box: Box; readonly ticked: boolean; readonly from: number};

const token = /(?<=^|[^\p{Letter}\p{Number}!\\\]])\[(?<tick>[ x])\](?![\(:\[])|(?<sign>[□▢◻☐⬜]\u{FE0F}?)|(?<line>_{3,})|(?<word>\[(?:tbd|tba|todo|date|name|time|version)\])(?![\(:\[])/giv;

/** A bracketed word that is all of a label's value: `**Owner**: [your name]`. */
const wholeValue = /:\**[\t ]*(?<word>\[[A-Za-z][^\n\r\[\]]{0,40}\])[\t ]*$/v;

const alternativeWord = /^[\s*]*(?<word>pass(?:ed)?|fail(?:ed)?|go|no[ \-\u{2010}-\u{2015}]?go|yes|no|n\/a|approved?|reject(?:ed)?)(?![\p{Letter}\p{Number}])/iv;

const failing = /^(?:fail(?:ed)?|no|no[ \-\u{2010}-\u{2015}]?go|reject(?:ed)?)$/iv;

const unmarked = (text: string): string => text.replaceAll(/[*`]|(?<![\p{Letter}\p{Number}])_|_(?![\p{Letter}\p{Number}])/gv, '').replaceAll(/\s+/gv, ' ').trim();

/** A label as it is asked: without marks, list signs and the colon. */
const labelOf = (text: string): string => withoutEnd(unmarked(text.replace(/^[\s>]*(?:[*+\-•] |\d{1,3}[\).] )?/v, '')).replace(/^[\s,;\|]+/v, ''), ' :');

const alternativeLabel = (text: string): {readonly label: string; readonly length: number} => {
	const word = alternativeWord.exec(text);
	if (word !== null) {
		return {label: word.groups?.word ?? '', length: word[0].length};
	}

	const rest = /^[\t ]*(?<label>\S(?:[^\t*\|]*?\S)??)(?=\s{2}|[\t*\|]|\s*$)/v.exec(text);
	return {label: unmarked(rest?.groups?.label ?? ''), length: rest?.[0].length ?? 0};
};

type Token = Range & {readonly kind: 'box' | 'blank'; readonly sign: boolean; readonly ticked: boolean};

const tokensOf = (text: string): Token[] => {
	const tokens = mapMatches(text, token, (match): Token => {
		const {tick, sign} = match.groups ?? {};
		const to = match.index + match[0].length;
		return {
			from: match.index, to, kind: tick !== undefined || sign !== undefined ? 'box' : 'blank', sign: sign !== undefined, ticked: /x/iv.test(tick ?? ''),
		};
	});
	if (tokens.length === 0) {
		const word = wholeValue.exec(text)?.groups?.word ?? '';
		const from = text.lastIndexOf(word);
		return word === ''
			? []
			: [{
				from, to: from + word.length, kind: 'blank', sign: false, ticked: false,
			}];
	}

	return tokens;
};

const boxAt = (offset: number, {from, to, sign}: Token): Box => ({at: sign ? {from: offset + from, to: offset + to} : {from: offset + from + 1, to: offset + to - 1}, sign});

/** Reads one line's fields. Places are found in the masked text, labels are taken from the real one. */
const readLine = (masked: string, text: string, offset: number): Field[] => {
	const fields: Field[] = [];
	const tokens = tokensOf(masked);
	let end = 0;
	for (let index = 0; index < tokens.length; index++) {
		const current = tokens[index];
		if (!current) {
			break;
		}

		const label = labelOf(text.slice(end, current.from));
		if (current.kind === 'blank') {
			fields.push({
				kind: 'blank', label, blank: {at: {from: offset + current.from, to: offset + current.to}}, from: offset + current.from,
			});
			end = current.to;
			continue;
		}

		const alternatives: Alternative[] = [];
		let box: Token | undefined = current;
		while (box?.kind === 'box') {
			const next = tokens[index + alternatives.length + 1];
			const named = alternativeLabel(text.slice(box.to, next?.from ?? text.length));
			alternatives.push({label: named.label, fails: failing.test(named.label), box: boxAt(offset, box)});
			end = box.to + named.length;
			box = next?.kind === 'box' && /^[\s,\/\|]*$/v.test(text.slice(end, next.from)) ? next : undefined;
		}

		index += alternatives.length - 1;
		const [only] = alternatives;
		if (only && alternatives.length === 1) {
			const behind = labelOf(text.slice(current.to, tokens[index + 1]?.from ?? text.length));
			fields.push({
				kind: 'box', label: [label, behind].filter(Boolean).join(': '), box: only.box, ticked: current.ticked, from: offset + current.from,
			});
			end = tokens[index + 1]?.from ?? text.length;
		} else {
			fields.push({
				kind: 'choice', label, alternatives, from: offset + current.from,
			});
		}
	}

	return fields;
};

export type FieldLine = {readonly range: Range; readonly fields: readonly Field[]; readonly text: string};

/** Reads a passage line by line. */
export const readFields = (source: Source, {masked, range}: Passage): FieldLine[] => linesWithin(source, range).map(line => {
	const text = sliceOf(source, line);
	return {range: line, fields: readLine(masked.slice(line.from - range.from, line.to - range.from), text, line.from), text};
});
