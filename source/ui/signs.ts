/** The signs of the screen, as data: one table for terminals that show them, one of plain ASCII. */
import type {Step} from '../checklist/model.js';
import type {RunState, StepStatus} from '../run/state.js';
import {wasOnlyShown, type GateStatus} from '../run/gates.js';
import type {Tone} from './lines.js';

type Mark = {readonly sign: string; readonly word: string; readonly tone: Tone};

type Strokes = {
	readonly current: string;
	readonly pointer: string;
	readonly rule: string;
	readonly live: string;
	readonly line: string;
	readonly full: string;
	readonly half: string;
	readonly rest: string;
	readonly dot: string;
	readonly picked: string;
	readonly unpicked: string;
	readonly says: string;
	/** Beside an action that a rehearsal did not run. */
	readonly seen: string;
	/** Replaces typographic characters one by one; undefined where all can be shown. */
	readonly plain: ReadonlyMap<string, string> | undefined;
};

export type Signs = Strokes & {readonly steps: Readonly<Record<StepStatus, Mark>>; readonly gates: Readonly<Record<GateStatus, Mark>>};

const words: Readonly<Record<StepStatus, Omit<Mark, 'sign'>>> = {
	open: {word: 'open', tone: 'quiet'},
	running: {word: 'running', tone: 'current'},
	interrupted: {word: 'interrupted', tone: 'warn'},
	passed: {word: 'passed', tone: 'good'},
	failed: {word: 'failed', tone: 'bad'},
	'set-aside': {word: 'set aside', tone: 'quiet'},
	waived: {word: 'waived', tone: 'warn'},
	stale: {word: 'stale', tone: 'warn'},
};

const shapes: Readonly<Record<StepStatus, readonly [string, string]>> = {
	open: ['·', '.'],
	running: ['»', '>'],
	interrupted: ['!', '!'],
	passed: ['✔', '+'],
	failed: ['✘', 'x'],
	'set-aside': ['–', '-'],
	waived: ['≈', 'w'],
	stale: ['~', '~'],
};

const gateMarks = (steps: Signs['steps']): Signs['gates'] => ({
	open: {...steps.open, sign: ' '},
	started: {...steps.open, word: 'started'},
	failed: steps.failed,
	passed: steps.passed,
	waiting: {sign: '-', word: 'waiting', tone: 'quiet'},
});

function marksOf(column: 0 | 1): Signs['steps'] {
	const mark = (status: StepStatus): Mark => ({...words[status], sign: shapes[status][column]});
	return {
		open: mark('open'),
		running: mark('running'),
		interrupted: mark('interrupted'),
		passed: mark('passed'),
		failed: mark('failed'),
		'set-aside': mark('set-aside'),
		waived: mark('waived'),
		stale: mark('stale'),
	};
}

const drawn: Strokes = {
	current: '▶',
	pointer: '❯',
	rule: '│',
	live: '┃',
	line: '─',
	full: '━',
	half: '╸',
	rest: '─',
	dot: '·',
	picked: '◉',
	unpicked: '○',
	says: '▪',
	seen: '○',
	plain: undefined,
};

/** One character for one, so that columns stay where they are. */
const typewriter = new Map([
	['“', '"'],
	['”', '"'],
	['‘', '\''],
	['’', '\''],
	['…', '.'],
	['–', '-'],
	['—', '-'],
	['·', '-'],
	['›', '>'],
	['→', '>'],
	['×', 'x'],
	['✔', '+'],
	['✘', 'x'],
	['≥', '>'],
	['≤', '<'],
	['↑', '^'],
	['↓', 'v'],
	['←', '<'],
	['━', '='],
	['─', '-'],
]);

const typed: Strokes = {
	current: '>',
	pointer: '>',
	rule: '|',
	live: '|',
	line: '-',
	full: '#',
	half: '#',
	rest: '-',
	dot: '-',
	picked: '*',
	unpicked: 'o',
	says: '*',
	seen: 'o',
	plain: typewriter,
};

const drawnSteps = marksOf(0);
const typedSteps = marksOf(1);
const drawnSigns: Signs = {...drawn, steps: drawnSteps, gates: gateMarks(drawnSteps)};
const typedSigns: Signs = {...typed, steps: typedSteps, gates: gateMarks(typedSteps)};

/** Whether this terminal is better served with plain signs: it is dumb, or its locale says that it is not UTF-8. */
export function needsPlainSigns(environment: Readonly<Record<string, string | undefined>>): boolean {
	const {TERM: terminal, LC_ALL: all, LC_CTYPE: characters, LANG: language} = environment;
	const locale = [all, characters, language].find(value => value !== undefined && value !== '');
	return terminal === 'dumb' || (locale !== undefined && !/utf-?8/iv.test(locale));
}

export function chooseSigns(plainSigns: boolean): Signs {
	return plainSigns ? typedSigns : drawnSigns;
}

/** How a step stands, or how an answer left it; an action that a rehearsal only showed has not passed. */
export function markOf(step: Pick<Step, 'kind'>, status: StepStatus, state: Pick<RunState, 'started'>, signs: Signs): Mark {
	return wasOnlyShown(step, status, state) ? {sign: signs.seen, word: 'shown, not run', tone: 'quiet'} : signs.steps[status];
}

/** What can be shown of a text with these signs. */
export function shown(text: string, {plain}: Signs): string {
	return plain ? text.replaceAll(/\P{ASCII}/gv, character => plain.get(character) ?? character) : text;
}
