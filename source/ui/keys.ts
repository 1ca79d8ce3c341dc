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
	| 'correct' | 'gates' | 'output' | 'left' | 'find' | 'decision' | 'keys'
	| 'up' | 'down' | 'page up' | 'page down' | 'start' | 'end' | 'take' | 'toggle'
	| 'search' | 'search on' | 'earlier output' | 'later output'
	| 'accept' | 'last reason'
	| 'close' | 'pause' | 'interrupt' | 'suspend';

type Group = 'On a step' | 'On a command' | 'Everywhere' | 'In lists and texts' | 'In output' | 'While typing';

export type KeyRow = {
	/** As `nameKey` gives them. */
	readonly keys: readonly string[];
	/** What it does, in words. */
	readonly words: string;
	readonly places: readonly KeyPlace[];
	readonly does: Doing;
	/** The heading that it stands under. */
	readonly group: Group;
};

const walking: readonly KeyPlace[] = ['step', 'finishing'];
const looking: readonly KeyPlace[] = ['step', 'finishing', 'list', 'picking', 'reading', 'log'];
const lists: readonly KeyPlace[] = ['list', 'picking', 'finding'];
const scrolls: readonly KeyPlace[] = ['step', 'finishing', 'reading'];
const typing: readonly KeyPlace[] = ['typing', 'typing lines', 'confirming'];
const all: readonly KeyPlace[] = [...looking, 'finding', ...typing];

const under = (group: Group) => (keys: readonly string[], does: Doing, words: string, places: readonly KeyPlace[]): KeyRow => ({
	keys, words, places, does, group,
});
const onStep = under('On a step');
const onCommand = under('On a command');
const everywhere = under('Everywhere');
const inLists = under('In lists and texts');
const inOutput = under('In output');
const whileTyping = under('While typing');

export const keyTable: readonly KeyRow[] = [
	onStep(['y'], 'offer', 'yes; it applies; enter the value; sign', ['step']),
	onStep(['n'], 'offer', 'no, failed (asks why)', ['step']),
	onStep(['x'], 'offer', 'not applicable (asks why, offers the last reason)', ['step']),
	onStep(['l'], 'offer', 'later', ['step']),
	onStep(['c'], 'offer', 'comment, link or file', ['step']),
	onStep(['w'], 'offer', 'waive, or carry over what passed before HEAD moved (asks why; the tag is typed)', ['step']),
	onStep(['u'], 'offer', 'reopen', ['step']),
	onStep(['a'], 'together', 'confirm the items of the group or gate all together, but for the exceptions picked out', ['step']),
	onCommand(['r'], 'offer', 'run', ['step']),
	onCommand(['e'], 'offer', 'edit first', ['step']),
	onCommand(['p'], 'copy', 'copy', ['step']),
	onCommand(['h'], 'offer', 'done by hand (asks what was done, takes pasted output)', ['step']),
	onCommand(['s'], 'stop', 'stop what is running', [...walking, 'log']),
	onCommand(['R'], 'run checks', 'run the checks of the gate one after the other', ['step']),
	everywhere(['up', 'down', 'enter'], 'take', 'pick a choice and take it', ['list', 'finding']),
	everywhere(['['], 'previous step', 'look back', walking),
	everywhere([']'], 'next step', 'look on', walking),
	everywhere(['tab'], 'next open', 'to the next step that needs somebody', walking),
	everywhere(['g'], 'gates', 'gates', looking),
	everywhere(['o'], 'output', 'output, full screen', walking),
	everywhere(['t'], 'left', 'what is left: open, waiting for whom', looking),
	everywhere(['/'], 'find', 'find a step', ['step', 'finishing', 'list', 'picking', 'reading']),
	everywhere(['d'], 'decision', 'the decision', ['step']),
	everywhere(['v'], 'correct', 'correct the value of an input', ['step']),
	everywhere(['?'], 'keys', 'these keys', looking),
	everywhere(['q'], 'pause', 'pause; closes a list or text', looking),
	everywhere(['escape'], 'close', 'back; nothing typed is lost', all),
	everywhere(['ctrl+c'], 'interrupt', 'stop the running command; with none running, pause', all),
	everywhere(['ctrl+z'], 'suspend', 'to the shell; `fg` comes back', all),
	inLists(['up'], 'up', 'up', [...lists, 'log']),
	inLists(['down'], 'down', 'down', [...lists, 'log']),
	inLists(['page up'], 'page up', 'a page up', [...lists, 'log', ...scrolls]),
	inLists(['page down'], 'page down', 'a page down', [...lists, 'log', ...scrolls]),
	inLists(['home'], 'start', 'to the start', ['list', 'picking', 'log', ...scrolls]),
	inLists(['end'], 'end', 'to the end', ['list', 'picking', 'log', ...scrolls]),
	inLists(['space'], 'toggle', 'pick out, or take back in', ['picking']),
	inLists(['enter'], 'take', 'take it', ['list', 'picking', 'finding']),
	inOutput(['/'], 'search', 'search in the output', ['log']),
	inOutput(['n'], 'search on', 'search on', ['log']),
	inOutput(['left'], 'earlier output', 'an earlier run of the same step', ['log']),
	inOutput(['right'], 'later output', 'a later one', ['log']),
	whileTyping(['enter'], 'accept', 'accept', ['typing', 'confirming']),
	whileTyping(['ctrl+d'], 'accept', 'accept what has several lines', ['typing', 'typing lines']),
	whileTyping(['up'], 'last reason', 'take the last reason given', ['typing']),
];

export function findKey(place: KeyPlace, name: string): KeyRow | undefined {
	return keyTable.find(({keys, places, does, group}) => keys.includes(name) && places.includes(place) && !(group === 'Everywhere' && does === 'take'));
}

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

/** The keys that Ink tells apart, as far as we name them. */
export type PressedKey = Readonly<Partial<Record<(typeof named)[number][0] | 'ctrl' | 'meta', boolean>>>;

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
