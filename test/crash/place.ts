/** Where a walk is killed and gone on with: a repository of its own, copied from one that was made once. */
import {Buffer} from 'node:buffer';
import {cpSync, mkdirSync, rmSync} from 'node:fs';
import path from 'node:path';
import process from 'node:process';
import {execa} from 'execa';
import {sha256} from '../../source/record/bytes.js';
import {writePreferences, writeSigners} from '../e2e/stage.js';
import {openTerminal, type Terminal} from '../e2e/terminal.js';
import {temporaryRepository} from '../repository/temporary-repository.js';
import {document, traceName} from './document.js';

export const tag = 'v1.0.0';
/** In the environment of all that a walk starts. */
const markName = 'CRASH_WALK';

export type Place = {
	readonly top: string;
	/** Where actions leave their traces. */
	readonly trace: string;
	/** The program's directory for temporary files. */
	readonly temporary: string;
	/** `NAME=value`: of all processes that the walk started. */
	readonly mark: string;
	/** The program in a terminal: the same command line begins the walk and goes on with it. */
	readonly open: () => Terminal;
	readonly run: (...args: readonly string[]) => Promise<{exitCode: number | undefined; stdout: string; stderr: string}>;
	readonly git: (...args: readonly string[]) => Promise<{ok: boolean; stdout: string}>;
	readonly remove: () => void;
};

export type Template = {
	readonly place: (name: string) => Place;
	/** Of the signers file: the anchor. */
	readonly digest: string;
	readonly remove: () => Promise<void>;
};

export async function makeTemplate(program: string): Promise<Template> {
	const repository = await temporaryRepository({key: true});
	const signers = writeSigners(repository);
	await repository.commit('A release', {'RELEASE.md': document, '.holdpoint/signers.yaml': signers});
	const directory = path.dirname(repository.top);
	return {
		place: name => copyPlace({program, template: repository.top, directory: path.join(directory, name)}, {
			...repository.environment,
			PATH: `${path.dirname(process.execPath)}:${repository.environment.PATH ?? ''}`,
			TERM: 'xterm-256color', LANG: 'C.UTF-8', LC_ALL: 'C.UTF-8',
			[markName]: `${path.basename(directory)}-${name}`,
		}),
		digest: sha256(Buffer.from(signers)),
		remove: async () => repository.remove(),
	};
}

function copyPlace({program, template, directory}: {program: string; template: string; directory: string}, base: Readonly<Record<string, string>>): Place {
	const top = path.join(directory, 'project');
	const trace = path.join(directory, 'trace');
	const temporary = path.join(directory, 'temporary');
	mkdirSync(temporary, {recursive: true});
	cpSync(template, top, {recursive: true});
	const configuration = path.join(directory, 'configuration');
	writePreferences(configuration);
	const environment = {
		...base, TMPDIR: temporary, [traceName]: trace, HOLDPOINT_CONFIG_DIR: configuration,
	};
	const options = {
		cwd: top, env: environment, extendEnv: false, reject: false, stdin: 'ignore', timeout: 60_000,
	} as const;
	return {
		top,
		trace,
		temporary,
		mark: `${markName}=${base[markName] ?? ''}`,
		open: () => openTerminal({
			args: [program, 'RELEASE.md', '--set', 'version=1.0.0'], cwd: top, environment, columns: 90, rows: 40,
		}),
		async run(...args) {
			const {exitCode, stdout, stderr} = await execa(process.execPath, [program, ...args], options);
			return {exitCode, stdout, stderr};
		},
		async git(...args) {
			const {exitCode, stdout} = await execa('git', args, options);
			return {ok: exitCode === 0, stdout};
		},
		remove() {
			rmSync(directory, {recursive: true, force: true});
		},
	};
}
