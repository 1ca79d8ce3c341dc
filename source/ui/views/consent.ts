/** Before anything runs: all commands of the checklist, and whether they may. */
import type {WalkView} from '../../walk/view.js';
import {chop} from '../columns.js';
import {
	clean,
	emptyLine,
	paragraph,
	span,
	type Line,
} from '../lines.js';
import type {Scene, Sight} from '../picture.js';
import {sayCount} from '../words.js';
import {drawCommand} from './detail.js';
import {drawText} from './list.js';

const drawn = new WeakMap<WalkView['commands'], {readonly width: number; readonly lines: readonly Line[]}>();

export function seeConsent(scene: Scene): Sight {
	const {view: {commands, plan}, columns} = scene;
	return {
		place: 'reading',
		asking: {
			lines: paragraph(`May ${commands.length === 1 ? 'this command' : `these ${sayCount(commands.length, 'command')}`} of “${plan.checklist.title}” run?`, columns - 1, {indent: ' '}),
			choices: [
				{
					key: 'agree', label: 'Agree: these commands may run', hint: '', value: {to: 'walk', act: {type: 'consent'}},
				},
				{
					key: 'look', label: 'Look only (quit)', hint: 'q', value: {to: 'pause', why: 'The commands were not agreed to.'},
				},
			],
			about: 'consent',
			caret: undefined,
		},
		hints: [['Page Down', 'more'], ['Page Up', 'back'], ['End', 'to the end'], ['q', 'quit']],
		body: ({height}) => drawText(listCommands(scene), scene, height),
	};
}

function listCommands(scene: Scene): readonly Line[] {
	const {view: {commands, agreeing}, columns} = scene;
	const {scripts, changes = []} = agreeing;
	const known = drawn.get(commands);
	if (known?.width === columns) {
		return known.lines;
	}

	const lines = [
		[span(' This checklist has commands. They run in this repository, with your rights.', 'strong')],
		...(scripts.length > 0 ? paragraph(`They run ${scripts.length === 1 ? 'this file' : 'these files'} of it: ${scripts.join(', ')}`, columns, {indent: ' '}) : []),
		emptyLine,
		...(changes.length > 0 ? [[span(' New since you last agreed:', 'strong')], ...changes.flatMap(line => drawChange(line, columns)), emptyLine] : []),
		...commands.flatMap(({title, command}) => [...drawName(title, command.line, columns), ...drawCommand(command, scene, columns), emptyLine]),
	];
	drawn.set(commands, {width: columns, lines});
	return lines;
}

/** Nothing of what is agreed to is cut off. */
function drawChange(text: string, columns: number): Line[] {
	const tone = text.startsWith('-') ? 'bad' : (text.startsWith('+') ? 'good' : 'warn');
	return chop(clean(text), Math.max(1, columns - 3)).map((piece): Line => [span(' '.repeat(3)), span(piece, tone)]);
}

/** A long title goes on below; where the command stands is said beside its first line. */
function drawName(title: string, line: number, columns: number): Line[] {
	const place = `  line ${line}`;
	return paragraph(title, columns - place.length, {indent: ' '}).map((text, index): Line => index === 0 ? [...text, span(place, 'quiet')] : text);
}
