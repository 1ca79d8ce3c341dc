/** Lengths of time as people write them. */

const second = 1000;
const minute = 60 * second;
const hour = 60 * minute;
const day = 24 * hour;

const units: Readonly<Record<string, number>> = {
	ms: 1, s: second, m: minute, h: hour, d: day,
};

const spoken = new Map<string, string>([
	...['day', 'days'].map((word): [string, string] => [word, 'd']),
	...['hour', 'hours', 'hr', 'hrs'].map((word): [string, string] => [word, 'h']),
	...['minute', 'minutes', 'min', 'mins'].map((word): [string, string] => [word, 'm']),
	...['second', 'seconds', 'sec', 'secs'].map((word): [string, string] => [word, 's']),
]);

/** Milliseconds of `90s`, `30m`, `1h30m`, `7d`, a year at most; undefined for anything else. */
export const readDuration = (text: string): number | undefined => {
	if (!/^(?:\d{1,9}(?:ms|[dhms]))+$/v.test(text)) {
		return undefined;
	}

	let total = 0;
	for (const {groups} of text.matchAll(/(?<count>\d{1,9})(?<unit>ms|[dhms])/gv)) {
		total += Number(groups?.count) * (units[groups?.unit ?? ''] ?? 0);
	}

	return total > 0 && total <= 366 * day ? total : undefined;
};

/** The same in running text, where spaces and whole words read better: `24 hours`, `1 hour 30 minutes`. */
export const readSpokenDuration = (text: string): number | undefined =>
	readDuration(text.toLowerCase().replaceAll(/[a-z]+/gv, word => spoken.get(word) ?? word).replaceAll(/\s+(?:and\s+)?/gv, ''));

/** As it is written: `1h30m`. */
export const sayDuration = (ms: number): string => {
	let rest = ms;
	return Object.entries(units).toReversed().map(([unit, length]) => {
		const count = Math.floor(rest / length);
		rest %= length;
		return count > 0 ? `${count}${unit}` : '';
	}).join('');
};
