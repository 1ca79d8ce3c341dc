/** A walk of which the rules alone decide. What a command would do is given by the test. */
import type {Observation} from '../../source/run/events.js';
import type {Walk, WalkAct} from '../../source/walk/view.js';
import {
	finished,
	intentOf,
	intentToStart,
	startMemoryRun,
} from '../memory-run.js';

type Options = Parameters<typeof startMemoryRun>[1] & {
	/** What a command comes to, by the step's title; by default it succeeds. */
	readonly results?: Readonly<Record<string, Partial<Observation>>>;
	readonly logPath?: (output: number) => string;
};

export type MemoryWalk = ReturnType<typeof createMemoryWalk>;

export function createMemoryWalk(markdown: string, {results = {}, logPath = output => `/nowhere/${output}.log`, ...started}: Options = {}) {
	const run = startMemoryRun(markdown, started);
	const {plan, show, happen, take} = run;
	const acts: WalkAct[] = [];
	let hand: Parameters<Walk['setHandOver']>[0];
	return {
		...run,
		/** Every act that was asked for, in order. */
		acts,
		handOver: () => hand,
		async act(act) {
			acts.push(act);
			const intent = act.type === 'run' ? intentToStart(run, act) : intentOf(act, plan);
			if (act.type === 'dismiss message') {
				show({message: undefined});
			}

			if (intent && !take(intent)) {
				return false;
			}

			if (intent?.type === 'start') {
				happen(finished(run, intent.started, results[plan.byId.get(intent.started.step)?.step.title ?? '']));
			}

			return true;
		},
		setHandOver(handOver) {
			hand = handOver;
		},
		logPath,
	} satisfies Walk & Record<string, unknown>;
}
