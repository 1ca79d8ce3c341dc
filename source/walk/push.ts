/** Pushing, only when a person says so: branch, tag and record ref together or not at all. */
import path from 'node:path';
import {isRepositoryFault} from '../repository/faults.js';
import {push, pushPlan, type PushPlan} from '../repository/push.js';
import {isConfirmed, unconfirmed} from '../run/confirmation.js';
import {
	say,
	stateOfRun,
	submit,
	type Engine,
} from './engine.js';
import type {PushOffer} from './view.js';

async function findPlan(engine: Engine, withBranch: boolean): Promise<PushPlan | undefined> {
	const {record, tagged} = stateOfRun(engine);
	return record && pushPlan({
		top: engine.materials.facts.top, branch: withBranch ? record.branch ?? undefined : undefined, tag: tagged?.tag, record: path.posix.basename(record.folder),
	});
}

/** What a push would do; undefined when there is nowhere to push to. */
export async function planPush(engine: Engine): Promise<PushOffer | undefined> {
	const plan = await findPlan(engine, true);
	return plan && {remote: `${plan.remote} (${plan.url})`, refs: plan.refspecs.map(refspec => refspec.slice(refspec.indexOf(':') + 1))};
}

export async function pushRecord(engine: Engine, typedTag: string): Promise<boolean> {
	const state = stateOfRun(engine);
	if (!isConfirmed(state, typedTag)) {
		say(engine, 'refused', unconfirmed(state).refusal);
		return false;
	}

	const {handOver, materials} = engine;
	const {top} = materials.facts;
	const attempt = async (withBranch: boolean) => {
		const plan = await findPlan(engine, withBranch);
		if (!plan) {
			return undefined;
		}

		const work = async () => push(top, plan, {terminal: handOver !== undefined});
		return handOver ? handOver([`Pushing to ${plan.remote}: ${plan.refspecs.join(', ')}`], work) : work();
	};

	const first = await attempt(true);
	// A protected branch refuses; tag and record ref alone may go.
	const pushed = first?.kind === 'refused' && first.branch ? await attempt(false) : first;
	if (!pushed) {
		say(engine, 'refused', 'There is no remote to push to.');
		return false;
	}

	if (isRepositoryFault(pushed) || pushed.kind === 'refused') {
		say(engine, 'fault', pushed.sentence);
		return false;
	}

	const left = first?.kind === 'refused' ? ` The branch was refused: ${first.sentence}` : '';
	say(engine, 'said', `Pushed ${pushed.refs.join(', ')}.${left}`);
	return submit(engine, {type: 'push', pushed: {remote: engine.store.get().push?.remote ?? '', refs: [...pushed.refs]}});
}
