import type {EventData, Observation} from '../events.js';
import type {Execution, Mark, StepStatus} from '../state.js';
import {
	answerStep,
	stepIn,
	type Draft,
	type Effects,
} from './draft.js';
import {describeMove, touchesOf} from './moves.js';
import {changeValue} from './value.js';

/** What the events of commands do. */
export const commandEffects: Effects = {
	'check-started'(draft, data, mark) {
		start(draft, data, mark, 'check');
	},

	'action-started'(draft, data, mark) {
		start(draft, data, mark, 'action');
	},

	'check-finished': finish,

	'action-finished': finish,

	'step-interrupted'(draft, {step, output}, mark) {
		changeExecution(draft, step, output, {interrupted: true});
		answerStep(draft, step, {
			status: 'interrupted', mark, reason: 'nobody knows how it ended', output,
		});
	},
};

function start(draft: Draft, {step, output, commands}: EventData['action-started'], mark: Mark, kind: Execution['kind']): void {
	const {state} = draft;
	state.outputs = Math.max(state.outputs, output);
	const own = stepIn(draft, step);
	own.executions.push({
		output, kind, started: mark, commands, finished: undefined, interrupted: false,
	});
	own.status = 'running';
	own.stale = '';
	own.isMoved = false;
	own.awaiting = false;
	own.later = false;
}

/** The newest first: it is nearly always the one that is meant. */
function changeExecution(draft: Draft, step: string, output: number, change: Partial<Execution>): Execution | undefined {
	const {executions} = stepIn(draft, step);
	const place = executions.findLastIndex(execution => execution.output === output && execution.finished === undefined);
	const execution = executions[place];
	if (execution) {
		executions[place] = {...execution, ...change};
	}

	return execution;
}

function finish(draft: Draft, observation: Observation, mark: Mark): void {
	const {step, output, why, saved} = observation;
	const execution = changeExecution(draft, step, output, {finished: {...observation, mark}});
	const own = stepIn(draft, step);
	// Only the command that runs says how the step stands, never one that was given up or started over.
	if (!execution || own.status !== 'running' || own.executions.at(-1)?.output !== output) {
		return;
	}

	if (saved) {
		changeValue(draft, {...saved, source: step});
	}

	const stale = own.stale === '' ? describeChange(draft, step, execution) : own.stale;
	const status = statusAfter(observation, execution);
	if (status === 'open') {
		// The command succeeded; whether its output is what was expected, a person says.
		Object.assign(own, {status, awaiting: true, stale});
		return;
	}

	answerStep(draft, step, {
		status, mark, reason: why, output,
	});
	if (status === 'passed' && stale !== '') {
		Object.assign(own, {status: 'stale', stale});
	}
}

/** What began on one commit and ended on another is a result on neither. */
function describeChange({state: {moves, places}}: Draft, step: string, {started}: Execution): string {
	const moved = moves.findLast(move => move.from !== move.to && move.mark.seq > started.seq && touchesOf(move)(places.get(step)));
	return moved ? describeMove(moved.to) : '';
}

function statusAfter({ok, ending, expectations}: Observation, {kind, commands}: Execution): StepStatus {
	const isStopped = ending === 'stopped' || ending === 'timed out';
	const hasHeld = ok && !isStopped && expectations.every(expectation => expectation.ok);
	if (kind === 'check') {
		return hasHeld ? 'passed' : 'failed';
	}

	if (isStopped) {
		return 'interrupted';
	}

	if (!hasHeld) {
		return 'failed';
	}

	// A service that ran until its gate ended did what it was there for; of all else a person says so.
	const isService = commands.some(({background}) => background === 'gate');
	return isService || expectations.length > 0 ? 'passed' : 'open';
}
