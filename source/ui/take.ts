/** Enter and the space bar in lists. */
import {findNext} from '../run/gates.js';
import type {WalkView} from '../walk/view.js';
import {reportOf} from './facts.js';
import {
	sayNotice,
	toScreen,
	type Extent,
	type Outcome,
} from './picture.js';
import {findSteps} from './views/find.js';
import {stepOfRow} from './views/left.js';
import type {Screen} from './screen.js';

/** The list, and where in it somebody stands. */
type Shown = {readonly view: WalkView; readonly screen: Screen; readonly extent: Extent | undefined};

/** Enter in a list. */
export function take({view, screen, extent}: Shown): Outcome | undefined {
	const at = extent?.at ?? 0;
	const shown = screen.view;
	switch (shown.kind) {
		case 'gates': {
			const gate = view.plan.gates[at];
			const inside = (gate?.steps ?? []).flatMap(index => view.plan.steps[index] ?? []);
			const step = (findNext(inside, view.state) ?? inside[0])?.step.id;
			return step === undefined ? undefined : toScreen({type: 'look', step});
		}

		case 'left': {
			const step = stepOfRow(view.plan, view.state, at);
			return toScreen(step === undefined ? {type: 'close'} : {type: 'look', step});
		}

		case 'find': {
			const step = findSteps(view.plan, shown.editor.text)[at]?.step.id;
			return step === undefined ? sayNotice('No step holds these words.') : toScreen({type: 'look', step});
		}

		case 'together': {
			const steps = shown.steps.filter(id => !shown.except.has(id));
			return steps.length === 0 ? sayNotice('Nothing is left to confirm.') : {to: 'request', subject: {type: 'together', steps}};
		}

		case 'outputs': {
			return toScreen({type: 'close'});
		}

		case 'walk':
		case 'step':
		case 'keys':
		case 'decision':
		case 'sign':
		case 'request':
		case 'log': {
			return undefined;
		}
	}
}

export function toggle({view, screen, extent}: Shown): Outcome | undefined {
	const at = extent?.at ?? 0;
	if (screen.view.kind === 'outputs') {
		const entry = reportOf(view.plan, view.state).outputs[at];
		return entry && {to: 'walk', act: {type: 'leave out', output: entry.output, leftOut: !entry.leftOut}};
	}

	const step = screen.view.kind === 'together' ? screen.view.steps[at] : undefined;
	return step === undefined ? undefined : toScreen({type: 'toggle', step});
}
