/** The gates: a column beside the steps, or folded into one line where the screen is narrow. */
import type {Plan, PlannedGate} from '../../run/plan.js';
import {fit} from '../columns.js';
import {gateFacts, gateOf} from '../facts.js';
import {
	clean,
	emptyLine,
	fitLine,
	lineWidth,
	padLine,
	span,
	told,
	type Line,
} from '../lines.js';
import type {Scene} from '../picture.js';

type SideRow = {readonly gate: PlannedGate} | {readonly rule: string};

const rowsByPlan = new WeakMap<Plan, readonly SideRow[]>();

const rules = {
	'before the tag': '', 'after the tag': 'after the tag', 'rolling back': 'rolling back', 'no-go': 'for a NO-GO',
} as const;

function sideRows(plan: Plan): readonly SideRow[] {
	const known = rowsByPlan.get(plan);
	if (known) {
		return known;
	}

	const rows = (['before the tag', 'after the tag', 'rolling back', 'no-go'] as const).flatMap(phase => {
		const gates = plan.gates.filter(gate => gate.phase === phase).map(gate => ({gate}));
		return gates.length > 0 && rules[phase] !== '' ? [{rule: rules[phase]}, ...gates] : gates;
	});
	rowsByPlan.set(plan, rows);
	return rows;
}

function currentGate({view: {plan}, screen: {cursor}}: Scene): PlannedGate | undefined {
	const planned = plan.byId.get(cursor);
	return planned && gateOf(plan, planned);
}

export function drawSide(scene: Scene, width: number, height: number): Line[] {
	const rows = sideRows(scene.view.plan);
	const current = currentGate(scene);
	const at = rows.findIndex(row => 'gate' in row && row.gate === current);
	const top = Math.max(0, Math.min(at - Math.floor(height / 2), rows.length - height));
	const lines = rows.slice(top, top + height).map(row => 'rule' in row
		? [span(` ${scene.signs.line} ${row.rule} `, 'quiet'), span(scene.signs.line.repeat(Math.max(0, width - row.rule.length - 4)), 'quiet')]
		: drawGate(scene, row.gate, row.gate === current, width));
	return [...lines, ...Array.from({length: Math.max(0, height - lines.length)}, () => padLine(emptyLine, width))];
}

function drawGate({view: {plan, state}, signs}: Scene, gate: PlannedGate, isCurrent: boolean, width: number): Line {
	const {status, progress} = gateFacts(gate, plan, state);
	const mark = signs.gates[status];
	const count = ` ${progress.settled}/${progress.total}`;
	const sign = isCurrent ? span(signs.current, 'current') : span(mark.sign, mark.tone);
	const indent = '  '.repeat(Math.min(gate.depth, 3));
	const title = indent + clean(gate.section.title === '' ? plan.checklist.title : gate.section.title);
	const room = Math.max(0, width - 4 - count.length);
	const name = padLine([span(fit(title, room), isCurrent ? 'strong' : 'plain')], room);
	return padLine([span(' '), sign, span(' '), ...name, span(count, mark.tone)], width);
}

/** ` ✔✔▶····  ▶ SIP guarantees 1/3 · gate 3 of 8` */
export function drawFolded(scene: Scene): Line {
	const {view: {plan, state}, screen: {cursor}, signs, columns} = scene;
	const current = currentGate(scene);
	// Where the decision itself asks something, its section is no gate.
	const section = current?.section ?? plan.byId.get(cursor)?.section;
	const {gates} = plan;
	const at = current ? gates.indexOf(current) : -1;
	const top = Math.max(0, Math.min(at - 8, gates.length - 16));
	const strip = gates.slice(top, top + 16).map(gate => {
		const mark = signs.gates[gateFacts(gate, plan, state).status];
		return gate === current ? span(signs.current, 'current') : span(mark.sign === ' ' ? signs.steps.open.sign : mark.sign, mark.tone);
	});
	const facts = current && gateFacts(current, plan, state);
	const title = section ? [span('  '), told(section.title === '' ? plan.checklist.title : section.title, 'strong')] : [];
	// A long title gives way: it stands above the steps too.
	const words = facts
		? [
			span(` ${facts.progress.settled}/${facts.progress.total} `),
			span([signs.dot, `gate ${at + 1} of ${gates.length}`, signs.dot, signs.gates[facts.status].word].join(' '), 'quiet'),
		]
		: [];
	return fitLine([...fitLine([span(' '), ...strip, ...title], columns - lineWidth(words)), ...words], columns);
}
