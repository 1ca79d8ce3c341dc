/** `?`: the table of keys. */
import {pad, wrap} from '../columns.js';
import {keyTable, sayKey} from '../keys.js';
import {span, type Line} from '../lines.js';
import type {Scene, Sight} from '../picture.js';
import {drawText} from './list.js';

export function seeKeys(scene: Scene): Sight {
	const groups = Map.groupBy(keyTable, ({group}) => group);
	const lines = [...groups].flatMap(([group, rows]): Line[] => [
		[span(` On ${group}`.replace('On everywhere', 'Everywhere').replace('On lists', 'In lists').replace('On output', 'In output').replace('On typing', 'While typing'), 'strong')],
		...rows.flatMap(({keys, words}) => wrap(words, scene.columns - 18).map((text, index): Line => [span(`   ${pad(index === 0 ? keys.map(key => sayKey(key)).join(' ') : '', 14)}`, 'current'), span(text)])),
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
