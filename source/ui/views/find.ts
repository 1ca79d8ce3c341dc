/** Finds a step by its words. */
import {stateOf} from '../../run/gates.js';
import type {Plan, PlannedStep} from '../../run/plan.js';
import type {Editor} from '../editor.js';
import {routeOf} from '../facts.js';
import {
	clean,
	span,
	spread,
	type Line,
} from '../lines.js';
import type {Scene, Sight} from '../picture.js';
import {markOf} from '../signs.js';
import {drawEditor} from './editor.js';
import {drawList} from './list.js';

const haystacks = new WeakMap<Plan, ReadonlyArray<{readonly text: string; readonly planned: PlannedStep}>>();

/** Steps that hold all the words, in their title, their gate's title or their commands. */
export function findSteps(plan: Plan, sought: string): PlannedStep[] {
	const words = sought.toLowerCase().split(/\s+/v).filter(word => word !== '');
	const haystack = haystacks.get(plan) ?? routeOf(plan).steps.map(planned => ({
		text: [planned.step.title, ...planned.step.context, planned.section.title, ...planned.step.commands.map(({text}) => text)].join('\n').toLowerCase(), planned,
	}));
	haystacks.set(plan, haystack);
	return haystack.filter(({text}) => words.every(word => text.includes(word))).map(({planned}) => planned);
}

export function seeFind(scene: Scene, editor: Editor): Sight {
	const {plan, state} = scene.view;
	const found = findSteps(plan, editor.text);
	const row = (index: number): Line => {
		const planned = found[index];
		if (!planned) {
			return [];
		}

		const mark = markOf(planned.step, stateOf(state, planned.step.id).status, state, scene.signs);
		return spread([span(`${mark.sign} `, mark.tone), span(clean(planned.step.title))], [span(`${clean(planned.section.title)} `, 'quiet')], scene.columns - 4);
	};

	const typed = drawEditor(editor, {width: scene.columns, height: 1, prompt: ' Find: '});
	return {
		place: 'finding',
		asking: {
			lines: [...typed.lines, [span(found.length === 0 ? ' No step holds these words.' : ` ${found.length} found`, 'quiet')]], choices: [], about: 'find', caret: typed.caret,
		},
		hints: [['Enter', 'go there'], ['Esc', 'back']],
		body: ({height}) => drawList({count: found.length, row}, scene, height),
	};
}
