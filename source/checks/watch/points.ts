/** Places in a watched block that report by number. */
import type {SyntaxNode} from 'unbash';
import {placeOf} from '../shell/block.js';

export type PointKind = 'pipeline' | 'question' | 'substitution' | 'job' | 'before the question' | 'redirect';

export type Point = {
	readonly kind: PointKind;
	/** Index of the top-level statement it is part of. */
	readonly statement: number;
	/** Counted from 1 within the block. */
	readonly line: number;
	readonly text: string;
	/** A pipeline's stages as written. */
	readonly stages: readonly string[];
};

export type Points = {
	readonly all: readonly Point[];
	/** Notes a point of the current statement; gives its number. */
	readonly add: (kind: PointKind, node: SyntaxNode, parts?: readonly SyntaxNode[]) => number;
	readonly enter: (statement: number) => void;
};

export function collectPoints(text: string): Points {
	const all: Point[] = [];
	let statement = 0;
	const textOf = ({pos, end}: SyntaxNode): string => text.slice(pos, end);
	return {
		all,
		enter(index) {
			statement = index;
		},
		add(kind, node, parts = [node]) {
			all.push({
				kind, statement, line: placeOf(text, node.pos).line, text: textOf(node), stages: parts.map(part => textOf(part)),
			});
			return all.length - 1;
		},
	};
}
