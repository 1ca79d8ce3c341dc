/** The screen's state, read at the moment of each key: several keys of one chunk must each see what the one before did. */
import {openStore} from '../walk/store.js';
import {reduceScreen, type Screen, type ScreenAction} from './screen.js';

export type ScreenStore = {
	readonly get: () => Screen;
	readonly dispatch: (action: ScreenAction) => void;
	readonly subscribe: (listener: () => void) => () => void;
};

export function createScreenStore(start: Screen): ScreenStore {
	const {get, put, subscribe} = openStore(start);
	return {
		get,
		subscribe,
		dispatch(action) {
			put(reduceScreen(get(), action));
		},
	};
}
