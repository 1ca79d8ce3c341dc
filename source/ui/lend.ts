/** Lends the terminal to another program, or to the shell, and takes it back without losing or leaking a key. */
import {readlink} from 'node:fs/promises';
import process from 'node:process';
import {setTimeout as delay} from 'node:timers/promises';
import type {SuspendTerminal} from 'ink';
import type {Keyboard} from './keyboard.js';
import {breakLines, cutLines} from './line-ends.js';
import {clean} from './lines.js';

type Lender = {
	/** While it is lent, nothing of ours reads keys. */
	readonly setLent: (isLent: boolean) => void;
	/** Undefined in tests: there is no terminal to let go of. */
	readonly keyboard: Pick<Keyboard, 'rest' | 'wake'> | undefined;
	readonly suspendTerminal: SuspendTerminal;
	/** Resolves when what was dispatched is on the screen and its effects have run. */
	readonly settle: () => Promise<void>;
	readonly write: (text: string) => void;
};

export async function lendTerminal<T>({setLent, keyboard, suspendTerminal, settle, write}: Lender, what: readonly string[], work: () => Promise<T>): Promise<T> {
	setLent(true);
	try {
		// The hooks let go of the keyboard, which turns raw mode off; only then is nothing of ours reading any more.
		await settle();
		await keyboard?.rest();
		await nameTerminal();
		let result: {readonly value: T} | undefined;
		await suspendTerminal(async () => {
			write(breakLines);
			write(what.map(line => `${clean(line)}\n`).join(''));
			try {
				result = {value: await work()};
			} finally {
				// Whatever the cursor stands behind now, the next frame begins at the start of a line.
				write(`\r\n${cutLines}`);
				keyboard?.wake();
			}
		});
		if (!result) {
			throw new Error('The terminal could not be lent.');
		}

		return result.value;
	} finally {
		setLent(false);
	}
}

/** Where gpg-agent's prompt has to appear. */
async function nameTerminal(): Promise<void> {
	if (process.env.GPG_TTY !== undefined || process.platform !== 'linux') {
		return;
	}

	try {
		process.env.GPG_TTY = await readlink('/proc/self/fd/0');
	} catch {
		// Without /proc the person's own setting has to do.
	}
}

/** Stops this process and all of its group, as Ctrl-Z does for programs that leave it to the terminal. */
export async function stopUntilContinued(): Promise<void> {
	process.kill(0, 'SIGTSTP');
	// Time does not pass for a stopped process; when nothing can stop it (no job control), it just goes on.
	await delay(100);
}
