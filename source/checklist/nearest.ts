/** Did you mean …? */

/** Edits from one word to another: a sign put in, left out, exchanged, or two neighbours swapped. */
const distance = (one: string, other: string): number => {
	let before: number[] = [];
	let last = Array.from({length: other.length + 1}, (_, index) => index);
	for (let row = 1; row <= one.length; row++) {
		const current = [row];
		for (let column = 1; column <= other.length; column++) {
			const same = one[row - 1] === other[column - 1];
			const swapped = row > 1 && column > 1 && one[row - 1] === other[column - 2] && one[row - 2] === other[column - 1];
			current.push(Math.min(
				(last[column] ?? 0) + 1,
				(current[column - 1] ?? 0) + 1,
				(last[column - 1] ?? 0) + (same ? 0 : 1),
				swapped ? (before[column - 2] ?? 0) + 1 : Infinity,
			));
		}

		before = last;
		last = current;
	}

	return last[other.length] ?? 0;
};

/** The one that was probably meant: one edit away for a short word, two for a longer one; undefined when there is none, or it is the word itself. */
export const nearest = (word: string, known: Iterable<string>): string | undefined => {
	const allowed = word.length < 3 ? 0 : (word.length < 6 ? 1 : 2);
	let best: {readonly name: string; readonly edits: number} | undefined;
	for (const name of known) {
		if (name === word) {
			return undefined;
		}

		const edits = Math.abs(name.length - word.length) > allowed ? Infinity : distance(word, name);
		if (edits <= allowed && edits < (best?.edits ?? Infinity)) {
			best = {name, edits};
		}
	}

	return best?.name;
};
