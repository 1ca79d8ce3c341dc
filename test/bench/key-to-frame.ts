/** From a key to the frame that shows what it did, in a short and in a very long document. */
import {performance} from 'node:perf_hooks';
import type {Terminal} from '../e2e/terminal.js';
import {openPlace} from './bench-place.js';
import type {Bundles} from './bundles.js';
import {longDocument} from './documents.js';
import {interleave, median} from './measure.js';
import {compare, sayFigures, sayMs} from './report.js';

/** The short document has ten steps: one is left after so many answers. */
const answers = 9;
const looks = 40;
const bar = 1.5;
const long = 10_000;

type Opened = {readonly terminal: Terminal; readonly firstFrame: number};

export async function measureKeyToFrame({program}: Bundles): Promise<void> {
	const times: Record<'shortAnswer' | 'longAnswer' | 'shortLook' | 'longLook', number[]> = {
		shortAnswer: [], longAnswer: [], shortLook: [], longLook: [],
	};
	let firstLongFrame = 0;
	for (let walk = 0; walk < 4; walk++) {
		const place = await openPlace({'short.md': longDocument(10), 'long.md': longDocument(long)});
		const [short, other] = [await openAtFirst(place.open(program, 'short.md')), await openAtFirst(place.open(program, 'long.md'))];
		firstLongFrame = other.firstFrame;
		const looked = await interleave(looks, {short: async round => look(short.terminal, round), long: async round => look(other.terminal, round)});
		const answered = await interleave(answers, {short: async round => answer(short.terminal, round), long: async round => answer(other.terminal, round)});
		times.shortLook.push(...looked.short);
		times.longLook.push(...looked.long);
		times.shortAnswer.push(...answered.short);
		times.longAnswer.push(...answered.long);
		for (const {terminal} of [short, other]) {
			terminal.dispose();
			await terminal.ended;
		}

		await place.remove();
	}

	const [shortAnswer, shortLook] = [median(times.shortAnswer), median(times.shortLook)];
	sayFigures(`Key to frame (median of ${times.shortAnswer.length} answers, ${times.shortLook.length} looks)`, [
		{name: '`y` to the next step, 10 steps', value: sayMs(shortAnswer)},
		compare('`y` to the next step, 10,000 steps', median(times.longAnswer), {name: 'that', value: shortAnswer}, bar),
		{name: '`]` and `[`, 10 steps', value: sayMs(shortLook)},
		compare('`]` and `[`, 10,000 steps', median(times.longLook), {name: 'that', value: shortLook}, bar),
		{name: 'first frame of 10,000 steps', value: sayMs(firstLongFrame)},
	]);
}

async function openAtFirst(terminal: Terminal): Promise<Opened> {
	const from = performance.now();
	await terminal.waitFor(isAt(1));
	return {terminal, firstFrame: performance.now() - from};
}

/** Forth and back between the first two steps. */
async function look(terminal: Terminal, round: number): Promise<number> {
	return press(terminal, round % 2 === 0 ? [']', 2] : ['[', 1]);
}

async function answer(terminal: Terminal, round: number): Promise<number> {
	return press(terminal, ['y', round + 2]);
}

async function press(terminal: Terminal, [key, step]: readonly [string, number]): Promise<number> {
	const from = performance.now();
	terminal.press(key);
	await terminal.waitFor(isAt(step));
	return performance.now() - from;
}

function isAt(step: number): RegExp {
	return new RegExp(String.raw`▶ Step number ${step} is done[\s\S]*Is that so\?`, 'v');
}
