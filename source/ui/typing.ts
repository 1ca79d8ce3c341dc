/** Which edit a key or a pasted text is. */
import {graphemesOf} from './columns.js';
import type {Edit} from './editor.js';
import type {KeyPlace} from './keys.js';

const edits: Readonly<Record<string, Edit>> = {
	backspace: {type: 'backspace'},
	'ctrl+h': {type: 'backspace'},
	delete: {type: 'delete'},
	left: {type: 'left'},
	right: {type: 'right'},
	'ctrl+b': {type: 'left'},
	'ctrl+f': {type: 'right'},
	home: {type: 'line start'},
	end: {type: 'line end'},
	'ctrl+a': {type: 'line start'},
	'ctrl+e': {type: 'line end'},
	'ctrl+u': {type: 'delete to line start'},
	'ctrl+k': {type: 'delete to line end'},
	'ctrl+w': {type: 'delete word'},
	'alt+backspace': {type: 'delete word'},
};

const lineEdits: Readonly<Record<string, Edit>> = {
	up: {type: 'up'},
	down: {type: 'down'},
	enter: {type: 'insert', text: '\n'},
};

/** A fast hand behind a slow line can send two letters at once; more at once was not typed. */
const typedAtOnce = 2;

type Typed = {readonly name: string; readonly input: string; readonly place: KeyPlace; readonly isPasted: boolean};

/** `refused` for a paste where the text must be typed. */
export function findEdit({name, input, place, isPasted}: Typed): Edit | 'refused' | undefined {
	const change = isPasted ? undefined : (edits[name] ?? (place === 'typing lines' ? lineEdits[name] : undefined));
	if (change) {
		return change;
	}

	const isNamed = !isPasted && (/^(?:ctrl|alt)\+|^(?:up|down|page up|page down|tab|escape|enter)$/v.test(name) || input === '');
	if (isNamed) {
		return undefined;
	}

	if (place === 'confirming' && (isPasted || graphemesOf(input).length > typedAtOnce)) {
		return 'refused';
	}

	const text = place === 'typing lines' ? input.replaceAll(/\r\n?/gv, '\n') : input.replaceAll(/[\n\r]+/gv, ' ').replace(/ $/v, match => isPasted ? '' : match);
	return {type: 'insert', text: withoutControls(text)};
}

function withoutControls(text: string): string {
	return text.replaceAll(/[\p{Control}--[\t\n]]/gv, '');
}
