/** Running the programs that sign, without a terminal. */
import {access, constants, stat} from 'node:fs/promises';
import path from 'node:path';

export type Environment = Readonly<Record<string, string | undefined>>;

/** How a program ended. */
export type Ending = {
	/** Undefined when it did not exit by itself. */
	readonly exit: number | undefined;
	readonly signal: string | undefined;
	readonly timedOut: boolean;
	readonly cancelled: boolean;
	/** What it wrote on its standard error. */
	readonly errors: string;
};

/** The absolute path of a program. Entries of PATH that depend on where one stands are passed over. */
export async function findProgram(name: string, environment: Environment): Promise<string | undefined> {
	const candidates = name.includes('/')
		? [name]
		: (environment.PATH ?? '').split(path.delimiter).map(folder => path.join(folder, name));
	const absolute = candidates.filter(candidate => path.isAbsolute(candidate));
	const found = await Promise.all(absolute.map(async candidate => isProgram(candidate)));
	return absolute.find((_, index) => found[index]);
}

async function isProgram(file: string): Promise<boolean> {
	try {
		await access(file, constants.X_OK);
		const found = await stat(file);
		return found.isFile();
	} catch {
		return false;
	}
}

export type Silent = {
	readonly program: string;
	readonly args: readonly string[];
	readonly environment: Environment;
	readonly directory: string;
	readonly timeoutMs: number;
	readonly cancel?: AbortSignal | undefined;
	/** A file that is its standard input; empty without one. */
	readonly inputFile?: string;
};

/** Runs a program that has no terminal at all: in a session of its own, so that `/dev/tty` is closed to it as well. */
export async function runSilently({program, args, environment, directory, timeoutMs, cancel, inputFile}: Silent): Promise<Ending & {readonly output: string}> {
	const {execa} = await import('execa');
	const result = await execa(program, args, {
		cwd: directory,
		env: environment,
		extendEnv: false,
		stdin: inputFile === undefined ? 'ignore' : {file: inputFile},
		detached: true,
		killDescendants: true,
		cleanup: true,
		timeout: timeoutMs,
		reject: false,
		maxBuffer: 4_000_000,
		stripFinalNewline: false,
		...(cancel && {cancelSignal: cancel}),
	});
	return {
		exit: result.exitCode,
		signal: result.signal,
		timedOut: result.timedOut,
		cancelled: result.isCanceled,
		errors: result.stderr,
		output: result.stdout,
	};
}
