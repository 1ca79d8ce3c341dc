/** A terminal that asks for lines: no drawing, no alternate screen, so it works wherever a line can be typed. */
import process from 'node:process';
import {createInterface} from 'node:readline';
import {Writable} from 'node:stream';
import {setImmediate as nextTurn} from 'node:timers/promises';
import type {HandOver} from '../walk/view.js';
import type {LineTerminal} from './asking.js';

/** What is needed of `process.stdin` and `process.stdout`. */
type Input = NodeJS.ReadableStream & {readonly isTTY?: boolean; readonly setRawMode?: (isRaw: boolean) => unknown};
type Output = NodeJS.WritableStream & {readonly isTTY?: boolean; readonly columns?: number};

export type OpenLineTerminal = LineTerminal & {
	/** Lends the terminal to what asks for a passphrase. */
	readonly handOver: HandOver;
	readonly isLent: () => boolean;
	readonly close: () => void;
};

export function openLineTerminal(input: Input, output: Output): OpenLineTerminal {
	const isTerminal = input.isTTY === true && output.isTTY === true;
	// No history: a typed confirmation is typed, not called back with a key.
	const echo = openEcho(output);
	const lines = createInterface({
		input, output: echo.stream, terminal: isTerminal, historySize: 0,
	});
	const ahead: string[] = [];
	let waiting: ((line: string | undefined) => void) | undefined;
	let listener: ((line: string | undefined) => void) | undefined;
	let hasEnded = false;
	let isLent = false;

	const answer = (line: string | undefined) => {
		if (echo.hide(false)) {
			output.write('\n');
		}

		const resolve = waiting;
		waiting = undefined;
		resolve?.(line);
	};

	const write = (line: string) => {
		output.write(waiting && isTerminal ? `\n${line}\n` : `${line}\n`);
		if (waiting && isTerminal) {
			lines.prompt(true);
		}
	};

	lines.on('line', line => {
		if (waiting) {
			answer(line);
		} else if (isTerminal && listener) {
			listener(line);
		} else {
			ahead.push(line);
		}
	});
	lines.on('SIGINT', () => {
		output.write('\n');
		if (waiting) {
			answer(undefined);
		} else {
			listener?.(undefined);
		}
	});
	const end = () => {
		hasEnded = true;
		answer(undefined);
	};

	lines.on('close', end);
	// Of a terminal that is gone, not even the mode can be put back.
	lines.on('error', end);

	// Whoever had the terminal while this process was stopped has left it as it suits them.
	const comeBack = () => {
		if (!isTerminal || isLent || hasEnded) {
			return;
		}

		input.setRawMode?.(false);
		input.setRawMode?.(true);
		if (waiting) {
			lines.prompt(true);
		}
	};

	process.on('SIGCONT', comeBack);
	return {
		write,
		async question(prompt, how) {
			// What was typed or pasted before the question was read answers nothing.
			if (isTerminal && how !== 'more' && ahead.length > 0) {
				write(`${ahead.splice(0).length} lines that came before the question were not taken.`);
			}

			const early = ahead.shift();
			if (early !== undefined || hasEnded) {
				output.write(`${prompt}${how === 'secret' ? '' : (early ?? '')}\n`);
				return early;
			}

			return new Promise(resolve => {
				waiting = resolve;
				lines.setPrompt(prompt);
				lines.prompt();
				echo.hide(how === 'secret');
			});
		},
		onUnasked(added) {
			listener = added;
			return () => {
				listener = undefined;
			};
		},
		async handOver(what, work) {
			for (const line of what) {
				write(line);
			}

			isLent = true;
			try {
				return await lend(lines, input, work);
			} finally {
				isLent = false;
			}
		},
		isLent: () => isLent,
		close() {
			process.off('SIGCONT', comeBack);
			lines.close();
		},
	};
}

/** What readline writes; held back while a secret is typed. */
function openEcho(output: Output) {
	let isHidden = false;
	const stream = new Writable({
		write(chunk, _encoding, done) {
			if (!isHidden) {
				output.write(chunk as Uint8Array);
			}

			done();
		},
	});
	// Long lines are wrapped where the terminal does.
	Object.defineProperty(stream, 'columns', {get: () => output.columns});
	return {
		stream,
		/** Whether it was hidden before. */
		hide(next: boolean): boolean {
			const before = isHidden;
			isHidden = next;
			return before;
		},
	};
}

/** Raw mode off, a turn of the loop, then no reading, and another turn: this way no key is lost to a read that was under way. */
async function lend<Result>(lines: ReturnType<typeof createInterface>, input: Input, work: () => Promise<Result>): Promise<Result> {
	// Ctrl-C at the borrowed terminal is for the program that borrows it.
	const ignore = () => undefined;
	const setRaw = (isRaw: boolean) => input.isTTY && input.setRawMode?.(isRaw);
	process.on('SIGINT', ignore);
	setRaw(false);
	await nextTurn();
	lines.pause();
	await nextTurn();
	try {
		return await work();
	} finally {
		lines.resume();
		setRaw(true);
		process.off('SIGINT', ignore);
	}
}
