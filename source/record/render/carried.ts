/** A result that a waiver carries over: where it passed, and what was committed since. */
import {
	commitsBetween,
	describeBetween,
	describeChanged,
	nameAttempt,
	passedAt,
} from '../../run/carrying.js';
import type {Answer, RunState, StepState} from '../../run/state.js';
import type {Line} from './fill-places.js';
import type {Dialect} from './markdown.js';
import {describeTime, sentence} from './words.js';

/** `carried over from a1b2c3d4e5f6 to 0718293a4b5c · it had passed 2026-11-20 14:02 UTC · since then 1 commit, 1 file, +3 -1` */
export function describeCarried({carried}: Answer, step: StepState, state: RunState, {strong, code, say}: Dialect): string {
	if (!carried) {
		return '';
	}

	const attempt = nameAttempt(carried, state);
	const at = passedAt(step, carried, state);
	return sentence(
		`${strong('carried over')} from ${code(carried.from.slice(0, 12))}${attempt === undefined ? '' : ` in ${say(attempt)}`} to ${code(carried.to.slice(0, 12))}`,
		at !== undefined && `it had passed ${describeTime(at)}`,
		describeBetween(commitsBetween(state, carried)),
	);
}

export function tellCarried({carried}: Answer, state: RunState, {say, code}: Dialect): Line[] {
	if (!carried) {
		return [];
	}

	const {commits, files, paths} = commitsBetween(state, carried);
	return [
		...commits.map(commit => ({text: `since: ${say(commit)}`})),
		...files.map(file => ({text: `changed: ${code(describeChanged(file))}`})),
		...paths.map(path => ({text: `changed: ${code(path)}`})),
	];
}
