/** The walk on the whole terminal, from the first frame to the terminal as it was. */
import process from 'node:process';
import {render} from 'ink';
import {describeEnding, onEnding, type Ending} from '../walk/ending.js';
import type {Walk} from '../walk/view.js';
import {Keyboard} from './keyboard.js';
import {enterScreen} from './line-ends.js';
import type {Leaving} from './perform.js';
import {screenOptions} from './screen-options.js';
import {needsPlainSigns} from './signs.js';
import {WalkScreen, type Preferences} from './walk-screen.js';

/** How the walk was left: by the person, when it was finished, or from outside. */
export type Left = Leaving | Ending;

type Show = {
	readonly walk: Walk;
	readonly preferences: Preferences & {readonly keyPauseMs: number};
	/** Milliseconds since the epoch. */
	readonly clock?: () => number;
};

/** Shows the walk until it is left. Needs a terminal on stdin and stdout. The run has been paused, or is finished, when it resolves. */
export async function showWalk({walk, preferences, clock = Date.now}: Show): Promise<Left> {
	const keyboard = new Keyboard(process.stdin, {pauseMs: preferences.keyPauseMs});
	let left: Left = 'paused';
	const leaveScreen = enterScreen();
	const plainSigns = preferences.plainSigns || needsPlainSigns(process.env);
	const instance = render(<WalkScreen walk={walk} preferences={{...preferences, plainSigns}} clock={clock} keyboard={keyboard} onLeave={leave}/>, screenOptions(keyboard));

	function leave(how: Left) {
		left = how;
		instance.unmount();
	}

	const end = async (ending: Ending) => {
		try {
			await walk.act({type: 'pause', why: describeEnding(ending)});
		} finally {
			leave(ending);
		}
	};

	const stopListening = onEnding(() => keyboard.isResting, ending => {
		void end(ending);
	});
	const crashed = () => {
		instance.unmount();
	};

	process.once('uncaughtExceptionMonitor', crashed);
	try {
		await instance.waitUntilExit();
	} finally {
		leaveScreen();
		process.off('uncaughtExceptionMonitor', crashed);
		stopListening();
	}

	return left;
}
