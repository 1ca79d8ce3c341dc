/** What is left before the decision: what is open, what waits for whom. */
import {needsSomebody, stateOf} from '../../run/gates.js';
import type {Plan, PlannedStep} from '../../run/plan.js';
import type {RunState} from '../../run/state.js';
import {reportOf, routeOf} from '../facts.js';
import {
	clean,
	paragraph,
	span,
	spread,
	type Line,
} from '../lines.js';
import type {Scene, Sight} from '../picture.js';
import {sayCount, sayDuration, sayMoment} from '../words.js';
import {drawList} from './list.js';
import {remainsOf} from './terms.js';

const known = new WeakMap<RunState, readonly PlannedStep[]>();

/** Steps that need somebody, in walking order. */
export function stepsLeft(plan: Plan, state: RunState): readonly PlannedStep[] {
	const found = known.get(state) ?? routeOf(plan).walked.filter(({step}) => needsSomebody(step, state));
	known.set(state, found);
	return found;
}

export function seeLeft(scene: Scene): Sight {
	const {plan, state} = scene.view;
	const left = stepsLeft(plan, state);
	const {unsigned, obstacle} = reportOf(plan, state);
	const ends = left.flatMap(({step}) => stateOf(state, step.id).wait?.until ?? []);
	const earliest = ends.toSorted((one, other) => Date.parse(one) - Date.parse(other)).at(-1);
	const row = (index: number): Line => {
		const planned = left[index];
		if (!planned) {
			return [];
		}

		const mark = scene.signs.steps[stateOf(state, planned.step.id).status];
		return spread(
			[span(`${mark.sign} `, mark.tone), span(clean(planned.step.title))],
			[span(`${clean(planned.section.title)} · `, 'quiet'), span(`${waitsFor(planned, scene)} `, mark.tone)],
			scene.columns - 4,
		);
	};

	const roles = [...new Set(unsigned.flatMap(({step}) => step.signature?.role ?? []))];
	const wanted = roles.length > 0 ? `; signatures wanted: ${roles.join(', ')}` : '';
	const words = left.length === 0
		? 'Nothing is left: the release can be decided (d).'
		: `${sayCount(left.length, 'step')} left${wanted}. ${obstacle === undefined ? 'GO can be decided now.' : 'The tag can be made when they have passed.'}${earliest === undefined ? '' : ` Not before ${sayMoment(earliest)}.`}`;
	return {
		place: 'list',
		asking: {
			lines: paragraph(words, scene.columns - 1, {indent: ' '}).slice(0, 3), choices: [], about: 'left', caret: undefined,
		},
		hints: [['Enter', 'go there'], ['Esc', 'back']],
		body: ({height}) => drawList({count: left.length, row}, scene, height),
	};
}

/** Whom or what it waits for. */
function waitsFor(planned: PlannedStep, scene: Scene): string {
	const {step, blocking} = planned;
	const {status, later} = stateOf(scene.view.state, step.id);
	const remains = remainsOf(planned, scene);
	const role = step.signature?.role ?? step.by;
	const where = later ? 'left for later' : status;
	const whom = role === undefined ? where : `waits for ${clean(role)}`;
	const who = remains === undefined ? whom : `${sayDuration(remains)} left`;
	return blocking ? who : `${who}, not blocking`;
}
