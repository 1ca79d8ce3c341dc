/** A result that a waiver carries over: where it passed, and what was committed since. */
import {
	carriedPass,
	commitsBetween,
	describeBetween,
	describeChanged,
} from '../run/carrying.js';
import type {Answer, RunState, StepState} from '../run/state.js';
import type {Line} from './fill-places.js';
import type {Dialect} from './markdown.js';
import {count, describeTime, sentence} from './render-words.js';

/** `carried over from a1b2c3d4e5f6, where it passed 2026-11-20 14:02 UTC · 1 commit, 1 file, 3 lines added, 1 removed` */
export function describeCarried({carried}: Answer, step: StepState, state: RunState, {strong, code}: Dialect): string {
	if (!carried) {
		return '';
	}

	const between = commitsBetween(state, carried);
	const pass = carriedPass(step, carried);
	return sentence(
		`${strong('carried over')} from ${code(carried.from.slice(0, 12))} to ${code(carried.to.slice(0, 12))}`,
		pass && `it had passed ${describeTime(pass.mark.at)}`,
		`${between.commits.length === 0 ? 'not a descendant' : count(between.commits.length, 'commit')} since, ${describeBetween(between)}`,
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
