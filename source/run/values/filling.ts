/** The plan as it is shown and run: names and placeholders filled in with what the run knows by now. */
import type {Command} from '../../checklist/command.js';
import type {Checklist, Step} from '../../checklist/model.js';
import {
	fillCommand,
	fillNames,
	isHarmless,
	replacementsOf,
	replaceTexts,
	type Replacements,
} from '../../checklist/names-in-text.js';
import {allSteps} from '../../checklist/outline.js';
import {rewordChecklist} from '../../checklist/reword.js';
import {planWalk, type Plan} from '../plan.js';
import {stateOf} from '../standing.js';
import type {RunState} from '../state.js';

type Values = ReadonlyMap<string, string>;

/** A step's commands as the checklist means them on these values: what runs unless a person edits it. */
export function writtenCommands({commands}: Pick<Step, 'commands'>, checklist: Checklist, values: Values): readonly Command[] {
	const replacements = replacementsOf(checklist, values);
	return replacements.size === 0 ? commands : commands.map(command => fillCommand(command, replacements));
}

/** `...` and `????` stand for something else at each place. */
export function isSpeaking(placeholder: string): boolean {
	return /\p{Letter}/v.test(placeholder);
}

/** Placeholders of the checklist's commands for which one answer holds everywhere. */
export function speakingPlaceholders(checklist: Checklist): ReadonlySet<string> {
	return new Set(allSteps(checklist).flatMap(({commands}) => commands.flatMap(({placeholders}) => placeholders)).filter(text => isSpeaking(text)));
}

type Filling = {
	/** Of `{{name}}`. */
	readonly names: Values;
	readonly replacements: Replacements;
};

/** What the text of a document can ask for, found once for each. */
type Asked = {readonly placeholders: ReadonlySet<string>; readonly isAnything: boolean};

const asked = new WeakMap<Checklist, Asked>();

function askedIn(checklist: Checklist): Asked {
	const known = asked.get(checklist);
	if (known) {
		return known;
	}

	const placeholders = speakingPlaceholders(checklist);
	const found = {placeholders, isAnything: placeholders.size > 0 || checklist.settings.placeholders.length > 0 || checklist.namedVersion !== undefined || checklist.text.includes('{{')};
	asked.set(checklist, found);
	return found;
}

function namesOf(plan: Plan, state: RunState): Map<string, string> {
	const {started, values, commit, branch} = state;
	const names = new Map([
		['commit', commit], ['branch', branch], ['tag', started?.tag ?? undefined], ['previous', started?.previous ?? undefined], ...values,
	].flatMap(([name, value]) => name !== undefined && value !== undefined && value !== '' ? [[name, value] as const] : []));
	for (const {step} of plan.steps) {
		for (const {name, files} of step.evidence.length > 0 ? stateOf(state, step.id).evidence : []) {
			const [first] = files;
			if (name !== '' && first) {
				names.set(`${name}.path`, first.path);
			}
		}
	}

	return names;
}

/** The same plan where there is nothing to fill in, and as long as nothing new is known. */
export function fillPlan(plan: Plan, state: RunState): Plan {
	return askedIn(plan.checklist).isAnything ? fillKnown(plan, namesOf(plan, state), state.values) : plan;
}

const last = new WeakMap<Plan, {readonly key: string; readonly filled: Plan}>();

/** A sentence about the checklist, with the same filled in. */
export function fillSentence(text: string, plan: Plan, state: RunState): string {
	return askedIn(plan.checklist).isAnything ? fillText(text, {names: namesOf(plan, state), replacements: replacementsKnown(plan.checklist, state.values)}) : text;
}

function replacementsKnown(checklist: Checklist, values: Values): Replacements {
	const said = askedIn(checklist).placeholders.values().filter(text => values.has(text)).map(text => [text, values.get(text)] as const);
	return new Map([...said, ...replacementsOf(checklist, values)]);
}

/** With what a run, or `check`, knows: what `{{name}}` stands for, and the values that were entered. */
export function fillKnown(plan: Plan, names: Values, values: Values): Plan {
	const {checklist} = plan;
	const replacements = replacementsKnown(checklist, values);
	const key = JSON.stringify([[...names], [...replacements]]);
	const known = last.get(plan);
	if (known?.key === key) {
		return known.filled;
	}

	const filled = planWalk(fillChecklist(checklist, {names, replacements}), plan.operator, plan.phase);
	last.set(plan, {key, filled});
	return filled;
}

function fillChecklist(checklist: Checklist, filling: Filling): Checklist {
	const filled = rewordChecklist(checklist, text => fillText(text, filling), step => fillStep(step, filling));
	return {...filled, settings: {...checklist.settings, placeholders: []}, namedVersion: undefined};
}

function fillText(text: string, {names, replacements}: Filling): string {
	return fillNames(replaceTexts(text, replacements), names);
}

/** What is no plain name would mean something in a pattern. */
function fillGlob(glob: string, {names, replacements}: Filling): string {
	return fillNames(replaceTexts(glob, replacements), new Map([...names].filter(([, value]) => isHarmless(value))));
}

/** What a step has besides its texts. */
function fillStep(step: Step, filling: Filling): Step {
	return {
		...step,
		commands: step.commands.map(command => fillCommand(command, filling.replacements)),
		evidence: step.evidence.map(evidence => ({...evidence, glob: fillGlob(evidence.glob, filling)})),
		value: step.value && {...step.value, label: fillText(step.value.label, filling)},
		condition: step.condition && {...step.condition, text: fillText(step.condition.text, filling)},
	};
}
