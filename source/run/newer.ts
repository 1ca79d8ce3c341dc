/** Lines of a journal that a later version of this program wrote: not wrong, and nothing that this one can judge. */
import * as z from 'zod';
import {
	eventData,
	formatVersion,
	rendererVersion,
	type EventType,
} from './events.js';
import {envelope} from './read-event.js';

const version = z.object({v: z.int().min(2)});
const strange = envelope.extend({type: z.string().regex(/^[a-z]+(?:-[a-z]+)*$/v).max(60)});
const start = envelope.extend({type: z.literal('run-started'), data: z.object({format: z.int(), renderer: z.int()})});

/** What in the line is of a later version, in words; undefined where nothing says so. */
export function describeNewer(line: unknown): string | undefined {
	const versioned = version.safeParse(line);
	if (versioned.success) {
		return `version ${versioned.data.v} of the journal`;
	}

	const started = start.safeParse(line);
	if (started.success) {
		const {format, renderer} = started.data.data;
		if (format > formatVersion || renderer > rendererVersion) {
			return format > formatVersion ? `version ${format} of the checklists' format` : `version ${renderer} of the record's rendering`;
		}
	}

	const event = strange.safeParse(line);
	return event.success ? describeStrange(event.data) : undefined;
}

/** Types and fields are only ever added. */
function describeStrange({type, data}: z.infer<typeof strange>): string | undefined {
	if (!isKnown(type)) {
		return `the event “${type}”`;
	}

	const read = eventData[type].safeParse(data);
	const unknown = read.success ? [] : read.error.issues.map(issue => issue.code === 'unrecognized_keys' ? issue.keys : undefined);
	return unknown.length > 0 && unknown.every(keys => keys !== undefined) ? `a field of “${type}” that is not known here` : undefined;
}

function isKnown(type: string): type is EventType {
	return Object.hasOwn(eventData, type);
}
