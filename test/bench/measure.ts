/** Times of one run, and what they come to. All times are in milliseconds. */
import {performance} from 'node:perf_hooks';

export async function timeOf(act: () => Promise<unknown>): Promise<number> {
	const from = performance.now();
	await act();
	return performance.now() - from;
}

export function median(values: readonly number[]): number {
	const sorted = values.toSorted((one, other) => one - other);
	const middle = Math.floor(sorted.length / 2);
	return sorted.length % 2 === 1 ? sorted[middle] ?? NaN : ((sorted[middle - 1] ?? NaN) + (sorted[middle] ?? NaN)) / 2;
}

/** Takes every measure once per round, so that what else the machine does meets them all. */
export async function interleave<Name extends string>(rounds: number, measures: Readonly<Record<Name, (round: number) => Promise<number>>>): Promise<Record<Name, number[]>> {
	const names = Object.keys(measures) as Name[];
	const times = Object.fromEntries(names.map(name => [name, []])) as unknown as Record<Name, number[]>;
	for (let round = 0; round < rounds; round++) {
		for (const name of names) {
			times[name].push(await measures[name](round));
		}
	}

	return times;
}
