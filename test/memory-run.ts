/** A run without a disk or a repository: the real parser, rules and reduction, shown as a walk shows them. */
import {Buffer} from 'node:buffer';
import {parseChecklist} from '../source/checklist/parse.js';
import {emptyChain, link} from '../source/run/chain.js';
import {decide} from '../source/run/decide.js';
import type {Fact, Observation} from '../source/run/events.js';
import type {Intent} from '../source/run/intents.js';
import {planWalk, type Plan} from '../source/run/plan.js';
import {initialState, reduce} from '../source/run/reduce.js';
import {isRefusal} from '../source/run/ruling.js';
import {readParticipant} from '../source/run/witness.js';
import type {Walk, WalkAct, WalkView} from '../source/walk/view.js';

export const operator = {name: 'Ada', email: 'ada@example.com', host: 'buildhost'};
export const commit = 'a1b2c3d4e5f60718293a4b5c6d7e8f9012345678';
export const zeros = '0'.repeat(64);
export const start = Date.parse('2026-11-20T14:00:00.000Z');

const runStarted = (tag: string, rehearsal: boolean, hasSigners: boolean): Fact => ({
	type: 'run-started', data: {
		name: `${tag === '' ? 'release' : tag}#1`, tag: tag === '' ? null : tag, kind: 'release', project: 'parser',
		program: '0.1.0', format: 1, renderer: 1, checklist: {path: 'RELEASE.md', digest: zeros}, commit, tree: commit,
		branch: 'main', previous: null, signers: hasSigners ? {digest: zeros, version: 1} : null, key: null, decision: ['release manager'], dirty: false, rehearsal, demo: false,
	},
});

type MemoryRun = Pick<Walk, 'getView' | 'subscribe' | 'close'> & {
	readonly plan: Plan;
	/** Replaces parts of the view. */
	readonly show: (parts: Partial<WalkView>) => void;
	/** Notes facts as if they had happened. */
	readonly happen: (...facts: readonly Fact[]) => void;
	/** What the rules make of it; a refusal is the view's message. */
	readonly take: (intent: Intent) => boolean;
	readonly refuse: (why: string) => false;
	/** The id of the step with this title. */
	readonly find: (title: string) => string;
};

type Started = {
	/** Empty: a run without a tag. */
	readonly tag?: string;
	readonly rehearsal?: boolean;
	/** Of the operator, by a signers file; undefined: there is none. */
	readonly roles?: readonly string[];
};

export function startMemoryRun(markdown: string, {tag = 'v1.0.0', rehearsal = false, roles}: Started = {}): MemoryRun {
	const plan = planWalk(parseChecklist(Buffer.from(markdown)), {emails: [operator.email], roles});
	const listeners = new Set<() => void>();
	let end = emptyChain;
	let view: WalkView = {
		plan, state: initialState(plan), stage: 'walking', live: undefined, busy: undefined, message: undefined, rings: 0, background: [], changes: [], agreeing: {scripts: [], changes: undefined}, commands: [],
		remaining: [], record: undefined, push: undefined, demo: false, operator, clock: {since: start, before: 0},
	};
	const show = (parts: Partial<WalkView>) => {
		view = {...view, ...parts};
		for (const listener of listeners) {
			listener();
		}
	};

	const happen = (...facts: readonly Fact[]) => {
		let {state} = view;
		for (const fact of facts) {
			const linked = link({
				fact, end, run: 'a'.repeat(32), at: new Date(start + (end.seq * 1000)).toISOString(), by: operator,
			});
			end = linked.end;
			state = reduce(state, linked.event);
		}

		show({state});
	};

	const refuse = (why: string): false => {
		show({message: {kind: 'refused', text: why}});
		return false;
	};

	happen(runStarted(tag, rehearsal, roles !== undefined));
	return {
		plan,
		show,
		happen,
		refuse,
		take(intent) {
			const ruling = decide(plan, view.state, intent);
			if (isRefusal(ruling)) {
				return refuse(ruling.refusal);
			}

			show({message: undefined});
			happen(...ruling);
			return true;
		},
		find: title => plan.steps.find(({step}) => step.title === title)?.step.id ?? '',
		getView: () => view,
		subscribe(listener) {
			listeners.add(listener);
			return () => {
				listeners.delete(listener);
			};
		},
		async close() {
			listeners.clear();
		},
	};
}

/** The intent of a run's start, as the commands stand in the checklist or were edited. */
export function intentToStart({plan, getView}: Pick<MemoryRun, 'plan' | 'getView'>, {step: id, edited, typedTag}: Omit<Extract<WalkAct, {type: 'run'}>, 'type'>): Extract<Intent, {type: 'start'}> {
	const commands = (plan.byId.get(id)?.step.commands ?? []).map(({text, line, language}, index) => ({
		text: edited?.get(index) ?? text, interpreter: language, cwd: '', environment: [], line, ...(edited?.has(index) && {edited: true}),
	}));
	return {type: 'start', started: {step: id, output: getView().state.outputs + 1, commands}, ...(typedTag !== undefined && {typedTag})};
}

/** What running a step's command comes to, with the parts that a test cares about. */
export function finished({plan}: Pick<MemoryRun, 'plan'>, {step, output}: Pick<Observation, 'step' | 'output'>, parts: Partial<Observation> = {}): Fact {
	return {
		type: plan.byId.get(step)?.step.kind === 'check' ? 'check-finished' : 'action-finished', data: {
			step, output, ok: true, why: '', ending: 'exited', exit: 0, signal: null, ms: 300, statements: [], expectations: [], tail: 'fine\n', size: 5, sha256: zeros, ...parts,
		},
	};
}

/** The acts that are decided by the rules alone. */
export function intentOf(act: WalkAct, plan: Plan): Intent | undefined {
	switch (act.type) {
		case 'confirm':
		case 'fail':
		case 'set aside':
		case 'waive':
		case 'reopen':
		case 'note':
		case 'pause':
		case 'decide': {
			return act;
		}

		case 'later': {
			return {type: 'leave for later', step: act.step};
		}

		case 'enter': {
			return {...act, type: 'enter value'};
		}

		case 'correct': {
			return {...act, type: 'correct input'};
		}

		case 'condition': {
			return {type: 'answer condition', condition: act.condition, holds: act.holds};
		}

		case 'leave out': {
			return {type: 'leave output out', output: act.output, leftOut: act.leftOut};
		}

		case 'take back': {
			return {type: 'take back decision', reason: act.reason};
		}

		case 'record': {
			const found = (plan.byId.get(act.step)?.step.evidence ?? []).map(({name = ''}) => ({
				name, files: (act.files ?? ['soak.log']).map(path => ({path, size: 3, sha256: 'e'.repeat(64)})), ok: true, why: '',
			}));
			return {type: 'record evidence', step: act.step, found};
		}

		case 'start waiting': {
			return {type: 'start wait', step: act.step, byHand: true};
		}

		case 'witness': {
			return {type: 'join', witness: readParticipant(act.witness) ?? {name: '', email: ''}};
		}

		case 'consent':
		case 'run':
		case 'run checks':
		case 'stop':
		case 'sign':
		case 'withdraw':
		case 'finish':
		case 'push':
		case 'dismiss message': {
			return undefined;
		}
	}
}
