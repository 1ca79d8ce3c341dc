/** Finding the programs of this machine that a world needs. */
import {execFileSync} from 'node:child_process';
import {existsSync} from 'node:fs';
import path from 'node:path';
import process from 'node:process';
import type {World} from './world.js';

/** Where Debian keeps servers; not everybody has it on the path. */
export const searched = `${process.env.PATH ?? ''}:/usr/sbin`;

/** Node.js is the one that runs the tests; what is a path already is one. */
export const findTool = (name: string): string | undefined => {
	if (name === 'node') {
		return process.execPath;
	}

	const candidates = path.isAbsolute(name) ? [name] : searched.split(':').map(folder => path.join(folder, name));
	return candidates.find(file => existsSync(file));
};

const succeeds = ([program, ...args]: readonly string[]): boolean => {
	const file = program === undefined ? undefined : findTool(program);
	try {
		return file !== undefined && execFileSync(file, args, {stdio: 'ignore'}) === null;
	} catch {
		return false;
	}
};

/** Why a world cannot be set up here; undefined when it can. */
export const missingFor = ({tools, needs = []}: World): string | undefined => {
	const missing = [
		...tools.filter(tool => findTool(tool) === undefined),
		...needs.filter(([, ...command]) => !succeeds(command)).map(([name]) => name),
	];
	return missing.length > 0 ? `not on this machine: ${missing.join(', ')}` : undefined;
};
