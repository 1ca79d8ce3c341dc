/** The step under the cursor, in full. */
import {describeWays} from '../../checklist/command-ways.js';
import type {Command} from '../../checklist/command.js';
import type {Step} from '../../checklist/model.js';
import {tellCarried} from '../../run/carrying.js';
import {openCondition, stateOf} from '../../run/gates.js';
import type {PlannedStep} from '../../run/plan.js';
import {chop} from '../columns.js';
import {liveOf, obstacleOf} from '../facts.js';
import {
	clean,
	paragraph,
	span,
	spread,
	type Line,
} from '../lines.js';
import type {Room, Scene} from '../picture.js';
import {markOf} from '../signs.js';
import {drawHistory, drawLastTime} from './history.js';
import {drawBeside, drawExecution, drawLive} from './result.js';
import {drawTerms, nameTerms} from './terms.js';

/** How many lines of output stand in place at most; `o` shows all. */
const tailLines = 10;
/** What has to be seen together with them: a heading, the verdict, and some of the steps around. */
const around = 6;

/** `height`: how many lines there are room for at once; the description can be longer. */
export function describeStep(planned: PlannedStep, scene: Scene, {width, height}: Room): Line[] {
	const {step} = planned;
	return [
		...drawTitle(planned, scene, width),
		...drawMarks(planned, scene, width),
		...drawTerms(planned, scene, width),
		...drawLastTime(planned, scene, width),
		...drawCarried(planned, scene, width),
		...step.commands.flatMap(command => drawCommand(command, scene, width)),
		...drawExpectations(step, stateOf(scene.view.state, step.id).awaiting, width),
		...drawOutcome(planned, scene, {width, count: Math.max(3, Math.min(tailLines, height - around))}),
		...drawHistory(planned, scene, width),
	];
}

function drawTitle({step}: PlannedStep, scene: Scene, width: number): Line[] {
	const {view: {state: run}, signs} = scene;
	const mark = markOf(step, stateOf(run, step.id).status, run, signs);
	const state = [span(mark.sign, mark.tone), span(` ${mark.word} `, mark.tone)];
	const [first = [], ...others] = paragraph(step.title, width - mark.word.length - 6, {tone: 'strong'});
	return [
		spread([span(`${scene.signs.current} `, 'current'), ...first], state, width),
		...others.map((line): Line => [span('  '), ...line]),
	];
}

function drawMarks(planned: PlannedStep, scene: Scene, width: number): Line[] {
	const {step, conditions} = planned;
	const {plan, state} = scene.view;
	const {stale, later} = stateOf(state, step.id);
	const condition = openCondition(planned, state);
	const obstacle = obstacleOf(planned, plan, state);
	const quiet = [
		...(step.optional ? ['optional'] : []),
		...nameTerms(planned, state),
		...(step.ticked ? ['ticked in the file; asked all the same'] : []),
		...(later ? ['left for later'] : []),
		...(condition === undefined ? conditions.map(({text}) => `applies: ${text}`) : []),
	];
	const value = step.value && state.values.get(step.value.label);
	return [
		...(quiet.length > 0 ? paragraph(quiet.join(` ${scene.signs.dot} `), width, {tone: 'quiet', indent: ' '.repeat(4)}) : []),
		...(value === undefined ? [] : paragraph(`${step.value?.label ?? ''}: ${value}`, width, {indent: ' '.repeat(4)})),
		...(stale === '' ? [] : paragraph(`Stale: ${stale}`, width, {tone: 'warn', indent: ' '.repeat(4)})),
		...(obstacle === undefined ? [] : paragraph(obstacle, width, {tone: 'warn', indent: ' '.repeat(4)})),
	];
}

/** What lies between a result and the commit that it would count for. */
function drawCarried(planned: PlannedStep, {view: {state}}: Scene, width: number): Line[] {
	const told = tellCarried(planned, state);
	return told
		? [
			...paragraph(`${told.head}${told.list.length === 0 ? '.' : ':'}`, width, {tone: 'warn', indent: ' '.repeat(4)}),
			...told.list.flatMap(text => paragraph(text, width, {tone: 'quiet', indent: ' '.repeat(6)})),
		]
		: [];
}

const modes = {
	check: 'runs unasked and may run again',
	action: 'runs only when you say so',
	manual: 'is only shown',
} as const;

/** A command in words and in full. */
export function drawCommand(command: Command, {signs}: Pick<Scene, 'signs'>, width: number): Line[] {
	const facts = [
		`${command.language}: ${modes[command.mode]}`,
		...describeWays(command),
	];
	return [
		...paragraph(facts.join(` ${signs.dot} `), width, {tone: 'quiet', indent: ' '.repeat(4)}),
		...(command.irreversible ? paragraph('Cannot be undone: the tag is typed before it runs.', width, {tone: 'warn', indent: ' '.repeat(4)}) : []),
		...(command.placeholders.length > 0 ? paragraph(`To be filled in before it can run: ${command.placeholders.join(', ')}`, width, {tone: 'warn', indent: ' '.repeat(4)}) : []),
		...command.text.replace(/\n$/v, '').split('\n').flatMap(text => chop(clean(text), Math.max(1, width - 6)).map((piece): Line => [span(' '.repeat(6)), span(piece, 'current')])),
	];
}

/** What should be seen stands beside the output while somebody judges it. */
function drawExpectations({expectations, evidence, expected}: Step, isBeside: boolean, width: number): Line[] {
	const wants = expectations.map(({expression}) => `Expects ${expression}`);
	const files = evidence.map(({glob, name}) => `Evidence ${name === undefined ? '' : `${name} = `}${glob}`);
	return [...wants, ...files, ...(isBeside ? [] : expected)].flatMap(text => paragraph(text, width, {tone: 'quiet', indent: ' '.repeat(4)}));
}

function drawOutcome({step}: PlannedStep, scene: Scene, {width, count}: {width: number; count: number}): Line[] {
	const {state} = scene.view;
	const live = liveOf(scene.view, step.id);
	if (live) {
		return drawLive(live, scene, {width, count});
	}

	const {executions, awaiting, status} = stateOf(state, step.id);
	const last = executions.at(-1);
	if (!last) {
		return [];
	}

	return awaiting
		? drawBeside(last, step.expected, scene, {width, count})
		: drawExecution(last, scene, {width, count, standing: status});
}
