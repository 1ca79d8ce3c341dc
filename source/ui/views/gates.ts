/** All gates with where they stand; looking at one does not start it. */
import {findObstacle} from '../../run/gates.js';
import {gateFacts, gateOf} from '../facts.js';
import {
	clean,
	span,
	spread,
	told,
	type Line,
} from '../lines.js';
import type {Scene, Sight} from '../picture.js';
import {drawList} from './list.js';

export function seeGates(scene: Scene): Sight {
	const {plan, state} = scene.view;
	const planned = plan.byId.get(scene.screen.cursor);
	const current = planned && gateOf(plan, planned);
	const row = (index: number): Line => {
		const gate = plan.gates[index];
		if (!gate) {
			return [];
		}

		const {status, progress} = gateFacts(gate, plan, state);
		const mark = scene.signs.gates[status];
		const first = plan.steps[gate.steps[0] ?? -1];
		const why = status === 'waiting' && first ? findObstacle(first, plan, state) : undefined;
		const phase = gate.phase === 'before the tag' ? '' : ` · ${gate.phase}`;
		const indent = '  '.repeat(Math.min(gate.depth, 4));
		return spread(
			[span(`${mark.sign} `, mark.tone), span(indent), told(gate.section.title === '' ? plan.checklist.title : gate.section.title), span(why === undefined ? '' : `  ${clean(why)}`, 'quiet')],
			[span(`${mark.word}${phase}  `, mark.tone), span(`${progress.settled}/${progress.total} `)],
			scene.columns - 4,
		);
	};

	return {
		place: 'list',
		asking: {
			lines: [[span(' Which gate? Looking at it does not start it.')]], choices: [], about: 'gates', caret: undefined,
		},
		hints: [['Enter', 'look at it'], ['Esc', 'back'], ['/', 'find a step']],
		body: ({height}) => drawList({count: plan.gates.length, row, start: Math.max(0, current ? plan.gates.indexOf(current) : 0)}, scene, height),
	};
}
