/** One attempt of a repeated command that has ended. */
import type {Attempt} from '../run/events.js';
import type {ObservedRun} from './observed.js';
import type {Sources, Stretch} from './output/stretches.js';

export type Ran = {
	/** Of the command, among those of the step. */
	readonly index: number;
	readonly attempt: Attempt;
	readonly stretch: Stretch;
};

/** What expectations see of it. */
export const observedRun = ({attempt: {exit, ms}}: Ran, sources: Sources): ObservedRun => ({exit: exit ?? undefined, seconds: ms / 1000, ...sources});
