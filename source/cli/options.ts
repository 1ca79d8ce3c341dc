/** What commander read from argv, as the commands take it. */
import type {Command} from 'commander';
import type {Exit} from '../commands/exit.js';

export type Options = Record<string, unknown>;

/** Waits for a command, and keeps how it ended. */
export type Run = (outcome: Promise<Exit>) => Promise<void>;

export function collect(value: string, before: string[]): string[] {
	return [...before, value];
}

export function textOf(value: unknown): string | undefined {
	return typeof value === 'string' ? value : undefined;
}

export function repoOf(program: Command): string {
	return textOf(program.opts().repo) ?? '.';
}

export function walkOptions(options: Options) {
	return {
		repo: textOf(options.repo) ?? '.',
		set: options.set as readonly string[],
		key: textOf(options.key),
		pair: textOf(options.pair),
		allowDirty: options.allowDirty === true,
		rehearse: options.rehearse === true,
		plain: options.plain === true,
	};
}
