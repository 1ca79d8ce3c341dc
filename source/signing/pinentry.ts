/** The program that asks for a passphrase belongs to the agent: when gpg is stopped it stays at the terminal, and would take every key. */
import {readFile} from 'node:fs/promises';
import process from 'node:process';
import {setTimeout as delay} from 'node:timers/promises';
import {execa} from 'execa';
import {readStatus} from './gpg.js';
import type {Ending} from './program.js';

const patienceMs = 3000;
const stepMs = 10;

/** Ends each pinentry that gpg told of and that is still there, and waits until it has let go of the terminal. */
export async function endPinentry({errors}: Ending): Promise<void> {
	const told = readStatus(errors).filter(({keyword}) => keyword === 'PINENTRY_LAUNCHED').map(({args}) => Number(args[0]?.split(':', 1)[0]));
	await Promise.all(told.filter(pid => pid > 1).map(async pid => endProcess(pid)));
}

async function endProcess(pid: number): Promise<void> {
	// The agent may live on another machine, where this number means something else.
	const name = await nameOf(pid);
	if (!name.includes('pinentry') || !signal(pid, 'SIGTERM')) {
		return;
	}

	for (let waited = 0; waited < patienceMs && signal(pid, 0); waited += stepMs) {
		await delay(stepMs);
	}
}

async function nameOf(pid: number): Promise<string> {
	try {
		return await readFile(`/proc/${pid}/comm`, 'utf8');
	} catch {
		const {stdout} = await execa('ps', ['-o', 'comm=', '-p', String(pid)], {stdin: 'ignore', reject: false});
		return stdout;
	}
}

/** Whether there is such a process of ours. */
function signal(pid: number, name: NodeJS.Signals | 0): boolean {
	try {
		return process.kill(pid, name);
	} catch {
		return false;
	}
}
