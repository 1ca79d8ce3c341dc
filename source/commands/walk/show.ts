/** The walk on the screen or in lines, until it is left. */
import process from 'node:process';
import {hasReader, onEnding, type Ending} from '../../walk/ending.js';
import type {Walk, WalkView} from '../../walk/view.js';
import {exits, type Exit} from '../exit.js';
import type {Preferences} from '../preferences.js';

/** Shows the walk until it is left; a short summary stays in the normal screen. */
export async function showAndLeave(walk: Walk, {preferences, plain}: {preferences: Preferences; plain: boolean}): Promise<Exit> {
	try {
		await (plain ? walkInLines(walk) : walkOnScreen(walk, preferences));
	} finally {
		await walk.close();
	}

	return exitOf(walk.getView());
}

async function walkOnScreen(walk: Walk, {stored}: Preferences): Promise<void> {
	const [{showWalk}, {leavingSummary}] = await Promise.all([import('../../ui/show-walk.js'), import('../../ui/summary.js')]);
	const left = await showWalk({
		walk, preferences: {
			name: stored.name ?? walk.getView().operator.name, bell: stored.bell, plainSigns: stored.signs === 'plain', keyPauseMs: stored.keyPauseMs,
		},
	});
	if (left === 'paused' || left === 'finished' || hasReader(left)) {
		process.stdout.write(leavingSummary(walk.getView()).map(line => `${line}\n`).join(''));
	}
}

async function walkInLines(walk: Walk): Promise<void> {
	const {openLineTerminal} = await import('../../plain/line-terminal.js');
	const {walkByLines} = await import('../../plain/walk-by-lines.js');
	const terminal = openLineTerminal(process.stdin, process.stdout);
	walk.setHandOver(terminal.handOver);
	const {promise: ending, resolve: end} = Promise.withResolvers<Ending>();
	const stopListening = onEnding(terminal.isLent, end);
	try {
		await walkByLines({walk, terminal, ending});
	} finally {
		stopListening();
		terminal.close();
	}
}

function exitOf({state}: WalkView): Exit {
	if (!state.closed) {
		return exits.notYet;
	}

	return state.closed.outcome === 'GO' ? exits.done : exits.no;
}
