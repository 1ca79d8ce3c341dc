/** How long this machine has been up, by the clock that nobody sets; it goes on while the machine sleeps. */
import {createHash} from 'node:crypto';
import os from 'node:os';
import {describeSelf} from '../journal/processes.js';
import type {Uptime} from '../run/event-fields.js';

/** Undefined where one start of the machine cannot be told from another. */
export async function readUptime(): Promise<Uptime | undefined> {
	const {boot, space} = await describeSelf();
	return boot === '' ? undefined : {boot: createHash('sha256').update(`${boot} ${space}`).digest('hex').slice(0, 16), ms: Math.round(os.uptime() * 1000)};
}
