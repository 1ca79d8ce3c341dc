/** How every screen of ours is rendered. */
import type {Keyboard} from './keyboard.js';

export function screenOptions(keyboard: Keyboard) {
	return {
		alternateScreen: true,
		incrementalRendering: true,
		exitOnCtrlC: false,
		patchConsole: false,
		interactive: true,
		// Ink reads a terminal's keys through these methods alone.

		stdin: keyboard as unknown as NodeJS.ReadStream,
	};
}
