/** A request whose needs are all answered, as the act that the walk takes. */
import {readWays} from '../checklist/command-ways.js';
import {openCondition} from '../run/gates.js';
import {readCorrection} from '../run/values/input-values.js';
import type {WalkAct, WalkView} from '../walk/view.js';
import type {Need, Subject} from './needs.js';

/** What was given, by what it was needed for. */
export type Given = Readonly<Record<string, string>>;

export function finish({subject, given}: {readonly subject: Subject; readonly given: Given}, view: WalkView): WalkAct {
	const typedTag = given.tag ?? '';
	switch (subject.type) {
		case 'offer': {
			return actOfOffer(subject, given, view);
		}

		case 'together': {
			return {
				type: 'confirm', steps: subject.steps, ...optional(given, 'note'), ...optional(given, 'initials'),
			};
		}

		case 'sign': {
			return {
				type: 'sign', step: subject.step, decision: subject.decision, comment: given.reason ?? given.note ?? '', ...optional(given, 'key'),
			};
		}

		case 'decide': {
			const reasons = (given.issues ?? '').split('\n').map(line => line.trim()).filter(line => line !== '');
			return {
				type: 'decide', decision: subject.decision, reasons, typedTag,
			};
		}

		case 'finish': {
			return {type: 'finish', ...optional(given, 'key')};
		}

		case 'push': {
			return {type: 'push', typedTag};
		}

		case 'correct': {
			return {type: 'correct', ...readCorrection(given.value ?? '')};
		}

		case 'take back': {
			return {type: 'take back', reason: given.reason ?? ''};
		}
	}
}

function optional<const Name extends 'key' | 'note' | 'initials'>(given: Given, name: Name) {
	return (given[name] === undefined ? {} : {[name]: given[name]}) as Partial<Record<Name, string>>;
}

/** What was given about each of several, such as the placeholders of a command. */
function givenAs(kind: Need['kind'], given: Given): Map<string, string> {
	return new Map(Object.entries(given).flatMap(([key, text]) => key.startsWith(`${kind} `) ? [[key.slice(kind.length + 1), text] as const] : []));
}

function actOfOffer({act, step, answer}: Extract<Subject, {type: 'offer'}>, given: Given, view: WalkView): WalkAct {
	const why = given.reason ?? '';
	const said = {...optional(given, 'note'), ...optional(given, 'initials')};
	switch (act) {
		case 'yes':
		case 'still holds': {
			return {type: 'confirm', steps: [step], ...said};
		}

		case 'by hand':
		case 'worked': {
			return {
				type: 'confirm', steps: [step], byHand: true, ...said,
			};
		}

		case 'choose': {
			const fails = view.plan.byId.get(step)?.step.alternatives.find(({label}) => label === answer)?.fails ?? false;
			return fails
				? {
					type: 'fail', step, reason: why, ...(answer !== undefined && {answer}),
				}
				: {
					type: 'confirm', steps: [step], ...said, ...(answer !== undefined && {answer}),
				};
		}

		case 'no':
		case 'had failed': {
			return {type: 'fail', step, reason: why};
		}

		case 'not applicable': {
			return {
				type: 'set aside', steps: [step], reason: why, ...optional(given, 'initials'),
			};
		}

		case 'later': {
			return {type: 'later', step};
		}

		case 'comment': {
			return {type: 'note', about: step, note: given.note ?? ''};
		}

		case 'waive':
		case 'carry over': {
			return {
				type: 'waive', step, reason: why, typedTag: given.tag ?? '', ...(act === 'carry over' && {carry: true}),
			};
		}

		case 'reopen': {
			return {type: 'reopen', steps: [step], reason: why};
		}

		case 'run': {
			return {type: 'run', step, ...(given.tag !== undefined && {typedTag: given.tag})};
		}

		case 'edit': {
			const edited = new Map([...givenAs('command', given)].map(([index, text]) => [Number(index), text]));
			const ways = given.ways === undefined ? undefined : readWays(given.ways);
			return {
				type: 'run', step, edited, filled: givenAs('placeholder', given), ...(typeof ways === 'object' && {ways}), ...(given.tag !== undefined && {typedTag: given.tag}),
			};
		}

		case 'enter': {
			return {
				type: 'enter', step, value: given.value ?? '', ...optional(given, 'initials'),
			};
		}

		case 'record': {
			return {type: 'record', step, ...(given.files !== undefined && {files: given.files.split('\n').map(line => line.trim()).filter(line => line !== '')})};
		}

		case 'start waiting': {
			return {type: 'start waiting', step};
		}

		case 'name witness': {
			return {type: 'witness', witness: given.witness ?? ''};
		}

		case 'applies':
		case 'does not apply': {
			const planned = view.plan.byId.get(step);
			const condition = planned && openCondition(planned, view.state);
			return {type: 'condition', condition: condition?.oppositeOf ?? condition?.id ?? '', holds: act === 'applies'};
		}

		case 'sign': {
			return {
				type: 'sign', step, decision: 'approve', comment: why,
			};
		}

		case 'withdraw': {
			return {type: 'withdraw', step, reason: why};
		}
	}
}
