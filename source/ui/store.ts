/** The screen's state, read at the moment of each key: several keys of one chunk must each see what the one before did. */
import {reduceScreen, type Screen, type ScreenAction} from './screen.js';

export type ScreenStore = {
	readonly get: () => Screen;
	readonly dispatch: (action: ScreenAction) => void;
	readonly subscribe: (listener: () => void) => () => void;
};

export function createScreenStore(start: Screen): ScreenStore {
	let screen = start;
	const listeners = new Set<() => void>();
	return {
		get: () => screen,
		dispatch(action) {
			screen = reduceScreen(screen, action);
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
