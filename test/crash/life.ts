/** One life of the program: it is answered as a person would answer, until the walk is at its end or somebody kills it. */
import {readFileSync} from 'node:fs';
import {setTimeout as pause} from 'node:timers/promises';
import {keys, type Terminal} from '../e2e/terminal.js';
import {answerScreen, type Reaction} from '../e2e/walker.js';
import type {Draw} from '../draw.js';
import {actions} from './document.js';
import {arm, type Moment} from './moments.js';
import {tag, type Place} from './place.js';

/** What was pressed, for whoever asks later whether the journal says the same. */
export type Pressed = {
	/** Titles of the steps that were confirmed. */
	readonly confirmed: Set<string>;
	/** How often each action was started, by its title. */
	readonly started: Map<string, number>;
};

export type Death = {
	/** Undefined: the walk was left at its end. */
	readonly killed: boolean;
	/** The last whole screen. */
	readonly screen: string;
	/** Characters that the program wrote. */
	readonly written: number;
	/** What went wrong, when it neither came to the end nor was killed. */
	readonly fault: string | undefined;
};

type Life = {
	readonly place: Place;
	readonly draw: Draw;
	readonly pressed: Pressed;
	/** Undefined: nobody kills it. */
	readonly moment: Moment | undefined;
	readonly run: () => string | undefined;
};

export async function live({place, draw, pressed, moment, run}: Life): Promise<Death> {
	const terminal = place.open();
	const disarm = moment && arm(moment, {place, terminal, run});
	let fault: string | undefined;
	try {
		await answer(terminal, reactions({place, draw, pressed}));
		terminal.press('q');
	} catch (error) {
		fault = error instanceof Error ? error.message : String(error);
	}

	if (fault?.startsWith('Waited')) {
		// It hangs, and is of no use any more.
		terminal.kill();
	}

	const end = await Promise.race([terminal.ended, pause(longest)]);
	disarm?.();
	if (!end) {
		throw new Error(`Killed, and it did not end:\n${terminal.screen()}`);
	}

	const {exitCode, signal} = end;
	const death = {screen: terminal.screen(), written: terminal.written().length};
	terminal.dispose();
	if (fault?.startsWith('Waited')) {
		return {...death, killed: false, fault};
	}

	if (signal === 9) {
		return {...death, killed: true, fault: undefined};
	}

	return {...death, killed: false, fault: fault ?? (exitCode === 0 ? undefined : `It was left with ${exitCode}.`)};
}

/** So long may it take until a program that was killed is gone, and its terminal closed. */
const longest = 30_000;

/** A person answers what stands on the screen, not what is gone when the key is pressed. */
const glance = 15;

const mostAnswers = 150;

/** Until the walk is over. */
async function answer(terminal: Terminal, all: readonly Reaction[]): Promise<void> {
	const end = '❯ Leave';
	for (let count = 0; count < mostAnswers; count++) {
		const seen = await terminal.waitFor(screen => screen.includes(end) || all.some(({sees}) => sees.test(screen)));
		await pause(glance);
		const screen = terminal.screen();
		if (asked(seen) !== asked(screen)) {
			continue;
		}

		if (screen.includes(end)) {
			return;
		}

		await all.find(({sees}) => sees.test(screen))?.does(terminal);
		// What runs beside the walk changes the screen too.
		await terminal.waitFor(text => asked(text) !== asked(screen));
	}

	throw new Error('Waited for an end that does not come.');
}

/** Where the walk is, and what is asked there. */
const asked = (screen: string): string => screen.split('\n').filter(line => /^ ?▶ | ❯|\d of \d/v.test(line)).join('\n');

const titleOf = (terminal: Terminal): string => /^ ?▶ (?<title>.+?)(?: {2,}|$)/mv.exec(terminal.screen())?.groups?.title ?? '';

function reactions({place, draw, pressed}: Pick<Life, 'place' | 'draw' | 'pressed'>): readonly Reaction[] {
	const press = (key: string) => (terminal: Terminal) => {
		terminal.press(key);
	};

	const start = (terminal: Terminal) => {
		const title = titleOf(terminal);
		pressed.started.set(title, (pressed.started.get(title) ?? 0) + 1);
		terminal.press('r');
	};

	const confirm = (key: string) => (terminal: Terminal) => {
		pressed.confirmed.add(titleOf(terminal));
		terminal.press(key);
	};

	return [
		{sees: /❯ Go on with /v, does: press(keys.enter)},
		{sees: /❯ (?:Agree: these commands|Approve: sign as|Go on(?:$|: (?:Seal|Commit|Tag|close) ))/mv, does: press(keys.enter)},
		{
			sees: /A comment that stands beside the signature/v,
			async does(terminal) {
				terminal.press(keys.enter);
				await terminal.waitFor(screen => !/A comment that stands|Sign as release manager\?/v.test(screen));
			},
		},
		{
			sees: /Enter yes, \d+ together/v,
			does(terminal) {
				for (const {groups} of terminal.screen().matchAll(/◉ (?<title>.+?)(?: {2,}|$)/gmv)) {
					pressed.confirmed.add(groups?.title ?? '');
				}

				terminal.press(keys.enter);
			},
		},
		{sees: /Is\s+this\s+what\s+was\s+expected\?/v, does: confirm('y')},
		{
			// Nobody knows how it ended; a person looks at what it was to do.
			sees: /It was interrupted/v,
			does(terminal) {
				const isThere = readTrace(place).includes(`end ${actions.get(titleOf(terminal)) ?? ''}`);
				(isThere ? confirm('y') : start)(terminal);
			},
		},
		// Behind a check that has passed just now the walk goes on by itself.
		{sees: /^ ?▶ .* · (?:open|failed)\b[\s\S]*❯ Run(?: again)? {2}\(r\)/mv, does: start},
		{
			sees: /❯ Enter .*… {2}\(y\)/v,
			async does(terminal) {
				terminal.press('y');
				await terminal.waitFor(/^ ❯\s*$/mv);
				await type(terminal, 'REL-1');
				terminal.press(keys.enter);
				await terminal.waitFor(screen => !/Enter accept|❯ Enter .*… {2}\(y\)/v.test(screen));
			},
		},
		{sees: /❯ Sign as .* {2}\(y\)/v, does: press('y')},
		{sees: /❯ Later {2}\(l\)/v, does: press('l')},
		{
			sees: /Is\s+that\s+so\?[\s\S]*Yes {2}\(y\)/v,
			does(terminal) {
				(draw.share() < 0.2 && terminal.screen().includes('a together') ? press('a') : confirm('y'))(terminal);
			},
		},
		{
			sees: /❯ Go to the decision {2}\(d\)/v,
			async does(terminal) {
				await terminal.answer('d', 'GO or NO-GO?');
				await answerScreen(terminal, keys.down);
				await terminal.answer(keys.enter, 'This cannot be undone');
				await type(terminal, tag);
				terminal.press(keys.enter);
				await terminal.waitFor(screen => !screen.includes('This cannot be undone'));
			},
		},
	];
}

/** Letter by letter, each when the one before stands there: several at once would be a paste. */
async function type(terminal: Terminal, text: string): Promise<void> {
	for (let end = 1; end <= text.length; end++) {
		terminal.press(text.charAt(end - 1));
		await terminal.waitFor(screen => screen.includes(`❯ ${text.slice(0, end)}`));
	}
}

export function readTrace({trace}: Place): string[] {
	try {
		return readFileSync(trace, 'utf8').split('\n').filter(line => line !== '');
	} catch {
		return [];
	}
}

