/** What an offer comes to when everything is given that it asks for: what a screen would make of it. */
import type {Intent, Offer} from '../../source/run/intents.js';
import type {PlannedStep} from '../../source/run/plan.js';
import {answeredBy, openCondition} from '../../source/run/standing.js';
import type {RunState} from '../../source/run/state.js';
import {initialsOf} from '../../source/run/witness.js';
import {startOf, tag, waive} from './trial-run.js';

const words = 'some words';

export function intentOf({act, answer}: Pick<Offer, 'act' | 'answer'>, planned: PlannedStep, state: RunState): Intent {
	const {step, section} = planned;
	const {id} = step;
	const initials = state.witness ? initialsOf(state.witness) : '';
	switch (act) {
		case 'yes':
		case 'still holds': {
			return {
				type: 'confirm', steps: [id], note: words, initials,
			};
		}

		case 'worked':
		case 'by hand': {
			return {
				type: 'confirm', steps: [id], note: words, byHand: true, initials,
			};
		}

		case 'no':
		case 'had failed': {
			return {type: 'fail', step: id, reason: words};
		}

		case 'choose': {
			const given = answer ?? '';
			return step.alternatives.some(({label, fails}) => fails && label === given)
				? {
					type: 'fail', step: id, reason: words, answer: given,
				}
				: {
					type: 'confirm', steps: [id], note: words, answer: given, initials,
				};
		}

		case 'not applicable': {
			return {
				type: 'set aside', steps: [id], reason: words, initials,
			};
		}

		case 'later': {
			return {type: 'leave for later', step: id};
		}

		case 'comment': {
			return {type: 'note', about: id, note: words};
		}

		case 'waive': {
			return waive(id);
		}

		case 'carry over': {
			return {...waive(id), carry: true};
		}

		case 'reopen': {
			return {type: 'reopen', steps: [id], reason: ''};
		}

		case 'run': {
			return startOf(id, state.outputs + 1, step.commands.length, {typedTag: tag, text: step.commands[0]?.text ?? ''});
		}

		case 'edit': {
			return startOf(id, state.outputs + 1, step.commands.length, {typedTag: tag, text: 'git push origin', edited: true});
		}

		case 'enter': {
			return {
				type: 'enter value', step: id, value: words, initials,
			};
		}

		case 'applies':
		case 'does not apply': {
			const condition = openCondition(planned, state);
			return {type: 'answer condition', condition: condition ? answeredBy(condition) : '', holds: act === 'applies'};
		}

		case 'record': {
			return {
				type: 'record evidence', step: id, found: step.evidence.map(({name = ''}) => ({
					name, files: [{path: 'soak.log', size: 3, sha256: 'd'.repeat(64)}], ok: true, why: '',
				})),
			};
		}

		case 'start waiting': {
			return {type: 'start wait', step: id, byHand: true};
		}

		case 'name witness': {
			return {type: 'join', witness: {name: 'Grace Hopper', email: 'grace@example.com'}};
		}

		case 'sign': {
			return {
				type: 'sign', signed: {
					gate: section.id, step: id, role: step.signature?.role ?? '', decision: 'approve', comment: words, statement: null, missing: 0, signer: 'ada@example.com', key: '',
				},
			};
		}

		case 'withdraw': {
			return {
				type: 'withdraw signature', step: id, role: step.signature?.role ?? '', reason: words,
			};
		}
	}
}
