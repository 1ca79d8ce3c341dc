import type {EventData} from '../events.js';
import type {Draft, Effects} from './draft.js';
import {moveTo} from './moves.js';
import {ageSignatures, ageStep} from './staleness.js';
import {takeText} from './text.js';

/** What events do to the run as a whole. */
export const runEffects: Effects = {
	'run-started'({state}, data, mark, {run}) {
		state.run = run;
		state.started = {...data, mark};
		state.commit = data.commit;
		state.tree = data.tree;
		state.branch = data.branch ?? undefined;
		state.witness = data.witness;
	},

	'head-moved'(draft, data, mark) {
		draft.state.moves.push({...data, mark});
		// What was decided was decided on its commit: later moves change nothing.
		if (!draft.state.decision) {
			moveTo(draft, data);
		}
	},

	'checklist-changed'(draft, data, mark) {
		if (data.taken) {
			takeText(draft, data, mark);
		}
	},

	'signers-changed': changeSigners,

	'witness-joined'({state}, {witness}) {
		state.witness = witness;
	},

	'run-paused'({state}) {
		state.paused = true;
	},

	'run-resumed'({state}) {
		state.paused = false;
	},

	'output-left-out'({state}, {output, leftOut}) {
		if (leftOut) {
			state.leftOut.add(output);
		} else {
			state.leftOut.delete(output);
		}
	},

	'decision-made'({state}, data, mark) {
		state.decision = {...data, mark};
		state.leftOut = new Set(data.leftOut);
	},

	'decision-withdrawn'(draft) {
		const {state} = draft;
		const decided = state.decision?.mark.seq ?? 0;
		const moved = state.moves.at(-1);
		state.decision = undefined;
		state.seals = state.seals.map(seal => ({...seal, void: true}));
		// The moves that did not count while it was decided count now.
		if (moved && moved.mark.seq > decided) {
			moveTo(draft, moved);
		}
	},

	'seal-signed'({state}, data, mark) {
		state.seals.push({...data, mark, void: false});
	},

	'record-committed'({state}, data) {
		state.record = data;
	},

	'tag-created'({state}, data) {
		state.tagged = data;
	},

	'run-closed'({state}, data, mark) {
		state.closed = {...data, mark};
	},
};

/** What was signed names the file before; who waived or answered for a role may not hold it any more. */
function changeSigners(draft: Draft, {digest, version}: EventData['signers-changed']): void {
	const {state, standing} = draft;
	const why = 'the signers file was changed';
	state.started &&= {...state.started, signers: {digest, version}};
	for (const [id, {status, answers}] of state.steps) {
		const isRuled = status === 'set-aside' && answers.at(-1)?.as === 'rule';
		if (status === 'waived' || (!isRuled && state.places.get(id)?.role)) {
			ageStep(draft, id, why, true);
		}
	}

	for (const gate of standing.keys()) {
		ageSignatures(draft, gate, {why});
	}
}
