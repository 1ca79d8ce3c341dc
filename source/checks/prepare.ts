/** Everything that has to be right before a command may start. */
import {
	access,
	constants,
	mkdir,
	realpath,
	stat,
	writeFile,
} from 'node:fs/promises';
import path from 'node:path';
import process from 'node:process';
import type {StartedCommand} from '../run/events.js';
import {readBlock, type Block} from './shell/block.js';
import {findEvidenceVariables} from './evidence/variables.js';
import type {CommandFiles} from './files.js';
import {findInterpreter, watchedInterpreter, type Interpreter} from './shell/interpreters.js';
import {lintBlock} from './lint/block.js';
import {preludeFor} from './watch/prelude.js';
import type {Watched} from './watch/remarks.js';
import type {CommandRequest} from './request.js';
import {watchBlock} from './watch.js';

export type Prepared = {
	readonly program: string;
	readonly args: readonly string[];
	readonly directory: string;
	/** Undefined: the block runs as one. */
	readonly watched: Watched | undefined;
	readonly environment: Readonly<Record<string, string | undefined>>;
};

/** Why it cannot start, as one sentence, with the line of the document that it is about. */
export type Refusal = {readonly why: string; readonly line: number};

/** The person's own environment and what Holdpoint adds; the options of another shell are not this one's. */
export function environmentFor(request: CommandRequest): Record<string, string | undefined> {
	const {SHELLOPTS, BASHOPTS, ...own} = process.env;
	return {...own, ...request.environment};
}

export async function prepareCommand(request: CommandRequest, command: StartedCommand, files: CommandFiles): Promise<Prepared | Refusal> {
	const {line, interpreter: name} = command;
	const refuse = (why: string): Refusal => ({why, line});
	const interpreter = findInterpreter(name);
	if (!interpreter) {
		return refuse(`There is no way to run a block of \`${name}\`.`);
	}

	const program = await findProgram(interpreter.programs, environmentFor(request));
	if (program === undefined) {
		return refuse(`\`${interpreter.programs[0] ?? name}\` was not found: it is needed to run this block.`);
	}

	const directory = await findDirectory(request.root, command.cwd);
	if (typeof directory !== 'string') {
		return refuse(directory.why);
	}

	const variables = await findEvidenceVariables(command, request);
	if (typeof variables === 'string') {
		return refuse(variables);
	}

	await mkdir(path.dirname(files.script), {recursive: true, mode: 0o700});
	const prepared = await (name === watchedInterpreter
		? prepareWatched({
			request, command, files, program, directory,
		})
		: prepareWhole({
			command, interpreter, files, program, directory,
		}));
	return isRefusal(prepared) ? prepared : {...prepared, environment: {...environmentFor(request), ...variables}};
}

export const isRefusal = (prepared: object): prepared is Refusal => 'why' in prepared;

type PreparedScript = Omit<Prepared, 'environment'>;

type Preparation = {readonly command: StartedCommand; readonly files: CommandFiles; readonly program: string; readonly directory: string};

async function prepareWhole({command, interpreter, files, program, directory}: Preparation & {readonly interpreter: Interpreter}): Promise<PreparedScript> {
	const text = interpreter.before + command.text;
	if (interpreter.extension === undefined) {
		return {
			program, args: [...interpreter.options, text], directory, watched: undefined,
		};
	}

	const script = `${files.script}.${interpreter.extension}`;
	await writeFile(script, text, {mode: 0o600});
	return {
		program, args: [...interpreter.options, script], directory, watched: undefined,
	};
}

async function prepareWatched({request, command, files, program, directory}: Preparation & {readonly request: CommandRequest}): Promise<PreparedScript | Refusal> {
	const block = readBlock(command.text);
	const refusal = refuseBlock(block, request.mode, command.line);
	if (refusal) {
		return refusal;
	}

	const {script, points} = watchBlock(block);
	await Promise.all([
		writeFile(files.block, block.text, {mode: 0o600}),
		writeFile(files.script, `. '${files.prelude.replaceAll('\'', String.raw`'\''`)}'; ${script}`, {mode: 0o600}),
		writeFile(files.prelude, preludeFor(files.report, files.mark), {mode: 0o600}),
	]);
	return {
		program, args: [files.script], directory, watched: {block, points},
	};
}

function refuseBlock(block: Block, mode: CommandRequest['mode'], line: number): Refusal | undefined {
	const [fault] = block.faults;
	if (fault) {
		return {why: `This block cannot be read: ${fault.message}.`, line: line + fault.line - 1};
	}

	const refused = mode === 'check' ? lintBlock(block).find(({refuses}) => refuses) : undefined;
	return refused && {why: refused.message, line: line + refused.line - 1};
}

async function findProgram(names: readonly string[], environment: Readonly<Record<string, string | undefined>>): Promise<string | undefined> {
	const folders = (environment.PATH ?? '').split(path.delimiter).filter(folder => path.isAbsolute(folder));
	const candidates = names.flatMap(name => folders.map(folder => path.join(folder, name)));
	const found = await Promise.all(candidates.map(async candidate => {
		try {
			await access(candidate, constants.X_OK);
			const found = await stat(candidate);
			return found.isFile();
		} catch {
			return false;
		}
	}));
	return candidates.find((_, index) => found[index]);
}

async function findDirectory(root: string, cwd: string): Promise<string | {why: string}> {
	const directory = path.resolve(root, cwd);
	try {
		const [top, real] = await Promise.all([realpath(root), realpath(directory)]);
		if (real !== top && !real.startsWith(top + path.sep)) {
			return {why: `\`${cwd}\` is not inside the repository.`};
		}

		const found = await stat(real);
		return found.isDirectory() ? directory : {why: `\`${cwd}\` is not a directory.`};
	} catch {
		return {why: `The directory \`${cwd === '' ? root : cwd}\` does not exist.`};
	}
}
