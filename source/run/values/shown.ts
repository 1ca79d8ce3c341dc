/** The plan in the words of a screen. */
import type {Checklist} from '../../checklist/model.js';
import {rewordChecklist} from '../../checklist/reword.js';
import {planWalk, type Plan} from '../plan.js';
import type {RunState} from '../state.js';
import {fillPlan} from './filling.js';

const ticks = /[☑✅✓✔🗹]\u{FE0F}?[\t ]*/gv;
const shown = new WeakMap<Plan, Plan>();

/** Filled in, and without the ticks of the document: those say nothing about this run, and on a screen only what has passed is ticked. */
export function planShown(plan: Plan, state: RunState): Plan {
	const filled = fillPlan(plan, state);
	const known = shown.get(filled);
	if (known) {
		return known;
	}

	const {checklist, operator, phase} = filled;
	const unticked = untickChecklist(checklist);
	const plain = unticked === checklist ? filled : planWalk(unticked, operator, phase);
	shown.set(filled, plain);
	return plain;
}

/** The same checklist when nothing in it is ticked. */
function untickChecklist(checklist: Checklist): Checklist {
	let isTicked = false;
	const unticked = rewordChecklist(checklist, text => {
		const plain = text.split('\n').map(line => untick(line)).join('\n');
		isTicked ||= plain !== text;
		return plain;
	});
	return isTicked ? unticked : checklist;
}

/** Crosses stay: at the head of an item they say "not". So does a tick that is all there is. */
function untick(line: string): string {
	const plain = /[\p{Letter}\p{Number}]/v.test(line) ? line.replaceAll(ticks, '') : line;
	return plain === line ? line : plain.trimEnd();
}
