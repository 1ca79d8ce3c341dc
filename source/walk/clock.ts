/** A clock that was set back: what is signed by it would be older than what it is about, and would count nowhere. */
import {clockToleranceMs} from '../record/verify/journal.js';
import {stateOfRun, type Engine} from './engine.js';

/** Why a signature given now would not count; undefined: the clock is not behind the run. */
export function refuseSignature(engine: Engine): string | undefined {
	const behind = describeClockBehind(engine, stateOfRun(engine).last?.at);
	return behind === undefined ? undefined : `${behind} A signature from before that counts nowhere. Set the clock right; if it is right now, leave the walk, come back to it, and sign then.`;
}

/** The same of a seal. */
export function refuseSeal(engine: Engine): string | undefined {
	const behind = describeClockBehind(engine, stateOfRun(engine).decision?.mark.at);
	return behind === undefined ? undefined : `${behind} A seal from before the decision counts nowhere. Set the clock right; if it is right now, take the decision back, and decide again.`;
}

/** One sentence when the clock here is behind something that has happened already. */
export function describeClockBehind({materials: {clock}}: Engine, at = ''): string | undefined {
	const now = clock();
	return now.getTime() + clockToleranceMs < Date.parse(at)
		? `By the clock here it is ${sayTime(now.toISOString())}, and this run has something of ${sayTime(at)}.`
		: undefined;
}

const sayTime = (at: string): string => `${at.slice(0, 16).replace('T', ' ')} UTC`;
