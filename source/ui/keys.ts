/** All keys, as one table: `?` shows it, the README prints it, and the handler reads it. */

import {graphemesOf} from './columns.js';

/** Where a key means something. */
export type KeyPlace =
	/** A step of the walk. */
	| 'step'
	/** Seals, record, tag and push. */
	| 'finishing'
	/** A list of which one row is picked. */
	| 'list'
	/** A list of which several rows are picked. */
	| 'picking'
	/** A text with choices below it. */
	| 'reading'
	| 'log'
	| 'finding'
	/** One line of text, several lines, or a typed confirmation. */
	| 'typing'
	| 'typing lines'
	| 'confirming';

export type Doing =
	/** The step's own offers have their keys from `offersFor`. */
	| 'offer'
	| 'together' | 'run checks' | 'stop' | 'copy'
	| 'next step' | 'previous step' | 'next open'
	| 'gates' | 'output' | 'left' | 'find' | 'decision' | 'keys'
	| 'up' | 'down' | 'page up' | 'page down' | 'start' | 'end' | 'take' | 'toggle'
	| 'search' | 'search on' | 'earlier output' | 'later output'
	| 'accept' | 'last reason'
	| 'close' | 'pause' | 'interrupt' | 'suspend';

export type KeyRow = {
	/** As `nameKey` gives them. */
	readonly keys: readonly string[];
	/** What it does, in words. */
	readonly words: string;
	readonly places: readonly KeyPlace[];
	readonly does: Doing;
	/** The heading that it stands under. */
	readonly group: 'a step' | 'a command' | 'everywhere' | 'lists and texts' | 'output' | 'typing';
};

const walking: readonly KeyPlace[] = ['step', 'finishing'];
const looking: readonly KeyPlace[] = ['step', 'finishing', 'list', 'picking', 'reading', 'log'];
const lists: readonly KeyPlace[] = ['list', 'picking', 'finding'];
const scrolls: readonly KeyPlace[] = ['step', 'finishing', 'reading'];
const typing: readonly KeyPlace[] = ['typing', 'typing lines', 'confirming'];
const all: readonly KeyPlace[] = [...looking, 'finding', ...typing];

const row = (group: KeyRow['group'], keys: readonly string[], does: Doing, words: string, places: readonly KeyPlace[]): KeyRow => ({
	keys, words, places, does, group,
});

export const keyTable: readonly KeyRow[] = [
	row('a step', ['y'], 'offer', 'yes; it applies; enter the value; sign', ['step']),
	row('a step', ['n'], 'offer', 'no, failed (asks why)', ['step']),
	row('a step', ['x'], 'offer', 'not applicable (asks why, offers the last reason)', ['step']),
	row('a step', ['l'], 'offer', 'later', ['step']),
	row('a step', ['c'], 'offer', 'comment, link or file', ['step']),
	row('a step', ['w'], 'offer', 'waive (asks why; the tag is typed)', ['step']),
	row('a step', ['u'], 'offer', 'reopen', ['step']),
	row('a step', ['a'], 'together', 'confirm the items of the group or gate all together, but for the exceptions picked out', ['step']),
	row('a command', ['r'], 'offer', 'run', ['step']),
	row('a command', ['e'], 'offer', 'edit first', ['step']),
	row('a command', ['p'], 'copy', 'copy', ['step']),
	row('a command', ['h'], 'offer', 'done by hand (asks what was done, takes pasted output)', ['step']),
	row('a command', ['s'], 'stop', 'stop what is running', [...walking, 'log']),
	row('a command', ['R'], 'run checks', 'run the checks of the gate one after the other', ['step']),
	row('everywhere', ['up', 'down', 'enter'], 'take', 'pick a choice and take it', ['list', 'finding']),
	row('everywhere', ['['], 'previous step', 'look back', walking),
	row('everywhere', [']'], 'next step', 'look on', walking),
	row('everywhere', ['tab'], 'next open', 'to the next step that needs somebody', walking),
	row('everywhere', ['g'], 'gates', 'gates', looking),
	row('everywhere', ['o'], 'output', 'output, full screen', walking),
	row('everywhere', ['t'], 'left', 'what is left: open, waiting for whom', looking),
	row('everywhere', ['/'], 'find', 'find a step', ['step', 'finishing', 'list', 'picking', 'reading']),
	row('everywhere', ['d'], 'decision', 'the decision', ['step']),
	row('everywhere', ['?'], 'keys', 'these keys', looking),
	row('everywhere', ['q'], 'pause', 'pause; closes a list or text', looking),
	row('everywhere', ['escape'], 'close', 'back; nothing typed is lost', all),
	row('everywhere', ['ctrl+c'], 'interrupt', 'stop the running command; with none running, pause', all),
	row('everywhere', ['ctrl+z'], 'suspend', 'to the shell; `fg` comes back', all),
	row('lists and texts', ['up'], 'up', 'up', [...lists, 'log']),
	row('lists and texts', ['down'], 'down', 'down', [...lists, 'log']),
	row('lists and texts', ['page up'], 'page up', 'a page up', [...lists, 'log', ...scrolls]),
	row('lists and texts', ['page down'], 'page down', 'a page down', [...lists, 'log', ...scrolls]),
	row('lists and texts', ['home'], 'start', 'to the start', ['list', 'picking', 'log', ...scrolls]),
	row('lists and texts', ['end'], 'end', 'to the end', ['list', 'picking', 'log', ...scrolls]),
	row('lists and texts', ['space'], 'toggle', 'pick out, or take back in', ['picking']),
	row('lists and texts', ['enter'], 'take', 'take it', ['list', 'picking', 'finding']),
	row('output', ['/'], 'search', 'search in the output', ['log']),
	row('output', ['n'], 'search on', 'search on', ['log']),
	row('output', ['left'], 'earlier output', 'an earlier run of the same step', ['log']),
	row('output', ['right'], 'later output', 'a later one', ['log']),
	row('typing', ['enter'], 'accept', 'accept', ['typing', 'confirming']),
	row('typing', ['ctrl+d'], 'accept', 'accept what has several lines', ['typing', 'typing lines']),
	row('typing', ['up'], 'last reason', 'take the last reason given', ['typing']),
];

export function findKey(place: KeyPlace, name: string): KeyRow | undefined {
	return keyTable.find(({keys, places, does, group}) => keys.includes(name) && places.includes(place) && !(group === 'everywhere' && does === 'take'));
}

/** The keys that Ink tells apart, as far as we name them. */
export type PressedKey = Readonly<Partial<Record<'upArrow' | 'downArrow' | 'leftArrow' | 'rightArrow' | 'pageUp' | 'pageDown' | 'home' | 'end' | 'return' | 'escape' | 'ctrl' | 'meta' | 'tab' | 'backspace' | 'delete', boolean>>>;

const named = [
	['upArrow', 'up'],
	['downArrow', 'down'],
	['leftArrow', 'left'],
	['rightArrow', 'right'],
	['pageUp', 'page up'],
	['pageDown', 'page down'],
	['home', 'home'],
	['end', 'end'],
	['return', 'enter'],
	['escape', 'escape'],
	['tab', 'tab'],
	['backspace', 'backspace'],
	['delete', 'delete'],
] as const;

/** One name for a key press: `y`, `ctrl+c`, `page up`; empty for what is no key, such as several characters at once. */
export function nameKey(input: string, key: PressedKey): string {
	const name = named.find(([flag]) => key[flag])?.[1] ?? nameCharacters(input);
	if (name === '' || name === 'escape' || (!key.ctrl && !key.meta)) {
		return name;
	}

	return key.ctrl ? `ctrl+${name.toLowerCase()}` : `alt+${name}`;
}

/** A key held down comes as one piece of equal characters; any other piece is no key. */
function nameCharacters(input: string): string {
	const [first = '', ...others] = new Set(graphemesOf(input));
	if (others.length > 0) {
		return '';
	}

	return {' ': 'space', '\n': 'enter', '\r': 'enter'}[first] ?? first;
}

const spoken: Readonly<Record<string, string>> = {
	up: '↑', down: '↓', left: '←', right: '→', enter: 'Enter', escape: 'Esc', tab: 'Tab', space: 'Space', 'page up': 'Page Up', 'page down': 'Page Down',
	home: 'Home', end: 'End', 'ctrl+c': 'Ctrl-C', 'ctrl+z': 'Ctrl-Z', 'ctrl+d': 'Ctrl-D',
};

/** How a key is called on the screen and in the README. */
export function sayKey(name: string): string {
	return spoken[name] ?? name;
}
