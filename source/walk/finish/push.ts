/** Pushing, only when a person says so: branch, tag and record ref together or not at all. */
import path from 'node:path';
import {isRepositoryFault, type RepositoryFault} from '../../repository/faults.js';
import {
	push,
	pushCommand,
	pushPlan,
	type Pushed,
	type PushPlan,
} from '../../repository/push.js';
import {readRef} from '../../repository/tags.js';
import {isConfirmed, unconfirmed} from '../../run/confirmation.js';
import {
	say,
	stateOfRun,
	submit,
	type Engine,
} from '../engine.js';
import type {PushOffer} from '../view.js';

/** The branch goes along only while it ends in the record: what came later was not released. */
async function findPlan(engine: Engine, withBranch: boolean): ReturnType<typeof pushPlan> {
	const {record, tagged} = stateOfRun(engine);
	const {top} = engine.materials.facts;
	if (!record) {
		return {remotes: []};
	}

	const {branch, commit} = record;
	const goes = withBranch && branch !== null && await readRef(top, `refs/heads/${branch}`) === commit;
	return pushPlan({
		top, branch: goes ? branch : undefined, tag: tagged?.tag, record: path.posix.basename(record.folder),
	});
}

/** What a push would do; undefined when there is nowhere to push to. Where only the person can choose, they are told how. */
export async function planPush(engine: Engine): Promise<PushOffer | undefined> {
	const plan = await findPlan(engine, true);
	if (!('remotes' in plan)) {
		return {remote: `${plan.remote} (${plan.url})`, refs: plan.refspecs.map(refspec => refspec.slice(refspec.indexOf(':') + 1)), command: pushCommand(plan)};
	}

	if (plan.remotes.length > 0) {
		const {record, tagged} = stateOfRun(engine);
		const refs = [record?.branch, tagged && `refs/tags/${tagged.tag}`, record?.ref].filter(ref => typeof ref === 'string');
		say(engine, 'said', `There are several remotes (${plan.remotes.join(', ')}), and git has none to push to by itself. By hand: git push --atomic REMOTE ${refs.join(' ')}`);
	}

	return undefined;
}

/** What was sealed and tagged, and nothing that has taken its name since. */
async function findReplaced(engine: Engine): Promise<string | undefined> {
	const {record, tagged} = stateOfRun(engine);
	const {top} = engine.materials.facts;
	const expected = [...(tagged ? [{ref: `refs/tags/${tagged.tag}`, id: tagged.object}] : []), ...(record ? [{ref: record.ref, id: record.commit}] : [])];
	for (const {ref, id} of expected) {
		if (await readRef(top, ref) !== id) {
			return `${ref} is not what this run made (${id.slice(0, 12)}): nothing was pushed. Bring it back with: git update-ref ${ref} ${id}`;
		}
	}

	return undefined;
}

export async function pushRecord(engine: Engine, typedTag: string): Promise<boolean> {
	const state = stateOfRun(engine);
	if (!isConfirmed(state, typedTag)) {
		say(engine, 'refused', unconfirmed(state).refusal);
		return false;
	}

	const replaced = await findReplaced(engine);
	if (replaced !== undefined) {
		say(engine, 'fault', replaced);
		return false;
	}

	const plan = await findPlan(engine, true);
	if ('remotes' in plan) {
		say(engine, 'refused', 'There is no remote to push to.');
		return false;
	}

	const {pushed, left} = await pushAsFarAsAllowed(engine, plan);
	if (isRepositoryFault(pushed) || pushed.kind === 'refused') {
		say(engine, 'fault', `${pushed.sentence}${pushed.sentence.endsWith('.') ? '' : '.'} Try again, or later by hand: ${pushCommand(plan)}`);
		return false;
	}

	say(engine, 'said', `Pushed ${pushed.refs.join(', ')}.${left}`);
	engine.store.patch({push: undefined});
	return submit(engine, {type: 'push', pushed: {remote: `${plan.remote} (${plan.url})`, refs: [...pushed.refs]}});
}

/** A protected branch refuses; then tag and record ref go alone. */
async function pushAsFarAsAllowed(engine: Engine, plan: PushPlan): Promise<{readonly pushed: Pushed | RepositoryFault; readonly left: string}> {
	const first = await pushPlanned(engine, plan);
	if (isRepositoryFault(first) || first.kind === 'pushed' || !first.branch) {
		return {pushed: first, left: ''};
	}

	const alone = await findPlan(engine, false);
	return 'remotes' in alone
		? {pushed: first, left: ''}
		: {pushed: await pushPlanned(engine, alone), left: ` Without the branch: ${first.sentence}`};
}

async function pushPlanned({handOver, materials: {facts}}: Engine, plan: PushPlan): ReturnType<typeof push> {
	const work = async () => push(facts.top, plan, {terminal: handOver !== undefined});
	return handOver ? handOver([`Pushing to ${plan.remote}: ${plan.refspecs.join(', ')}`], work) : work();
}
