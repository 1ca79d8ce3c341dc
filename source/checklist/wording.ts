/** What a document says in its steps, without how it looks: two texts of one step are compared by it. */
import type {Checklist, Range, Step} from './model.js';
import {allSteps} from './outline.js';
import {tryBlocks} from './parse.js';
import {readSource} from './source.js';
import {foldText, withoutNumber} from './titles.js';
import {Pieces, type Piece} from './wording/pieces.js';

/** What is said in a step itself, and in what introduces it. */
export type Wording = (step: Step) => string;

const isInside = (inner: Range, outer: Range): boolean => inner.from >= outer.from && inner.to <= outer.to && (inner.from > outer.from || inner.to < outer.to);

const keyOf = ({from, to}: Range): string => `${from} ${to}`;

/** The pieces of each range that stand in none inside it. */
const sortPieces = (pieces: readonly Piece[], ranges: readonly Range[]): Map<string, Piece[]> => {
	const byKey = new Map(ranges.map(range => [keyOf(range), range]));
	const coming = byKey.values().toArray().toSorted((one, other) => other.from - one.from);
	const sorted = new Map<string, Piece[]>(byKey.keys().map(key => [key, []]));
	let around: readonly Range[] = [];
	for (const piece of pieces) {
		const begun: Range[] = [];
		for (let next = coming.at(-1); next && next.from < piece.to; next = coming.at(-1)) {
			begun.push(next);
			coming.pop();
		}

		around = [...around, ...begun].filter(({to}) => to > piece.from);
		for (const range of innermost(around)) {
			sorted.get(keyOf(range))?.push(piece);
		}
	}

	return sorted;
};

const innermost = (ranges: readonly Range[]): Range[] => ranges.filter(range => ranges.every(other => !isInside(other, range)));

const joinPieces = (pieces: readonly Piece[]): string => {
	const first = pieces.findIndex(({exact}) => exact);
	const head = first === -1 ? pieces : pieces.slice(0, first);
	const rest = pieces.slice(head.length).map(({text, exact}) => exact ? text : foldText(text));
	return [foldText(withoutNumber(head.map(({text}) => text).join(''))), ...rest].join('').replaceAll(/\s+/gv, ' ').trim();
};

/** By what a step says, and what introduces it; the same for all copies of one step. */
export const readWording = (checklist: Checklist): Wording => {
	const steps = allSteps(checklist);
	const commandLines = new Set(steps.flatMap(({commands}) => commands.map(({line}) => line)));
	const {all, introductions} = new Pieces(readSource(checklist.text), commandLines, tryBlocks(checklist.text) ?? []);
	const own = sortPieces(all, steps.map(({range}) => range));
	return ({range, start: {offset}}) => [
		...introductions.flatMap(({from, to, text}) => text !== '' && offset >= from && offset < to ? [text] : []),
		joinPieces(own.get(keyOf(range)) ?? []),
	].join('\n');
};
