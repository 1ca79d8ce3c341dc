/** The terminal as a screen of ours has it: written to, lent, and taken back when this process goes on after it was stopped. */
import process from 'node:process';
import {
	useEffect,
	useEffectEvent,
	useMemo,
	useState,
	useSyncExternalStore,
} from 'react';
import {useApp, useStdout} from 'ink';
import {openStore} from '../walk/store.js';
import type {Keyboard} from './keyboard.js';
import {lendTerminal, stopUntilContinued} from './lend.js';

export type ScreenTerminal = {
	readonly write: (text: string) => void;
	/** Says what it is lent for, and gives it to the work until that ends. */
	readonly lend: <T>(what: readonly string[], work: () => Promise<T>) => Promise<T>;
	/** To the shell, until `fg`. */
	readonly suspend: () => Promise<void>;
};

/** Stays the same as long as the screen is shown. `isLent`: the terminal belongs to somebody else right now, and the screen takes no keys. */
export function useTerminal(keyboard: Pick<Keyboard, 'rest' | 'wake'> | undefined): {readonly terminal: ScreenTerminal; readonly isLent: boolean} {
	const {stdout} = useStdout();
	const {suspendTerminal, waitUntilRenderFlush} = useApp();
	const [lent] = useState(() => openStore(false));
	const isLent = useSyncExternalStore(lent.subscribe, lent.get);
	const terminal = useMemo((): ScreenTerminal => {
		const write = (text: string) => {
			stdout.write(text);
		};

		const lend: ScreenTerminal['lend'] = async (what, work) => lendTerminal({
			setLent: lent.put, keyboard, suspendTerminal, settle: waitUntilRenderFlush, write,
		}, what, work);
		return {write, lend, suspend: async () => lend(['Stopped; `fg` comes back.'], stopUntilContinued)};
	}, [stdout, keyboard, suspendTerminal, waitUntilRenderFlush, lent]);

	useContinued(() => {
		// Whom it is lent to sees to it, and Ctrl-Z has let go of it before.
		if (!lent.get()) {
			void terminal.lend([], async () => undefined);
		}
	});
	return {terminal, isLent};
}

/** When this process goes on after it was stopped: whoever had the terminal meanwhile may have drawn on it, and changed how it takes keys. */
function useContinued(comeBack: () => void): void {
	const continued = useEffectEvent(comeBack);
	useEffect(() => {
		const listener = () => {
			continued();
		};

		process.on('SIGCONT', listener);
		return () => {
			process.off('SIGCONT', listener);
		};
	}, []);
}
