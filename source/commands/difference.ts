import {showText} from '../checklist/escape.js';

type Line = {readonly sign: ' ' | '+' | '-'; readonly text: string};

const around = 3;

/**
Lines that went and lines that came, each at its place and with those around it: a line that stands elsewhere too, as a
person does in a second role, is new all the same.
*/
export function describeDifference(before: string, after: string): string[] {
	const lines = compare(before.split('\n'), after.split('\n'));
	const changed = lines.flatMap(({sign}, index) => sign === ' ' ? [] : [index]);
	const isShown = (index: number) => changed.some(at => Math.abs(at - index) <= around);
	return lines.flatMap(({sign, text}, index) => {
		const isEnd = index === lines.length - 1 && text === '' && sign === ' ';
		if (isEnd || !isShown(index)) {
			return [];
		}

		const gap = index > 0 && !isShown(index - 1) ? ['  ...'] : [];
		return [...gap, `${sign} ${showText(text)}`.trimEnd()];
	});
}

/** What both begin and end with stays; between, the longest sequence of lines that both have. */
function compare(old: readonly string[], fresh: readonly string[]): Line[] {
	const shorter = Math.min(old.length, fresh.length);
	let from = 0;
	while (from < shorter && old[from] === fresh[from]) {
		from++;
	}

	let end = 0;
	while (end < shorter - from && old.at(-1 - end) === fresh.at(-1 - end)) {
		end++;
	}

	const keep = (text: string): Line => ({sign: ' ', text});
	return [
		...old.slice(0, from).map(text => keep(text)),
		...compareMiddle(old.slice(from, old.length - end), fresh.slice(from, fresh.length - end)),
		...old.slice(old.length - end).map(text => keep(text)),
	];
}

function compareMiddle(old: readonly string[], fresh: readonly string[]): Line[] {
	const lengths = commonLengths(old, fresh);
	const lengthAt = (one: number, other: number) => lengths[one]?.[other] ?? 0;
	const lines: Line[] = [];
	let [one, other] = [0, 0];
	while (one < old.length || other < fresh.length) {
		const [gone, come] = [old[one], fresh[other]];
		if (gone !== undefined && gone === come) {
			lines.push({sign: ' ', text: gone});
			one++;
			other++;
		} else if (gone !== undefined && (come === undefined || lengthAt(one + 1, other) >= lengthAt(one, other + 1))) {
			lines.push({sign: '-', text: gone});
			one++;
		} else {
			lines.push({sign: '+', text: come ?? ''});
			other++;
		}
	}

	return lines;
}

/** How many lines are common from a place in one and a place in the other on. */
function commonLengths(old: readonly string[], fresh: readonly string[]): Uint32Array[] {
	const lengths = Array.from({length: old.length + 1}, () => new Uint32Array(fresh.length + 1));
	for (let one = old.length - 1; one >= 0; one--) {
		const row = lengths[one] ?? new Uint32Array();
		const below = lengths[one + 1] ?? new Uint32Array();
		for (let other = fresh.length - 1; other >= 0; other--) {
			row[other] = old[one] === fresh[other] ? (below[other + 1] ?? 0) + 1 : Math.max(below[other] ?? 0, row[other + 1] ?? 0);
		}
	}

	return lengths;
}
