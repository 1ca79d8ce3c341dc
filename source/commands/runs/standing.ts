/** Where a run stands, for programs and for people. */
import {sayEnd} from '../../run/attempts.js';
import {tellCarried} from '../../run/carrying.js';
import {describeChecklist} from '../../checklist/show.js';
import {showText} from '../../checklist/escape.js';
import {
	gateStatus,
	progressOf,
	stateOf,
	stepsOfGate,
	walkedSteps,
} from '../../run/gates.js';
import type {Plan, PlannedStep} from '../../run/plan.js';
import {nameMechanism} from '../../run/standing.js';
import type {RunState, Signature} from '../../run/state.js';
import {otherTag, showMoment} from './remains.js';

type Described = ReturnType<typeof describeChecklist>;
type DescribedSection = Described['sections'][number];
type DescribedStep = DescribedSection['steps'][number];

/** A run with what was found out about it: in a word, what is left of it, and the attempt that came after. */
type Standing = {
	readonly plan: Plan;
	readonly state: RunState;
	readonly standing: string;
	readonly left: readonly string[];
	readonly later: string | undefined;
};

/** The shape of `show FILE --json` with `state`, `by`, `at` on steps and `state` on sections. */
export function describeStanding({plan, state, ...run}: Standing) {
	const {started, decision, closed, signatures} = state;
	const described = describeChecklist(plan.checklist);
	return {
		...described,
		run: started?.name,
		id: state.run,
		release: started?.name,
		kind: started?.kind,
		rehearsal: started?.rehearsal,
		tag: started?.tag,
		commit: state.commit,
		standing: run.standing,
		left: run.left,
		decision: decision?.decision ?? null,
		closed: closed ? {outcome: closed.outcome, reason: closed.reason, at: closed.mark.at} : null,
		earlier: started?.earlier
			? {
				run: started.earlier.name, id: started.earlier.run, outcome: started.earlier.outcome, reasons: started.earlier.reasons,
			}
			: null,
		later: run.later ?? null,
		signatures: signatures.map(signature => ({
			gate: plan.gateById.get(signature.gate)?.section.title ?? signature.gate,
			role: signature.role,
			person: signature.signer,
			decision: signature.decision,
			at: signature.mark.at,
			state: describeSignature(signature),
		})),
		sections: described.sections.map(section => withState(section, plan, state)),
	};
}

function withState(section: DescribedSection, plan: Plan, state: RunState): Record<string, unknown> {
	const gate = plan.gateById.get(section.id);
	return {
		...section,
		state: gate && isPart(gate, plan) ? gateStatus(gate, plan, state) : null,
		steps: section.steps.map(step => withAnswer(step, plan, state)),
		sections: section.sections.map(inner => withState(inner, plan, state)),
	};
}

/** A follow-up walks what is its own: the gates of its release were settled in another run, whose record says how. */
function isPart({phase}: Pick<PlannedStep, 'phase'>, plan: Plan): boolean {
	return plan.phase === 'before the tag' || phase === plan.phase;
}

function withAnswer(step: DescribedStep, plan: Plan, state: RunState): Record<string, unknown> {
	const planned = plan.byId.get(step.id);
	const {status, answers, stale, awaiting, wait} = stateOf(state, step.id);
	const last = answers.at(-1);
	return {
		...step, state: planned === undefined || isPart(planned, plan) ? status : null, by: last?.mark.by.email ?? null, at: last?.mark.at ?? null, why: stale === '' ? (last?.reason ?? '') : stale, awaiting, until: wait?.until ?? null, carried: status === 'waived' ? (last?.carried ?? null) : null, steps: step.steps.map(inner => withAnswer(inner, plan, state)),
	};
}

export function standingText({plan, state, ...run}: Standing): string[] {
	const {started, closed, commit} = state;
	const all = progressOf(walkedSteps(plan), state);
	const reason = closed === undefined || closed.reason === '' ? '' : `: ${showText(closed.reason)}`;
	const other = started && otherTag(started);
	return [
		`${showText(started?.name ?? '')}${other === undefined ? '' : ` for ${showText(other)}`}: ${closed ? 'closed, ' : ''}${run.standing}${reason}, ${all.settled} of ${all.total} steps settled, at ${commit.slice(0, 7)}`,
		...(started?.earlier ? [`The attempt after ${showText(started.earlier.name)} (${showText(sayEnd(started.earlier))})`] : []),
		...(run.later === undefined ? [] : [`Followed by ${showText(run.later)}`]),
		...(state.decision?.reasons ?? []).map(text => `Decided because: ${showText(text)}`),
		...run.left.map(line => `Left: ${line}`),
		...plan.gates.flatMap(gate => {
			if (!isPart(gate, plan)) {
				return ['', `${'  '.repeat(gate.depth)}${showText(gate.section.title)}  (${gate.phase}: no part of this run)`];
			}

			const steps = stepsOfGate(gate, plan);
			const {settled, total} = progressOf(steps, state);
			const own = steps.filter(({section}) => section.id === gate.section.id);
			return [
				'',
				`${'  '.repeat(gate.depth)}${showText(gate.section.title)}  [${gateStatus(gate, plan, state)}] ${settled}/${total}${gate.phase === 'before the tag' ? '' : `  (${gate.phase})`}`,
				...own.flatMap(planned => tellStep(planned, state).map(line => `${'  '.repeat(gate.depth + 1)}${line}`)),
			];
		}),
	];
}

/** How it stands and why; what was carried over, what waits, and signatures that count no more. */
function tellStep(planned: PlannedStep, state: RunState): string[] {
	const {step} = planned;
	const {status, answers, stale, awaiting, wait, later} = stateOf(state, step.id);
	const last = answers.at(-1);
	const why = [stale, last?.reason ?? ''].find(text => text !== '');
	const carried = status === 'waived' ? tellCarried(planned, state)?.head : undefined;
	const marks = [
		...(awaiting ? ['its output waits to be judged'] : []),
		...(later ? ['left for later'] : []),
		...(wait && status === 'open' ? [`until ${showMoment(wait.until)}`] : []),
		...(status === 'waived' && last ? [`as ${showText(last.as)}`] : []),
		...(carried === undefined ? [] : [showText(carried)]),
	];
	return [
		`[${status}] ${showText(step.title)}${last ? ` (${nameMechanism(last) ?? showText(last.mark.by.name)}, ${showMoment(last.mark.at)}${why === undefined ? '' : `: ${showText(why)}`})` : ''}${marks.map(mark => `, ${mark}`).join('')}`,
		...state.signatures.filter(signature => signature.step === step.id && describeSignature(signature) !== 'stands').map(signature => `  ${signature.decision} as ${showText(signature.role)} by ${showText(signature.signer)}, ${showMoment(signature.mark.at)}: ${describeSignature(signature)}`),
	];
}

function describeSignature({withdrawn, stale}: Signature): 'stands' | 'withdrawn' | 'stale' {
	const standing = stale ? 'stale' : 'stands';
	return withdrawn ? 'withdrawn' : standing;
}
