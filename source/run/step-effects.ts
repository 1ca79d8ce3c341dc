import {
	answerStep,
	changeStep,
	type Draft,
	type Effects,
} from './draft.js';
import type {EventData, Observation} from './events.js';
import type {Execution, Mark, StepStatus} from './state.js';

/** What events do to single steps. */
export const stepEffects: Effects = {
	'value-entered'(draft, {step, name, value}, mark) {
		draft.values.set(name, value);
		if (step !== '') {
			answerStep(draft, step, {
				status: 'passed', mark, answer: value, as: 'value',
			});
		}
	},

	'check-started'(draft, data, mark) {
		start(draft, data, mark, 'check');
	},

	'action-started'(draft, data, mark) {
		start(draft, data, mark, 'action');
	},

	'check-finished'(draft, data, mark) {
		finish(draft, data, mark, 'check');
	},

	'action-finished'(draft, data, mark) {
		finish(draft, data, mark, 'action');
	},

	'step-interrupted'(draft, {step, output}, mark) {
		changeExecution(draft, step, output, {interrupted: true});
		answerStep(draft, step, {
			status: 'interrupted', mark, reason: 'nobody knows how it ended', output,
		});
	},

	'step-confirmed'(draft, {steps, answer, ...rest}, mark) {
		for (const step of steps) {
			answerStep(draft, step, {
				...rest, status: 'passed', mark, answer,
			});
		}
	},

	'step-failed'(draft, {step, reason, answer}, mark) {
		answerStep(draft, step, {
			status: 'failed', mark, reason, answer,
		});
	},

	'step-set-aside'(draft, {steps, reason, by}, mark) {
		for (const step of steps) {
			answerStep(draft, step, {
				status: 'set-aside', mark, reason, as: by,
			});
		}
	},

	'step-waived'(draft, {step, reason, role}, mark) {
		answerStep(draft, step, {
			status: 'waived', mark, reason, as: role,
		});
	},

	'step-reopened'(draft, {steps, reason}, mark) {
		for (const step of steps) {
			answerStep(draft, step, {status: 'open', mark, reason});
		}
	},

	'step-left'(draft, {step}) {
		changeStep(draft, step, () => ({later: true}));
	},

	'condition-answered'(draft, {
		condition, holds, steps, reason,
	}, mark) {
		reopenRule(draft, condition, mark);
		draft.conditions.set(condition, holds);
		for (const step of steps) {
			answerStep(draft, step, {
				status: 'set-aside', mark, reason, as: 'rule', answer: condition,
			});
		}
	},

	'note-added'(draft, {about, note}, mark) {
		if (draft.paths.has(about)) {
			changeStep(draft, about, state => ({notes: [...state.notes, {note, mark}]}));
		} else {
			draft.notes = [...draft.notes, {about, note, mark}];
		}
	},

	'gate-signed'(draft, data, mark) {
		const {
			step, decision, comment, signer, role,
		} = data;
		draft.signatures = [...draft.signatures, {
			...data, mark, withdrawn: false, stale: false,
		}];
		answerStep(draft, step, decision === 'reject'
			? {
				status: 'failed', mark, answer: signer, as: role, reason: comment,
			}
			: {
				status: 'passed', mark, answer: signer, as: role, note: comment,
			});
	},

	'signature-withdrawn'(draft, {step, role, reason}, mark) {
		draft.signatures = draft.signatures.map(signature => signature.step === step && signature.role === role ? {...signature, withdrawn: true} : signature);
		answerStep(draft, step, {status: 'open', mark, reason});
	},
};

function start(draft: Draft, {step, output, commands}: EventData['action-started'], mark: Mark, kind: Execution['kind']): void {
	const execution: Execution = {
		output, kind, started: mark, commands, finished: undefined, interrupted: false,
	};
	draft.outputs = Math.max(draft.outputs, output);
	changeStep(draft, step, state => ({
		status: 'running', awaiting: false, later: false, executions: [...state.executions, execution],
	}));
}

function changeExecution(draft: Draft, step: string, output: number, change: Partial<Execution>): void {
	changeStep(draft, step, ({executions}) => ({
		executions: executions.map(execution => execution.output === output ? {...execution, ...change} : execution),
	}));
}

function finish(draft: Draft, observation: Observation, mark: Mark, kind: Execution['kind']): void {
	const {step, output, why, saved} = observation;
	changeExecution(draft, step, output, {finished: {...observation, mark}});
	if (saved) {
		draft.values.set(saved.name, saved.value);
	}

	const status = statusAfter(observation, kind);
	if (status === 'open') {
		// The command succeeded; whether its output is what was expected, a person says.
		changeStep(draft, step, () => ({status, awaiting: true, stale: ''}));
	} else {
		answerStep(draft, step, {
			status, mark, reason: why, output,
		});
	}
}

function statusAfter({ok, ending, expectations}: Observation, kind: Execution['kind']): StepStatus {
	if (kind === 'check') {
		return ok ? 'passed' : 'failed';
	}

	if (ending === 'stopped' || ending === 'timed out') {
		return 'interrupted';
	}

	if (!ok) {
		return 'failed';
	}

	return expectations.length > 0 ? 'passed' : 'open';
}

function reopenRule(draft: Draft, condition: string, mark: Mark): void {
	for (const [id, {status, answers}] of draft.steps) {
		const last = answers.at(-1);
		if (status === 'set-aside' && last?.as === 'rule' && last.answer === condition) {
			answerStep(draft, id, {status: 'open', mark, reason: 'asked again'});
		}
	}
}
