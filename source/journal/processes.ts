/** Who a process is, well enough to tell later, from another process, whether it still lives. */
import {readFile, readlink} from 'node:fs/promises';
import {hostname, userInfo} from 'node:os';
import process from 'node:process';
import * as z from 'zod';

export const ownerSchema = z.object({
	pid: z.int().positive(),
	host: z.string(),
	/** Differs after every start of the machine; empty where it cannot be known. */
	boot: z.string(),
	/** The process-id namespace: a pid says nothing in another container. */
	space: z.string(),
	/** When the process started, in the system's own notation: a pid can be used again. */
	start: z.string(),
	/** Empty without one. */
	terminal: z.string(),
	/** The login name. */
	name: z.string(),
});

export type Owner = Readonly<z.infer<typeof ownerSchema>>;

let own: Promise<Owner> | undefined;

/** This process; looked up once. */
export async function describeSelf(): Promise<Owner> {
	own ??= lookAtSelf();
	return own;
}

async function lookAtSelf(): Promise<Owner> {
	const [boot, space, found, terminal] = await Promise.all([readBoot(), readSpace(), findProcess(process.pid), readTerminal()]);
	return {
		pid: process.pid, host: hostname(), boot, space, start: found?.start ?? '', terminal, name: loginName(),
	};
}

/** Another process of this machine. */
export async function describeProcess(pid: number): Promise<Owner> {
	const [self, found] = await Promise.all([describeSelf(), findProcess(pid)]);
	return {...self, pid, start: found?.start ?? ''};
}

/** `unknown` when the owner sits on another machine or in another container. */
export async function isAlive(owner: Owner): Promise<boolean | 'unknown'> {
	const self = await describeSelf();
	const sameMachine = owner.boot !== '' && owner.boot === self.boot;
	if (!sameMachine) {
		return owner.host === self.host && owner.boot !== '' && self.boot !== '' ? false : 'unknown';
	}

	if (owner.space !== self.space) {
		return 'unknown';
	}

	const found = await findProcess(owner.pid);
	return found !== undefined && (owner.start === '' || found.start === '' || found.start === owner.start);
}

/** Undefined when there is no such process, or only its remains. */
async function findProcess(pid: number): Promise<{readonly start: string} | undefined> {
	if (!answersSignals(pid)) {
		return undefined;
	}

	const {state, start} = process.platform === 'linux' ? await readLinuxProcess(pid) : await readOtherProcess(pid);
	return state.startsWith('Z') || state.startsWith('X') ? undefined : {start};
}

function answersSignals(pid: number): boolean {
	try {
		process.kill(pid, 0);
		return true;
	} catch (error) {
		// A process of somebody else is a living one.
		return (error as NodeJS.ErrnoException).code === 'EPERM';
	}
}

type Seen = {readonly state: string; readonly start: string};

async function readLinuxProcess(pid: number): Promise<Seen> {
	const stat = await readText(`/proc/${pid}/stat`);
	// The program's name, in parentheses, may hold spaces and parentheses; what follows is field 3 and on, the start is field 22.
	const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
	return {state: fields[0] ?? '', start: fields[19] ?? ''};
}

async function readOtherProcess(pid: number): Promise<Seen> {
	const line = await run('ps', ['-o', 'state=,lstart=', '-p', String(pid)]);
	const [state = '', ...start] = line.trim().split(/\s+/v);
	return {state, start: start.join(' ')};
}

async function readBoot(): Promise<string> {
	if (process.platform === 'linux') {
		const boot = await readText('/proc/sys/kernel/random/boot_id');
		return boot.trim();
	}

	const name = await run('sysctl', ['-n', 'kern.bootsessionuuid']);
	// Where there is no name for a start of the machine, its time, which moves when the clock is set.
	const boot = name.trim() === '' ? await run('sysctl', ['-n', 'kern.boottime']) : name;
	return boot.trim();
}

async function readSpace(): Promise<string> {
	return readlink('/proc/self/ns/pid').catch(() => '');
}

async function readTerminal(): Promise<string> {
	return process.stdin.isTTY ? readlink('/proc/self/fd/0').catch(() => process.env.SSH_TTY ?? '') : '';
}

async function readText(file: string): Promise<string> {
	return readFile(file, 'utf8').catch(() => '');
}

async function run(program: string, args: readonly string[]): Promise<string> {
	const {execa} = await import('execa');
	const {stdout} = await execa(program, args, {reject: false, env: {LC_ALL: 'C'}});
	return stdout ?? '';
}

function loginName(): string {
	try {
		return userInfo().username;
	} catch {
		// A user without an entry in the system's list, as in many containers.
		return process.env.USER ?? 'somebody';
	}
}
