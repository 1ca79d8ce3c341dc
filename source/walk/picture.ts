/** The first picture of a walk, and the stage that a state comes to. */
import {writtenSteps} from '../checklist/outline.js';
import {planShown} from '../run/values/shown.js';
import type {RunState} from '../run/state.js';
import type {Materials} from './materials.js';
import type {Stage, WalkView} from './view.js';

export function stageOf(state: RunState, before: Stage): Stage {
	if (state.closed) {
		return 'finished';
	}

	if (state.decision) {
		return 'finishing';
	}

	return before === 'consent' ? 'consent' : 'walking';
}

export function pictureOf(materials: Materials, state: RunState): WalkView {
	const {consent} = materials;
	const plan = planShown(materials.plan, state);
	const commands = writtenSteps(plan.checklist).flatMap(({title, commands}) => commands.filter(({mode}) => mode !== 'manual').map(command => ({title, command})));
	const before: Stage = commands.length > 0 && !consent.given ? 'consent' : 'walking';
	return {
		plan,
		state,
		stage: stageOf(state, before),
		live: undefined,
		background: [],
		busy: undefined,
		message: undefined,
		rings: 0,
		changes: [],
		commands,
		agreeing: {scripts: consent.scripts, changes: consent.changes},
		remaining: [],
		record: state.record?.folder,
		push: undefined,
		demo: state.started?.demo ?? false,
		operator: materials.by,
		lastTime: materials.lastTime,
		clock: {since: materials.clock().getTime(), before: state.activeMs},
	};
}
