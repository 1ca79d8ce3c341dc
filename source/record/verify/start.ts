/** The first line of a journal, before anything is known about it. */
import type {Event} from '../../run/events.js';
import {readEvent} from '../../run/read-event.js';
import {decodeText} from '../bytes.js';
import {parseJson} from '../envelope.js';

/** Undefined when it is no run's start. */
export function readStart(bytes: Uint8Array): Extract<Event, {type: 'run-started'}> | undefined {
	const end = bytes.indexOf(0x0A);
	const line = decodeText(bytes.subarray(0, Math.max(end, 0)));
	const event = readEvent(line === undefined ? undefined : parseJson(line));
	return typeof event === 'string' || event.type !== 'run-started' ? undefined : event;
}
