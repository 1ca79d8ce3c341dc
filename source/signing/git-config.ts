/** What git's configuration says about signing, and who said it. */
import {execFile} from 'node:child_process';
import os from 'node:os';
import path from 'node:path';
import type {SigningFault} from './fault.js';
import {findProgram, type Environment} from './program.js';

type Setting = {
	readonly value: string;
	/** True when the person's own or the machine's configuration says so, not the repository's. */
	readonly outside: boolean;
};

/** The settings by their lower-case names; of several the one that git would use. */
export type GitConfig = {
	/** The value that git would use. */
	readonly of: (name: string) => string | undefined;
	/** The value of a setting that names a program: never one from the repository itself. */
	readonly programOf: (name: string) => string | undefined;
	/** Whether the repository itself names a program here, which is refused. */
	readonly refused: (name: string) => boolean;
};

const outsideScopes = new Set(['system', 'global', 'command']);

/** Reads the configuration that holds in a directory. */
export async function readGitConfig(directory: string, environment: Environment): Promise<GitConfig | SigningFault> {
	const program = await findProgram('git', environment);
	if (program === undefined) {
		return {code: 'git.missing', sentence: 'git was not found, and it is what says which key to sign with: install it and try again.'};
	}

	const listed = await listConfig(program, directory, environment);
	if (typeof listed !== 'string') {
		return listed;
	}

	const settings = parseConfig(listed);
	const outside = (name: string) => settings.get(name)?.findLast(setting => setting.outside)?.value;
	return {
		of: name => settings.get(name)?.at(-1)?.value,
		programOf: outside,
		refused: name => settings.get(name)?.some(setting => !setting.outside) ?? false,
	};
}

/** It asks nobody and starts nothing, and every start of a walk waits for it. */
async function listConfig(program: string, directory: string, environment: Environment): Promise<string | SigningFault> {
	return new Promise(resolve => {
		execFile(program, ['config', '-z', '--show-scope', '--list'], {
			cwd: directory, env: environment, timeout: 20_000, maxBuffer: 4_000_000,
		}, (error, output, errors) => {
			resolve(error ? {code: 'failed', sentence: `git could not read its configuration (${errors.trim() === '' ? error.message : errors.trim()}): correct it and try again.`} : output);
		});
	});
}

/** `scope NUL name LF value NUL`, again and again; a name without a value has no LF. */
function parseConfig(output: string): Map<string, Setting[]> {
	const settings = new Map<string, Setting[]>();
	const fields = output.split('\0');
	for (let at = 0; at + 1 < fields.length; at += 2) {
		const [name = '', ...lines] = (fields[at + 1] ?? '').split('\n');
		const known = settings.get(name) ?? [];
		settings.set(name, [...known, {value: lines.join('\n'), outside: outsideScopes.has(fields[at] ?? '')}]);
	}

	return settings;
}

/** A path as git reads it in its configuration: `~` is the home directory. */
export function expandPath(value: string, {directory, environment}: {directory: string; environment: Environment}): string {
	const home = environment.HOME ?? os.homedir();
	const expanded = value === '~' || value.startsWith('~/') ? path.join(home, value.slice(1)) : value;
	return path.resolve(directory, expanded);
}

/** Splits a command line as git does: blanks separate, quotes and backslashes protect. */
export function splitCommandLine(line: string): string[] {
	const words: string[] = [];
	let word: string | undefined;
	for (const {groups} of line.matchAll(/'(?<single>[^']*)'|"(?<double>(?:\\.|[^"\\])*)"|\\(?<escaped>.)|(?<blank>\s+)|(?<plain>[^\s"'\\]+)/gsv)) {
		if (groups?.blank === undefined) {
			word = `${word ?? ''}${groups?.single ?? groups?.double?.replaceAll(/\\(?<kept>.)/gsv, '$<kept>') ?? groups?.escaped ?? groups?.plain ?? ''}`;
		} else if (word !== undefined) {
			words.push(word);
			word = undefined;
		}
	}

	return word === undefined ? words : [...words, word];
}
