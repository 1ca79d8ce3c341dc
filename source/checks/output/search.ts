/** Finding many texts in a stream of bytes at once, after Wu and Manber. Pure. */

export type Range = readonly [from: number, to: number];

/** Gives every place of each needle, in order of where they begin but for those that begin together. Each has two bytes at least. */
export function searchFor(needles: readonly Uint8Array[]): (bytes: Uint8Array) => Range[] {
	const shortest = Math.min(...needles.map(({length}) => length));
	if (needles.length === 0) {
		return () => [];
	}

	// How far one may go on from a place whose last two bytes these are, without missing anything.
	const shifts = new Uint16Array(65_536).fill(Math.min(shortest - 1, 65_535));
	const ending = new Map<number, Uint8Array[]>();
	for (const needle of needles) {
		for (let end = 1; end < shortest; end++) {
			const pair = pairAt(needle, end);
			shifts[pair] = Math.min(shifts[pair] ?? 0, shortest - 1 - end);
		}

		const last = pairAt(needle, shortest - 1);
		ending.set(last, [...ending.get(last) ?? [], needle]);
	}

	return bytes => {
		const found: Range[] = [];
		for (let end = shortest - 1; end < bytes.length;) {
			const pair = pairAt(bytes, end);
			const shift = shifts[pair] ?? 1;
			if (shift === 0) {
				const from = end - shortest + 1;
				found.push(...(ending.get(pair) ?? []).filter(needle => standsAt(bytes, from, needle)).map(({length}): Range => [from, from + length]));
			}

			end += Math.max(shift, 1);
		}

		return found;
	};
}

const pairAt = (bytes: Uint8Array, end: number): number => ((bytes[end - 1] ?? 0) * 256) + (bytes[end] ?? 0);

function standsAt(bytes: Uint8Array, from: number, needle: Uint8Array): boolean {
	for (const [index, byte] of needle.entries()) {
		if (bytes[from + index] !== byte) {
			return false;
		}
	}

	return true;
}
