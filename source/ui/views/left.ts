/** What is left before the decision, by gate: what is open, what waits for whom, and until when. */
import {stateOf} from '../../run/gates.js';
import {
	earliestOf,
	earliestTag,
	leftByGate,
	rolesWanted,
	type LeftInGate,
} from '../../run/left.js';
import type {Plan, PlannedStep} from '../../run/plan.js';
import type {RunState} from '../../run/state.js';
import {reportOf} from '../facts.js';
import {
	clean,
	cutTo,
	paragraph,
	span,
	spread,
	type Line,
} from '../lines.js';
import type {Scene, Sight} from '../picture.js';
import {sayCount, sayDuration, sayMoment} from '../words.js';
import {drawList} from './list.js';

/** A row: a gate, or a step of the one above it. */
type Row = {readonly gate: LeftInGate; readonly planned: PlannedStep | undefined};

type Left = {readonly gates: readonly LeftInGate[]; readonly rows: readonly Row[]};

const known = new WeakMap<RunState, Left>();

function leftIn(plan: Plan, state: RunState): Left {
	const found = known.get(state) ?? listLeft(leftByGate(plan, state));
	known.set(state, found);
	return found;
}

function listLeft(gates: readonly LeftInGate[]): Left {
	return {gates, rows: gates.flatMap((gate): Row[] => [{gate, planned: undefined}, ...gate.steps.map(planned => ({gate, planned}))])};
}

/** Where a row leads: from a gate to its first step that needs somebody. */
export function stepOfRow(plan: Plan, state: RunState, at: number): string | undefined {
	const row = leftIn(plan, state).rows[at];
	return (row?.planned ?? row?.gate.steps[0])?.step.id;
}

export function seeLeft(scene: Scene): Sight {
	const {view: {plan, state}} = scene;
	const {gates, rows} = leftIn(plan, state);
	const words = state.decision ? sayRemaining(scene) : sayLeft(gates, scene);
	return {
		place: 'list',
		asking: {
			lines: cutTo(paragraph(words, scene.columns - 1, {indent: ' '}), 3, scene.columns), choices: [], about: 'left', caret: undefined,
		},
		hints: [['Enter', 'go there'], ['Esc', 'back']],
		body: ({height}) => drawList({count: rows.length, start: 1, row: index => drawRow(rows[index], scene)}, scene, height),
	};
}

function sayLeft(gates: readonly LeftInGate[], {view: {plan, state}, now}: Scene): string {
	const count = gates.reduce((sum, {steps}) => sum + steps.length, 0);
	if (count === 0) {
		return 'Nothing is left: the release can be decided (d).';
	}

	const earliest = earliestTag(gates, state, now);
	const roles = rolesWanted(gates);
	const wanted = roles.length > 0 ? `; signatures wanted: ${roles.join(', ')}` : '';
	return `${sayCount(count, 'step')} left${wanted}. ${reportOf(plan, state).obstacle === undefined ? 'GO can be decided now.' : 'GO can be decided when they have passed.'}${earliest === undefined ? '' : ` Not before ${sayMoment(new Date(earliest).toISOString())}.`}`;
}

/** After the decision it is no step that is waited for. */
function sayRemaining({view: {state, remaining}}: Scene): string {
	const open = remaining.filter(({done}) => !done).map(({label}) => label);
	return `${state.decision?.decision ?? ''} is decided. ${open.length === 0 ? 'Nothing is left.' : `Left: ${open.join(', ')}.`}`;
}

function drawRow(row: Row | undefined, scene: Scene): Line {
	if (!row) {
		return [];
	}

	const {gate: {section, steps}, planned} = row;
	if (!planned) {
		return spread([span(clean(section.title), 'strong')], [span(`${sayCount(steps.length, 'step')} left${section.blocking ? '' : ', not blocking'} `, 'quiet')], scene.columns - 4);
	}

	const mark = scene.signs.steps[stateOf(scene.view.state, planned.step.id).status];
	return spread([span('  '), span(`${mark.sign} `, mark.tone), span(clean(planned.step.title))], [span(`${waitsFor(planned, scene)} `, mark.tone)], scene.columns - 4);
}

/** Whom or what it waits for. */
function waitsFor({step}: PlannedStep, {view: {state}, now}: Scene): string {
	const {status, later, wait} = stateOf(state, step.id);
	const role = step.signature?.role ?? step.by;
	const people = step.signature && step.signature.count > 1 ? ` (${sayCount(step.signature.count, 'person', 'people')})` : '';
	const whom = role === undefined ? (later ? 'left for later' : status) : `waits for ${clean(role)}${people}`;
	const end = earliestOf({step}, state, now);
	if (end === undefined) {
		return whom;
	}

	const until = sayMoment(new Date(end).toISOString());
	const isCounting = wait !== undefined || status === 'running';
	return isCounting ? `${sayDuration(end - now)} left, until ${until}` : `not before ${until}`;
}
