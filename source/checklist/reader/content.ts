/** Text that runs over several lines, put together. */
import type {Source} from '../source.js';
import {
	endingOf,
	pointAt,
	type Line,
	type Position,
} from './lines.js';

type Stretch = {readonly at: number; readonly from: number; readonly index: number};

/** The text of a paragraph, a heading or a cell without what stands before its lines, and where each sign of it comes from. */
export class Content {
	readonly #source: Source;
	readonly #stretches: readonly Stretch[];
	readonly text: string;

	constructor(source: Source, lines: readonly Line[]) {
		this.#source = source;
		const stretches: Stretch[] = [];
		const parts: string[] = [];
		let at = 0;
		for (const [number, line] of lines.entries()) {
			stretches.push({at, from: line.from, index: line.index});
			const part = source.text.slice(line.from, line.to) + (number < lines.length - 1 ? endingOf(source, line) : '');
			parts.push(part);
			at += part.length;
		}

		this.text = parts.join('');
		this.#stretches = stretches;
	}

	#pointAt(offset: number, isEnd: boolean): Position['start'] {
		const stretches = this.#stretches;
		let low = 0;
		for (let high = stretches.length - 1; low < high;) {
			const middle = Math.ceil((low + high) / 2);
			if ((stretches[middle]?.at ?? 0) <= offset) {
				low = middle;
			} else {
				high = middle - 1;
			}
		}

		const {at, from, index} = stretches[low] ?? {at: 0, from: 0, index: 0};
		const isBehindEnding = isEnd && low > 0 && offset === at;
		const begin = isBehindEnding ? this.#source.lineStarts[index] ?? 0 : from;
		return pointAt(this.#source, index, begin + offset - at);
	}

	/** What ends behind a line ending ends where the next line begins, in front of what belongs to the blocks around. */
	placeBetween(from: number, to: number): Position {
		return {start: this.#pointAt(from, false), end: this.#pointAt(to, true)};
	}
}
