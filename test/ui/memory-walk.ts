/** A walk without a disk: the real rules and the real reduction, kept in memory. What a command would do is given by the test. */
import {Buffer} from 'node:buffer';
import {parseChecklist} from '../../source/checklist/parse.js';
import {emptyChain, link} from '../../source/run/chain.js';
import {decide} from '../../source/run/decide.js';
import {isRefusal} from '../../source/run/ruling.js';
import type {Fact, Observation} from '../../source/run/events.js';
import {readParticipant} from '../../source/run/witness.js';
import type {Intent} from '../../source/run/intents.js';
import {planWalk, type Plan} from '../../source/run/plan.js';
import {initialState, reduce} from '../../source/run/reduce.js';
import type {Walk, WalkAct, WalkView} from '../../source/walk/view.js';

export type MemoryWalk = Walk & {
	/** Every act that was asked for, in order. */
	readonly acts: WalkAct[];
	/** Replaces parts of the view. */
	readonly show: (parts: Partial<WalkView>) => void;
	/** Notes facts as if they had happened. */
	readonly happen: (...facts: readonly Fact[]) => void;
	/** The id of the step with this title. */
	readonly find: (title: string) => string;
	readonly handOver: () => Parameters<Walk['setHandOver']>[0];
};

const by = {name: 'Ada', email: 'ada@example.com', host: 'buildhost'};
const commit = 'a1b2c3d4e5f60718293a4b5c6d7e8f9012345678';
export const start = Date.parse('2026-11-20T14:00:00.000Z');

const runStarted = (tag: string, rehearsal: boolean, hasSigners: boolean): Fact => ({
	type: 'run-started', data: {
		name: `${tag === '' ? 'release' : tag}#1`, tag: tag === '' ? null : tag, kind: 'release', project: 'parser',
		program: '0.1.0', format: 1, renderer: 1, checklist: {path: 'RELEASE.md', digest: '0'.repeat(64)}, commit, tree: commit,
		branch: 'main', previous: null, signers: hasSigners ? {digest: '0'.repeat(64), version: 1} : null, key: null, decision: ['release manager'], dirty: false, rehearsal, demo: false,
	},
});

/** What running a step's command comes to, with the parts that a test cares about. */
function observe(step: string, output: number, parts: Partial<Observation> = {}): Observation {
	return {
		step, output, ok: true, why: '', ending: 'exited', exit: 0, signal: null, ms: 300, statements: [], expectations: [], tail: 'fine\n', size: 5, sha256: '0'.repeat(64), ...parts,
	};
}

type Options = {
	/** Empty: a run without a tag. */
	readonly tag?: string;
	readonly rehearsal?: boolean;
	/** Of the operator, by a signers file; undefined: there is none. */
	readonly roles?: readonly string[];
	/** What a command comes to, by the step's title; by default it succeeds. */
	readonly results?: Readonly<Record<string, Partial<Observation>>>;
	readonly logPath?: (output: number) => string;
};

export function createMemoryWalk(markdown: string, {tag = 'v1.0.0', rehearsal = false, roles, results = {}, logPath = output => `/nowhere/${output}.log`}: Options = {}): MemoryWalk {
	const plan = planWalk(parseChecklist(Buffer.from(markdown)), {emails: [by.email], roles});
	let end = emptyChain;
	let hand: Parameters<Walk['setHandOver']>[0];
	const listeners = new Set<() => void>();
	const acts: WalkAct[] = [];
	let view: WalkView = {
		plan, state: initialState(plan), stage: 'walking', live: undefined, busy: undefined, message: undefined, rings: 0, background: [], agreeing: {scripts: [], changes: undefined}, changes: [], commands: [],
		remaining: [], record: undefined, push: undefined, demo: false, operator: by, clock: {since: start, before: 0},
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
				fact, end, run: 'a'.repeat(32), at: new Date(start + (end.seq * 1000)).toISOString(), by,
			});
			end = linked.end;
			state = reduce(state, linked.event);
		}

		show({state});
	};

	const take = (intent: Intent): boolean => {
		const ruling = decide(plan, view.state, intent);
		if (isRefusal(ruling)) {
			show({message: {kind: 'refused', text: ruling.refusal}});
			return false;
		}

		show({message: undefined});
		happen(...ruling);
		return true;
	};

	const run = ({step: id, typedTag, edited}: Extract<WalkAct, {type: 'run'}>): boolean => {
		const step = plan.byId.get(id)?.step;
		const output = view.state.outputs + 1;
		const commands = (step?.commands ?? []).map(({text, line, language}, index) => ({
			text: edited?.get(index) ?? text, interpreter: language, cwd: '', environment: [], line,
		}));
		const isStarted = take({type: 'start', started: {step: id, output, commands}, ...(typedTag !== undefined && {typedTag})});
		if (isStarted) {
			happen({type: step?.kind === 'check' ? 'check-finished' : 'action-finished', data: observe(id, output, results[step?.title ?? ''])});
		}

		return isStarted;
	};

	happen(runStarted(tag, rehearsal, roles !== undefined));
	return {
		acts,
		show,
		happen,
		find: title => plan.steps.find(({step}) => step.title === title)?.step.id ?? '',
		handOver: () => hand,
		getView: () => view,
		subscribe(listener) {
			listeners.add(listener);
			return () => {
				listeners.delete(listener);
			};
		},
		async act(act) {
			acts.push(act);
			const intent = intentOf(act, plan);
			if (intent) {
				return take(intent);
			}

			if (act.type === 'run') {
				return run(act);
			}

			if (act.type === 'dismiss message') {
				show({message: undefined});
			}

			return true;
		},
		setHandOver(handOver) {
			hand = handOver;
		},
		logPath,
		async close() {
			listeners.clear();
		},
	};
}

/** The acts that are decided by the rules alone. */
function intentOf(act: WalkAct, plan: Plan): Intent | undefined {
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
