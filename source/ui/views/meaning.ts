/** What a signature will mean, drawn. */
import type {Meaning} from '../../run/meaning.js';
import {
	paragraph,
	span,
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
		// Nothing of what is signed is cut off.
		...remarkable.flatMap(({status, title, reason}) => {
			const mark = signs.steps[status];
			return paragraph(`${mark.word}: ${title}${reason === '' ? '' : ` (${reason})`}`, columns - 2, {lead: `     ${mark.sign} `, tone: mark.tone});
		}),
		...(evidence.length > 0 ? [[span(`   ${sayCount(evidence.length, 'file')} of evidence:`)]] : []),
		...evidence.flatMap(({path, sha256, size}) => paragraph(`${path} · ${size} bytes · SHA-256 ${sha256.slice(0, 16)}…`, columns - 2, {indent: ' '.repeat(5)})),
		[],
		...follows.flatMap(sentence => paragraph(sentence, columns - 2, {indent: ' ', tone: 'quiet'})),
	];
}
