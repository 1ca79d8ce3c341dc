/** What will be started, as it stands in the journal before it starts. */
import type {Ways} from '../checklist/command-ways.js';
import type {Command} from '../checklist/command.js';
import type {StartedCommand} from '../run/events.js';
import {interpreterOf} from './shell/interpreters.js';
import {planRepetition} from './repetition.js';

export type Planning = {
	/** By index, for what the person edited or filled in. */
	readonly edited?: ReadonlyMap<number, string>;
	/** Where and how all of them run, when the person said so. */
	readonly ways?: Ways | undefined;
	/** Names of the variables that Holdpoint adds. */
	readonly environment: readonly string[];
};

/** Blocks that are only shown are left out. The line is that of the block's first line, below the fence. */
export function planCommands(commands: readonly Command[], {edited = new Map(), ways, environment}: Planning): StartedCommand[] {
	return commands.flatMap((command, index) => {
		if (command.mode === 'manual') {
			return [];
		}

		const {language, line, timeoutMs} = command;
		const {cwd, tty, background} = ways ?? command;
		const repetition = planRepetition(command.repetition);
		const text = edited.get(index) ?? command.text;
		return [{
			text: text.replaceAll(/\r\n?/gv, '\n'),
			interpreter: interpreterOf(language),
			cwd: cwd ?? '',
			environment: [...environment],
			line: line + 1,
			...(timeoutMs !== undefined && {timeoutMs}),
			...(tty && {tty}),
			...(text !== command.text && {edited: true}),
			...(repetition && {repetition}),
			...(background !== 'no' && {background}),
		}];
	});
}
