/** From the start of the process until its first question stands on the screen. */
import {performance} from 'node:perf_hooks';
import {openPlace, type Place} from './bench-place.js';
import type {Bundles} from './bundles.js';
import {plain, usual} from './documents.js';
import {interleave, median, timeOf} from './measure.js';
import {compare, sayFigures, sayMs} from './report.js';

const rounds = 11;
const bar = 1.3;

export async function measureFirstFrame({program, hello}: Bundles): Promise<void> {
	const place = await openPlace({'usual.md': usual, 'plain.md': plain});
	const left = await openPlace({'usual.md': usual});
	await timeAndLeave(left, [program, 'usual.md'], 'Is that so?');
	const show = (args: readonly string[], until: string) => async () => timeToScreen(place, args, until);
	const measures = {
		node: async () => timeOf(async () => place.open('-e', '0').ended),
		hello: show([hello], 'Hello, world'),
		plain: show([program, 'plain.md'], 'Which tag does this release get?'),
		walk: show([program, 'usual.md'], 'Is that so?'),
		resumed: async () => timeAndLeave(left, [program], 'Go on with'),
	};
	// Once before it counts: the first start reads everything from the disk.
	await interleave(1, measures);
	const times = await interleave(rounds, measures);
	await place.remove();
	await left.remove();
	const helloWorld = {name: 'hello world', value: median(times.hello)};
	sayFigures(`First frame, process start until it is on the screen (median of ${rounds})`, [
		{name: 'node -e 0, until it ended', value: sayMs(median(times.node))},
		compare('Ink hello world, bundled the same way', helloWorld.value, {name: 'node -e 0', value: median(times.node)}),
		compare('first question about a plain document', median(times.plain), helloWorld, bar),
		compare('first question of a new run, begun on disk', median(times.walk), helloWorld, bar),
		compare('an open run that is offered', median(times.resumed), helloWorld, bar),
	]);
}

async function timeToScreen(place: Place, args: readonly string[], until: string): Promise<number> {
	const from = performance.now();
	const terminal = place.open(...args);
	await terminal.waitFor(until);
	const time = performance.now() - from;
	terminal.dispose();
	await terminal.ended;
	await place.forget();
	return time;
}

/** The same, and the run is left as a person leaves it: open. */
async function timeAndLeave(place: Place, args: readonly string[], until: string): Promise<number> {
	const from = performance.now();
	const terminal = place.open(...args);
	await terminal.waitFor(until);
	const time = performance.now() - from;
	terminal.press('q');
	await terminal.ended;
	terminal.dispose();
	return time;
}
