/** A stage for the real program: a repository, a person with a key, and a terminal or none. */
import {mkdirSync, writeFileSync} from 'node:fs';
import {readFile} from 'node:fs/promises';
import path from 'node:path';
import process from 'node:process';
import {execa} from 'execa';
import {onTestFinished} from 'vitest';
import {temporaryRepository, type TemporaryRepository, type Wishes} from '../repository/temporary-repository.js';
import {openTerminal, type Terminal} from './terminal.js';

export const program = path.join(import.meta.dirname, '..', '..', 'dist', 'holdpoint.js');
const nodeFolder = path.dirname(process.execPath);

export type Stage = TemporaryRepository & {
	/** The variables that the program sees. */
	readonly variables: Readonly<Record<string, string>>;
	/** The program in a terminal. */
	readonly open: (args: readonly string[], size?: {columns: number; rows: number}, more?: Readonly<Record<string, string>>) => Terminal;
	/** The program without a terminal. */
	readonly run: (...args: readonly string[]) => Promise<{exitCode: number | undefined; stdout: string; stderr: string}>;
};

export async function setStage({signers = false, ...wishes}: Wishes & {signers?: boolean} = {}): Promise<Stage> {
	const repository = await temporaryRepository({key: true, ...wishes});
	const variables = {
		...repository.environment,
		PATH: `${nodeFolder}:${repository.environment.PATH ?? ''}`,
		HOLDPOINT_CONFIG_DIR: path.join(repository.home, 'holdpoint'),
		TERM: 'xterm-256color',
		LANG: 'C.UTF-8',
		LC_ALL: 'C.UTF-8',
	};
	writePreferences(variables.HOLDPOINT_CONFIG_DIR);
	if (signers) {
		await repository.commit('Say who signs', {'.holdpoint/signers.yaml': writeSigners(repository)});
	}

	return {
		...repository,
		variables,
		open(args, size, more) {
			const terminal = openTerminal({
				args: [program, ...args], cwd: repository.top, environment: {...variables, ...more}, ...size,
			});
			onTestFinished(() => {
				terminal.dispose();
			});
			return terminal;
		},
		async run(...args) {
			const {exitCode, stdout, stderr} = await execa(process.execPath, [program, ...args], {
				cwd: repository.top, env: variables, extendEnv: false, reject: false, stdin: 'ignore',
			});
			return {exitCode, stdout, stderr};
		},
	};
}

/** Tests press as fast as the screen goes on; to a person's program that is a key held down. */
export function writePreferences(directory: string): void {
	mkdirSync(directory, {recursive: true});
	writeFileSync(path.join(directory, 'config.json'), '{"keyPauseMs":0}\n');
}

export function writeSigners({key}: TemporaryRepository, version = 1): string {
	const line = key?.publicKey.split(' ').slice(0, 2).join(' ') ?? '';
	return [
		'project: example',
		`version: ${version}`,
		'people:',
		'  ada@example.com:',
		'    name: Ada Lovelace',
		'    keys:',
		`      - {ssh: ${line}}`,
		'roles:',
		'  release manager: [ada@example.com]',
		'',
	].join('\n');
}

/** One of the documents that the project came from, byte for byte. */
export async function readSeed(name: string): Promise<Uint8Array> {
	return readFile(path.join(import.meta.dirname, '..', 'seeds', name));
}
