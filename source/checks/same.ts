/** `same`: whether two attempts printed the same. */
import {digestSource} from './output/source-text.js';
import type {Sources, Stretch} from './output/stretches.js';

/** One sentence when they differ; empty when not, and for the first attempt. Each stream is compared by itself: in which order they arrive is chance. */
export async function findDifference(read: (stretches: readonly Stretch[]) => Sources, first: Stretch | undefined, own: Stretch): Promise<string> {
	if (!first) {
		return '';
	}

	const [before, now] = [read([first]), read([own])];
	for (const stream of ['stdout', 'stderr'] as const) {
		const [one, other] = await Promise.all([digestSource(before[stream]), digestSource(now[stream])]);
		if (one === undefined || one !== other) {
			return `It printed something else than the first attempt on standard ${stream === 'stdout' ? 'output' : 'error'}.`;
		}
	}

	return '';
}
