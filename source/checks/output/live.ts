/** What can be seen of commands while they run. */
import type {LiveOutput, Running} from '../request.js';
import type {Recent} from './recent.js';

const shownLines = 200;

type LiveState = Pick<LiveOutput, 'statements' | 'running' | 'pid' | 'attempts'>;

export type Live = Pick<Running, 'subscribe' | 'snapshot'> & {
	/** Notes what has changed besides the output, and tells everybody. */
	readonly change: (changed?: Partial<LiveState>) => void;
};

export function showLive(recent: Recent, startedAt: number): Live {
	const listeners = new Set<() => void>();
	let state: LiveState = {
		statements: [], running: undefined, pid: undefined, attempts: undefined,
	};
	let shown: LiveOutput | undefined;
	return {
		subscribe(listener) {
			listeners.add(listener);
			return () => {
				listeners.delete(listener);
			};
		},
		snapshot() {
			shown ??= {
				...state, startedAt, size: recent.size(), lines: recent.lines(), tail: recent.tail(shownLines),
			};
			return shown;
		},
		change(changed) {
			if (changed === undefined && shown?.size === recent.size()) {
				return;
			}

			state = {...state, ...changed};
			shown = undefined;
			for (const listener of listeners) {
				listener();
			}
		},
	};
}
