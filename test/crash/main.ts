/** `npm run crash -- [how many kills] [seed]`: kills the program at random moments of many walks, and says what does not hold. */
import path from 'node:path';
import {performance} from 'node:perf_hooks';
import process from 'node:process';
import {killAgainAndAgain} from './campaign.js';

const [wanted = 2000, seed = 1] = process.argv.slice(2).map(Number);
let counted = 0;
const say = (text: string): void => {
	process.stdout.write(`${text}\n`);
};

const seconds = (): string => (performance.now() / 1000).toFixed(0);

const {kills, walks, finished, resumes, violations} = await killAgainAndAgain({
	program: path.resolve('dist/holdpoint.js'),
	kills: wanted,
	seed,
	said(report, walk) {
		counted += report.kills.length;
		say(`walk ${walk.seed}: ${report.kills.length} kills, ${report.finished ? 'finished and verified' : `NOT finished, left in ${walk.top}`} · ${counted} of ${wanted} after ${seconds()} s`);
		for (const violation of report.violations) {
			say(`  ${violation.replaceAll('\n', '\n    ')}`);
		}
	},
});
say(`\n${counted} kills in ${seconds()} s, seed ${seed}`);
for (const [name, {alone, group, everything}] of [...kills].toSorted(([one], [other]) => one < other ? -1 : 1)) {
	say(`  ${name.padEnd(26)} ${String(alone + group + everything).padStart(5)}   with its group ${String(group).padStart(4)}, with all that it started ${String(everything).padStart(4)}`);
}

say(`${walks} walks, ${finished} finished and verified; ${resumes} resumes; ${violations.length === 0 ? 'no violation' : `${violations.length} violations`}`);
process.exitCode = violations.length === 0 ? 0 : 1;
