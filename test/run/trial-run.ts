/** A run in memory: intents go through the rules, and what they come to is chained and reduced as the journal would. */
import type {Checklist} from '../../source/checklist/model.js';
import {emptyChain, link} from '../../source/run/chain.js';
import {decide} from '../../source/run/decide.js';
import {isRefusal} from '../../source/run/ruling.js';
import type {
	Event,
	EventData,
	Fact,
	Observation,
} from '../../source/run/events.js';
import {reportDecision} from '../../source/run/decision.js';
import {gateStatus, stateOf} from '../../source/run/gates.js';
import type {Intent} from '../../source/run/intents.js';
import {offersFor} from '../../source/run/offers.js';
import {planWalk, type Operator} from '../../source/run/plan.js';
import {initialState, reduce, replay} from '../../source/run/reduce.js';
import type {StepStatus} from '../../source/run/state.js';

export const tag = 'v1.0.0';
export const firstCommit = 'a'.repeat(40);
export const secondCommit = 'b'.repeat(40);
const digest = 'd'.repeat(64);
const ada = {name: 'Ada', email: 'ada@example.com', host: 'desk'};
const begin = Date.UTC(2026, 10, 20, 14);

function runStarted(rest: Partial<EventData['run-started']> = {}): Fact {
	return {
		type: 'run-started', data: {
			name: `${tag}#1`, tag, kind: 'release', project: 'parser', program: 'holdpoint 0.1.0', format: 1, renderer: 1,
			checklist: {path: 'RELEASE.md', digest}, commit: firstCommit, tree: firstCommit, branch: 'main', previous: null,
			signers: {digest, version: 1}, key: null, decision: ['release manager'], dirty: false, rehearsal: false, demo: false, ...rest,
		},
	};
}

export function observe(step: string, output: number, rest: Partial<Observation> = {}): Observation {
	return {
		step, output, ok: true, why: '', ending: 'exited', exit: 0, signal: null, ms: 5, statements: [], expectations: [], tail: '', size: 0, sha256: digest, ...rest,
	};
}

export function move(to: string, rest: Partial<EventData['head-moved']> = {}): Intent {
	return {
		type: 'move', moved: {
			from: firstCommit, to, tree: to, branch: 'main', commits: [], paths: [], own: false, ...rest,
		},
	};
}

export function waive(step: string, reason = 'known, and harmless', typedTag = tag): Extract<Intent, {type: 'waive'}> {
	return {
		type: 'waive', step, reason, typedTag,
	};
}

/** How many commands the checklist has for the step decides how many are started. */
export function startOf(id: string, output: number, count = 1, rest: {typedTag?: string; text?: string; edited?: boolean; background?: 'yes' | 'gate'} = {}): Intent {
	const {
		typedTag, text = 'true', edited, background,
	} = rest;
	return {
		type: 'start', ...(typedTag !== undefined && {typedTag}), started: {
			step: id, output, commands: Array.from({length: count}, () => ({
				text, interpreter: 'bash', cwd: '', environment: [], line: 1, ...(edited && {edited}), ...(background !== undefined && {background}),
			})),
		},
	};
}

export function startRun(checklist: Checklist, started: Partial<EventData['run-started']> = {}, operator?: Operator) {
	let plan = planWalk(checklist, operator);
	let state = initialState(plan);
	let end = emptyChain;
	const events: Event[] = [];
	const lines: string[] = [];

	/** Facts as if they stood in the journal, without asking the rules. */
	let now = begin;
	const happen = (...facts: readonly Fact[]) => {
		for (const fact of facts) {
			const linked = link({
				fact, end, run: '1'.repeat(32), at: new Date(now).toISOString(), by: ada,
			});
			now += 1000;
			end = linked.end;
			events.push(linked.event);
			lines.push(linked.line);
			state = reduce(state, linked.event);
		}
	};

	const take = (...intents: readonly Intent[]) => {
		for (const intent of intents) {
			const ruling = decide(plan, state, intent, new Date(now).toISOString());
			if (isRefusal(ruling)) {
				throw new TypeError(`${intent.type}: ${ruling.refusal}`);
			}

			happen(...ruling);
		}
	};

	/** Why not, or undefined when it would be taken. */
	const refusal = (intent: Intent): string | undefined => {
		const ruling = decide(plan, state, intent, new Date(now).toISOString());
		return isRefusal(ruling) ? ruling.refusal : undefined;
	};

	/** Runs the commands of a step to the given end. */
	const run = (id: string, rest: Partial<Observation> = {}, typedTag = '') => {
		const output = state.outputs + 1;
		const commands = plan.byId.get(id)?.step.commands.filter(({mode}) => mode !== 'manual') ?? [];
		take(startOf(id, output, commands.length, {typedTag}), {type: 'finish', observation: observe(id, output, rest)});
	};

	const sign = (id: string, rest: Partial<EventData['gate-signed']> = {}): Intent => {
		const planned = plan.byId.get(id);
		return {
			type: 'sign', signed: {
				gate: planned?.section.id ?? '', step: id, role: planned?.step.signature?.role ?? '', decision: 'approve',
				comment: '', statement: digest, missing: 0, signer: 'ada@example.com', key: 'ssh-ed25519 A', ...rest,
			},
		};
	};

	happen(runStarted(started));
	return {
		get plan() {
			return plan;
		},
		events, lines, take, happen, refusal, run, sign,
		/** Another text is on the disk: it is taken, or declined, as on coming back. */
		changeText(text: Checklist, answer: {readonly taken: boolean; readonly keep: boolean}) {
			take({type: 'change checklist', to: planWalk(text, operator), ...answer});
			if (!answer.taken) {
				return;
			}

			plan = planWalk(text, operator, undefined, [...plan.earlier, plan].map(one => one.checklist));
			state = replay(initialState(plan), events);
		},
		/** The time of the next event. */
		now: () => new Date(now).toISOString(),
		pass(milliseconds: number) {
			now += milliseconds;
		},
		state: () => state,
		report: () => reportDecision(plan, state),
		status: (id: string): StepStatus => stateOf(state, id).status,
		step: (id: string) => stateOf(state, id),
		offers: (id: string) => offersFor(plan, state, id),
		acts: (id: string) => offersFor(plan, state, id).map(({act}) => act),
		gate(id: string) {
			const gate = plan.gateById.get(id);
			return gate && gateStatus(gate, plan, state);
		},
		confirm(...steps: readonly string[]) {
			take({type: 'confirm', steps});
		},
		fail(id: string) {
			take({type: 'fail', step: id, reason: 'it does not work'});
		},
	};
}

export type TrialRun = ReturnType<typeof startRun>;
