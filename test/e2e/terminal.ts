/** The real program in a real pty, its screen read by a terminal emulator. Waits for what the screen shows, never for time. */
import process from 'node:process';
import {spawn, type IPty} from '@lydell/node-pty';
import xterm from '@xterm/headless';

type Condition = string | RegExp | ((screen: string) => boolean);

export type Terminal = {
	/** What stands on the screen now, without trailing blanks. */
	readonly screen: () => string;
	/** Resolves with the screen as soon as it fulfils the condition; fails with the screen when the program ends or time is up. */
	readonly waitFor: (condition: Condition, ms?: number) => Promise<string>;
	readonly press: (...keys: readonly string[]) => void;
	/** Types letter by letter, each after the echo of the one before. */
	readonly type: (text: string) => Promise<void>;
	/** Types a line, and Enter, as soon as one is asked for: what comes before a prompt answers nothing. */
	readonly enter: (line: string) => Promise<void>;
	/** Presses, then waits. */
	readonly answer: (keys: string, condition: Condition) => Promise<string>;
	readonly resize: (columns: number, rows: number) => void;
	readonly kill: (signal?: string) => void;
	/** Closes the other end, as a connection that breaks and a window that is shut do. */
	readonly hangUp: () => void;
	/** Exit code and signal once the program has ended. */
	readonly ended: Promise<{exitCode: number; signal: number | undefined}>;
	readonly pid: number;
	/** Ends the program if it still runs. */
	readonly dispose: () => void;
	/** Everything the program wrote. */
	readonly written: () => string;
	/** Calls the listener as soon as the program has written something, before the screen shows it; what it returns stops that. */
	readonly listen: (listener: () => void) => () => void;
	/** The cells of a whole frame, line by line. */
	readonly cells: () => Promise<readonly Cell[][]>;
};

export type Cell = {
	/** Empty for a blank, and behind a wide character. */
	readonly text: string;
	readonly width: number;
	/** Number in the palette; undefined: the terminal's own. */
	readonly colour: number | undefined;
	readonly bold: boolean;
	readonly dim: boolean;
	readonly inverse: boolean;
};

export const keys = {
	enter: '\r', escape: '\u{1B}', up: '\u{1B}[A', down: '\u{1B}[B', right: '\u{1B}[C', left: '\u{1B}[D', ctrlC: '\u{3}', ctrlU: '\u{15}', tab: '\t', backspace: '\u{7F}', pageDown: '\u{1B}[6~', pageUp: '\u{1B}[5~',
} as const;

const patience = 60_000;

export function openTerminal({command = process.execPath, args, cwd, environment, columns = 80, rows = 24, user = {}}: {
	readonly command?: string;
	readonly args: readonly string[];
	readonly cwd: string;
	readonly environment: Readonly<Record<string, string | undefined>>;
	readonly columns?: number;
	readonly rows?: number;
	/** Whose program it is. */
	readonly user?: {readonly uid?: number; readonly gid?: number};
}): Terminal {
	const emulator = new xterm.Terminal({
		cols: columns, rows, allowProposedApi: true, scrollback: 5000,
	});
	const pty: IPty = spawn(command, [...args], {
		...user,
		name: 'xterm-256color', cols: columns, rows, cwd, env: Object.fromEntries(Object.entries(environment).filter(([, value]) => value !== undefined)),
	});
	let written = '';
	let exit: {exitCode: number; signal: number | undefined} | undefined;
	const listeners = new Set<() => void>();
	const readers = new Set<() => void>();
	const notify = () => {
		for (const listener of listeners) {
			listener();
		}
	};

	pty.onData(data => {
		written += data;
		for (const listener of readers) {
			listener();
		}

		emulator.write(data, notify);
	});
	// The emulator answers what a terminal is asked (cursor position, device attributes).
	emulator.onData(data => {
		pty.write(data);
	});
	const ended = new Promise<{exitCode: number; signal: number | undefined}>(resolve => {
		pty.onExit(({exitCode, signal}) => {
			exit = {exitCode, signal};
			emulator.write('', () => {
				notify();
				resolve({exitCode, signal});
			});
		});
	});

	let whole = {text: '', caret: ''};
	/** A frame that has not come to its end yet is not shown, as terminals do: else a key could be pressed at half a frame, and again at the whole one. */
	const isWhole = () => exit !== undefined || !emulator.modes.synchronizedOutputMode;
	const look = () => {
		if (isWhole()) {
			const {cursorX, cursorY} = emulator.buffer.active;
			whole = {text: readScreen(emulator), caret: `${cursorX},${cursorY}`};
		}

		return whole;
	};

	const screen = () => look().text;

	/** The echo moves the caret; a header whose clock runs is none. */
	const typeLetter = async (letter: string) => {
		const before = look().caret;
		pty.write(letter);
		await waitFor(() => look().caret !== before);
	};

	/** Letter by letter, as a person types: several at once would be a paste. */
	const type = async (text: string) => {
		for (const letter of text) {
			await typeLetter(letter);
		}
	};

	/** Only a prompt leaves the caret behind it. */
	const enter = async (line: string) => {
		await waitFor(() => emulator.buffer.active.cursorX > 0);
		await type(line);
		pty.write(keys.enter);
	};

	/** Read where the condition is looked at: afterwards the next frame may have begun. */
	const readWhole = async (): Promise<readonly Cell[][]> => {
		let cells: readonly Cell[][] = [];
		await waitFor(() => {
			if (isWhole()) {
				cells = readCells(emulator);
			}

			return cells.length > 0;
		});
		return cells;
	};

	const waitFor = async (condition: Condition, ms = patience): Promise<string> => new Promise((resolve, reject) => {
		const stop = () => {
			clearTimeout(timer);
			listeners.delete(check);
		};

		const check = () => {
			const text = screen();
			if (matches(condition, text)) {
				stop();
				resolve(text);
			} else if (exit) {
				stop();
				reject(new Error(`The program ended (${exit.exitCode}) before ${describe(condition)}:\n${text}`));
			}
		};

		const timer = setTimeout(() => {
			stop();
			reject(new Error(`Waited ${ms} ms for ${describe(condition)}:\n${screen()}`));
		}, ms);
		listeners.add(check);
		check();
	});

	const expectEnd = async () => new Promise<{exitCode: number; signal: number | undefined}>((resolve, reject) => {
		const timer = setTimeout(() => {
			reject(new Error(`Waited ${patience} ms for the program's end:\n${screen()}`));
		}, patience);
		void ended.then(end => {
			clearTimeout(timer);
			resolve(end);
		});
	});

	const press = (...pressed: readonly string[]) => {
		for (const key of pressed) {
			pty.write(key);
		}
	};

	return {
		screen,
		waitFor,
		type,
		enter,
		press,
		async answer(pressed, condition) {
			press(pressed);
			return waitFor(condition);
		},
		resize(nextColumns, nextRows) {
			emulator.resize(nextColumns, nextRows);
			pty.resize(nextColumns, nextRows);
		},
		kill(signal = 'SIGKILL') {
			process.kill(pty.pid, signal);
		},
		hangUp() {
			// Its types leave this out.
			(pty as IPty & {readonly destroy: () => void}).destroy();
		},
		get ended() {
			return expectEnd();
		},
		dispose() {
			if (!exit) {
				pty.kill('SIGKILL');
			}

			emulator.dispose();
		},
		pid: pty.pid,
		written: () => written,
		listen(listener) {
			readers.add(listener);
			return () => {
				readers.delete(listener);
			};
		},
		cells: readWhole,
	};
}

function readCells(emulator: xterm.Terminal): Cell[][] {
	const {active} = emulator.buffer;
	return Array.from({length: emulator.rows}, (_, row) => {
		const line = active.getLine(active.baseY + row);
		return Array.from({length: emulator.cols}, (__, column) => {
			const cell = line?.getCell(column);
			return {
				text: cell?.getChars() ?? '',
				width: cell?.getWidth() ?? 1,
				colour: cell?.isFgPalette() ? cell.getFgColor() : undefined,
				bold: (cell?.isBold() ?? 0) > 0,
				dim: (cell?.isDim() ?? 0) > 0,
				inverse: (cell?.isInverse() ?? 0) > 0,
			};
		});
	});
}

function readScreen(emulator: xterm.Terminal): string {
	const {active} = emulator.buffer;
	const lines = Array.from({length: emulator.rows}, (_, row) => active.getLine(active.baseY + row)?.translateToString(true) ?? '');
	return lines.join('\n').trimEnd();
}

function matches(condition: Condition, text: string): boolean {
	if (typeof condition === 'string') {
		return text.includes(condition);
	}

	return condition instanceof RegExp ? condition.test(text) : condition(text);
}

function describe(condition: Condition): string {
	return typeof condition === 'string' ? `“${condition}”` : String(condition);
}
