/** What walking by lines works with: the walk, where the person is, and how acts are done while they wait. */
import type {PlannedStep} from '../run/plan.js';
import {isInBackground} from '../run/standing.js';
import type {RunState} from '../run/state.js';
import {
	findNext,
	isSettled,
	stateOf,
	walkedSteps,
} from '../run/gates.js';
import type {Walk, WalkAct} from '../walk/view.js';
import {InputEnded, type Ask, type LineTerminal} from './asking.js';
import {tell} from './words.js';

/** One thing that can be typed. */
export type Answer = {
	/** The first is shown; longer ones are taken in any case. */
	readonly keys: readonly string[];
	readonly label: string;
	/** Stands below the question; the others are listed by `?`. */
	readonly isListed: boolean;
	/** Takes what follows the key. */
	readonly takesRest?: boolean;
	/** Asks what has to be known, or shows something; what it returns is then done. */
	readonly take: (rest: string) => Promise<WalkAct | undefined>;
};

export type Desk = {
	readonly walk: Walk;
	readonly ask: Ask;
	readonly write: (...lines: readonly string[]) => void;
	/** Does an act and waits for it; Ctrl-C and `s` stop a running command meanwhile. True when it was taken. */
	readonly perform: (act: WalkAct) => Promise<boolean>;
	/** Id of the step looked at; undefined: the decision. */
	cursor: string | undefined;
	/** The step told last: what is above it is not told again. */
	told: PlannedStep | undefined;
	/** What is asked has to be told before the next answer. */
	isFresh: boolean;
};

export function openDesk({walk, terminal, ask}: {walk: Walk; terminal: LineTerminal; ask: Ask}): Desk {
	const {plan, state} = walk.getView();
	const write: Desk['write'] = (...lines) => {
		for (const line of lines) {
			terminal.write(line);
		}
	};

	return {
		walk, ask, write, perform: async act => attend(walk, terminal, async () => walk.act(act)), cursor: findNext(walkedSteps(plan), state)?.step.id, told: undefined, isFresh: true,
	};
}

/** Works, and until it is done takes what is typed for what it can only be: the wish to stop. */
async function attend<Result>(walk: Walk, {onUnasked, write}: LineTerminal, work: () => Promise<Result>): Promise<Result> {
	const stops: Array<Promise<unknown>> = [];
	let isLeaving = false;
	const forget = onUnasked?.(line => {
		if (walk.getView().live && (line === undefined || line.trim() === 's')) {
			stops.push(walk.act({type: 'stop'}));
		} else if (line === undefined) {
			isLeaving = true;
		} else if (line.trim() !== '') {
			write(`"${tell(line)}" was not taken: nothing is asked right now. s stops a running command.`);
		}
	});
	try {
		const result = await work();
		await Promise.all(stops);
		if (isLeaving) {
			throw new InputEnded();
		}

		return result;
	} finally {
		forget?.();
	}
}

/** Waits for a command that runs already: one that was left running, or that an act only started. */
export async function awaitCommand(walk: Walk, terminal: LineTerminal): Promise<void> {
	if (!walk.getView().live) {
		return;
	}

	await attend(walk, terminal, async () => {
		const {promise, resolve} = Promise.withResolvers<undefined>();
		const check = () => {
			if (!walk.getView().live) {
				resolve(undefined);
			}
		};

		const forget = walk.subscribe(check);
		check();
		await promise;
		forget();
	});
}

/** To another step, or to the decision. */
export function look(desk: Desk, step: string | undefined): void {
	desk.cursor = step;
	desk.isFresh = true;
}

/** To the next step that needs somebody, behind the one looked at. */
export function lookOn(desk: Desk): void {
	const {plan, state} = desk.walk.getView();
	look(desk, findNext(walkedSteps(plan), state, desk.cursor)?.step.id);
}

/** After an answer the walk goes on; what failed by itself, or waits for a judgement, stays in front of the person. */
export function followAnswer(desk: Desk, before: RunState): void {
	const {state} = desk.walk.getView();
	const {cursor} = desk;
	desk.isFresh = true;
	if (cursor === undefined) {
		return;
	}

	const was = stateOf(before, cursor);
	const is = stateOf(state, cursor);
	const last = is.answers.length > was.answers.length ? is.answers.at(-1) : undefined;
	const isSaid = last !== undefined && (isSettled(last.status) || (last.status === 'failed' && last.output === undefined));
	if (isSaid || (is.later && !was.later) || (is.status === 'running' && isInBackground(is))) {
		lookOn(desk);
	}
}
