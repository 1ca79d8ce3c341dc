/** What every act of a walk works with: the session, the picture, and one way to say what went wrong. */
import {maskable} from '../checks/output/secrets.js';
import {fillSentence} from '../run/values/filling.js';
import {planShown} from '../run/values/shown.js';
import type {Intent} from '../run/intents.js';
import type {StartedCommand} from '../run/events.js';
import type {RunState} from '../run/state.js';
import {findSuccession, type Driving} from './driving.js';
import type {Consent, Materials, SignersFile} from './materials.js';
import {describeOthers} from './others.js';
import {openSession, type Objection, type Session} from './session.js';
import {openViewStore, type ViewStore} from './store.js';
import {pictureOf, stageOf} from './picture.js';
import type {HandOver, LiveOutput, Message} from './view.js';

/** One step's commands while they run. */
type Followed = {
	readonly stop: () => void;
	readonly leave: () => void;
	/** Of a service: its gate has ended. */
	readonly end: (() => void) | undefined;
	/** Beside the walk, or undefined. */
	readonly background: StartedCommand['background'];
	readonly kind: LiveOutput['kind'];
};

export type Engine = {
	readonly materials: Materials;
	readonly session: Session;
	/** Asks the driver's lock; who has taken over is in the picture from then on. */
	readonly driving: Driving;
	readonly store: ViewStore;
	/** Who may sign as what, of the commit that counts; undefined: a self-signed run. */
	signers: SignersFile | undefined;
	/** To the commands, with the scripts as they were looked at last. */
	consent: Consent;
	/** Who lends the terminal, while somebody does. */
	handOver: HandOver | undefined;
	/** What runs now, by step. */
	readonly running: Map<string, Followed>;
	/** On which values each condition was judged last. */
	readonly judged: Map<string, string>;
	/** Goes off when the next wait is over. */
	alarm: NodeJS.Timeout | undefined;
	/** What follows by itself is worked out one after the other. */
	advancing: Promise<readonly string[]>;
};

export function openEngine(materials: Materials): Engine {
	const {plan, journal, by, driver} = materials;
	const driving: Driving = {
		async findSuccessor() {
			const successor = await driver.findSuccessor();
			if (successor !== store.get().successor) {
				store.patch({successor});
			}

			return successor;
		},
	};
	const session = openSession({
		plan,
		journal,
		by,
		driver: driving,
		changed(news) {
			const state = session.state();
			store.patch({state, plan: planShown(session.plan, state), stage: stageOf(state, store.get().stage)});
			ring({store}, describeOthers(news, session.plan));
		},
	});
	const store = openViewStore(pictureOf(materials, session.state()));
	return {
		materials,
		session,
		driving,
		store,
		consent: materials.consent,
		signers: materials.signers,
		handOver: undefined,
		running: new Map(),
		judged: new Map(),
		alarm: undefined,
		advancing: Promise.resolve([]),
	};
}

export function stateOfRun({session}: Engine): RunState {
	return session.state();
}

/** Whether files were recorded that may be others now. */
export function standsOnEvidence(engine: Engine): boolean {
	return stateOfRun(engine).steps.values().some(({evidence, executions}) => evidence.length > 0 || executions.at(-1)?.finished?.evidence !== undefined);
}

/** In the words that the screen has for things. */
export function say({store, session}: Engine, kind: Message['kind'], text: string): void {
	store.patch({message: {kind, text: fillSentence(text, session.plan, session.state())}});
}

/** Calls for the person, who may have gone elsewhere. */
export function ring({store}: Pick<Engine, 'store'>, said: readonly string[]): void {
	if (said.length > 0) {
		store.patch({message: {kind: 'said', text: said.join(' ')}, rings: store.get().rings + 1});
	}
}

/** The secret input whose value somebody has typed or pasted where it would be kept. What commands print is masked before. */
function findLeak({materials: {secrets}}: Engine, intent: Intent): string | undefined {
	const known = [...secrets].filter(([, value]) => maskable([value]).length > 0);
	if (known.length === 0 || intent.type === 'finish') {
		return undefined;
	}

	const texts = JSON.stringify(intent);
	return known.find(([, value]) => texts.includes(JSON.stringify(value).slice(1, -1)))?.[0];
}

/** False, and said, once somebody has taken over: asked before something is done in the repository. The journal asks by itself. */
export async function isDriving(engine: Engine): Promise<boolean> {
	const refusal = await findSuccession(engine.driving);
	if (refusal === undefined) {
		return true;
	}

	say(engine, 'refused', refusal);
	return false;
}

/** Asks the rules; what they or the disk refuse is said. */
export async function submit(engine: Engine, intent: Intent, unless?: Objection): Promise<boolean> {
	const leak = findLeak(engine, intent);
	if (leak !== undefined) {
		say(engine, 'refused', `This holds the value of ${leak}, which is never written down. Leave it out: commands have it as $${leak}.`);
		return false;
	}

	const outcome = await engine.session.submit(intent, unless);
	if (outcome.kind !== 'taken') {
		say(engine, outcome.kind, outcome.text);
	}

	return outcome.kind === 'taken';
}
