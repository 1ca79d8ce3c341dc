/** A value that others watch: read at any moment, and everybody is told when another is put in its place. */
import type {WalkView} from './view.js';

type Store<Value> = {
	readonly get: () => Value;
	readonly put: (value: Value) => void;
	readonly subscribe: (listener: () => void) => () => void;
};

export function openStore<Value>(first: Value): Store<Value> {
	let value = first;
	const listeners = new Set<() => void>();
	return {
		get: () => value,
		put(next) {
			value = next;
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

/** The picture that a walk shows of itself. */
export type ViewStore = Pick<Store<WalkView>, 'get' | 'subscribe'> & {
	readonly patch: (changes: Partial<WalkView>) => void;
};

export function openViewStore(first: WalkView): ViewStore {
	const {get, put, subscribe} = openStore(first);
	return {
		get,
		subscribe,
		patch(changes) {
			put({...get(), ...changes});
		},
	};
}
