/** A walk in which commands do what the test says, and seals, record and tag are facts without anything behind them. */
import {allSteps} from '../../source/checklist/outline.js';
import type {Observation} from '../../source/run/events.js';
import type {PushOffer, Walk, WalkAct} from '../../source/walk/view.js';
import {
	commit,
	finished,
	intentOf,
	intentToStart,
	operator,
	start,
	startMemoryRun,
	zeros,
} from '../memory-run.js';

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

export function createMemoryWalk(markdown: string, {results = {}, consent = false, push, failingSeals = 0}: Options = {}) {
	const memory = startMemoryRun(markdown);
	const {
		plan, show, happen, take, refuse, getView,
	} = memory;
	const acts: WalkAct[] = [];
	const runs = new Map<string, number>();
	const hanging = Promise.withResolvers<undefined>();
	let failing = failingSeals;
	let stop: (() => void) | undefined;
	show({
		stage: consent ? 'consent' : 'walking',
		commands: allSteps(plan.checklist).flatMap(({title, commands}) => commands.map(command => ({title, command}))),
	});

	const play = async (id: string, kind: 'check' | 'action', {windows = [], untilStopped = false}: Result) => {
		const startedAt = start + (getView().state.outputs * 1000);
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

	const run = async (act: Omit<Extract<WalkAct, {type: 'run'}>, 'type'>): Promise<boolean> => {
		const intent = intentToStart(memory, act);
		if (!take(intent)) {
			return false;
		}

		const {kind, title} = plan.byId.get(act.step)?.step ?? {kind: 'action', title: ''};
		const past = runs.get(title) ?? 0;
		runs.set(title, past + 1);
		const {windows, untilStopped, ...parts} = (results[title] ?? []).at(Math.min(past, (results[title]?.length ?? 1) - 1)) ?? {};
		await play(act.step, kind === 'check' ? 'check' : 'action', {...(windows && {windows}), ...(untilStopped && {untilStopped})});
		happen(finished(memory, intent.started, parts));
		return true;
	};

	const finish = (): boolean => {
		const {decision, started} = getView().state;
		if (!decision || failing > 0) {
			failing -= 1;
			show({stage: 'finishing', remaining: [{label: 'Seal as release manager', done: false, role: 'release manager'}]});
			return refuse('The agent is locked. Unlock it and go on.');
		}

		happen(
			{
				type: 'seal-signed', data: {
					role: 'release manager', signer: operator.email, key: 'ssh', statement: zeros, bundle: zeros,
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
				return run(act);
			}

			case 'run checks': {
				const checks = (plan.gateById.get(act.gate)?.steps ?? []).flatMap(index => plan.steps[index] ?? []).filter(({step}) => step.kind === 'check');
				for (const {step} of checks) {
					await run({step: step.id});
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
						statement: zeros, missing: 0, signer: operator.email, key: act.key ?? 'own key',
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

			case 'take back': {
				const isTaken = take({type: 'take back decision', reason: act.reason});
				show({stage: isTaken ? 'walking' : getView().stage});
				return isTaken;
			}

			case 'confirm':
			case 'fail':
			case 'set aside':
			case 'waive':
			case 'reopen':
			case 'note':
			case 'pause':
			case 'later':
			case 'enter':
			case 'correct':
			case 'record':
			case 'start waiting':
			case 'witness':
			case 'condition':
			case 'leave out': {
				const intent = intentOf(act, plan);
				return intent !== undefined && take(intent);
			}
		}
	};

	return {
		...memory,
		/** Every act that was asked for, in order. */
		acts,
		/** Resolves when a command runs that goes on until it is stopped. */
		hangs: hanging.promise,
		async act(act) {
			acts.push(act);
			return perform(act);
		},
		setHandOver() {
			throw new Error('Nothing here asks for a passphrase');
		},
		logPath: output => `/nowhere/${output}.log`,
	} satisfies Walk & Record<string, unknown>;
}
