/** What tag and record commit say in words, waivers first. */
import {sha256} from '../../record/bytes.js';
import {bundleFile, isSealFile} from '../../record/bundle.js';
import type {Message, Trailers} from '../../record/tag-message.js';
import {commitsBetween, describeBetween, describeSource} from '../../run/carrying.js';
import {isException} from '../../run/decision.js';
import {isSettled} from '../../run/gates.js';
import {isFollowUp} from '../../run/phase.js';
import type {Plan} from '../../run/plan.js';
import type {RunState, StepState} from '../../run/state.js';
import {stateOfRun, type Engine} from '../engine.js';

export function describeRelease(plan: Plan, state: RunState): Omit<Message, 'trailers'> {
	const {started, decision, commit} = state;
	// What the text that counts does not have, or has elsewhere now, is history.
	const steps = [...state.steps].flatMap(([id, now]) => {
		const planned = plan.byId.get(id);
		return planned ? [{title: planned.step.title, ...now}] : [];
	});
	const describe = ({title, answers}: StepState & {readonly title: string}) => {
		const {reason = '', carried} = answers.at(-1) ?? {};
		return `${title}: ${carried ? `carried over from ${describeSource(carried, state)} (${describeBetween(commitsBetween(state, carried))}): ` : ''}${reason}`;
	};

	const settled = steps.filter(({status}) => isSettled(status)).length;
	const waived = steps.filter(({status}) => status === 'waived');
	const aside = steps.filter(step => step.status === 'set-aside' && isException(step));
	return {
		subject: `${decision?.decision ?? ''} ${started?.tag ?? started?.name ?? ''}${started && isFollowUp(state) ? `, ${started.kind}` : ''}`,
		waivers: waived.map(entry => describe(entry)),
		summary: [
			`Decided by ${decision?.mark.by.name ?? ''} at ${decision?.mark.at ?? ''}, on commit ${commit}`,
			`${settled} steps settled, ${waived.length} waived, ${aside.length} not applicable`,
			...aside.map(entry => `Not applicable: ${describe(entry)}`),
			...(decision?.reasons ?? []).map(reason => `Reason: ${reason}`),
		],
	};
}

/** The files are the record's, with the seals. */
export function trailersOf(engine: Engine, files: ReadonlyMap<string, Uint8Array>, record?: string): Trailers {
	return {
		run: engine.materials.journal.run,
		record,
		bundle: sha256(files.get(bundleFile) ?? new Uint8Array()),
		seals: [...files].filter(([file]) => isSealFile(file)).map(([, bytes]) => sha256(bytes)),
	};
}

/** The seals that stand, from the state alone: their envelopes are kept by digest. */
export function sealDigests(engine: Engine): string[] {
	return stateOfRun(engine).seals.filter(seal => !seal.void).map(({statement}) => statement);
}
