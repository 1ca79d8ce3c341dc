/** One frame of the screen as data, and what the views give to it. */
import type {WalkAct, WalkView} from '../walk/view.js';
import type {KeyPlace} from './keys.js';
import type {Line} from './lines.js';
import type {LogPage} from './log.js';
import type {Subject} from './needs.js';
import type {Screen, ScreenAction} from './screen.js';
import type {Signs} from './signs.js';

/** What a key or a choice comes to. Plain data: choices are compared by it. */
export type Outcome =
	| {readonly to: 'screen'; readonly action: ScreenAction}
	| {readonly to: 'walk'; readonly act: WalkAct}
	/** Asks what the act needs first; without needs it goes to the walk at once. */
	| {readonly to: 'request'; readonly subject: Subject}
	/** Takes what was typed for the request that is open. */
	| {readonly to: 'accept'}
	/** Shows the last output of a step. */
	| {readonly to: 'log'; readonly step: string; readonly output: number}
	/** Looks for a text in the log, from this byte on. */
	| {readonly to: 'seek'; readonly sought: string; readonly from: number}
	| {readonly to: 'copy'; readonly text: string}
	| {readonly to: 'suspend'}
	| {readonly to: 'pause'; readonly why: string}
	| {readonly to: 'leave'}
	/** Answers a question before the walk. */
	| {readonly to: 'choose'; readonly value: string};

export const toScreen = (action: ScreenAction): Outcome => ({to: 'screen', action});
export const sayNotice = (text: string): Outcome => toScreen({type: 'notice', text});

export type Choice = {
	readonly key: string;
	readonly label: string;
	/** The key that does the same, shown beside it. */
	readonly hint: string;
	readonly value: Outcome;
};

/** The person's question, always right above the key line. */
export type Asking = {
	readonly lines: readonly Line[];
	readonly choices: readonly Choice[];
	/** Changes when the choices are about something else, so that the first is picked again. */
	readonly about: string;
	/** Where the terminal's cursor stands while something is typed: row among the lines, column from 0. */
	readonly caret: {readonly row: number; readonly column: number} | undefined;
};

/** How far a list or text can be moved: the row or top line now, the last possible one, and a page. */
export type Extent = {readonly at: number; readonly last: number; readonly page: number};

export type Body = {readonly lines: readonly Line[]; readonly extent: Extent | undefined};

/** What a view shows. The question comes first: the body gets the rows that are left. */
export type Sight = {
	readonly place: KeyPlace;
	readonly asking: Asking;
	readonly body: (room: Room) => Body;
	/** Keys for the key line, most wanted first: `['r', 'run']`. */
	readonly hints: ReadonlyArray<readonly [string, string]>;
};

export type Room = {readonly width: number; readonly height: number};

/** Everything that a frame is made from. */
export type Scene = {
	readonly view: WalkView;
	readonly screen: Screen;
	readonly columns: number;
	readonly rows: number;
	/** Columns for body and question: less than `columns` where the gates stand beside them. */
	readonly width: number;
	/** Milliseconds since the epoch. */
	readonly now: number;
	readonly page: LogPage;
	readonly signs: Signs;
	/** How the person is called. */
	readonly name: string;
};

export type Picture = {
	readonly place: KeyPlace;
	readonly top: readonly Line[];
	/** The column of gates; undefined when there is no room for it or no use. */
	readonly side: readonly Line[] | undefined;
	readonly sideWidth: number;
	readonly body: readonly Line[];
	readonly asking: Asking;
	/** How many choices are shown at once. */
	readonly shownChoices: number;
	readonly foot: Line;
	readonly extent: Extent | undefined;
};
