/** Looking around in a run: other steps, gates, what is left, outputs. */
import {
	isSettled,
	stateOf,
	stepsOfGate,
	walkedSteps,
} from '../run/gates.js';
import {listInputs, readCorrection} from '../run/values/input-values.js';
import type {Plan, PlannedGate, PlannedStep} from '../run/plan.js';
import {
	look,
	lookOn,
	type Answer,
	type Desk,
} from './desk.js';
import {sayStep} from './lines.js';
import {sayEntry, sayOutput} from './past.js';
import {sayGates, sayLeftByGate} from './reports.js';
import {askTogether, stillTrue} from './together.js';
import {quote, tell, tellLines} from './words.js';

type Look = (rest: string) => Promise<void> | void;

function show(keys: readonly string[], label: string, act: Look, takesRest = false): Answer {
	return {
		keys, label, isListed: false, takesRest, async take(rest) {
			await act(rest);
			return undefined;
		},
	};
}

/** Everywhere in the walk. */
export function looksAround(desk: Desk): Answer[] {
	return [
		show(['['], 'look back', () => {
			lookBeside(desk, -1);
		}),
		show([']'], 'look on', () => {
			lookBeside(desk, 1);
		}),
		show(['next'], 'to the next step that needs somebody', () => {
			lookOn(desk);
		}),
		show(['g', 'gates'], 'gates, to jump to one', async () => jumpToGate(desk)),
		show(['t', 'left'], 'what is left: open, and waiting for whom', () => {
			desk.write(...sayLeftByGate(desk.walk.getView()));
		}),
		show(['/', 'find'], 'and a word: find a step', async rest => findStep(desk, rest), true),
		show(['d', 'decision'], 'the decision', () => {
			look(desk, undefined);
		}),
		...correctInput(desk),
	];
}

/** Another value for an input of the run. */
function correctInput(desk: Desk): Answer[] {
	const {plan, state} = desk.walk.getView();
	const inputs = listInputs(plan.checklist, state);
	return inputs.length === 0
		? []
		: [{
			keys: ['v', 'value'], label: 'and name=value: correct the value of an input', isListed: false, takesRest: true, async take(rest) {
				const given = rest === '' ? await desk.ask.needed(`Which input has another value (${inputs.map(text => tell(text)).join(', ')})? name=value: `) : rest;
				return given === undefined ? undefined : {type: 'correct', ...readCorrection(given)};
			},
		}];
}

/** What is to be seen and done around one step. */
export function looksAtStep(desk: Desk, planned: PlannedStep): Answer[] {
	const {plan, state} = desk.walk.getView();
	const {id, commands} = planned.step;
	const gate = gateOf(plan, planned);
	const again = stillTrue(gate, {plan, state});
	const isAgain = again.length > 1 && again.includes(planned);
	const together: Answer = {
		keys: ['a', 'all'], label: isAgain ? `whether the ${again.length} that were said of this gate are still true, all at once` : 'confirm the items of the group or gate all together, but for exceptions', isListed: isAgain, take: async () => askTogether(desk, planned, gate),
	};
	const ofCommands = [
		show(['o', 'output'], 'what its command printed', () => {
			desk.write(...sayOutput(stateOf(state, id), desk.walk.logPath));
		}),
		show(['p', 'copy'], 'its command alone, to copy', () => {
			desk.write(...commands.flatMap(({text}) => tellLines(text, '')));
		}),
	];
	const inFull = show(['step'], 'this step in full', () => {
		desk.write(...sayStep(planned, desk.walk.getView()));
	});
	return [together, inFull, ...runChecks(gate, desk), ...(commands.length > 0 ? ofCommands : [])];
}

function runChecks(gate: PlannedGate | undefined, {walk}: Desk): Answer[] {
	const {plan, state} = walk.getView();
	const checks = gate ? stepsOfGate(gate, plan).filter(({step}) => step.kind === 'check' && !isSettled(stateOf(state, step.id).status)) : [];
	if (!gate || checks.length === 0) {
		return [];
	}

	const label = `Run the checks of ${quote(gate.section.title)} one after the other`;
	return [{
		keys: ['R', 'run checks'], label, isListed: checks.length > 1, take: async () => ({type: 'run checks', gate: gate.section.id}),
	}];
}

/** The innermost gate that a step stands in. */
function gateOf(plan: Plan, {path}: PlannedStep): PlannedGate | undefined {
	const id = path.findLast(section => plan.gateById.has(section));
	return id === undefined ? undefined : plan.gateById.get(id);
}

/** What is asked in this run first, then what is for later: that can be looked at too. */
function routeOf(plan: Plan): PlannedStep[] {
	const walked = walkedSteps(plan);
	const asked = new Set(walked.map(({step}) => step.id));
	return [...walked, ...plan.steps.filter(({step}) => !asked.has(step.id))];
}

/** The decision stands behind what is asked in this run. */
function lookBeside(desk: Desk, by: 1 | -1): void {
	const {plan} = desk.walk.getView();
	const ids = routeOf(plan).map(({step}) => step.id);
	const places = ids.toSpliced(walkedSteps(plan).length, 0, '');
	const there = places[places.indexOf(desk.cursor ?? '') + by];
	if (there === undefined) {
		desk.write(by === 1 ? 'That is the last step.' : 'That is the first step.');
	} else {
		look(desk, there === '' ? undefined : there);
	}
}

async function jumpToGate(desk: Desk): Promise<void> {
	const view = desk.walk.getView();
	const {plan, state} = view;
	desk.write(...sayGates(view));
	const gate = await pick(desk, plan.gates);
	if (!gate) {
		return;
	}

	const steps = stepsOfGate(gate, plan);
	const open = steps.find(({step: {id}}) => !isSettled(stateOf(state, id).status));
	look(desk, (open ?? steps[0])?.step.id);
}

async function findStep(desk: Desk, typed: string): Promise<void> {
	const view = desk.walk.getView();
	const asked = typed === '' ? await desk.ask.line('Find: ') : typed;
	const sought = asked.toLowerCase();
	const found = sought === '' ? [] : routeOf(view.plan).filter(({step: {title, context}}) => [title, ...context].some(text => text.toLowerCase().includes(sought)));
	if (found.length === 0) {
		desk.write(sought === '' ? 'Nothing was sought.' : `No step says ${quote(asked)}.`);
		return;
	}

	desk.write(...found.map((planned, index) => `${index + 1} ${sayEntry(planned, view)}`));
	const there = found.length === 1 ? found[0] : await pick(desk, found);
	if (there) {
		look(desk, there.step.id);
	}
}

async function pick<Item>({ask, write}: Desk, items: readonly Item[]): Promise<Item | undefined> {
	const typed = await ask.line('Number, or Enter to stay: ');
	const item = /^\d+$/v.test(typed) ? items[Number(typed) - 1] : undefined;
	if (item === undefined && typed !== '') {
		write(`${quote(typed)} is no number of that list.`);
	}

	return item;
}
