/** Emphasis, and words between it. */
import type {PhrasingContent} from 'mdast';
import type {Position} from './lines.js';
import {behindRun} from './spans.js';

/** A stretch of the text of a paragraph while it is read: words, a node, or a run of signs that may begin or end emphasis. */
export type Piece =
	| {readonly kind: 'words'; readonly from: number; to: number; value: string}
	| {readonly kind: 'node'; readonly node: PhrasingContent}
	| {readonly kind: 'run'; readonly sign: string; from: number; to: number; readonly opens: boolean; readonly closes: boolean};

type Run = Extract<Piece, {kind: 'run'}>;

export type PlaceBetween = (from: number, to: number) => Position;

/** Neighbouring words become one text. */
const nodesOf = (pieces: readonly Piece[], placeBetween: PlaceBetween): PhrasingContent[] => {
	const nodes: PhrasingContent[] = [];
	let words: {from: number; to: number; values: string[]} | undefined;
	const end = (): void => {
		if (!words) {
			return;
		}

		nodes.push({type: 'text', value: words.values.join(''), position: placeBetween(words.from, words.to)});
		words = undefined;
	};

	for (const piece of pieces) {
		if (piece.kind === 'node') {
			end();
			nodes.push(piece.node);
			continue;
		}

		const value = piece.kind === 'run' ? piece.sign.repeat(piece.to - piece.from) : piece.value;
		words ??= {from: piece.from, to: piece.to, values: []};
		words.to = piece.to;
		words.values.push(value);
	}

	end();
	return nodes;
};

const spaceOrPunctuation = /^(?:(?<space>\s)|[\p{Punctuation}\p{Symbol}])/v;

/** How a sign stands to a run of emphasis beside it. */
const classOf = (sign: string): 'space' | 'punctuation' | 'other' => {
	const match = sign === '' ? undefined : spaceOrPunctuation.exec(sign);
	if (match === undefined) {
		return 'space';
	}

	return match ? (match.groups?.space === undefined ? 'punctuation' : 'space') : 'other';
};

/** The run of `*` or `_` that begins there; undefined beside a tilde, which the library has its own mind about. */
export const runAt = (text: string, from: number): Run | undefined => {
	const to = behindRun(text, from);
	const sign = text.charAt(from);
	const [previous, next] = [text.charAt(from - 1), text.charAt(to)];
	const [before, after] = [classOf(previous), classOf(next)];
	const left = after === 'other' || (after === 'punctuation' && before !== 'other');
	const right = before === 'other' || (before === 'punctuation' && after !== 'other');
	return previous === '~' || next === '~'
		? undefined
		: {
			kind: 'run', sign, from, to,
			opens: sign === '*' ? left : left && (before !== 'other' || !right),
			closes: sign === '*' ? right : right && (after !== 'other' || !left),
		};
};

const lengthOf = ({from, to}: Run): number => to - from;

const fits = (opener: Run, closer: Run): boolean => opener.sign === closer.sign
	&& !((opener.closes || closer.opens) && lengthOf(closer) % 3 !== 0 && (lengthOf(opener) + lengthOf(closer)) % 3 === 0);

/** Pairs runs of `*` and `_`: each one that can end emphasis with the nearest before it that can begin it and fits. */
class Pairing {
	readonly #pieces: Piece[] = [];
	/** The runs among the pieces that can still begin something, and where they stand. */
	#openers: Array<{readonly run: Run; readonly index: number}> = [];
	/** How many of the openers, from the first one, are known not to fit a run of a kind: so that nothing is tried twice. */
	readonly #tried = new Map<string, number>();
	readonly #placeBetween: PlaceBetween;

	constructor(placeBetween: PlaceBetween) {
		this.#placeBetween = placeBetween;
	}

	#find(closer: Run): number {
		const kind = `${closer.sign}${closer.opens ? 1 : 0}${lengthOf(closer) % 3}`;
		const tried = this.#tried.get(kind) ?? 0;
		for (let at = this.#openers.length - 1; at >= tried; at--) {
			const opener = this.#openers[at];
			if (opener && fits(opener.run, closer)) {
				return at;
			}
		}

		this.#tried.set(kind, this.#openers.length);
		return -1;
	}

	#end(closer: Run): boolean {
		const at = this.#find(closer);
		const opener = this.#openers[at];
		if (!opener) {
			return false;
		}

		const {run, index} = opener;
		const used = lengthOf(run) > 1 && lengthOf(closer) > 1 ? 2 : 1;
		const children = nodesOf(this.#pieces.splice(index + 1), this.#placeBetween);
		run.to -= used;
		closer.from += used;
		const position = this.#placeBetween(run.to, closer.from);
		const isUsedUp = lengthOf(run) === 0;
		this.#openers = this.#openers.slice(0, isUsedUp ? at : at + 1);
		for (const [kind, tried] of this.#tried) {
			this.#tried.set(kind, Math.min(tried, at));
		}

		if (isUsedUp) {
			this.#pieces.pop();
		}

		this.#pieces.push({kind: 'node', node: {type: used === 2 ? 'strong' : 'emphasis', children, position}});
		return true;
	}

	add(piece: Piece): void {
		if (piece.kind !== 'run') {
			this.#pieces.push(piece);
			return;
		}

		while (piece.closes && lengthOf(piece) > 0 && this.#end(piece)) {
			// As long as something is left of it and something is open.
		}

		if (!(lengthOf(piece) > 0)) {
			return;
		}

		if (piece.opens) {
			this.#openers.push({run: piece, index: this.#pieces.length});
		}

		this.#pieces.push(piece);
	}

	nodes(): PhrasingContent[] {
		return nodesOf(this.#pieces, this.#placeBetween);
	}
}

export const resolveEmphasis = (pieces: readonly Piece[], placeBetween: PlaceBetween): PhrasingContent[] => {
	const pairing = new Pairing(placeBetween);
	for (const piece of pieces) {
		pairing.add(piece);
	}

	return pairing.nodes();
};
