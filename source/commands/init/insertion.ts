/** Putting lines and words into a text, and showing it as a unified diff. Pure. */

export type Insertion = {readonly at: number; readonly text: string};

export const applyInsertions = (text: string, insertions: readonly Insertion[]): string => {
	let result = '';
	let from = 0;
	for (const {at, text: inserted} of insertions.toSorted((one, other) => one.at - other.at)) {
		result += text.slice(from, at) + inserted;
		from = at;
	}

	return result + text.slice(from);
};

type DiffLine = {readonly sign: ' ' | '-' | '+'; readonly text: string};

const lineEnd = /(?<=\r\n|\n|\r(?!\n))/v;

const linesOf = (text: string): string[] => text === '' ? [] : text.split(lineEnd);

/** All lines of the old text, with those that go and come: an insertion within a line changes it, others add lines. */
const diffLines = (text: string, insertions: readonly Insertion[]): DiffLine[] => {
	const lines: DiffLine[] = [];
	let from = 0;
	for (const line of linesOf(text)) {
		const to = from + line.length;
		const start = from;
		const above = insertions.filter(({at, text: inserted}) => at === start && lineEnd.test(`${inserted} `) && /[\n\r]$/v.test(inserted));
		const inside = insertions.filter(one => one.at >= start && one.at < to && !above.includes(one));
		lines.push(...above.flatMap(({text: inserted}) => linesOf(inserted)).map(added => ({sign: '+', text: added} as const)));
		if (inside.length > 0) {
			const changed = applyInsertions(line, inside.map(({at, text: inserted}) => ({at: at - start, text: inserted})));
			lines.push({sign: '-', text: line}, {sign: '+', text: changed});
		} else {
			lines.push({sign: ' ', text: line});
		}

		from = to;
	}

	const behind = insertions.filter(({at}) => at >= from);
	return [...lines, ...behind.flatMap(({text: inserted}) => linesOf(inserted)).map(added => ({sign: '+', text: added} as const))];
};

const context = 3;

const rangeOf = (first: number, count: number): string => `${count === 0 ? first : first + 1}${count === 1 ? '' : `,${count}`}`;

/** The lines of a unified diff, without their line endings. */
export const unifiedDiff = (names: {readonly from: string; readonly to: string}, text: string, insertions: readonly Insertion[]): string[] => {
	const lines = diffLines(text, insertions);
	const near = lines.map((_, index) => lines.slice(Math.max(0, index - context), index + context + 1).some(({sign}) => sign !== ' '));
	const isNear = (index: number): boolean => near.at(index) === true;
	const output = [`--- ${names.from}`, `+++ ${names.to}`];
	let old = 0;
	let fresh = 0;
	for (let index = 0; index < lines.length;) {
		const end = isNear(index) ? near.indexOf(false, index) : index + 1;
		const hunk = lines.slice(index, end === -1 ? undefined : end);
		const removed = hunk.filter(({sign}) => sign !== '+').length;
		const added = hunk.filter(({sign}) => sign !== '-').length;
		if (isNear(index)) {
			output.push(`@@ -${rangeOf(old, removed)} +${rangeOf(fresh, added)} @@`, ...hunk.map(line => line.sign + line.text.replace(/\r?\n$|\r$/v, '')));
		}

		old += removed;
		fresh += added;
		index += hunk.length;
	}

	return output;
};
