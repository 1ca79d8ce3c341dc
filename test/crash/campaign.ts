/** Walks one after the other, until so many kills are counted. */
import type {Moment} from './moments.js';
import {makeTemplate} from './place.js';
import {walkThrough, type Report} from './walk.js';

export type Campaign = {
	/** How often each moment killed, by what was killed. */
	readonly kills: ReadonlyMap<string, Readonly<Record<Moment['scope'], number>>>;
	readonly walks: number;
	readonly finished: number;
	readonly resumes: number;
	readonly violations: readonly string[];
};

/** After so many walks with a violation there is enough to look at. */
const mostUnfinished = 10;

/** `said` is called after each walk. A walk with a violation is left as it is, to be looked at. */
export async function killAgainAndAgain({program, kills: wanted, seed, said = () => undefined}: {
	/** The built program's file. */
	readonly program: string;
	readonly kills: number;
	readonly seed: number;
	readonly said?: (report: Report, walk: {readonly seed: number; readonly top: string}) => void;
}): Promise<Campaign> {
	const template = await makeTemplate(program);
	const kills = new Map<string, Record<Moment['scope'], number>>();
	const total = {
		kills: 0, walks: 0, finished: 0, resumes: 0,
	};
	const violations: string[] = [];
	while (total.kills < wanted && total.walks - total.finished < mostUnfinished) {
		const walkSeed = (seed * 100_000) + total.walks;
		const place = template.place(String(walkSeed));
		const report = await walkThrough(place, {seed: walkSeed, kills: wanted - total.kills, digest: template.digest});
		for (const {name, scope} of report.kills) {
			const count = kills.get(name) ?? {alone: 0, group: 0, everything: 0};
			count[scope] += 1;
			kills.set(name, count);
		}

		total.kills += report.kills.length;
		total.walks += 1;
		total.finished += report.finished ? 1 : 0;
		total.resumes += report.resumes;
		violations.push(...report.violations);
		said(report, {seed: walkSeed, top: place.top});
		if (report.finished) {
			place.remove();
		}
	}

	if (violations.length === 0) {
		await template.remove();
	}

	const {walks, finished, resumes} = total;
	return {
		kills, violations, walks, finished, resumes,
	};
}
