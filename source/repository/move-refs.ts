/** Refs move last: the record's own ref, the branch when nothing speaks against it, and the tag. */
import {checkOut} from './check-out.js';
import {isRepositoryFault, type RepositoryFault} from './faults.js';
import {readBranch} from './facts.js';
import {checkRecordRef} from './free-place.js';
import {gitIn} from './git.js';
import {unnoted, type NoteLocking} from './locking.js';
import {readRef, recordRef, tagTaken} from './tags.js';
import {changeRefs, type RefChange} from './transaction.js';

export type RecordMove = {
	readonly top: string;
	/** The tag, or the tag with what a follow-up adds; names `refs/holdpoint/records/<name>`. */
	readonly name: string;
	/** The run's branch; undefined when it runs on a detached HEAD. */
	readonly branch: string | undefined;
	/** The tested commit: what the branch must still point at. */
	readonly from: string;
	/** The record commit. */
	readonly to: string;
	readonly note?: NoteLocking;
};

export type Moved = {
	readonly ref: string;
	/** The branch that moved with it, and whose work tree now has the record's folder; undefined: the ref is all. */
	readonly branch: string | undefined;
	/** What happened; without a branch also how to merge. */
	readonly sentence: string;
};

/**
Gives the record commit its ref, and moves the branch onto it if the branch is checked out here and still at `from`.
The index and work tree stay as they are, staged and edited files included, but for the record's folder. Nothing is
left half-made: either both refs move, or the ref alone, or none. Doing it again after a crash finishes it.
*/
export async function moveRecordRefs(move: RecordMove): Promise<Moved | RepositoryFault> {
	const ref = recordRef(move.name);
	const kept = await checkRecordRef(move.top, move.name, move.to);
	if (isRepositoryFault(kept)) {
		return kept;
	}

	const create: readonly RefChange[] = kept.isThere ? [] : [{ref, to: move.to, from: undefined}];
	const obstacle = await findObstacle(move);
	if (obstacle === 'moved') {
		return finish(move, ref, create, undefined);
	}

	return obstacle === undefined ? moveBoth(move, ref, create) : finish(move, ref, create, obstacle);
}

/** Why the branch cannot take the record; `moved` when it has taken it already. */
async function findObstacle({top, branch, from, to}: RecordMove): Promise<string | undefined> {
	const current = await readBranch(top);
	if (branch === undefined || current === undefined) {
		return 'HEAD is detached';
	}

	if (current !== branch) {
		return `${current} is checked out now, not ${branch}`;
	}

	const tip = await readRef(top, `refs/heads/${branch}`);
	if (tip === to) {
		return 'moved';
	}

	if (tip !== from) {
		return `${branch} has moved on since the release was tested`;
	}

	return await countWorkTrees(top, branch) > 1 ? `${branch} is checked out in another work tree too` : undefined;
}

async function countWorkTrees(top: string, branch: string): Promise<number> {
	const outcome = await gitIn(top).run(['worktree', 'list', '--porcelain']);
	return outcome.ok ? outcome.stdout.split('\n').filter(line => line === `branch refs/heads/${branch}`).length : 1;
}

async function moveBoth(move: RecordMove, ref: string, create: readonly RefChange[]): Promise<Moved | RepositoryFault> {
	const {
		top, branch, from, to, note = unnoted,
	} = move;
	let locked: RepositoryFault | undefined;
	let checkedOut = false;
	const outcome = await changeRefs(top, [...create, {ref: `refs/heads/${branch ?? ''}`, to, from}], {
		reason: reasonOf(move),
		note,
		async meanwhile() {
			const read = await checkOut(top, {from, to, note});
			checkedOut = read === undefined;
			locked = isRepositoryFault(read) && read.code === 'index.locked' ? read : undefined;
			return isRepositoryFault(read) ? read.sentence : undefined;
		},
	});
	if (outcome.ok) {
		return {ref, branch, sentence: `${branch ?? ''} now has the record ${to.slice(0, 12)} on top of ${from.slice(0, 12)}; it is also kept as ${ref}.`};
	}

	if (checkedOut) {
		// The refs were locked and could not be written after all: the record's folder goes back out of index and work tree.
		await checkOut(top, {from: to, to: from, note});
		return outcome.fault;
	}

	return locked ?? finish(move, ref, create, outcome.why);
}

async function finish(move: RecordMove, ref: string, create: readonly RefChange[], obstacle: string | undefined): Promise<Moved | RepositoryFault> {
	const outcome = create.length === 0 ? {ok: true} as const : await changeRefs(move.top, create, {reason: reasonOf(move), note: move.note});
	if (!outcome.ok) {
		return outcome.fault;
	}

	return obstacle === undefined
		? {ref, branch: move.branch, sentence: `${move.branch ?? ''} has the record ${move.to.slice(0, 12)}; it is also kept as ${ref}.`}
		: {ref, branch: undefined, sentence: `The record is kept as ${ref}, and no branch was moved: ${obstacle}. To bring it onto a branch, check that branch out and run: git merge ${ref}`};
}

const reasonOf = ({name}: RecordMove): string => `holdpoint: record of ${name}`;

type NewTag = {
	readonly top: string;
	readonly tag: string;
	readonly object: string;
	readonly note?: NoteLocking;
};

/** Gives the tag object its ref; refuses a tag of that name that is another one. Doing it again is no fault. */
export async function createTagRef({top, tag, object, note}: NewTag): Promise<RepositoryFault | {readonly ref: string}> {
	const ref = `refs/tags/${tag}`;
	const existing = await readRef(top, ref);
	if (existing === object) {
		return {ref};
	}

	if (existing !== undefined) {
		return tagTaken(tag);
	}

	const outcome = await changeRefs(top, [{ref, to: object, from: undefined}], {reason: `holdpoint: tag ${tag}`, note});
	return outcome.ok ? {ref} : outcome.fault;
}
