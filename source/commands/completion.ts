/** `holdpoint completion`: what a shell needs to complete our commands, on standard output. */
import process from 'node:process';
import type {Command} from 'commander';
import {writeBash} from './completion/bash.js';
import {writeFish} from './completion/fish.js';
import {tabulate} from './completion/table.js';
import {writeZsh} from './completion/zsh.js';
import {exits, UserError, type Exit} from './exit.js';

const writers = {bash: writeBash, zsh: writeZsh, fish: writeFish} as const;
type Shell = keyof typeof writers;

function isShell(name: string): name is Shell {
	return Object.hasOwn(writers, name);
}

export async function completionCommand(shell: string, program: Command): Promise<Exit> {
	if (!isShell(shell)) {
		throw new UserError(`completion is there for ${Object.keys(writers).join(', ')}, and not for ${shell}.`);
	}

	process.stdout.write(writers[shell](tabulate(program)));
	return exits.done;
}
