/** A million lines through a check, against the same command into a file. */
import {readFile} from 'node:fs/promises';
import path from 'node:path';
import {performance} from 'node:perf_hooks';
import {execa} from 'execa';
import {keys, type Terminal} from '../e2e/terminal.js';
import {openPlace, type Place} from './bench-place.js';
import type {Bundles} from './bundles.js';
import {checkOf} from './documents.js';
import {interleave, median, timeOf} from './measure.js';
import {
	compare,
	sayFigures,
	sayMs,
	type Figure,
} from './report.js';

const rounds = 5;
const timeBar = 1.3;
const memoryBar = 250;

/** From what prints in large pieces, as fast as a program can, to a write for each line, as a build does. */
const commands = {
	'printed at once': 'seq -f "line %.0f of the output of a long build" 1000000',
	'a write per line': 'for ((line = 1; line <= 1000000; line++)); do echo "line $line of the output of a long build"; done',
} as const;

type Ran = {readonly ms: number; readonly peak: number; readonly pressed: readonly number[]};

export async function measureMillionLines({program}: Bundles): Promise<void> {
	for (const [name, command] of Object.entries(commands)) {
		await measureCommand(program, name, command);
	}
}

async function measureCommand(program: string, name: string, command: string): Promise<void> {
	const place = await openPlace({'RELEASE.md': checkOf(command), 'NOTHING.md': checkOf('true')});
	const ran: Ran[] = [];
	const times = await interleave(rounds, {
		file: async () => timeOf(async () => execa('bash', ['-c', command], {
			stdout: {file: path.join(place.top, '..', 'output')}, cwd: place.top, env: place.variables, extendEnv: false,
		})),
		async nothing() {
			const {ms} = await runCheck(place, program, 'NOTHING.md');
			return ms;
		},
		async check() {
			const one = await runCheck(place, program, 'RELEASE.md');
			ran.push(one);
			return one.ms;
		},
	});
	await place.remove();
	const [file, check, nothing] = [median(times.file), median(times.check), median(times.nothing)];
	sayFigures(`1,000,000 lines, ${name} (median of ${rounds})`, [
		{name: 'the command into a file', value: sayMs(file)},
		compare('as a check, key to its result on the screen', check, {name: 'that', value: file}, timeBar),
		{name: 'of which a check of `true` takes', value: sayMs(nothing)},
		sayPeak(ran),
		sayKeys(ran),
	]);
}

function sayPeak(ran: readonly Ran[]): Figure {
	const peak = Math.max(...ran.map(one => one.peak));
	return {name: 'peak memory of the process, the largest', value: `${peak.toFixed(0)} MB`, bar: {is: peak, atMost: memoryBar, unit: ' MB'}};
}

function sayKeys(ran: readonly Ran[]): Figure {
	const pressed = ran.flatMap(one => one.pressed);
	const slowest = Math.max(0, ...pressed);
	return {name: '`?` while it runs, until the help is shown', value: pressed.length > 0 ? sayMs(median(pressed)) : 'never', note: `${pressed.length} keys, the slowest ${sayMs(slowest)}`};
}

async function runCheck(place: Place, program: string, file: string): Promise<Ran> {
	const terminal = place.open(program, file);
	await agree(terminal);
	let isOver = false;
	const from = performance.now();
	terminal.press('r');
	const [ms, pressed] = await Promise.all([
		terminal.waitFor(/▶ The end is reached/v, 300_000).then(() => {
			isOver = true;
			return performance.now() - from;
		}),
		file === 'RELEASE.md' ? askForHelp(terminal, () => isOver) : [],
	]);
	const peak = await readPeak(terminal.pid);
	terminal.dispose();
	await terminal.ended;
	await place.forget();
	return {ms, peak, pressed};
}

/** Commands are agreed to once; after that the first step comes at once. */
async function agree(terminal: Terminal): Promise<void> {
	const first = /❯ Run {2}\(r\)/v;
	const screen = await terminal.waitFor(text => text.includes('❯ Agree: these commands') || first.test(text));
	if (first.test(screen)) {
		return;
	}

	terminal.press(keys.enter);
	await terminal.waitFor(first);
}

/** Opens the help while the command runs, once, and closes it again. */
async function askForHelp(terminal: Terminal, isOver: () => boolean): Promise<number[]> {
	await terminal.waitFor(screen => isOver() || /line \d{4,}/v.test(screen), 300_000);
	if (isOver()) {
		return [];
	}

	const from = performance.now();
	terminal.press('?');
	await terminal.waitFor(/Esc back · Page Down more/v);
	const ms = performance.now() - from;
	const wasRunning = !isOver();
	terminal.press(keys.escape);
	return wasRunning ? [ms] : [];
}

/** Megabytes that the process has ever had at once. */
async function readPeak(pid: number): Promise<number> {
	const status = await readFile(`/proc/${pid}/status`, 'utf8');
	return Number(/VmHWM:\s+(?<kilobytes>\d+)/v.exec(status)?.groups?.kilobytes) / 1024;
}
