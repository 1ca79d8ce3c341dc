/** One walk, killed again and again, then finished and verified. */
import {readdirSync} from 'node:fs';
import path from 'node:path';
import {until} from '../checks/processes.js';
import {Draw} from '../draw.js';
import {listMarked} from '../marked-processes.js';
import {live, type Pressed} from './life.js';
import {drawMoment, type Moment} from './moments.js';
import {openOracle} from './oracle.js';
import {tag, type Place} from './place.js';

export type Report = {
	/** The moments that killed. */
	readonly kills: readonly Moment[];
	/** Lives that went on with a run. */
	readonly resumes: number;
	readonly finished: boolean;
	readonly violations: readonly string[];
};

/** So often at most, and never more than still are to be counted. */
const mostKills = 20;

export async function walkThrough(place: Place, {seed, kills: wanted, digest}: {readonly seed: number; readonly kills: number; readonly digest: string}): Promise<Report> {
	const draw = new Draw(seed);
	const oracle = openOracle(place);
	const pressed: Pressed = {confirmed: new Set(), started: new Map()};
	const most = Math.min(wanted, 10 + draw.below(mostKills - 9));
	const kills: Moment[] = [];
	let resumes = 0;
	/** Actions too: a person says that they are started again. */
	let wasStopped = false;
	let violations: string[] = [];
	while (violations.length === 0 && !oracle.isClosed()) {
		const moment = kills.length < most ? drawMoment(draw, {meanMs: 800, meanBytes: 9000}) : undefined;
		resumes += oracle.run() === undefined ? 0 : 1;
		wasStopped ||= moment?.scope === 'everything';
		const death = await live({
			place, draw, pressed, moment, run: oracle.run,
		});
		violations = [...await oracle.judge(death.screen, pressed, wasStopped ? undefined : 1), ...death.fault === undefined ? [] : [`The program came to an end by itself: ${death.fault}\n${death.screen}`]];
		if (violations.length > 0) {
			violations.push(`killed: ${String(death.killed)}, by ${JSON.stringify(moment)}, after ${kills.length} kills; the screen was:\n${death.screen}`);
		}

		if (moment && death.killed) {
			kills.push(moment);
		}
	}

	const atEnd = violations.length === 0 ? await judgeEnd(place, digest) : [];
	return {
		kills, resumes, finished: violations.length === 0 && atEnd.length === 0, violations: [...violations, ...atEnd],
	};
}

/** Who keeps an action writes down what came of it after its walk may have read that. */
async function untilNobodyIsLeft({mark}: Place): Promise<number[]> {
	await until(() => listMarked(mark).length === 0, 20_000).catch(() => undefined);
	return listMarked(mark);
}

/** The release is whole, verified, and nothing is left lying about. */
async function judgeEnd(place: Place, digest: string): Promise<string[]> {
	const {exitCode, stdout, stderr} = await place.run('verify', tag, '--signers-digest', digest);
	const {stdout: status} = await place.git('status', '--porcelain');
	const {stdout: parents} = await place.git('rev-list', '--parents', '--max-count=1', 'main');
	const {stdout: tagged} = await place.git('rev-list', '--max-count=1', tag);
	const locks = readdirSync(path.join(place.top, '.git'), {recursive: true, encoding: 'utf8'}).filter(name => name.endsWith('.lock'));
	const left = await untilNobodyIsLeft(place);
	return [
		...(exitCode === 0 && stdout.includes('VERIFIED') ? [] : [`verify: ${stdout}${stderr}`]),
		...(status === '' ? [] : [`The work tree is not clean: ${status}`]),
		...(parents.endsWith(` ${tagged}`) ? [] : [`main is ${parents}, the tag is on ${tagged}.`]),
		...(locks.length === 0 ? [] : [`Lock files are left: ${locks.join(', ')}`]),
		...(left.length === 0 ? [] : [`Processes are left: ${left.join(', ')}`]),
	];
}
