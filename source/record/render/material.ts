/** What the parts of the record are made from: the checklist, the events and what follows from them. */
import type {RootContent} from 'mdast';
import type {
	Checklist,
	Phase,
	Section,
	Step,
} from '../../checklist/model.js';
import {readBlocks} from '../../checklist/reader/document.js';
import {allSteps, sectionsOf} from '../../checklist/outline.js';
import type {Event, EventType} from '../../run/events.js';
import {gateStatus} from '../../run/gates.js';
import {phaseOfKind} from '../../run/phase.js';
import type {Plan} from '../../run/plan.js';
import type {RunState, Signature} from '../../run/state.js';

export type RecordSource = {
	readonly checklist: Checklist;
	/** The whole journal that the record stands on, in order. */
	readonly events: readonly Event[];
	/** What these events make of the checklist's run. */
	readonly state: RunState;
	/** How a gate stands, by its section's id: `open`, `passed`, `failed` … */
	readonly gateStatus: (sectionId: string) => string;
};

/** What a record is rendered from: one way for writing it and for verifying it. */
export function sourceOf(plan: Plan, state: RunState, events: readonly Event[]): RecordSource {
	return {
		checklist: plan.checklist,
		events,
		state,
		gateStatus(id) {
			const gate = plan.gateById.get(id);
			return gate ? gateStatus(gate, plan, state) : 'open';
		},
	};
}

export type Material = RecordSource & {
	readonly started: NonNullable<RunState['started']>;
	/** The checklist's Markdown, read once: long lists take their time. */
	readonly tree: readonly RootContent[];
	/** In document order, the document itself first. */
	readonly sections: readonly Section[];
	/** In document order. */
	readonly steps: readonly Step[];
	/** Of steps, sections and conditions, by id; copies that `For each` makes are told apart. */
	readonly titles: ReadonlyMap<string, string>;
	/** Ids of the conditions that a machine answers. */
	readonly judged: ReadonlySet<string>;
	/** Ids of sections and steps of which there are several in one place. */
	readonly copied: ReadonlySet<string>;
	/** Events that the state does not keep, by their step. */
	readonly evidence: ReadonlyMap<string, ReadonlyArray<EventOf<'evidence-recorded' | 'evidence-changed' | 'wait-started'>>>;
};

export type EventOf<T extends EventType> = Extract<Event, {type: T}>;

export function gatherMaterial(source: RecordSource): Material {
	const {checklist, events, state} = source;
	if (!state.started) {
		throw new TypeError('Only a run that has started leaves a record');
	}

	const steps = allSteps(checklist);
	const sections = [...sectionsOf(checklist.root)];
	const conditions = [...sections.map(({onlyIf}) => onlyIf), ...steps.flatMap(({onlyIf, condition}) => [onlyIf, condition])].filter(condition => condition !== undefined);
	return {
		...source,
		started: state.started,
		tree: readBlocks(checklist.text),
		sections,
		steps,
		titles: new Map([
			...conditions.map(({id, text}) => [id, text] as const),
			...sections.map(({id, title}) => [id, title] as const),
			...steps.map(step => [step.id, nameStep(step)] as const),
		]),
		judged: new Set(conditions.flatMap(({id, expression}) => expression === undefined ? [] : [id])),
		copied: new Set(checklist.copies.values().toArray().flat()),
		evidence: Map.groupBy(events.filter(event => isEvidence(event)), ({data}) => data.step),
	};
}

/** By its title, and by what `For each` stands for where the title does not say it. */
function nameStep({title, bindings}: Step): string {
	const unsaid = bindings.map(({value}) => value).filter(value => !title.includes(value));
	return unsaid.length > 0 ? `${title} (${unsaid.join(', ')})` : title;
}

function isEvidence(event: Event): event is EventOf<'evidence-recorded' | 'evidence-changed' | 'wait-started'> {
	return ['evidence-recorded', 'evidence-changed', 'wait-started'].includes(event.type);
}

/** What a run of this kind walks. */
export function phaseOf({started}: Material): Phase {
	return phaseOfKind(started.kind);
}

/** The signatures that count. */
export function standingSignatures({state}: Material): Signature[] {
	return state.signatures.filter(({withdrawn, stale}) => !withdrawn && !stale);
}

/** Who a signature is of; in a self-signed run others' roles are only said. */
export function nameSigner({mark, statement}: Signature): string {
	return statement === null ? `said by ${mark.by.name}, not signed` : mark.by.name;
}

/** The seals are made over this text, so it can only say where they are. */
export function nameSeal(role: string, {state, started}: Material): string | undefined {
	const {decision} = state;
	const isFirst = role.toLowerCase() === started.decision[0]?.toLowerCase();
	if (!decision || (!isFirst && decision.decision === 'NO-GO')) {
		return undefined;
	}

	return !isFirst && started.signers === null ? `said by ${decision.mark.by.name}, not signed` : 'see the seal beside this record';
}

/** Logs whose output stays out of the record; their digests stay in. */
export function leftOutOf({state}: Material): ReadonlySet<number> {
	return new Set([...state.leftOut, ...state.decision?.leftOut ?? []]);
}
