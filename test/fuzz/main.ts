/** `npm run fuzz -- [how many] [first number]`: reads drawn documents and says what does not hold; each number is always the same document. */
import {writeFileSync} from 'node:fs';
import path from 'node:path';
import process from 'node:process';
import {performance} from 'node:perf_hooks';
import {Worker} from 'node:worker_threads';
import {bytesOf} from './documents.js';
import {realDocuments} from './sources.js';

/** A document that has kept the reader busy for so long hangs. */
const longest = 30_000;

/** Reading twice may take this long in itself, and this long per KB. */
const patience = {ms: 400, msPerKilobyte: 30};

type Report = {readonly number: number; readonly begun: true} | {readonly number: number; readonly begun?: undefined; readonly length: number; readonly ms: number; readonly faults: readonly string[]};

const [count = 100_000, first = 0] = process.argv.slice(2).map(Number);
const [one = '', ...others] = realDocuments(process.cwd()).values();
const documents: [string, ...string[]] = [one, ...others];
const found: string[] = [];
let characters = 0;

/** More of the same is only counted. */
const mostSaid = 40;

const say = (number: number, fault: string): void => {
	found.push(fault);
	if (found.length > mostSaid) {
		return;
	}

	const file = path.join('node_modules/.cache/fuzz', `${number}.md`);
	writeFileSync(file, bytesOf(number, documents));
	process.stdout.write(`document ${number} (${file}): ${fault}\n`);
};

/** Reads from a number on in a thread; gives the number behind the last one that was read or given up. */
const readFrom = async (from: number): Promise<number> => new Promise((resolve, reject) => {
	const thread = new Worker(new URL('thread.mjs', import.meta.url), {workerData: {from, to: first + count, documents}, resourceLimits: {stackSizeMb: 4}});
	let current = from;
	let timer: NodeJS.Timeout | undefined;
	const giveUp = (): void => {
		say(current, `still being read after ${longest / 1000} s`);
		void thread.terminate();
		resolve(current + 1);
	};

	thread.on('message', (report: Report) => {
		clearTimeout(timer);
		current = report.number;
		if (report.begun) {
			timer = setTimeout(giveUp, longest);
			return;
		}

		characters += report.length;
		for (const fault of report.faults) {
			say(report.number, fault);
		}

		if (report.ms > patience.ms + (report.length / 1024 * patience.msPerKilobyte)) {
			say(report.number, `${report.ms.toFixed(0)} ms for ${report.length} bytes`);
		}

		if ((report.number + 1) % 10_000 === 0) {
			process.stdout.write(`${report.number + 1 - first} of ${count}, ${(performance.now() / 1000).toFixed(0)} s, found: ${found.length}\n`);
		}
	});
	thread.on('error', reject);
	thread.on('exit', () => {
		clearTimeout(timer);
		resolve(first + count);
	});
});

for (let from = first; from < first + count;) {
	from = await readFrom(from);
}

process.stdout.write(`${count} documents, ${(characters / 1e6).toFixed(1)} MB, ${(performance.now() / 1000).toFixed(0)} s: ${found.length === 0 ? 'nothing found' : `${found.length} found`}\n`);
process.exitCode = found.length === 0 ? 0 : 1;
