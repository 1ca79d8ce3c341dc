/** Where the measured programs run: a repository, a person with a key, and a terminal. */
import {rm} from 'node:fs/promises';
import path from 'node:path';
import process from 'node:process';
import {writePreferences, writeSigners} from '../e2e/stage.js';
import {openTerminal, type Terminal} from '../e2e/terminal.js';
import {temporaryRepository} from '../repository/temporary-repository.js';

export type Place = {
	readonly top: string;
	readonly variables: Readonly<Record<string, string>>;
	/** Runs Node with these arguments in a terminal of 80×24. */
	readonly open: (...args: readonly string[]) => Terminal;
	/** Removes all runs, so that no open one is offered the next time. */
	readonly forget: () => Promise<void>;
	readonly remove: () => Promise<void>;
};

/** A repository with these files and a signers file in its last commit. */
export async function openPlace(files: Readonly<Record<string, string>> = {}): Promise<Place> {
	const repository = await temporaryRepository({key: true});
	await repository.commit('A release', {...files, '.holdpoint/signers.yaml': writeSigners(repository)});
	const variables = {
		...repository.environment,
		PATH: `${path.dirname(process.execPath)}:${repository.environment.PATH ?? ''}`,
		HOLDPOINT_CONFIG_DIR: path.join(repository.home, 'holdpoint'),
		TERM: 'xterm-256color',
		LANG: 'C.UTF-8',
		LC_ALL: 'C.UTF-8',
	};
	writePreferences(variables.HOLDPOINT_CONFIG_DIR);
	return {
		top: repository.top,
		variables,
		open: (...args) => openTerminal({args, cwd: repository.top, environment: variables}),
		forget: async () => rm(path.join(repository.top, '.git', 'holdpoint'), {recursive: true, force: true}),
		remove: async () => repository.remove(),
	};
}
