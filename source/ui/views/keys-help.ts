/** `?`: the table of keys. */
import {pad, wrap} from '../columns.js';
import {keyTable, sayKey, type KeyRow} from '../keys.js';
import {span, type Line} from '../lines.js';
import type {Scene, Sight} from '../picture.js';
import {drawText} from './list.js';

function drawRow({keys, words}: KeyRow, columns: number): Line[] {
	const names = keys.map(key => sayKey(key)).join(' ');
	return wrap(words, columns - 18).map((text, index): Line => [span(`   ${pad(index === 0 ? names : '', 14)}`, 'current'), span(text)]);
}

export function seeKeys(scene: Scene): Sight {
	const groups = Map.groupBy(keyTable, ({group}) => group);
	const lines = [...groups].flatMap(([group, rows]): Line[] => [
		[span(` ${group}`, 'strong')],
		...rows.flatMap(row => drawRow(row, scene.columns)),
		[],
	]);
	return {
		place: 'reading',
		asking: {
			lines: [], choices: [], about: 'keys', caret: undefined,
		},
		hints: [['Esc', 'back'], ['Page Down', 'more']],
		body: ({height}) => drawText(lines, scene, height),
	};
}
