/** The attempt before a release. The release does not stand on it; but where its record is at hand, the link and what was carried over are held against it. */
import {valuesUsed} from '../../run/attempts.js';
import {commitAt} from '../../run/carrying.js';
import {firstId} from '../../run/walked-texts.js';
import type {CarriedOver, EarlierAttempt} from '../../run/event-fields.js';
import type {Event} from '../../run/events.js';
import {stateOf} from '../../run/gates.js';
import {fault, isIncomplete, type Fault} from '../record-fault.js';
import {examine, type Found, type Sealed} from './points.js';
import type {Walked} from './checklist.js';
import type {Point, VerifyRequest} from './request.js';

export async function checkEarlier(request: VerifyRequest, {history: {started, events}, walked}: Sealed, points: Point[]): Promise<Fault | undefined> {
	const {earlier} = started;
	if (!earlier) {
		return undefined;
	}

	const outcome = earlier.record === undefined ? 'it left no record' : await holdAgainst(request, {earlier, walked, events});
	const isWrong = typeof outcome !== 'string';
	points.push({name: 'earlier attempt', ok: !isWrong, detail: `${earlier.name}, ${earlier.outcome} at ${earlier.at}: ${isWrong ? outcome.message : outcome}`});
	return isWrong ? outcome : undefined;
}

/** What is wrong, or in words how it stands. */
async function holdAgainst(request: VerifyRequest, {earlier, walked, events}: {readonly earlier: EarlierAttempt; readonly walked: Walked; readonly events: readonly Event[]}): Promise<string | Fault> {
	const {record = '', bundle} = earlier;
	const found: Found = {};
	const failed = await examine({...request, target: {commit: record}}, found, []);
	const carried = listCarried(walked);
	if (failed) {
		const state = isIncomplete(failed.code) ? 'is not all in this repository' : `does not count (${failed.code})`;
		return `its record ${record.slice(0, 12)} ${state}${carried.size > 0 ? `, so ${carried.size === 1 ? 'what was carried over from it was' : `the ${carried.size} results that were carried over from it were`} not looked up` : ''}`;
	}

	const {files, history, walked: before} = found as Sealed;
	if (files.bundle !== bundle || history.decision.decision !== earlier.outcome || before.state.run !== earlier.run) {
		return fault('record.earlier', `The record ${record.slice(0, 12)} is not that of the attempt that the run names.`);
	}

	const stranger = [...carried].find(([step, source]) => !stands([step, firstId(step, events)], source, {walked, before}));
	return stranger
		? fault('record.earlier', `“${walked.plan.byId.get(stranger[0])?.step.title ?? stranger[0]}” was carried over from ${earlier.name}, where it has no such result.`)
		: `its record ${record.slice(0, 12)} counts${carried.size > 0 ? `, and holds what was carried over from it (${carried.size})` : ''}`;
}

/** By step. */
function listCarried({plan, state}: Walked): Map<string, CarriedOver> {
	return new Map([...state.steps].flatMap(([id, {status, answers}]) => {
		const carried = status === 'waived' && plan.byId.has(id) ? answers.at(-1)?.carried : undefined;
		return carried?.run === undefined ? [] : [[id, carried] as const];
	}));
}

/** Whether the attempt before had that result at its end, for the same step as it still stands, whose id was `first` when the run began. */
function stands([id, first]: readonly [string, string], {run, passed, from}: CarriedOver, {walked, before}: {readonly walked: Walked; readonly before: Walked}): boolean {
	const step = before.plan.byId.get(first)?.step;
	const {status, answers} = stateOf(before.state, first);
	const last = answers.at(-1);
	const uses = [...before.state.places.get(first)?.uses ?? []];
	const [now, then] = [walked, before].map(({state}) => valuesUsed(state));
	const isSame = step?.fingerprint === walked.plan.byId.get(id)?.step.fingerprint && uses.every(name => now?.get(name) === then?.get(name));
	if (status === 'passed' && run === before.state.run) {
		return isSame && last?.mark.seq === passed && commitAt(before.state, passed) === from;
	}

	const carried = status === 'waived' ? last?.carried : undefined;
	return isSame && carried?.passed === passed && carried.from === from && (carried.run ?? before.state.run) === run;
}
