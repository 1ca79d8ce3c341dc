/** Process groups: who they are, whether they live, and ending them. */
import {spawnSync} from 'node:child_process';
import {readdirSync, readFileSync} from 'node:fs';
import {performance} from 'node:perf_hooks';
import process from 'node:process';
import {setTimeout as delay} from 'node:timers/promises';

/** Enough to know a process again, also after its number was given to another one. */
export type ProcessMark = {
	/** Of the process, its group and its session alike. */
	readonly pid: number;
	/** When it started, in the system's own notation. */
	readonly start: string;
	/** Differs after every start of the machine; empty where it cannot be known. */
	readonly boot: string;
};

type Row = {readonly pid: number; readonly group: number; readonly state: string; readonly start: string};

const gone = new Set(['Z', 'X', 'x', '']);
const linux = process.platform === 'linux';

export function markProcess(pid: number): ProcessMark {
	return {pid, start: readRow(pid)?.start ?? '', boot: readBoot()};
}

/** The process itself, not another one of that number, and not only its remains. */
export function isAlive({pid, start, boot}: ProcessMark): boolean {
	const row = boot === readBoot() ? readRow(pid) : undefined;
	return row !== undefined && !gone.has(row.state) && row.start === start;
}

/** Some process of the group lives; the one that led it may be gone. */
export function isGroupAlive(pid: number): boolean {
	try {
		process.kill(-pid, 0);
	} catch (error) {
		if ((error as NodeJS.ErrnoException).code === 'ESRCH') {
			return false;
		}
	}

	return listRows().some(({group, state}) => group === pid && !gone.has(state));
}

/** The group of a process that was marked, also when that process is gone and others of its group are left. */
export function isMarkedGroupAlive(mark: ProcessMark): boolean {
	const row = readRow(mark.pid);
	const taken = row !== undefined && row.start !== mark.start;
	return mark.boot === readBoot() && !taken && isGroupAlive(mark.pid);
}

function signalGroup(pid: number, signal: NodeJS.Signals): void {
	try {
		process.kill(-pid, signal);
	} catch {
		// It ended in the meantime.
	}
}

/** SIGTERM, and SIGKILL to what is left after `grace` milliseconds. */
export async function stopGroup(pid: number, grace = 3000): Promise<void> {
	signalGroup(pid, 'SIGTERM');
	if (await hasEnded(pid, grace)) {
		return;
	}

	signalGroup(pid, 'SIGKILL');
	await hasEnded(pid, 2000);
}

async function hasEnded(pid: number, within: number): Promise<boolean> {
	const until = performance.now() + within;
	for (let wait = 5; isGroupAlive(pid); wait = Math.min(wait * 2, 100)) {
		if (performance.now() >= until) {
			return false;
		}

		// Nothing tells when a process of somebody else ends.

		await delay(wait);
	}

	return true;
}

function readRow(pid: number): Row | undefined {
	return linux ? readStat(pid) : listOthers(['-p', String(pid)])[0];
}

function listRows(): Row[] {
	return linux
		? readdirSync('/proc').filter(name => /^\d+$/v.test(name)).map(name => readStat(Number(name))).filter(row => row !== undefined)
		: listOthers(['-A']);
}

function readStat(pid: number): Row | undefined {
	try {
		const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
		// The program's name, in parentheses, may hold spaces and parentheses; what follows is field 3 and on, the start is field 22.
		const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
		return {
			pid, state: fields[0] ?? '', group: Number(fields[2]), start: fields[19] ?? '',
		};
	} catch {
		return undefined;
	}
}

function listOthers(which: readonly string[]): Row[] {
	const {stdout} = spawnSync('ps', [...which, '-o', 'pid=,pgid=,state=,lstart='], {encoding: 'utf8', env: {...process.env, LC_ALL: 'C'}});
	return (stdout ?? '').split('\n').filter(line => line.trim() !== '').map(line => {
		const [pid, group, state = '', ...start] = line.trim().split(/\s+/v);
		return {
			pid: Number(pid), group: Number(group), state: state.slice(0, 1), start: start.join(' '),
		};
	});
}

function readSystem(name: string): string {
	return (spawnSync('sysctl', ['-n', name], {encoding: 'utf8'}).stdout ?? '').trim();
}

let boot: string | undefined;

function readBoot(): string {
	boot ??= linux
		? readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim()
		// Where there is no name for a start of the machine, its time, which moves when the clock is set.
		: [readSystem('kern.bootsessionuuid'), readSystem('kern.boottime')].find(name => name !== '') ?? '';
	return boot;
}
