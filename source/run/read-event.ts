/** Reading one line of a journal. */
import * as z from 'zod';
import {hex256, runId, time} from './event-fields.js';
import {
	eventData,
	personSchema,
	type Event,
	type EventType,
	type Person,
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

/** One event from parsed JSON, or one sentence that says what is wrong with it. */
export function readEvent(value: unknown): Event | string {
	const outer = envelope.safeParse(value);
	if (!outer.success) {
		// All the types that there are would say nothing to anybody.
		const isStrange = outer.error.issues.some(issue => issue.path[0] === 'type');
		return isStrange ? 'Its type is no event of a run.' : z.prettifyError(outer.error);
	}

	return readData(value, outer.data);
}

/** The next event of the same run by the same person: what it repeats, and what it must hold, need not be judged again. */
export function readNext(value: unknown, before: Event, {seq, prev}: Pick<Event, 'seq' | 'prev'>): Event | string {
	return repeats(value, before) && value.seq === seq && value.prev === prev ? readData(value, value) : readEvent(value);
}

/** Exactly an envelope's fields, with those that seldom change as they were. */
function repeats(value: unknown, {v, run, by, at}: Event): value is Event {
	const next = value as Partial<Event> | null;
	return typeof next === 'object' && next !== null
		&& next.v === v && next.run === run && isSamePerson(next.by, by)
		&& (next.at === at || time.safeParse(next.at).success)
		&& typeof next.type === 'string' && Object.hasOwn(eventData, next.type)
		&& 'data' in next && Object.keys(next).length === envelopeSize;
}

const envelopeSize = Object.keys(envelope.shape).length;

function isSamePerson(one: Person | null | undefined, {name, email, host}: Person): boolean {
	return typeof one === 'object' && one !== null && one.name === name && one.email === email && one.host === host && Object.keys(one).length === 3;
}

/** The schemas change nothing, so the value itself is the event: a long journal is not copied to be read. */
function readData(value: unknown, {type, data}: {readonly type: EventType; readonly data?: unknown}): Event | string {
	const inner = eventData[type].safeParse(data);
	return inner.success ? asEvent(value) : z.prettifyError(inner.error);
}

/** The two parses together are the discriminated union that the type describes; the compiler cannot see that. */
function asEvent(value: unknown): Event {
	return value as Event;
}
