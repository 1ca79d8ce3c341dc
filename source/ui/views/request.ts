/** Asks for what an act needs: words, a value, a command's text, or the tag typed. */
import {
	cutTo,
	fitLine,
	paragraph,
	span,
	told,
	type Line,
} from '../lines.js';
import type {Scene, Sight} from '../picture.js';
import type {View} from '../screen.js';
import {drawEditor} from './editor.js';

type RequestView = Extract<View, {kind: 'request'}>;

/** The body stays that of the view that asks. */
export function seeRequest(scene: Scene, {request, editor}: RequestView, from: Sight): Sight {
	const need = request.needs[0];
	const {width, rows, screen} = scene;
	const isTyped = need?.kind === 'tag' || need?.kind === 'initials';
	const offersLast = need?.kind === 'reason' && screen.lastReason !== '';
	const question = cutTo(paragraph(need?.ask ?? '', width - 1, {indent: ' ', tone: isTyped ? 'warn' : 'plain'}), 4, width);
	const height = need?.lines ? Math.max(3, Math.min(editor.text.split('\n').length, Math.floor(rows / 3))) : 1;
	const typed = drawEditor(editor, {width, height, prompt: ` ${scene.signs.pointer} `});
	const last: Line[] = offersLast ? [fitLine([span('   ↑ takes the last reason: ', 'quiet'), told(screen.lastReason, 'quiet')], width)] : [];
	return {
		place: isTyped ? 'confirming' : (need?.lines ? 'typing lines' : 'typing'),
		asking: {
			lines: [...question, ...typed.lines, ...last],
			choices: [],
			about: 'request',
			caret: {row: question.length + typed.caret.row, column: Math.min(typed.caret.column, Math.max(0, width - 1))},
		},
		hints: hintsFor(need?.lines ?? false, isTyped),
		body: from.body,
	};
}

function hintsFor(takesLines: boolean, isTyped: boolean): Sight['hints'] {
	if (isTyped) {
		return [['Enter', 'confirm what was typed'], ['Esc', 'back, nothing is done']];
	}

	return takesLines ? [['Ctrl-D', 'accept'], ['Enter', 'new line'], ['Esc', 'back, nothing is lost']] : [['Enter', 'accept'], ['Esc', 'back, nothing is lost']];
}

