/** Several steps confirmed at once: all are listed, exceptions are named by number, and only a typed yes takes the rest. */
import {stepsBelow} from '../checklist/outline.js';
import {decide} from '../run/decide.js';
import {isRefusal} from '../run/ruling.js';
import {initialsOf, isWitnessed} from '../run/witness.js';
import {stateOf, stepsOfGate} from '../run/gates.js';
import type {PlannedGate, PlannedStep} from '../run/plan.js';
import {hadPassed} from '../run/standing.js';
import type {WalkAct} from '../walk/view.js';
import type {Desk} from './desk.js';
import type {Standing} from './standing.js';
import {sayEntry} from './past.js';
import {quote, sayCount} from './words.js';

export async function askTogether({ask, walk, write}: Desk, planned: PlannedStep, gate: PlannedGate | undefined): Promise<WalkAct | undefined> {
	const view = walk.getView();
	const {title, steps} = chooseItems(planned, gate, view);
	if (steps.length === 0) {
		write(`Nothing in ${quote(title)} can be confirmed together now.`);
		return undefined;
	}

	const note = view.plan.checklist.settings.note ? await ask.needed('A note, link or file for all of them: ') : '';
	if (note === undefined) {
		return undefined;
	}

	const except = new Set<number>();
	for (;;) {
		const taken = steps.filter((_step, index) => !except.has(index));
		write(`Together in ${quote(title)}:`, ...steps.map((item, index) => `  ${index + 1} ${except.has(index) ? '[left out] ' : ''}${sayEntry(item, view)}`));
		const typed = await ask.line(`yes confirms ${sayCount(taken.length, 'step')} together; numbers leave some out or take them back in, as 2 5-7; Enter does nothing: `);
		if (typed === '') {
			write('Nothing was done.');
			return undefined;
		}

		if (['y', 'yes'].includes(typed.toLowerCase())) {
			const initials = isWitnessed(taken, view.plan, view.state) ? await ask.initials(view.state) : '';
			return initials === undefined
				? undefined
				: {
					type: 'confirm', steps: taken.map(({step}) => step.id), ...(note !== '' && {note}), ...(initials !== '' && {initials}),
				};
		}

		const numbers = readNumbers(typed, steps.length);
		if (!numbers) {
			write(`${quote(typed)} is neither yes nor numbers from 1 to ${steps.length}; nothing was done yet.`);
		}

		for (const index of numbers ?? []) {
			if (!except.delete(index)) {
				except.add(index);
			}
		}
	}
}

/** What was said yes to in a gate, and has to be said again: asked once for all of it. */
export function stillTrue(gate: PlannedGate | undefined, standing: Standing): PlannedStep[] {
	const again = gate ? stepsOfGate(gate, standing.plan).filter(({step}) => hadPassed(stateOf(standing.state, step.id))) : [];
	return confirmable(again, standing);
}

/** The items of the innermost group when several are to be confirmed there, else those of the gate. */
function chooseItems(planned: PlannedStep, gate: PlannedGate | undefined, standing: Standing): {title: string; steps: PlannedStep[]} {
	const again = stillTrue(gate, standing);
	if (again.length > 1 && again.includes(planned)) {
		return {title: gate?.section.title ?? planned.section.title, steps: again};
	}

	const group = planned.groups.findLast(({steps}) => steps.length > 0);
	const inGroup = group ? new Set([...stepsBelow(group)].map(({id}) => id)) : new Set<string>();
	const ofGroup = confirmable(standing.plan.steps.filter(({step}) => inGroup.has(step.id)), standing);
	return group && ofGroup.length > 1
		? {title: group.title, steps: ofGroup}
		: {title: gate?.section.title ?? planned.section.title, steps: confirmable(gate ? stepsOfGate(gate, standing.plan) : [], standing)};
}

/** What the rules would take as confirmed together, in walking order, so that a group comes behind its items. */
function confirmable(steps: readonly PlannedStep[], {plan, state}: Standing): PlannedStep[] {
	const taken: PlannedStep[] = [];
	const initials = state.witness ? initialsOf(state.witness) : '';
	for (const planned of steps) {
		const isManual = planned.step.kind === 'confirm' || planned.step.kind === 'group';
		const inside = planned.step.steps.length > 0 ? new Set([...stepsBelow(planned.step)].map(({id}) => id)) : undefined;
		const ids = [...(inside ? taken.filter(({step}) => inside.has(step.id)) : []), planned].map(({step}) => step.id);
		if (isManual && stateOf(state, planned.step.id).status !== 'failed' && !isRefusal(decide(plan, state, {
			type: 'confirm', steps: ids, note: '…', initials,
		}))) {
			taken.push(planned);
		}
	}

	return taken;
}

/** `2 5-7` → 1, 4, 5, 6; undefined when that is not what it says. */
function readNumbers(typed: string, count: number): number[] | undefined {
	const parts = typed.split(/[\s,]+/v).map(part => /^(?<from>\d+)(?:-(?<to>\d+))?$/v.exec(part));
	const ranges = parts.map(match => {
		const from = Number(match?.groups?.from ?? 0);
		return {from, to: Number(match?.groups?.to ?? from)};
	});
	return ranges.every(({from, to}) => from >= 1 && to >= from && to <= count)
		? ranges.flatMap(({from, to}) => Array.from({length: to - from + 1}, (_, index) => from + index - 1))
		: undefined;
}
