/** What a signature will mean, drawn. */
import type {Meaning} from '../../run/meaning.js';
import {
	paragraph,
	span,
	told,
	type Line,
} from '../lines.js';
import type {Scene} from '../picture.js';
import {sayCount} from '../words.js';

export function drawMeaning({says, results, remarkable, evidence, follows}: Meaning, {columns, signs}: Scene): Line[] {
	return [
		...paragraph(says, columns - 2, {indent: ' '}),
		...results.map(([status, count]): Line => {
			const mark = signs.steps[status];
			return [span(`   ${mark.sign} `, mark.tone), span(`${sayCount(count, 'step')} ${mark.word}`)];
		}),
		...remarkable.map(({status, title, reason}): Line => {
			const mark = signs.steps[status];
			return [span(`     ${mark.sign} ${mark.word}: `, mark.tone), told(title), told(reason === '' ? '' : ` (${reason})`, 'quiet')];
		}),
		...(evidence.length > 0 ? [[span(`   ${sayCount(evidence.length, 'file')} of evidence:`)]] : []),
		...evidence.map(({path, sha256, size}): Line => [span(' '.repeat(5)), told(path), span(` · ${size} bytes · SHA-256 ${sha256.slice(0, 16)}…`, 'quiet')]),
		[],
		...follows.flatMap(sentence => paragraph(sentence, columns - 2, {indent: ' ', tone: 'quiet'})),
	];
}
