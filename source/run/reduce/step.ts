import type {EventData} from '../events.js';
import type {Mark, StepStatus} from '../state.js';
import {
	answerStep,
	countSignature,
	stepIn,
	type Draft,
	type Effects,
} from './draft.js';
import {ageAround} from './staleness.js';
import {ageUsers, changeValue, forgetEarlier} from './value.js';

/** What answers do to single steps. */
export const stepEffects: Effects = {
	'value-entered'(draft, {
		step, name, value, secret, witness,
	}, mark) {
		// A secret is nowhere but in the memory of the program that asked for it.
		if (!secret) {
			enterValue(draft, {name, value, source: step});
		}

		if (step !== '') {
			answerStep(draft, step, {
				status: 'passed', mark, answer: value, as: 'value', witness,
			});
		}
	},

	'step-confirmed'(draft, {steps, ...given}, mark) {
		for (const step of steps) {
			answerStep(draft, step, {...given, status: 'passed', mark});
		}
	},

	'step-failed'(draft, {step, reason, answer}, mark) {
		answerStep(draft, step, {
			status: 'failed', mark, reason, answer,
		});
	},

	'step-set-aside'(draft, {
		steps, reason, by, witness,
	}, mark) {
		for (const step of steps) {
			answerStep(draft, step, {
				status: 'set-aside', mark, reason, as: by, ...(witness && {witness}),
			});
		}
	},

	'step-waived'(draft, {step, reason, role, carried}, mark) {
		answerStep(draft, step, {
			status: 'waived', mark, reason, as: role, carried,
		});
	},

	'step-reopened'(draft, {steps, reason}, mark) {
		for (const step of steps) {
			answerStep(draft, step, {status: 'open', mark, reason});
		}
	},

	'step-left'(draft, {step}) {
		stepIn(draft, step).later = true;
	},

	'condition-answered'(draft, {
		condition, holds, steps, reason, why,
	}, mark) {
		const {conditions, doubts} = draft.state;
		reopenRule(draft, condition, mark);
		doubts.delete(condition);
		if (why !== undefined) {
			conditions.delete(condition);
			doubts.set(condition, why);
			return;
		}

		conditions.set(condition, holds);
		for (const step of steps) {
			answerStep(draft, step, {
				status: 'set-aside', mark, reason, as: 'rule', answer: condition,
			});
		}
	},

	'input-corrected'(draft, {name, value, tag}) {
		const why = `${name} was corrected`;
		changeValue(draft, {name, value, why});
		if (tag === undefined) {
			return;
		}

		draft.state.started &&= {...draft.state.started, tag};
		ageUsers(draft, {name: 'tag', why});
		forgetEarlier(draft, 'tag');
	},

	'note-added'(draft, {about, note}, mark) {
		const {places, notes} = draft.state;
		if (places.has(about)) {
			stepIn(draft, about).notes.push({note, mark});
		} else {
			notes.push({about, note, mark});
		}
	},

	'gate-signed'(draft, data, mark) {
		const {
			gate, step, comment, signer, role,
		} = data;
		const status = statusOfSigned(data);
		const {signatures} = draft.state;
		countSignature(draft, gate, signatures.length);
		signatures.push({
			...data, mark, withdrawn: false, stale: false,
		});
		if (step !== '') {
			answerStep(draft, step, {
				status, mark, answer: signer, as: role, ...(status === 'failed' || status === 'waived' ? {reason: comment} : {note: comment}),
			});
		}
	},

	'signature-withdrawn'(draft, {step, role, statement, reason}, mark) {
		const {state: {signatures}, standing} = draft;
		const place = signatures.findLastIndex(one => one.step === step && one.role === role && one.statement === statement && !one.withdrawn);
		const signature = signatures[place];
		if (signature) {
			signatures[place] = {...signature, withdrawn: true};
			standing.get(signature.gate)?.delete(place);
		}

		answerStep(draft, step, {status: 'open', mark, reason});
	},
};

/** What is said first for an input or a placeholder was not used as anything else before. */
function enterValue(draft: Draft, entered: {readonly name: string; readonly value: string; readonly source: string}): void {
	const {values} = draft.state;
	if (entered.source === '' && !values.has(entered.name)) {
		values.set(entered.name, entered.value);
	} else {
		changeValue(draft, entered);
	}
}

/** A signature that only waives is no approval. */
function statusOfSigned({decision, missing}: EventData['gate-signed']): StepStatus {
	switch (decision) {
		case 'reject': {
			return 'failed';
		}

		case 'waive': {
			return 'waived';
		}

		case 'approve': {
			return missing > 0 ? 'open' : 'passed';
		}
	}
}

/** What this condition had set aside is open again, and what was signed over it is signed over something else. */
function reopenRule(draft: Draft, condition: string, mark: Mark): void {
	const reopened: string[] = [];
	for (const [id, {status, answers}] of draft.state.steps) {
		const last = answers.at(-1);
		if (status !== 'set-aside' || last?.as !== 'rule' || last.answer !== condition) {
			continue;
		}

		reopened.push(id);
		answerStep(draft, id, {status: 'open', mark, reason: 'asked again'});
	}

	ageAround(draft, reopened);
}
