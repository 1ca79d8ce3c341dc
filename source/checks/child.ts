/** Starting a command in a session of its own. */
import {spawn, type ChildProcess, type StdioOptions} from 'node:child_process';
import type {Writable} from 'node:stream';
import type {CommandFiles} from './files.js';
import type {Prepared} from './prepare.js';
import {markProcess} from './processes.js';
import type {StartedProcess} from './process-file.js';

/**
Waits until Holdpoint has written down who runs, so that no command ever runs that nobody can find again; lets bash look
at the block as it was written and as it will run, and runs neither if there is anything to be said against them; goes on
until the command is over, whatever signals the group gets; and leaves the exit status in a file, for when Holdpoint is
gone, with how long the machine was up before and after, where it tells. Its arguments: the files for the status and for faults, the block (empty: not one for bash), the script, and the
command.
*/
const keeper = String.raw`read -r __hp_go <&3 || exit 125
exec 3<&-
trap : HUP INT QUIT TERM
__hp_faults=$1 __hp_block=$2 __hp_script=$3
shift 3
if [ -n "$__hp_block" ]; then
	"$1" -n "$__hp_block" 2>"$__hp_faults" && "$1" -n "$__hp_script" 2>>"$__hp_faults" || echo refused >>"$__hp_faults"
fi
if [ -s "$__hp_faults" ]; then
	__hp_status=125
else
	{ read -r __hp_before __hp_rest; } 2>/dev/null </proc/uptime
	"$@"
	__hp_status=$?
	{ read -r __hp_after __hp_rest; } 2>/dev/null </proc/uptime
fi
printf '%s\n' "$__hp_status $__hp_before $__hp_after" >"$0"
exit "$__hp_status"`;

export type Child = {
	readonly process: ChildProcess;
	readonly started: StartedProcess;
	/** Lets the command begin. */
	readonly go: () => void;
	/** When the keeper ended; its signal when nobody can know the command's status. */
	readonly ended: Promise<{readonly code: number | undefined; readonly signal: NodeJS.Signals | undefined}>;
};

export type Spawning = {
	readonly prepared: Prepared;
	readonly files: CommandFiles;
	/** Standard input, output and error. */
	readonly stdio: readonly ['ignore' | 'inherit', number | 'inherit', number | 'inherit'];
};

/** Rejects when the system refuses a further process. */
export async function startChild({prepared: {program, args, directory, environment, watched}, files, stdio}: Spawning): Promise<Child> {
	const own = stdio[0] === 'ignore';
	const options: StdioOptions = [...stdio, 'pipe'];
	const child = spawn('/bin/sh', ['-c', keeper, files.status, files.faults, watched ? files.block : '', files.script, program, ...args], {
		cwd: directory, env: environment, stdio: options, detached: own,
	});
	const ended = new Promise<{code: number | undefined; signal: NodeJS.Signals | undefined}>(resolve => {
		child.once('exit', (code, signal) => {
			resolve({code: code ?? undefined, signal: signal ?? undefined});
		});
	});
	await new Promise<void>((resolve, reject) => {
		child.once('spawn', resolve);
		child.once('error', reject);
	});
	const gate = child.stdio[3] as Writable;
	// It can be gone before it was let go.
	gate.on('error', () => undefined);
	return {
		process: child,
		started: {...markProcess(child.pid ?? 0), startedAt: Date.now()},
		go() {
			gate.end('go\n');
		},
		ended,
	};
}
