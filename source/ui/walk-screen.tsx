/** The root of the walk's screen: one picture, one place where keys come in. */
import {
	useEffect,
	useMemo,
	useState,
	useSyncExternalStore,
	type ReactNode,
} from 'react';
import {
	useInput,
	usePaste,
	useWindowSize,
} from 'ink';
import {findNext} from '../run/gates.js';
import type {Walk, WalkView} from '../walk/view.js';
import {copyText} from './clipboard.js';
import {drawScreen, logRows} from './draw.js';
import {routeOf} from './facts.js';
import {
	useBell,
	useLogPage,
	useNow,
} from './hooks.js';
import type {Keyboard} from './keyboard.js';
import {nameKey} from './keys.js';
import {createPerform, type Leaving} from './perform.js';
import {sayNotice, type Outcome} from './picture.js';
import {PictureView} from './picture-view.js';
import {press, type} from './press.js';
import {startScreen, type Screen} from './screen.js';
import {chooseSigns} from './signs.js';
import {createScreenStore} from './store.js';
import {useTerminal} from './terminal.js';

/** What belongs to the person. */
export type Preferences = {readonly name: string; readonly bell: boolean; readonly plainSigns: boolean};

export type WalkScreenProps = {
	readonly walk: Walk;
	readonly preferences: Preferences;
	/** Milliseconds since the epoch. */
	readonly clock: () => number;
	readonly keyboard: Pick<Keyboard, 'isRepeated' | 'rest' | 'wake'> | undefined;
	readonly onLeave: (how: Leaving) => void;
};

export function WalkScreen({walk, preferences, clock, keyboard, onLeave}: WalkScreenProps): ReactNode {
	const newest = useSyncExternalStore(walk.subscribe, walk.getView);
	const [store] = useState(() => createScreenStore(startScreen(firstStep(walk), walk.getView().changes.length === 0)));
	const screen = useSyncExternalStore(store.subscribe, store.get);
	const view = screen.held ?? newest;
	const {columns, rows} = useWindowSize();
	const {terminal, isLent} = useTerminal(keyboard);
	const now = useNow(clock);
	const signs = chooseSigns(preferences.plainSigns);
	const page = useLogPage({
		walk, view, shown: screen.view, rows: logRows(rows), columns, onFault(text) {
			store.dispatch({type: 'notice', text});
		},
	});
	useBell(view, clock, () => {
		if (preferences.bell) {
			terminal.write('\u{7}');
		}
	});
	useEffect(() => {
		walk.setHandOver(terminal.lend);
		return () => {
			walk.setHandOver(undefined);
		};
	}, [walk, terminal]);

	const perform = useMemo(() => createPerform({
		walk, store, terminal: {
			copy: async text => copyText(text, terminal.write),
			suspend: terminal.suspend,
			leave(how) {
				onLeave(walk.getView().stage === 'finished' ? 'finished' : how);
			},
		},
	}), [walk, store, terminal, onLeave]);

	const picture = drawScreen({
		view, screen, columns, rows, now, page, signs, name: preferences.name,
	});

	/** What was said of a key before goes with the next one, whatever that is; news stay until something is done. */
	const forget = ({view: {message}, screen: {notice}}: {view: WalkView; screen: Screen}) => {
		if (notice !== '') {
			store.dispatch({type: 'notice', text: ''});
		}

		if (message && message.kind !== 'said') {
			void perform({to: 'walk', act: {type: 'dismiss message'}});
		}
	};

	/** The place is asked for anew: a key before this one may have changed it, and the frame not yet shown it. */
	const handle = (name: string, input: string, isPasted: boolean) => {
		const shown = store.get();
		const current = {view: shown.held ?? walk.getView(), screen: shown};
		const {place, extent} = current.screen === screen && current.view === view
			? picture
			: drawScreen({
				...current, columns, rows, now, page, signs, name: preferences.name,
			});
		const pressed = {
			name, place, ...current, extent, page,
		};
		const outcome = (isPasted ? undefined : press(pressed)) ?? type(pressed, input, isPasted);
		forget(current);
		if (outcome) {
			void perform(keyboard?.isRepeated && isAnswer(outcome) ? heldDown : outcome);
		}
	};

	useInput((input, key) => {
		handle(nameKey(input, key), input, false);
	}, {isActive: !isLent});
	usePaste(text => {
		handle('', text, true);
	}, {isActive: !isLent});

	return (
		<PictureView
			picture={picture}
			columns={columns}
			rows={rows}
			signs={signs}
			isActive={!isLent}
			onChoose={outcome => {
				void perform(keyboard?.isRepeated ? heldDown : outcome);
			}}
		/>
	);
}

/** A finger that rests on a key must not answer the questions that come next. */
const heldDown = sayNotice('A key held down answers once: let go, and press it for this question.');

function isAnswer({to}: Outcome): boolean {
	return ['walk', 'request', 'accept'].includes(to);
}

function firstStep(walk: Walk): string {
	const {plan, state} = walk.getView();
	const {walked, steps} = routeOf(plan);
	return (findNext(walked, state) ?? walked[0] ?? steps[0])?.step.id ?? '';
}
