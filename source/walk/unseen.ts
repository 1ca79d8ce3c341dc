/** What changed since the last answer: whoever came back, and left or was killed before they answered anything, is told again. */
import type {Event, EventType} from '../run/events.js';
import type {Plan} from '../run/plan.js';
import {listMove} from './head.js';

/** What happens with nobody there. */
const passive: ReadonlySet<EventType> = new Set([
	'run-paused',
	'run-resumed',
	'driver-changed',
	'head-moved',
	'signers-changed',
	'checklist-changed',
	'evidence-changed',
	'condition-answered',
	'step-interrupted',
	'wait-started',
	'wait-ended',
]);

export function listUnseen(events: readonly Event[], plan: Plan): string[] {
	const last = events.findLastIndex((event, index) => !passive.has(event.type) && !isStoppedByLeaving(event, events.slice(0, index)));
	// Which text counts was asked just now, and is said by whoever asked.
	const end = events.at(-1)?.type === 'checklist-changed' ? -1 : events.length;
	// That a text was not taken is no news once another was asked about: the one that is taken since would be denied.
	const lastText = events.findLast(({type}) => type === 'checklist-changed');
	return events.slice(last + 1, end).flatMap(event => event !== lastText && event.type === 'checklist-changed' && !event.data.taken ? [] : (describeChange(event, plan) ?? []));
}

/** A check or a service ends with the walk, and perhaps after the word that it was left. */
function isStoppedByLeaving({type, data}: Event, before: readonly Event[]): boolean {
	return (type === 'action-finished' || type === 'check-finished') && data.ending === 'stopped'
		&& before.findLast(event => event.type === 'run-paused' || event.type === 'run-resumed')?.type === 'run-paused';
}

function describeChange({type, data}: Event, plan: Plan): string | undefined {
	if (type === 'head-moved') {
		return listMove(data, plan);
	}

	if (type === 'checklist-changed') {
		return data.taken ? 'The new text of the checklist was taken.' : 'The checklist was changed; the run goes on with the text that it has.';
	}

	if (type === 'signers-changed') {
		return `The signers file is version ${data.version} now. What was signed under the one before is asked for again.`;
	}

	const title = (id: string): string => plan.byId.get(id)?.step.title ?? id;
	if (type === 'evidence-changed') {
		return describeEvidence(data.path, title(data.step));
	}

	if (type === 'step-interrupted') {
		return `“${title(data.step)}” was interrupted: nobody knows how it ended.`;
	}

	if (type === 'action-finished' || type === 'check-finished') {
		return `“${title(data.step)}” was stopped when the run was left.`;
	}

	return type === 'wait-ended' ? describeWaited(title(data.step)) : undefined;
}

export function describeEvidence(path: string, title: string): string {
	return `${path} has changed since it was recorded: “${title}” is stale.`;
}

export function describeWaited(title: string): string {
	return `“${title}” has been waited for: it is over.`;
}
