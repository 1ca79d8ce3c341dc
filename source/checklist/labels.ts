/** Finding our labels in a text, such as `**Expect**:`. */
import type {Range} from './model.js';
import type {Passage} from './passage.js';
import {mapMatches, withoutEnd} from './source.js';

const labelNames = [
	'expect', 'evidence', 'requires', 'blocking', 'when', 'only if', 'for each', 'wait', 'fresh', 'about', 'waivable by', 'by', 'signed by', 'witness',
] as const;
export type LabelName = (typeof labelNames)[number];

/** A labelled line, or a part of one: `**Requires**: 1 · Start-up`. */
export type Label = {
	readonly name: LabelName;
	/** As written: `Approved by`. */
	readonly written: string;
	/** Label and value. */
	readonly range: Range;
	/** The value alone, trimmed. */
	readonly value: Range;
};

const names = new Map<string, LabelName>([
	...labelNames.map((name): [string, LabelName] => [name, name]),
	['evidence location', 'evidence'],
	['approved by', 'signed by'],
	['reviewed by', 'signed by'],
	['verified by', 'signed by'],
]);

/** Every way to write one of our labels, in lower case. */
export const writtenLabels: readonly string[] = names.keys().toArray();

const nameOf = (text: string): LabelName | undefined => names.get(text.replace(/:$/v, '').trim().toLowerCase());

type Opening = {readonly name: LabelName | undefined; readonly written: string; readonly from: number; readonly valueFrom: number};

/** Bold labels anywhere: `**Name**:` and `**Name:**`; those that are not ours end the value before them all the same. */
const boldOpenings = ({bolds, masked, range}: Passage): Opening[] => {
	const openings: Opening[] = [];
	for (const bold of bolds) {
		const after = /^[\t ]*:/v.exec(masked.slice(bold.to - range.from, bold.to - range.from + 4));
		if (after !== null || bold.text.endsWith(':')) {
			openings.push({
				name: nameOf(bold.text), written: bold.text.replace(/:$/v, ''), from: bold.from, valueFrom: bold.to + (after?.[0].length ?? 0),
			});
		}
	}

	return openings;
};

const plainLabel = /(?<=^|[\n\r])(?<lead>[\t >]*)(?<name>[A-Za-z]+(?: [A-Za-z]+)?):/gv;

const plainOpenings = ({masked, range}: Passage): Opening[] => mapMatches(masked, plainLabel, match => {
	const {lead = '', name: written = ''} = match.groups ?? {};
	return {
		name: nameOf(written), written, from: range.from + match.index + lead.length, valueFrom: range.from + match.index + match[0].length,
	};
}).filter(({name}) => name !== undefined);

/** Finds our labels: in bold anywhere, and where `atLineStart` also plain ones that begin a line. */
export const findLabels = (passage: Passage, atLineStart: boolean): Label[] => {
	const openings = [...boldOpenings(passage), ...(atLineStart ? plainOpenings(passage) : [])].toSorted((one, other) => one.from - other.from);
	return openings.flatMap(({name, written, from, valueFrom}, index) => {
		if (name === undefined) {
			return [];
		}

		const rest = passage.masked.slice(valueFrom - passage.range.from, (openings[index + 1]?.from ?? passage.range.to) - passage.range.from);
		const line = /^[^\n\r]*/v.exec(rest)?.[0] ?? '';
		const text = withoutEnd(line, ' \t\\');
		const lead = text.length - text.trimStart().length;
		return [{
			name, written, range: {from, to: valueFrom + text.length}, value: {from: valueFrom + lead, to: Math.max(valueFrom + lead, valueFrom + text.length)},
		}];
	});
};
