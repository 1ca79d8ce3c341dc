/** What a watched block said about itself, line by line; see prelude.ts. Pure. */

export type Report =
	| {readonly kind: 'begun'; readonly statement: number; readonly at: number}
	| {readonly kind: 'ended'; readonly statement: number; readonly status: number; readonly at: number}
	| {readonly kind: 'stages' | 'no answer'; readonly point: number; readonly statuses: readonly number[]}
	| {readonly kind: 'failed before' | 'failed substitution' | 'failed job'; readonly point: number; readonly status: number}
	| {readonly kind: 'not opened' | 'stopped job'; readonly point: number}
	| {readonly kind: 'not found'; readonly name: string}
	| {readonly kind: 'trapped'; readonly status: number}
	| {readonly kind: 'exit'; readonly status: number; readonly at: number}
	| {readonly kind: 'over'; readonly status: number; readonly at: number; readonly command: string}
	| {readonly kind: 'too old'; readonly version: string};

export type ReportOf<Kind extends Report['kind']> = Extract<Report, {readonly kind: Kind}>;

/** A line that is not complete, or not one of ours, is no report: what it would have said is missing, and that fails. */
export function readReports(text: string): Report[] {
	return text.slice(0, text.lastIndexOf('\n') + 1).split('\n').map(line => readReport(line)).filter(report => report !== undefined);
}

function readReport(line: string): Report | undefined {
	const [letter = '', ...words] = line.split(' ');
	const rest = line.slice(2);
	const numbers = words.map(word => /^-?\d+$/v.test(word) ? Number(word) : NaN);
	const [first = NaN, second = NaN] = numbers;
	switch (letter) {
		case 'B': {
			return {kind: 'begun', statement: first, at: readTime(words[1])};
		}

		case 'E': {
			return {
				kind: 'ended', statement: first, status: second, at: readTime(words[2]),
			};
		}

		case 'F':
		case 'T': {
			return {kind: letter === 'F' ? 'stages' : 'no answer', point: first, statuses: numbers.slice(1)};
		}

		case 'M': {
			return {kind: 'failed before', point: first, status: second};
		}

		case 'S': {
			return {kind: 'failed substitution', point: first, status: second};
		}

		case 'J': {
			return {kind: 'failed job', point: first, status: second};
		}

		case 'R':
		case 'K': {
			return {kind: letter === 'R' ? 'not opened' : 'stopped job', point: first};
		}

		case 'N': {
			return {kind: 'not found', name: rest};
		}

		case 'W': {
			return {kind: 'trapped', status: first};
		}

		case 'X': {
			return {kind: 'exit', status: first, at: readTime(words[1])};
		}

		case 'D': {
			return {
				kind: 'over', status: first, at: readTime(words[1]), command: words.slice(2).join(' '),
			};
		}

		case 'V': {
			return {kind: 'too old', version: rest};
		}

		default: {
			return undefined;
		}
	}
}

/** Seconds, with a point or a comma as the locale has it; milliseconds result. */
const readTime = (word = ''): number => Number(word.replace(',', '.')) * 1000;
