/** What can be typed after `holdpoint`, read from the very table that the help is printed from. */
import type {Argument, Command, Option} from 'commander';

/** What stands where a value is wanted. */
export type Values = {readonly kind: 'words'; readonly words: readonly string[]} | {readonly kind: 'files' | 'tags' | 'none'};

export type Flag = {
	readonly flag: string;
	readonly about: string;
	/** Undefined: it takes no value. */
	readonly values: Values | undefined;
};

export type Place = {
	/** The commands typed so far: empty, `signers`, `signers add`. */
	readonly path: string;
	readonly commands: ReadonlyArray<{readonly name: string; readonly about: string}>;
	readonly flags: readonly Flag[];
	/** What its arguments may be. */
	readonly values: Values;
};

/** Accepted wherever they stand. */
const everywhere: ReadonlySet<string> = new Set(['--repo', '--key', '--plain']);

export function tabulate(program: Command): Place[] {
	const shared = flagsOf(program).filter(({flag}) => everywhere.has(flag));
	return placesOf(program, '', shared);
}

function placesOf(command: Command, path: string, shared: readonly Flag[]): Place[] {
	const own = flagsOf(command);
	const names = new Set(own.map(({flag}) => flag));
	return [
		{
			path,
			commands: command.commands.map(inner => ({name: inner.name(), about: inner.description()})),
			flags: [...own, ...shared.filter(({flag}) => !names.has(flag))],
			values: valuesOf(command.registeredArguments),
		},
		...command.commands.flatMap(inner => placesOf(inner, path === '' ? inner.name() : `${path} ${inner.name()}`, shared)),
	];
}

function flagsOf({options}: Command): Flag[] {
	const flags = options.flatMap((option: Option): Flag[] => option.long === undefined ? [] : [{flag: option.long, about: option.description, values: option.required ? valueOf(option) : undefined}]);
	return [...flags, {flag: '--help', about: 'print this help', values: undefined}];
}

function valueOf({argChoices, flags}: Option): Values {
	if (argChoices) {
		return {kind: 'words', words: argChoices};
	}

	return {kind: /<(?:dir|key|file)>/v.test(flags) ? 'files' : 'none'};
}

const kindByArgument = new Map<string, 'files' | 'tags'>([
	['file', 'files'], ['files', 'files'], ['dir', 'files'], ['tag', 'tags'], ['run', 'tags'],
]);

function valuesOf(taken: readonly Argument[]): Values {
	const [argument] = taken;
	if (argument?.argChoices) {
		return {kind: 'words', words: argument.argChoices};
	}

	return {kind: kindByArgument.get(argument?.name() ?? '') ?? 'none'};
}

/** In single quotes, for bash and zsh. */
export function quotePosix(text: string): string {
	return `'${text.replaceAll('\'', String.raw`'\''`)}'`;
}

/** In single quotes, for fish. */
export function quoteFish(text: string): string {
	return `'${text.replaceAll(/['\\]/gv, String.raw`\$&`)}'`;
}
