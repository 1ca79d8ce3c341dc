/** A transaction on refs: all of them change, each from the value it must have, or none does. */
import {execa} from 'execa';
import {
	explainGit,
	firstLine,
	isRepositoryFault,
	type RepositoryFault,
} from './faults.js';
import {gitEnvironment, quietConfig} from './git.js';
import {removeLeftLocks} from './left-locks.js';
import {
	endNote,
	refLocks,
	unnoted,
	type NoteLocking,
} from './locking.js';
import {readPlace} from './place.js';

export type RefChange = {
	readonly ref: string;
	readonly to: string;
	/** Undefined: the ref must not exist yet. */
	readonly from: string | undefined;
};

export type ChangeOutcome = {readonly ok: true} | {readonly ok: false; readonly why: string; readonly fault: RepositoryFault};

type Changing = {
	readonly reason: string;
	readonly meanwhile?: () => Promise<string | undefined>;
	readonly note?: NoteLocking | undefined;
};

/**
Changes refs together. `meanwhile` is done while the refs are locked and before they change; a reason that it returns
leaves everything as it was. Locks that an attempt before this one left behind are no obstacle.
*/
export async function changeRefs(top: string, changes: readonly RefChange[], changing: Changing): Promise<ChangeOutcome> {
	const outcome = await attempt(top, changes, changing);
	return !outcome.ok && outcome.fault.code === 'ref.locked' && await removeLeftLocks(top, changes) ? attempt(top, changes, changing) : outcome;
}

async function attempt(top: string, changes: readonly RefChange[], {reason, meanwhile, note = unnoted}: Changing): Promise<ChangeOutcome> {
	const place = await readPlace(top);
	if (isRepositoryFault(place)) {
		return {ok: false, why: place.sentence, fault: place};
	}

	const config = quietConfig.flatMap(setting => ['-c', setting]);
	// Should this process be killed, with all that the terminal started, git sees the end of its input and lets go of the locks.
	const git = execa('git', [...config, 'update-ref', '-m', reason, '--stdin'], {
		cwd: top, env: gitEnvironment(), extendEnv: false, reject: false, stdin: 'pipe', detached: true,
	});
	const answers = git.iterable({from: 'stdout'})[Symbol.asyncIterator]();
	const say = async (input: readonly string[], answer: string): Promise<boolean> => {
		git.stdin.write(input.map(text => `${text}\n`).join(''));
		const {value} = await answers.next() as {readonly value: unknown};
		return value === answer;
	};

	// A git that has died has closed its input: what it said is read below.
	git.stdin.on('error', () => undefined);
	const noted = await note({command: 'update-ref', pid: git.pid ?? 0, locks: refLocks(place, changes)});
	const ready = !isRepositoryFault(noted)
		&& await say(['start'], 'start: ok')
		&& await say([...changes.map(change => instruction(change)), 'prepare'], 'prepare: ok');
	const obstacle = ready ? await meanwhile?.() : undefined;
	const done = ready && obstacle === undefined && await say(['commit'], 'commit: ok');
	git.stdin.end(ready && !done ? 'abort\n' : '');
	const {stderr, exitCode} = await git;
	if (isRepositoryFault(noted)) {
		return {ok: false, why: noted.sentence, fault: noted};
	}

	await endNote(noted, {pid: git.pid, exitCode});

	if (done) {
		return {ok: true};
	}

	const message = obstacle ?? stderr;
	return {ok: false, why: firstLine(message), fault: explainGit(message, {doing: 'move the refs', directory: top})};
}

function instruction({ref, to, from}: RefChange): string {
	return from === undefined ? `create ${ref} ${to}` : `update ${ref} ${to} ${from}`;
}
