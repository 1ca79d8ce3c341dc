/** A short stretch of `npm run crash`. */
import {expect, test} from 'vitest';
import {program} from '../e2e/stage.js';
import {killAgainAndAgain} from './campaign.js';

test('killed at drawn moments, nothing is lost or done twice, and each walk is finished and verified', async () => {
	const {kills, violations, walks, finished, resumes} = await killAgainAndAgain({program, kills: 10, seed: 3});
	expect(violations).toEqual([]);
	expect(kills.values().reduce((sum, {alone, group, everything}) => sum + alone + group + everything, 0)).toBe(10);
	expect(finished).toBe(walks);
	expect(resumes).toBeGreaterThan(0);
});
