/** Times, durations and states in words: the same on every machine. */
import type {StepStatus} from '../../run/state.js';

const tallyOrder: readonly StepStatus[] = ['passed', 'waived', 'set-aside', 'failed', 'stale', 'interrupted', 'running', 'open'];

/** `2026-11-20 14:02 UTC` for an event's time. */
export function describeTime(at: string): string {
	return `${describeDate(at)} ${at.slice(11, 16)} UTC`;
}

export function describeDate(at: string): string {
	return at.slice(0, 10);
}

/** `12 ms`, `0.4 s`, `3 min 20 s`, `48 h 5 min` */
export function describeDuration(ms: number): string {
	if (ms < 100) {
		return `${ms} ms`;
	}

	if (ms < 59_950) {
		return `${(ms / 1000).toFixed(1)} s`;
	}

	const seconds = Math.round(ms / 1000);
	const minutes = Math.floor(seconds / 60);
	return minutes < 60 ? `${minutes} min ${seconds % 60} s` : `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
}

export function describeStatus(status: string): string {
	return status === 'set-aside' ? 'set aside' : status;
}

/** `3 passed, 1 set aside`, what passed first. */
export function tally(statuses: readonly StepStatus[]): string[] {
	return tallyOrder.flatMap(status => {
		const number = statuses.filter(other => other === status).length;
		return number === 0 ? [] : [`${number} ${describeStatus(status)}`];
	});
}

/** `1 step`, `2 steps` */
export function count(number: number, noun: string): string {
	return `${number} ${noun}${number === 1 ? '' : 's'}`;
}

export function sentence(...parts: ReadonlyArray<string | false | undefined>): string {
	return parts.filter(part => part !== undefined && part !== false && part !== '').join(' · ');
}
