import {answerStep, stepIn, type Effects} from './draft.js';
import {ageStep} from './staleness.js';

/** What recorded files do to their step. */
export const evidenceEffects: Effects = {
	'evidence-recorded'(draft, {
		step, name, files, kept = true, ok = true, why = '', more = false,
	}, mark) {
		const own = stepIn(draft, step);
		// Recorded again, all of it is: what was there before counts no more.
		const last = own.evidence.at(-1);
		const before = last?.more && last.seq === mark.seq - 1 ? own.evidence : [];
		own.evidence = [...before, {
			name, files, ok, why, kept, more, seq: mark.seq,
		}];
		if (more) {
			own.status = 'open';
			return;
		}

		const wrong = own.evidence.find(recorded => !recorded.ok)?.why;
		const isWhole = own.evidence.length >= (draft.state.places.get(step)?.evidence ?? 0);
		const reason = wrong ?? (isWhole ? undefined : 'not all of it was recorded');
		answerStep(draft, step, {
			status: reason === undefined ? 'passed' : 'failed', mark, reason: reason ?? '', as: 'evidence',
		});
	},

	'evidence-changed'(draft, {step, path}) {
		ageStep(draft, step, `${path} changed`);
	},
};
