/** Several steps confirmed on one screen: exceptions are picked out, the rest is recorded as confirmed together. */
import {hadPassed, stateOf} from '../../run/standing.js';
import {
	clean,
	paragraph,
	span,
	type Line,
} from '../lines.js';
import type {Scene, Sight} from '../picture.js';
import type {View} from '../screen.js';
import {sayCount} from '../words.js';
import {drawList} from './list.js';

export function seeTogether(scene: Scene, {title, steps, except}: Extract<View, {kind: 'together'}>): Sight {
	const {signs} = scene;
	const row = (index: number): Line => {
		const planned = scene.view.plan.byId.get(steps[index] ?? '');
		const isOut = except.has(steps[index] ?? '');
		return planned
			? [span(`${isOut ? signs.unpicked : signs.picked} `, isOut ? 'quiet' : 'good'), span(clean(planned.step.title), isOut ? 'quiet' : 'plain'), span(isOut ? '  left out' : '', 'quiet')]
			: [];
	};

	const again = steps.every(id => hadPassed(stateOf(scene.view.state, id)));
	const count = steps.length - except.size;
	const whole = count === 0 ? 'nothing is left to confirm' : `${sayCount(count, 'step')} ${count === 1 ? 'is' : 'are'} confirmed together`;
	return {
		place: 'picking',
		asking: {
			lines: paragraph(`${title}: ${whole}. Is all of that ${again ? 'still true' : 'so'}?`, scene.columns - 1, {indent: ' '}), choices: [], about: 'together', caret: undefined,
		},
		hints: [['Enter', `yes, ${count} together`], ['Space', 'leave one out'], ['Esc', 'back']],
		body: ({height}) => drawList({count: steps.length, row}, scene, height),
	};
}
