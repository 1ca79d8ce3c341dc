import type {Effects} from './draft.js';
import {ageEverything} from './staleness.js';

/** What events do to the run as a whole. */
export const runEffects: Effects = {
	'run-started'(draft, data, mark, {run}) {
		draft.run = run;
		draft.started = {...data, mark};
		draft.commit = data.commit;
		draft.tree = data.tree;
		draft.branch = data.branch ?? undefined;
		draft.witness = data.witness;
	},

	'head-moved'(draft, data, mark) {
		draft.moves = [...draft.moves, {...data, mark}];
		// What was decided was decided on its commit: later moves change nothing.
		if (draft.decision) {
			return;
		}

		draft.commit = data.to;
		draft.tree = data.tree;
		draft.branch = data.branch ?? undefined;
		ageEverything(draft, `HEAD moved to ${data.to.slice(0, 7)}`);
	},

	'witness-joined'(draft, {witness}) {
		draft.witness = witness;
	},

	'run-paused'(draft) {
		draft.paused = true;
	},

	'run-resumed'(draft) {
		draft.paused = false;
	},

	'output-left-out'(draft, {output, leftOut}) {
		if (leftOut) {
			draft.leftOut.add(output);
		} else {
			draft.leftOut.delete(output);
		}
	},

	'decision-made'(draft, data, mark) {
		draft.decision = {...data, mark};
		draft.leftOut = new Set(data.leftOut);
	},

	'decision-withdrawn'(draft) {
		draft.decision = undefined;
		draft.seals = draft.seals.map(seal => ({...seal, void: true}));
	},

	'seal-signed'(draft, data, mark) {
		draft.seals = [...draft.seals, {...data, mark, void: false}];
	},

	'record-committed'(draft, data) {
		draft.record = data;
	},

	'tag-created'(draft, data) {
		draft.tagged = data;
	},

	'run-closed'(draft, data, mark) {
		draft.closed = {...data, mark};
	},
};
