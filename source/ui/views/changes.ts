/** What changed while nobody looked, said once when a run is continued. */
import {paragraph, span, type Line} from '../lines.js';
import type {Scene, Sight} from '../picture.js';
import {drawText} from './list.js';

export function seeChanges(scene: Scene): Sight {
	const {steps, notes} = scene.view.state;
	// What rules have set aside by then, nobody has been at.
	const isNew = notes.length === 0 && steps.values().every(({answers, executions}) => executions.length === 0 && answers.every(({as}) => as === 'rule'));
	const lines: Line[] = [
		[span(isNew ? ' Before you start' : ' What changed since you were here', 'strong')],
		[],
		...scene.view.changes.flatMap(change => paragraph(change, scene.columns - 2, {indent: ' '.repeat(5)})
			.map((line, index): Line => index === 0 ? [span(`   ${scene.signs.dot} `), ...line.slice(1)] : line)),
	];
	return {
		place: 'reading',
		asking: {
			lines: [],
			choices: [{
				key: 'on', label: 'Go on', hint: '', value: {to: 'screen', action: {type: 'see changes'}},
			}],
			about: 'changes',
			caret: undefined,
		},
		hints: [['Enter', 'go on'], ['q', 'pause']],
		body: ({height}) => drawText(lines, scene, height),
	};
}
