/** A walk without a disk or a repository: the real parser, rules and reduction, and commands that do what the test says. */
import {Buffer} from 'node:buffer';
import {readParticipant} from '../../source/run/witness.js';
import {allSteps} from '../../source/checklist/outline.js';
import {parseChecklist} from '../../source/checklist/parse.js';
import {emptyChain, link} from '../../source/run/chain.js';
import {decide} from '../../source/run/decide.js';
import {isRefusal} from '../../source/run/ruling.js';
import type {Fact, Observation} from '../../source/run/events.js';
import type {Intent} from '../../source/run/intents.js';
import {planWalk} from '../../source/run/plan.js';
import {initialState, reduce} from '../../source/run/reduce.js';
import type {
	PushOffer,
	Walk,
	WalkAct,
	WalkView,
} from '../../source/walk/view.js';

const zeros = '0'.repeat(64);
const commit = 'a1b2c3d4e5f60718293a4b5c6d7e8f9012345678';
const start = Date.parse('2026-11-20T14:00:00.000Z');
const by = {name: 'Ada', email: 'ada@example.com', host: 'buildhost'};

const runStarted: Fact = {
	type: 'run-started', data: {
		name: 'v1.0.0#1', tag: 'v1.0.0', kind: 'release', project: 'parser', program: '0.1.0', format: 1, renderer: 1, checklist: {path: 'RELEASE.md', digest: zeros}, commit, tree: commit,
		branch: 'main', previous: null, signers: null, key: null, decision: ['release manager'], dirty: false, rehearsal: false, demo: false,
	},
};

/** What a command comes to. */
type Result = Partial<Observation> & {
	/** Windows of its output while it runs, one after the other. */
	readonly windows?: ReadonlyArray<{readonly tail: readonly string[]; readonly size: number}>;
	/** Goes on until it is stopped. */
	readonly untilStopped?: boolean;
};

type Options = {
	/** By the step's title, one for each run; the last one stays. Without any it succeeds. */
	readonly results?: Readonly<Record<string, readonly Result[]>>;
	readonly consent?: boolean;
	readonly push?: PushOffer;
	/** How many seals fail before one is made. */
	readonly failingSeals?: number;
};

export type MemoryWalk = Walk & {
	/** Every act that was asked for, in order. */
	readonly acts: readonly WalkAct[];
	readonly show: (parts: Partial<WalkView>) => void;
	readonly happen: (...facts: readonly Fact[]) => void;
	/** The id of the step with this title. */
	readonly find: (title: string) => string;
	/** Resolves when a command runs that goes on until it is stopped. */
	readonly hangs: Promise<void>;
};

export function createMemoryWalk(markdown: string, {results = {}, consent = false, push, failingSeals = 0}: Options = {}): MemoryWalk {
	const plan = planWalk(parseChecklist(Buffer.from(markdown)));
	const listeners = new Set<() => void>();
	const acts: WalkAct[] = [];
	const runs = new Map<string, number>();
	const hanging = Promise.withResolvers<undefined>();
	let end = emptyChain;
	let failing = failingSeals;
	let stop: (() => void) | undefined;
	let view: WalkView = {
		plan, state: initialState(plan), stage: consent ? 'consent' : 'walking', live: undefined, busy: undefined, message: undefined, rings: 0, background: [], changes: [], agreeing: {scripts: [], changes: undefined},
		commands: allSteps(plan.checklist).flatMap(({title, commands}) => commands.map(command => ({title, command}))),
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

	const refuse = (text: string) => {
		show({message: {kind: 'refused', text}});
		return false;
	};

	const take = (intent: Intent): boolean => {
		const ruling = decide(plan, view.state, intent);
		if (isRefusal(ruling)) {
			return refuse(ruling.refusal);
		}

		show({message: undefined});
		happen(...ruling);
		return true;
	};

	const play = async (id: string, kind: 'check' | 'action', {windows = [], untilStopped = false}: Result) => {
		const startedAt = start + (view.state.outputs * 1000);
		const live = {
			step: id, kind, statements: [], running: undefined, startedAt, stopping: false,
		};
		for (const {tail, size} of windows) {
			show({live: {...live, tail, size}});
		}

		if (untilStopped) {
			show({live: {...live, tail: [], size: 0}});
			await new Promise<void>(resolve => {
				stop = resolve;
				hanging.resolve(undefined);
			});
		}

		show({live: undefined});
	};

	const run = async (id: string, {typedTag, edited}: {typedTag?: string; edited?: ReadonlyMap<number, string>}): Promise<boolean> => {
		const step = plan.byId.get(id)?.step;
		const kind = step?.kind === 'check' ? 'check' : 'action';
		const output = view.state.outputs + 1;
		const commands = (step?.commands ?? []).map(({text, line, language}, index) => ({
			text: edited?.get(index) ?? text, interpreter: language, cwd: '', environment: [], line, ...(edited?.has(index) && {edited: true}),
		}));
		if (!take({type: 'start', started: {step: id, output, commands}, ...(typedTag !== undefined && {typedTag})})) {
			return false;
		}

		const title = step?.title ?? '';
		const past = runs.get(title) ?? 0;
		runs.set(title, past + 1);
		const {windows, untilStopped, ...parts} = (results[title] ?? []).at(Math.min(past, (results[title]?.length ?? 1) - 1)) ?? {};
		await play(id, kind, {...(windows && {windows}), ...(untilStopped && {untilStopped})});
		happen({
			type: kind === 'check' ? 'check-finished' : 'action-finished', data: {
				step: id, output, ok: true, why: '', ending: 'exited', exit: 0, signal: null, ms: 300, statements: [], expectations: [], tail: 'fine\n', size: 5, sha256: zeros, ...parts,
			},
		});
		return true;
	};

	const finish = (): boolean => {
		const {decision, started} = view.state;
		if (!decision || failing > 0) {
			failing -= 1;
			show({stage: 'finishing', remaining: [{label: 'Seal as release manager', done: false, role: 'release manager'}]});
			return refuse('The agent is locked. Unlock it and go on.');
		}

		happen(
			{
				type: 'seal-signed', data: {
					role: 'release manager', signer: by.email, key: 'ssh', statement: zeros, bundle: zeros,
				},
			},
			{
				type: 'record-committed', data: {
					commit, folder: 'releases/v1.0.0', bundle: zeros, ref: 'refs/holdpoint/records/v1.0.0', branch: 'main',
				},
			},
			...(started && decision.decision === 'GO' ? [{type: 'tag-created', data: {tag: started.tag ?? '', object: commit, commit}} as const] : []),
			{type: 'run-closed', data: {outcome: decision.decision, reason: ''}},
		);
		show({stage: 'finished', record: 'releases/v1.0.0', push});
		return true;
	};

	const perform = async (act: WalkAct): Promise<boolean> => {
		switch (act.type) {
			case 'consent': {
				show({stage: 'walking'});
				return true;
			}

			case 'run': {
				return run(act.step, act);
			}

			case 'run checks': {
				const checks = (plan.gateById.get(act.gate)?.steps ?? []).flatMap(index => plan.steps[index] ?? []).filter(({step}) => step.kind === 'check');
				for (const {step} of checks) {
					await run(step.id, {});
				}

				return true;
			}

			case 'stop': {
				stop?.();
				return true;
			}

			case 'sign': {
				const {section, step: {signature}} = plan.byId.get(act.step) ?? {section: {id: ''}, step: {signature: undefined}};
				return take({
					type: 'sign', signed: {
						gate: section.id, step: act.step, role: signature?.role ?? '', decision: act.decision, comment: act.comment,
						statement: zeros, missing: 0, signer: by.email, key: act.key ?? 'own key',
					},
				});
			}

			case 'decide': {
				return take(act) && finish();
			}

			case 'finish': {
				return finish();
			}

			case 'push': {
				show({message: {kind: 'said', text: 'Pushed.'}, push: undefined});
				return true;
			}

			case 'dismiss message':
			case 'withdraw': {
				return refuse('Not in this test.');
			}

			case 'later': {
				return take({type: 'leave for later', step: act.step});
			}

			case 'enter': {
				return take({...act, type: 'enter value'});
			}

			case 'correct': {
				return take({...act, type: 'correct input'});
			}

			case 'record': {
				const found = (plan.byId.get(act.step)?.step.evidence ?? []).map(({name = ''}) => ({
					name, files: (act.files ?? ['soak.log']).map(path => ({path, size: 3, sha256: 'e'.repeat(64)})), ok: true, why: '',
				}));
				return take({type: 'record evidence', step: act.step, found});
			}

			case 'start waiting': {
				return take({type: 'start wait', step: act.step, byHand: true});
			}

			case 'witness': {
				return take({type: 'join', witness: readParticipant(act.witness) ?? {name: '', email: ''}});
			}

			case 'condition': {
				return take({type: 'answer condition', condition: act.condition, holds: act.holds});
			}

			case 'leave out': {
				return take({type: 'leave output out', output: act.output, leftOut: act.leftOut});
			}

			case 'take back': {
				const isTaken = take({type: 'take back decision', reason: act.reason});
				show({stage: isTaken ? 'walking' : view.stage});
				return isTaken;
			}

			case 'confirm':
			case 'fail':
			case 'set aside':
			case 'waive':
			case 'reopen':
			case 'note':
			case 'pause': {
				return take(act);
			}
		}
	};

	happen(runStarted);
	return {
		acts,
		show,
		happen,
		hangs: hanging.promise,
		find: title => plan.steps.find(({step}) => step.title === title)?.step.id ?? '',
		getView: () => view,
		subscribe(listener) {
			listeners.add(listener);
			return () => {
				listeners.delete(listener);
			};
		},
		async act(act) {
			acts.push(act);
			return perform(act);
		},
		setHandOver() {
			throw new Error('Nothing here asks for a passphrase');
		},
		logPath: output => `/nowhere/${output}.log`,
		async close() {
			listeners.clear();
		},
	};
}
