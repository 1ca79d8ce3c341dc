/** How the person is asked for words, over anything that can ask for a line. */
import {confirmationText, isConfirmed} from '../run/confirmation.js';
import type {RunState} from '../run/state.js';
import {initialsOf} from '../run/witness.js';
import {tell, tellLines} from './words.js';

export type LineTerminal = {
	/**
	Asks for one line behind a prompt; undefined at the end of input, or on Ctrl-C. `more`: the line goes on with a text of
	several lines, so that what was pasted along counts; `secret`: what is typed is not shown.
	*/
	readonly question: (prompt: string, how?: 'more' | 'secret') => Promise<string | undefined>;
	readonly write: (line: string) => void;
	/** Tells of lines that nobody had asked for, undefined for Ctrl-C, until what it returns is called. */
	readonly onUnasked?: (listener: (line: string | undefined) => void) => () => void;
};

/** Nobody is there to answer any more: the run pauses. */
export class InputEnded extends Error {}

/** What these return as undefined was not given, and that was said: nothing is done then. */
export type Ask = {
	/** One trimmed line, perhaps empty. */
	readonly line: (prompt: string) => Promise<string>;
	readonly needed: (prompt: string) => Promise<string | undefined>;
	/** A value; Enter takes the one that is proposed. */
	readonly value: (name: string, proposed: string) => Promise<string | undefined>;
	/** A reason; `=` takes the last one. */
	readonly reason: (prompt: string) => Promise<string | undefined>;
	/** A text of several lines; with a text to begin with, `ok` takes that. */
	readonly text: (prompt: string, initial?: string) => Promise<string | undefined>;
	/** The tag's name, exactly. */
	readonly tag: (state: RunState) => Promise<string | undefined>;
	readonly say: (text: string) => void;
	/** The witness's, typed by themself. */
	readonly initials: (state: RunState) => Promise<string | undefined>;
};

export function openAsking({question, write}: LineTerminal): Ask {
	let lastReason = '';
	const next = async (prompt: string, more?: 'more') => {
		const typed = await question(prompt, more);
		if (typed === undefined) {
			throw new InputEnded();
		}

		return typed;
	};

	const line = async (prompt: string) => {
		const typed = await next(prompt);
		return typed.trim();
	};

	const needed = async (prompt: string) => {
		const given = await line(prompt);
		if (given === '') {
			write('Nothing was given, so nothing was done.');
		}

		return given === '' ? undefined : given;
	};

	return {
		line,
		needed,
		say: write,
		async value(name, proposed) {
			const prompt = `${name}${/[!.:?]$/v.test(name) ? '' : ':'} `;
			if (proposed === '') {
				return needed(prompt);
			}

			const given = await line(`${prompt}[${tell(proposed)}] `);
			return given === '' ? proposed : given;
		},
		async reason(prompt) {
			const hint = lastReason === '' ? '' : ` (= for ${tell(lastReason)})`;
			const given = await needed(`${prompt}${hint} `);
			const reason = given === '=' && lastReason !== '' ? lastReason : given;
			lastReason = reason ?? lastReason;
			return reason;
		},
		async text(prompt, initial = '') {
			write(prompt);
			for (const shown of initial === '' ? [] : tellLines(initial)) {
				write(shown);
			}

			write(initial === '' ? 'A line with only a full stop ends it.' : 'ok takes it so; or write it anew, and end it with a line that holds only a full stop.');
			const first = await next('| ');
			if (initial !== '' && first.trim() === 'ok') {
				return initial;
			}

			const lines: string[] = [];
			for (let typed = first; typed.trim() !== '.'; typed = await next('| ', 'more')) {
				lines.push(typed);
			}

			const text = lines.join('\n');
			if (text.trim() === '') {
				write('Nothing was given, so nothing was done.');
			}

			return text.trim() === '' ? undefined : text;
		},
		async tag(state) {
			const wanted = tell(confirmationText(state));
			const typed = await line(`This cannot be undone. Type ${wanted} to confirm it: `);
			const isRight = isConfirmed(state, typed);
			if (!isRight) {
				write(typed === '' ? 'Enter alone confirms nothing here; nothing was done.' : `That is not ${wanted}; nothing was done.`);
			}

			return isRight ? typed : undefined;
		},
		async initials({witness}) {
			if (!witness) {
				write('Nobody is named as the witness yet; nothing was done.');
				return undefined;
			}

			const wanted = initialsOf(witness);
			const typed = await line(`${tell(witness.name)} saw this too and agrees: type your initials, ${tell(wanted)}: `);
			const isRight = typed.toLocaleUpperCase('en') === wanted;
			if (!isRight) {
				write(typed === '' ? 'Enter alone agrees to nothing; nothing was done.' : `Those are not the initials of ${tell(witness.name)}; nothing was done.`);
			}

			return isRight ? typed : undefined;
		},
	};
}
