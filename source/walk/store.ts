/** The picture that a walk shows, and who is told when it changes. */
import type {WalkView} from './view.js';

export type Store = {
	readonly get: () => WalkView;
	readonly patch: (changes: Partial<WalkView>) => void;
	readonly subscribe: (listener: () => void) => () => void;
};

export function openStore(first: WalkView): Store {
	let view = first;
	const listeners = new Set<() => void>();
	return {
		get: () => view,
		patch(changes) {
			view = {...view, ...changes};
			for (const listener of listeners) {
				listener();
			}
		},
		subscribe(listener) {
			listeners.add(listener);
			return () => {
				listeners.delete(listener);
			};
		},
	};
}
