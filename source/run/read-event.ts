/** Reading one line of a journal. */
import * as z from 'zod';
import {hex256, runId, time} from './event-fields.js';
import {
	eventData,
	personSchema,
	type Event,
	type EventType,
} from './events.js';

export const envelope = z.strictObject({
	v: z.literal(1),
	run: runId,
	seq: z.int().positive(),
	prev: hex256,
	at: time,
	by: personSchema,
	type: z.enum(Object.keys(eventData) as [EventType, ...EventType[]]),
	data: z.unknown(),
});

/**
Reads one event from parsed JSON.
@returns the event, or one sentence that says what is wrong with it.
*/
export function readEvent(value: unknown): Event | string {
	const outer = envelope.safeParse(value);
	if (!outer.success) {
		// All the types that there are would say nothing to anybody.
		const isStrange = outer.error.issues.some(issue => issue.path[0] === 'type');
		return isStrange ? 'Its type is no event of a run.' : z.prettifyError(outer.error);
	}

	const {type, data} = outer.data;
	const inner = eventData[type].safeParse(data);
	// The schemas change nothing, so the value itself is the event: a long journal is not copied to be read.
	return inner.success ? asEvent(value) : z.prettifyError(inner.error);
}

/** The two parses together are the discriminated union that the type describes; the compiler cannot see that. */
function asEvent(value: unknown): Event {
	return value as Event;
}
