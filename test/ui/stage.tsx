/** Puts a component on a screen of a given size; keys are pressed one by one, and the test waits for what the screen shows. */
import {stripVTControlCharacters} from 'node:util';
import type {ReactElement} from 'react';
import {render} from 'ink-testing-library';
import {onTestFinished} from 'vitest';
import {WalkScreen, type WalkScreenProps} from '../../source/ui/walk-screen.js';
import type {MemoryWalk} from './memory-walk.js';

export const keys = {
	enter: '\r', escape: '\u{1B}', up: '\u{1B}[A', down: '\u{1B}[B', right: '\u{1B}[C', left: '\u{1B}[D',
	pageUp: '\u{1B}[5~', pageDown: '\u{1B}[6~', home: '\u{1B}[H', end: '\u{1B}[F', tab: '\t', backspace: '\u{7F}',
	ctrlC: '\u{3}', ctrlD: '\u{4}', ctrlU: '\u{15}', ctrlZ: '\u{1A}',
} as const;

export const paste = (text: string) => `\u{1B}[200~${text}\u{1B}[201~`;

type Condition = string | RegExp | ((screen: string) => boolean);

export type Stage = {
	/** What stands on the screen, without colours. */
	readonly screen: () => string;
	/** Resolves with the screen as soon as the condition holds. */
	readonly waitFor: (condition: Condition) => Promise<string>;
	/** Presses one key, then waits. */
	readonly press: (key: string, condition: Condition) => Promise<string>;
	/** Presses a letter at a time; the last must stand on the screen. */
	readonly type: (text: string) => Promise<string>;
	readonly resize: (columns: number, rows: number) => void;
};

type Size = {readonly columns?: number; readonly rows?: number; readonly onBell?: () => void};

const patience = 60_000;

export async function openStage(component: ReactElement, {columns = 80, rows = 24, onBell}: Size = {}): Promise<Stage> {
	const app = render(<></>);
	const {stdout, stdin} = app;
	const size = {columns, rows};
	Object.defineProperties(stdout, {columns: {get: () => size.columns}, rows: {get: () => size.rows}});
	const listeners = new Set<() => void>();
	const write = stdout.write.bind(stdout);
	// Ink asks the stream when a frame is out.
	stdout.write = (frame: string, isOut?: () => void) => {
		isOut?.();
		if (frame === '\u{7}') {
			onBell?.();
		}

		if (frame === '\u{7}' || frame === '') {
			return;
		}

		write(frame);
		for (const listener of listeners) {
			listener();
		}
	};

	onTestFinished(() => {
		app.unmount();
		app.cleanup();
	});
	const screen = () => stripVTControlCharacters(app.lastFrame() ?? '');
	const find = async (condition: Condition) => new Promise<string>((resolve, reject) => {
		const holds = () => typeof condition === 'string' ? screen().includes(condition) : (condition instanceof RegExp ? condition.test(screen()) : condition(screen()));
		const timer = setTimeout(() => {
			listeners.delete(look);
			reject(new Error(`The screen never showed ${String(condition)}:\n${screen()}`));
		}, patience);
		function look() {
			if (!holds()) {
				return;
			}

			listeners.delete(look);
			clearTimeout(timer);
			resolve(screen());
		}

		listeners.add(look);
		look();
	});
	// What a frame shows is written before its effects have run; a key that comes between meets the effects of the frame before.
	const settle = async () => {
		for (let turn = 0; turn < 10; turn += 1) {
			await new Promise(resolve => {
				setImmediate(resolve);
			});
		}
	};

	const waitFor = async (condition: Condition) => {
		const shown = await find(condition);
		await settle();
		return shown;
	};

	const press = async (key: string, condition: Condition) => {
		stdin.write(key);
		return waitFor(condition);
	};

	app.rerender(component);
	while (stdin.listenerCount('readable') === 0) {
		await settle();
	}

	return {
		screen,
		waitFor,
		press,
		async type(text) {
			for (const [index, letter] of [...text].entries()) {
				await press(letter, [...text].slice(0, index + 1).join('').trimEnd());
			}

			return screen();
		},
		resize(nextColumns, nextRows) {
			size.columns = nextColumns;
			size.rows = nextRows;
			stdout.emit('resize');
		},
	};
}

type Options = Size & {
	readonly onLeave?: (how: string) => void;
	readonly plainSigns?: boolean;
	/** Milliseconds since the epoch. */
	readonly clock?: () => number;
	readonly keyboard?: WalkScreenProps['keyboard'];
};

/** The walk's screen, its clock standing still. */
export async function openWalk(walk: MemoryWalk, options: Options = {}): Promise<Stage> {
	const {onLeave = () => undefined, plainSigns = false, clock = () => walk.getView().clock.since, keyboard, ...size} = options;
	return openStage(<WalkScreen walk={walk} preferences={{name: 'Ada', bell: true, plainSigns}} clock={clock} keyboard={keyboard} onLeave={onLeave}/>, size);
}
