/** What passed on an earlier commit may count for this one: a waiver, with the commits in between beside it. */
import type {Step} from '../checklist/model.js';
import type {CarriedOver, ChangedFile, EarlierAttempt} from './event-fields.js';
import type {Refusal} from './intents.js';
import type {PlannedStep} from './plan.js';
import {stateOf} from './standing.js';
import type {RunState, StepState} from './state.js';

/** Where a result comes from: an event of this run, or of an earlier attempt. */
type Source = {readonly passed: number; readonly from: string; readonly at: string; readonly run?: string};

/** What a waiver would carry over to the commit that counts, or why there is nothing to carry. */
export function findCarried({step}: PlannedStep, state: RunState, at: string): CarriedOver | Refusal {
	if (step.kind !== 'check' && step.kind !== 'evidence') {
		return {refusal: 'Only what a machine found out is carried over; about everything else a person says whether it still holds.'};
	}

	const now = stateOf(state, step.id);
	const source = findSource(step, now, state);
	if (!source) {
		return {refusal: 'Only a result that had passed, and that HEAD has left behind, is carried over.'};
	}

	if (now.status === 'stale' && !now.isMoved) {
		return {refusal: `More has changed than HEAD (${now.stale}), so the result is not carried over.`};
	}

	const {at: foundOut, ...carried} = source;
	return step.freshMs !== undefined && Date.parse(foundOut) + step.freshMs < Date.parse(at)
		? {refusal: 'It passed too long ago to be carried over: it has to pass again.'}
		: {...carried, to: state.commit};
}

/** The pass that everything said since has only carried on; of a step that this run has not tried, the earlier attempt's. */
function findSource({id, fingerprint}: Step, {status, answers, executions}: StepState, state: RunState): Source | undefined {
	const last = answers.findLast(({carried}) => carried === undefined);
	if (last) {
		return status === 'stale' && last.status === 'passed' ? {passed: last.mark.seq, from: commitAt(state, last.mark.seq), at: last.mark.at} : undefined;
	}

	const earlier = state.started?.earlier?.results.find(result => result.step === id && result.fingerprint === fingerprint);
	const isUntried = executions.length === 0 && (status === 'open' || status === 'stale');
	return earlier && isUntried
		? {
			passed: earlier.passed, from: earlier.commit, at: earlier.at, run: earlier.run,
		}
		: undefined;
}

/** The commit that was checked out when an event happened. */
export function commitAt({moves, started}: RunState, seq: number): string {
	return moves.findLast(({mark}) => mark.seq <= seq)?.to ?? started?.commit ?? '';
}

/** When a carried result was found out. */
export function passedAt({answers}: StepState, {passed, run}: CarriedOver, {started}: RunState): string | undefined {
	return run === undefined
		? answers.find(({mark}) => mark.seq === passed)?.mark.at
		: started?.earlier?.results.find(result => result.run === run && result.passed === passed)?.at;
}

/** Of a result of an earlier attempt: what was committed until this run began. */
export function earlierStretches({started}: RunState, {from, run}: CarriedOver): EarlierAttempt['since'] {
	return run === undefined ? [] : (started?.earlier?.since.filter(since => since.from === from) ?? []);
}

/** The moves of this run between a result and the commit that it is to count for. */
export function movesSince({moves}: RunState, {passed, to, run}: CarriedOver): RunState['moves'] {
	const last = moves.findLastIndex(move => move.to === to);
	return moves.slice(0, last + 1).filter(({mark}) => run !== undefined || mark.seq > passed);
}

/** What was committed between a result and the commit that it is to count for. */
export type Between = {
	/** Newest first. */
	readonly commits: readonly string[];
	/** Each file once, with the lines of all moves together. */
	readonly files: readonly ChangedFile[];
	/** Paths of which nobody counted the lines. */
	readonly paths: readonly string[];
	/** False: git could not say what one of the moves changed. */
	readonly isKnown: boolean;
};

export function commitsBetween(state: RunState, carried: CarriedOver): Between {
	const since = [...earlierStretches(state, carried), ...movesSince(state, carried)];
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
		isKnown: since.every(move => !('to' in move) || move.from === move.to || move.commits.length > 0 || move.paths.length > 0),
	};
}

/** `1 commit, 2 files, +3 -1` */
export function describeBetween({commits, files, paths, isKnown}: Between): string {
	if (!isKnown) {
		return 'what has changed since then is not known';
	}

	const changed = files.length + paths.length;
	if (changed === 0 && commits.length === 0) {
		return 'nothing has changed since then';
	}

	const sum = (number: (file: ChangedFile) => number) => files.reduce((total, file) => total + number(file), 0);
	const lines = files.length === 0 ? '' : `, +${sum(({added}) => added)} -${sum(({removed}) => removed)}`;
	return `since then ${count(commits.length, 'commit')}, ${count(changed, 'file')}${lines}`;
}

function count(number: number, noun: string): string {
	return `${number} ${noun}${number === 1 ? '' : 's'}`;
}

/** `CHANGELOG.md +3 -1` */
export function describeChanged({path, added, removed, binary = false}: ChangedFile): string {
	return binary ? `${path} (binary)` : `${path} +${added} -${removed}`;
}

/** `a1b2c3d`, and the earlier attempt where that was. */
export function describeSource(carried: CarriedOver, state: RunState): string {
	const attempt = nameAttempt(carried, state);
	return `${carried.from.slice(0, 7)}${attempt === undefined ? '' : ` in ${attempt}`}`;
}

/** The earlier attempt that a result comes from; undefined: it is this run's own. */
export function nameAttempt({run}: CarriedOver, {started}: RunState): string | undefined {
	const {earlier} = started ?? {};
	const name = run === earlier?.run ? earlier?.name : `the run ${run?.slice(0, 8) ?? ''}`;
	return run === undefined ? undefined : name;
}

/** What a step's waiver carries over, or would, in words; nothing where nothing is carried over. */
export function tellCarried(planned: PlannedStep, state: RunState): {readonly head: string; readonly list: readonly string[]} | undefined {
	const {status, answers} = stateOf(state, planned.step.id);
	const isWaived = status === 'waived';
	const carried = isWaived ? answers.at(-1)?.carried : findCarried(planned, state, state.last?.at ?? '');
	if (carried === undefined || 'refusal' in carried) {
		return undefined;
	}

	const between = commitsBetween(state, carried);
	return {
		head: `${isWaived ? 'carried over from' : 'it passed on'} ${describeSource(carried, state)}; ${describeBetween(between)}`,
		list: [...between.commits, ...between.files.map(file => describeChanged(file)), ...between.paths],
	};
}
