/** A gate as two digests, for statements: what it asks, and what came of it. */
import type {Condition, Section, Step} from '../checklist/model.js';
import {stepsOf} from '../checklist/outline.js';
import {canonicalJson} from '../run/chain.js';
import type {Event, EventType} from '../run/events.js';
import {sha256} from './bytes.js';

/** SHA-256 of a gate's definition: all that is asked in it and below, and under which terms. */
export function gateDefinitionDigest(gate: Section): string {
	return sha256('holdpoint-gate-v1\0', canonicalJson(describeSection(gate)));
}

function describeSection({
	id, title, blocking, phase, part, requires, onlyIf, about, steps, sections,
}: Section): unknown {
	return {
		id,
		title,
		blocking,
		phase,
		part,
		requires,
		onlyIf: describeCondition(onlyIf),
		about,
		steps: steps.map(step => describeStep(step)),
		sections: sections.map(section => describeSection(section)),
	};
}

function describeStep(step: Step): unknown {
	const {signature, condition} = step;
	return {
		id: step.id,
		kind: step.kind,
		title: step.title,
		fingerprint: step.fingerprint,
		optional: step.optional,
		witness: step.witness,
		asked: step.asked,
		phase: step.phase,
		requires: step.requires,
		alternatives: step.alternatives.map(({label, fails}) => ({label, fails})),
		signature: signature ? {role: signature.role, count: signature.count, seals: signature.seals} : null,
		condition: describeCondition(condition),
		onlyIf: describeCondition(step.onlyIf),
		wait: step.wait ?? null,
		freshMs: step.freshMs ?? null,
		waivableBy: step.waivableBy ?? null,
		by: step.by ?? null,
		bindings: step.bindings,
		steps: step.steps.map(inner => describeStep(inner)),
	};
}

function describeCondition(condition: Condition | undefined): unknown {
	return condition ? {id: condition.id, oppositeOf: condition.oppositeOf ?? null, expression: condition.expression ?? null} : null;
}

/** What changes a step's result. A signature does not: two people sign the same results. */
const results = new Set<EventType>([
	'value-entered',
	'check-finished',
	'action-finished',
	'step-confirmed',
	'step-failed',
	'step-set-aside',
	'step-waived',
	'step-reopened',
	'step-interrupted',
	'condition-answered',
	'evidence-changed',
	'wait-ended',
	'input-corrected',
]);

/**
SHA-256 of the last result of each of a gate's steps and of their evidence, as the journal had them at `seq`.
The events are the journal's from its start, in order.
*/
export function gateResultsDigest(gate: Section, events: readonly Event[], seq: number): string {
	const steps = [...stepsOf(gate)].map(step => step.id);
	const own = new Set(steps);
	const last = new Map<string, Event>();
	const evidence = new Map<string, Event>();
	for (const event of events.slice(0, seq)) {
		if (event.type === 'evidence-recorded') {
			if (own.has(event.data.step)) {
				evidence.set(canonicalJson([event.data.step, event.data.name]), event);
			}
		} else if (results.has(event.type)) {
			for (const step of stepsAbout(event)) {
				if (own.has(step)) {
					last.set(step, event);
				}
			}
		}
	}

	const counted = new Set([...last.values(), ...evidence.values()]);
	return sha256('holdpoint-results-v1\0', canonicalJson({
		results: steps.map(step => [step, last.get(step)?.seq ?? null]),
		evidence: [...evidence].map(([, {seq: at}]) => at).toSorted((one, other) => one - other),
		events: [...counted].toSorted((one, other) => one.seq - other.seq),
	}));
}

function stepsAbout({data}: Event): readonly string[] {
	return 'steps' in data ? data.steps : ('step' in data ? [data.step] : []);
}
