/** A gate, a step and what may be done with it, as lines. */
import {describeWays} from '../checklist/command-ways.js';
import type {Command} from '../checklist/command.js';
import type {Section} from '../checklist/model.js';
import {tellCarried} from '../run/carrying.js';
import {confirmationText} from '../run/confirmation.js';
import {
	findObstacle,
	gateStatus,
	isSettled,
	openCondition,
	progressOf,
	stateOf,
	stepsOfGate,
	walkedSteps,
} from '../run/gates.js';
import {meaningOfApproval} from '../run/meaning.js';
import type {PlannedGate, PlannedStep} from '../run/plan.js';
import type {WalkView} from '../walk/view.js';
import {sayMeaning} from './meaning.js';
import type {Standing} from './standing.js';
import {sayTerms} from './terms.js';
import {
	sayAnswer,
	sayEnd,
	sayPast,
	sayTail,
} from './past.js';
import {
	quote,
	sayCommit,
	sayMark,
	sayStanding,
	sayStatus,
	tell,
	tellLines,
} from './words.js';

/** What this run is about, on one line. */
export function sayRun({plan, state, demo}: WalkView): string {
	const {started} = state;
	const {settled, total} = progressOf(walkedSteps(plan), state);
	const branch = state.branch === undefined ? '' : ` on ${tell(state.branch)}`;
	const marks = `${demo ? 'DEMO: ' : ''}${started?.rehearsal ? 'REHEARSAL: ' : ''}`;
	return `${marks}${tell(plan.checklist.title)}, run ${tell(started?.name ?? '')}, commit ${sayCommit(state.commit)}${branch}, ${settled} of ${total} steps settled`;
}

/** A gate's heading with its progress. */
export function sayGate(gate: PlannedGate, {plan, state}: Standing): string {
	const {settled, total} = progressOf(stepsOfGate(gate, plan).filter(({phase}) => phase === gate.phase), state);
	const notes = [...(gate.section.blocking ? [] : ['not blocking']), ...(gate.phase === 'before the tag' ? [] : [gate.phase])];
	return `${sayStatus(gateStatus(gate, plan, state))} ${quote(gate.section.title)}, ${settled} of ${total}${notes.map(note => `, ${note}`).join('')}`;
}

/** Headings and prose between the step before, wherever that was, and this one. */
export function sayWay(planned: PlannedStep, before: PlannedStep | undefined, {plan, state}: Standing): string[] {
	const known = new Set(before?.path);
	return planned.path.flatMap(id => {
		const gate = plan.gateById.get(id);
		const section = gate?.section ?? (id === plan.checklist.root.id ? plan.checklist.root : undefined);
		const heading = gate && !known.has(id) ? ['', `Gate ${sayGate(gate, {plan, state})}`] : [];
		return section && (id === planned.section.id || !known.has(id)) ? [...heading, ...sayProse(section, planned, plan)] : heading;
	});
}

/** Prose is said where it stands: above the step that it precedes, and at the section's last step what follows. */
function sayProse({id, prose}: Section, {step, section}: PlannedStep, plan: Standing['plan']): string[] {
	const {line} = step.start;
	const others = id === section.id ? plan.steps.filter(other => other.section.id === id).map(other => other.step.start.line) : [];
	const above = Math.max(0, ...others.filter(other => other < line));
	const isLast = others.length > 0 && others.every(other => other <= line);
	return prose.filter(text => text.line > above && (text.line < line || isLast)).flatMap(({text}) => tellLines(text, '  '));
}

const modes: Readonly<Record<Command['mode'], string>> = {
	check: 'check, decides by itself and changes nothing',
	action: 'action, runs only when you say so',
	manual: 'manual, never run: for you to do',
};

/** A step as a question: all that somebody needs to answer it. */
export function sayStep(planned: PlannedStep, standing: Standing): string[] {
	const {step, groups} = planned;
	const now = stateOf(standing.state, step.id);
	const last = now.executions.at(-1)?.finished;
	const {head, first, question} = sayCore(planned, standing);
	return [
		head,
		...groups.filter(group => group.id !== step.id).map(group => `  Below: ${tell(group.title)}`),
		...first,
		...sayCommands(planned, standing),
		...step.expectations.map(({expression}) => `  Must hold: ${tell(expression)}`),
		...sayTerms(planned, standing),
		...sayCarried(planned, standing),
		...step.evidence.map(({name, glob}) => `  Evidence: ${tell(name === undefined ? glob : `${name} = ${glob}`)}`),
		...sayLastTime(planned, standing),
		...sayPast(step, now, standing.state),
		...(last && now.awaiting ? [`  It ran (${sayEnd(last)}) and printed:`, ...sayTail(last.tail)] : []),
		...question,
	];
}

/** The same question once more: what has just been told is left away. */
export function sayStepAgain(planned: PlannedStep, standing: Standing): string[] {
	const {head, first, question} = sayCore(planned, standing);
	return [head, ...first, ...sayTerms(planned, standing), ...question];
}

/** What was said in the attempt before this one: to be asked again, with that beside the question. */
function sayLastTime({step}: PlannedStep, {lastTime}: Standing): string[] {
	const answer = lastTime?.answers.get(step.id);
	return answer ? [`  Last time, in ${tell(lastTime?.name ?? '')}: ${sayAnswer(answer)}, ${sayMark(answer.mark)}`] : [];
}

/** What lies between a result and the commit that it would count for. */
function sayCarried(planned: PlannedStep, {state}: Standing): string[] {
	const told = tellCarried(planned, state);
	return told ? [`  ${tell(told.head)}${told.list.length === 0 ? '.' : ':'}`, ...told.list.map(text => `    ${tell(text)}`)] : [];
}

function sayCore(planned: PlannedStep, {plan, state}: Standing): {head: string; first: string[]; question: string[]} {
	const {step, phase} = planned;
	const {status, stale, awaiting} = stateOf(state, step.id);
	const steps = walkedSteps(plan);
	const place = steps.findIndex(other => other.step.id === step.id) + 1;
	const condition = openCondition(planned, state);
	const obstacle = findObstacle(planned, plan, state);
	const isMarked = step.optional && !/optional/iv.test(step.title);
	const marks = [...(step.kind === 'confirm' ? [] : [step.kind]), ...(isMarked ? ['optional'] : []), ...(step.ticked ? ['ticked in the file'] : [])];
	return {
		head: `${place > 0 ? `Step ${place} of ${steps.length}` : `Step for ${phase}`} ${sayStanding(step, status, state)} ${tell(step.title)}${marks.length > 0 ? ` (${marks.join(', ')})` : ''}`,
		first: [
			...(condition && condition.expression === undefined ? [`  First: does this apply? ${tell(condition.text)}`] : []),
			...(obstacle === undefined ? [] : [`  Cannot be answered yet: ${tell(obstacle)}`]),
			...(stale === '' ? [] : [`  Stale: ${tell(stale)}`]),
		],
		question: [
			...saySignature(planned, {plan, state}),
			...step.expected.map(text => `  Expected: ${tell(text)}`),
			...(awaiting ? ['  Is that what was expected?'] : []),
		],
	};
}

function sayCommands({step}: PlannedStep, {state}: Standing): string[] {
	return step.commands.flatMap(command => {
		const {mode, language, line, text, placeholders, irreversible} = command;
		return [
			`  Command (${[modes[mode], ...describeWays(command)].map(way => tell(way)).join('; ')}; ${tell(language)}, line ${line}):`,
			...tellLines(text),
			...(placeholders.length > 0 ? [`  To be filled in before it runs: ${placeholders.map(placeholder => tell(placeholder)).join(', ')}`] : []),
			...(irreversible ? [`  It cannot be undone: ${tell(confirmationText(state))} has to be typed before it runs.`] : []),
		];
	});
}

/** What a signature would be over. */

/** As the screen has it, and other terminals. */
function saySignature(planned: PlannedStep, {plan, state}: Pick<Standing, 'plan' | 'state'>): string[] {
	return planned.step.signature && !isSettled(stateOf(state, planned.step.id).status)
		? ['  What this signature says:', ...sayMeaning(meaningOfApproval(plan, state, planned)).map(line => `    ${line}`)]
		: [];
}
