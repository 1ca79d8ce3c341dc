/** What finishing still has to do, derived from the state. */
import {makesTag} from '../../run/phase.js';
import {sealingRoles} from '../../run/roles.js';
import type {RunState, Seal} from '../../run/state.js';
import type {Remaining} from '../view.js';

export function validSeal(state: RunState, role: string): Seal | undefined {
	return state.seals.find(seal => !seal.void && seal.role === role);
}

export function remainingOf(state: RunState, folder: string): Remaining[] {
	const {decision, started, closed} = state;
	if (!decision || !started) {
		return [];
	}

	if (started.rehearsal) {
		return [{label: `Write what the record would be into ${folder}`, done: closed !== undefined}];
	}

	return [
		...sealingRoles(state).map(role => ({label: `Seal ${decision.decision} as ${role}`, done: validSeal(state, role) !== undefined, role})),
		{label: `Commit the record in ${folder}`, done: state.record !== undefined},
		...(makesTag(state) ? [{label: `Tag ${started.tag ?? ''} at ${state.commit.slice(0, 7)} and sign it`, done: state.tagged !== undefined}] : []),
	];
}
