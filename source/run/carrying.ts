/** What passed on an earlier commit may count for this one: a waiver, with the commits in between beside it. */
import type {CarriedOver, ChangedFile} from './events.js';
import type {Refusal} from './intents.js';
import type {PlannedStep} from './plan.js';
import {stateOf} from './standing.js';
import type {Answer, RunState, StepState} from './state.js';

/** What a waiver would carry over to the commit that counts, or why there is nothing to carry. */
export function findCarried({step}: PlannedStep, state: RunState, at: string): CarriedOver | Refusal {
	if (step.kind !== 'check' && step.kind !== 'evidence') {
		return {refusal: 'Only what a machine found out is carried over; about everything else a person says whether it still holds.'};
	}

	const now = stateOf(state, step.id);
	const pass = now.status === 'stale' ? findPass(now) : undefined;
	if (!pass) {
		return {refusal: 'Only a result that had passed, and that HEAD has left behind, is carried over.'};
	}

	if (!now.isMoved) {
		return {refusal: `More has changed than HEAD (${now.stale}), so the result is not carried over.`};
	}

	return step.freshMs !== undefined && Date.parse(pass.mark.at) + step.freshMs < Date.parse(at)
		? {refusal: 'It passed too long ago to be carried over: it has to pass again.'}
		: {passed: pass.mark.seq, from: commitAt(state, pass.mark.seq), to: state.commit};
}

/** The pass that everything said since has only carried on. */
function findPass({answers}: StepState): Answer | undefined {
	const last = answers.findLast(({carried}) => carried === undefined);
	return last?.status === 'passed' ? last : undefined;
}

/** The answer that a carried result comes from. */
export function carriedPass({answers}: StepState, {passed}: CarriedOver): Answer | undefined {
	return answers.find(({mark}) => mark.seq === passed);
}

function commitAt({moves, started}: RunState, seq: number): string {
	return moves.findLast(({mark}) => mark.seq <= seq)?.to ?? started?.commit ?? '';
}

/** What was committed between a result and the commit that it is to count for. */
export type Between = {
	/** Newest first. */
	readonly commits: readonly string[];
	/** Each file once, with the lines of all moves together. */
	readonly files: readonly ChangedFile[];
	/** Paths of which nobody counted the lines. */
	readonly paths: readonly string[];
};

export function commitsBetween({moves}: RunState, {passed, to}: CarriedOver): Between {
	const last = moves.findLastIndex(move => move.to === to);
	const since = moves.slice(0, last + 1).filter(({mark}) => mark.seq > passed);
	const files = new Map<string, ChangedFile>();
	for (const file of since.flatMap(move => move.files ?? [])) {
		const known = files.get(file.path);
		files.set(file.path, known
			? {
				...known, ...file, added: known.added + file.added, removed: known.removed + file.removed,
			}
			: file);
	}

	return {
		commits: since.toReversed().flatMap(move => move.commits),
		files: files.values().toArray(),
		paths: [...new Set(since.flatMap(move => move.paths))].filter(path => !files.has(path)),
	};
}

/** `2 files, 3 lines added, 1 removed` */
export function describeBetween({files, paths}: Between): string {
	const count = files.length + paths.length;
	const sum = (number: (file: ChangedFile) => number) => files.reduce((total, file) => total + number(file), 0);
	const lines = files.length === 0 ? '' : `, ${sum(({added}) => added)} lines added, ${sum(({removed}) => removed)} removed`;
	return `${count} ${count === 1 ? 'file' : 'files'}${lines}`;
}

/** `CHANGELOG.md +3 -1` */
export function describeChanged({path, added, removed, binary = false}: ChangedFile): string {
	return binary ? `${path} (binary)` : `${path} +${added} -${removed}`;
}

/** What a step's waiver carries over, or would. */
export function carriedBy(planned: PlannedStep, state: RunState): CarriedOver | undefined {
	const {status, answers} = stateOf(state, planned.step.id);
	const carried = status === 'waived' ? answers.at(-1)?.carried : findCarried(planned, state, state.last?.at ?? '');
	return carried === undefined || 'refusal' in carried ? undefined : carried;
}

/** The same in words, with commits and files one by one; nothing where nothing is carried over. */
export function tellCarried(planned: PlannedStep, state: RunState): {readonly head: string; readonly list: readonly string[]} | undefined {
	const carried = carriedBy(planned, state);
	if (!carried) {
		return undefined;
	}

	const between = commitsBetween(state, carried);
	const isWaived = stateOf(state, planned.step.id).status === 'waived';
	return {
		head: `${isWaived ? 'carried over from' : 'it passed on'} ${carried.from.slice(0, 7)}; since then ${describeBetween(between)}`,
		list: [...between.commits, ...between.files.map(file => describeChanged(file)), ...between.paths],
	};
}
