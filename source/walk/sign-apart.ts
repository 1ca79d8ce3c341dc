/** Signing in a run that somebody else drives: the journal's own lock is all that is needed. */
import {isFault} from '../journal/faults.js';
import type {PlannedStep} from '../run/plan.js';
import type {RunState} from '../run/state.js';
import {approveGate} from './approve.js';
import {lookFromApart, type LookedAgain} from './effects/evidence-again.js';
import {assembleRecord} from './finish/bundle.js';
import {openEngine, say, type Engine} from './engine.js';
import type {Consent, Materials} from './materials.js';
import {giveSeal} from './finish/seal.js';
import type {HandOver} from './view.js';

export type SigningApart = {
	readonly state: () => RunState;
	/** At the recorded files, before something is signed over them; `top`: where it is walked, where that can be found. */
	readonly lookAtEvidence: (top: string | undefined) => Promise<LookedAgain>;
	readonly approve: (planned: PlannedStep, given: {readonly decision: 'approve' | 'reject'; readonly comment: string}) => Promise<boolean>;
	readonly seal: (role: string) => Promise<boolean>;
	/** Why the last one was not taken. */
	readonly refusal: () => string;
};

const nothingRuns: Consent = {
	given: true, scripts: [], changes: undefined, give() {/* There is nothing to agree to. */}, renew: async () => nothingRuns,
};

type SigningMaterials = Omit<Materials, 'driver' | 'consent' | 'allowDirty' | 'said' | 'secrets'>;

export function openSigningApart(materials: SigningMaterials, handOver: HandOver | undefined): SigningApart {
	const engine = openEngine({
		...materials,
		// Nothing is driven here.
		driver: {from: undefined, findSuccessor: async () => undefined, async release() {/* Nothing is held. */}},
		consent: nothingRuns,
		allowDirty: false,
		said: [],
		secrets: new Map(),
	});
	engine.handOver = handOver;
	return {
		state: () => engine.session.state(),
		lookAtEvidence: async top => lookFromApart(engine, top),
		approve: async ({step}, given) => approveGate(engine, {type: 'sign', step: step.id, ...given}),
		seal: async role => seal(engine, role),
		refusal: () => engine.store.get().message?.text ?? '',
	};
}

async function seal(engine: Engine, role: string): Promise<boolean> {
	const {materials: {journal, plan}, signers, session} = engine;
	const record = await assembleRecord({
		folder: journal.folder, plan, events: session.events(), signers,
	});
	if (isFault(record)) {
		say(engine, 'fault', record.sentence);
		return false;
	}

	return giveSeal(engine, record, {role, key: undefined});
}
