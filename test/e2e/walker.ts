/** Walks on the screen as a person does: reads what is asked, and presses the key that the screen offers. */
import {keys, type Terminal} from './terminal.js';

export type Reaction = {readonly sees: RegExp; readonly does: (terminal: Terminal) => void | Promise<void>};

/** From the question before the walk to the first step. */
export async function enterWalk(terminal: Terminal, tag: string): Promise<void> {
	await terminal.waitFor('Which tag');
	terminal.press(keys.ctrlU);
	await terminal.type(tag);
	terminal.press(keys.enter);
	await terminal.waitFor(/Agree: these commands|What changed|Before you start|\(y\)|\(r\)/v);
	await passScreens(terminal);
}

/** Consent and what is said first. */
export async function passScreens(terminal: Terminal): Promise<void> {
	const screen = await terminal.waitFor(/❯ Agree: these commands|❯ Go on|^ *❯ .* {2}\([a-z]\)/mv);
	if (!/❯ Agree: these commands|❯ Go on/v.test(screen)) {
		return;
	}

	await answerScreen(terminal, keys.enter);
	await passScreens(terminal);
}

/** Presses, and waits until the screen has become another one. */
export async function answerScreen(terminal: Terminal, key: string): Promise<string> {
	const before = body(terminal.screen());
	terminal.press(key);
	return terminal.waitFor(screen => body(screen) !== before);
}

/** Without the header, whose clock runs. */
function body(screen: string): string {
	return screen.split('\n').slice(1).join('\n');
}

/** Reacts to what is asked until the screen shows what is waited for; each reaction must change the screen. */
export async function walkUntil(terminal: Terminal, end: RegExp, reactions: readonly Reaction[]): Promise<string> {
	for (let count = 0; count < 400; count++) {
		const screen = await terminal.waitFor(text => end.test(text) || reactions.some(({sees}) => sees.test(text)));
		if (end.test(screen)) {
			return screen;
		}

		const before = body(screen);
		await reactions.find(({sees}) => sees.test(screen))?.does(terminal);
		await terminal.waitFor(text => body(text) !== before);
	}

	throw new Error(`The walk does not come to its end:\n${terminal.screen()}`);
}

const press = (key: string) => (terminal: Terminal) => {
	terminal.press(key);
};

/** Types a text where one line is asked for, and waits until it is taken. */
async function enterText(terminal: Terminal, text: string): Promise<void> {
	await terminal.waitFor(/^ ❯\s*$/mv);
	await terminal.type(text);
	terminal.press(keys.enter);
	await terminal.waitFor(screen => !screen.includes('Enter accept'));
}

/** What a hurried release manager does: runs, looks, confirms all that is left of a gate together. */
export const hurried: readonly Reaction[] = [
	{sees: /There are not several steps here/v, does: press('y')},
	{sees: /Does this apply\?/v, does: press('y')},
	{sees: /Enter yes, \d+ together/v, does: press(keys.enter)},
	{sees: /Is\s+this\s+what\s+was\s+expected\?/v, does: press('y')},
	{sees: /❯ Run {2}\(r\)/v, does: press('r')},
	{
		sees: /Enter .*… {2}\(y\)/v,
		async does(terminal) {
			const asked = /Enter .*… {2}\(y\)/v.exec(terminal.screen())?.[0] ?? '';
			terminal.press('y');
			await enterText(terminal, 'as agreed');
			await terminal.waitFor(screen => !screen.includes(asked));
		},
	},
	{sees: /Is\s+that\s+so\?[\s\S]*Yes {2}\(y\)/v, does: press('a')},
];

/** Through the decision: GO, with the tag typed. */
export async function decideGo(terminal: Terminal, tag: string): Promise<string> {
	await terminal.answer('d', 'GO or NO-GO?');
	await answerScreen(terminal, keys.down);
	await terminal.answer(keys.enter, 'This cannot be undone');
	await terminal.type(tag);
	return terminal.answer(keys.enter, /❯ Leave|!|▪ The seal/v);
}

/** NO-GO with one blocking issue. */
export async function decideNoGo(terminal: Terminal, tag: string, issue: string): Promise<string> {
	const screen = await terminal.answer('d', 'NO-GO: leave a record');
	await chooseLine(terminal, screen, 'NO-GO: leave a record');
	await terminal.waitFor(/blocking issue/iv);
	await terminal.type(issue);
	await terminal.answer('\u{4}', 'This cannot be undone');
	await terminal.type(tag);
	return terminal.answer(keys.enter, /❯ Leave|!/v);
}

/** Moves down to the choice and takes it. */
async function chooseLine(terminal: Terminal, screen: string, choice: string): Promise<void> {
	const lines = screen.split('\n');
	const from = lines.findIndex(line => line.trimStart().startsWith('❯'));
	const to = lines.findIndex(line => line.includes(choice));
	for (let line = from; line < to; line++) {
		await answerScreen(terminal, keys.down);
	}

	terminal.press(keys.enter);
}
