/** `holdpoint abandon`: closes a run without a decision. Its journal stays. */
import process from 'node:process';
import {showText} from '../checklist/escape.js';
import {findSurvivor} from '../checks/survivors.js';
import {takeDriver} from '../journal/driver.js';
import {isFault, type Fault} from '../journal/faults.js';
import {openJournal, type Journal} from '../journal/journal.js';
import {confirmationText} from '../run/confirmation.js';
import {decide} from '../run/decide.js';
import type {Intent, Refusal} from '../run/intents.js';
import type {Plan} from '../run/plan.js';
import {initialState, replay} from '../run/reduce.js';
import {listRunning, stateOf} from '../run/standing.js';
import type {RunState} from '../run/state.js';
import {ifDriving} from '../walk/driving.js';
import {askPerson} from './asking.js';
import {exits, UserError, type Exit} from './exit.js';
import {findRun, strangerOf} from './runs/find-run.js';
import {readPlan} from './runs/read-plan.js';
import {openWorkplace} from './workplace.js';

type Given = {readonly reason: string | undefined; readonly confirm: string | undefined};

export async function abandonCommand({run, repo, plain, ...given}: Given & {readonly run: string; readonly repo: string; readonly plain: boolean}): Promise<Exit> {
	const {by} = await openWorkplace(repo);
	const found = await findRun(run, repo, 'to write in');
	if (!found) {
		throw new UserError(strangerOf(run));
	}

	const {folder} = found.entry;
	const driver = required(await takeDriver(folder, {person: by.name}));
	if (driver.kind === 'holder') {
		throw new UserError(`this run is driven by ${showText(driver.sentence)}. Leave it there first.`);
	}

	try {
		const journal = required(await openJournal(folder));
		const plan = await readPlan(folder, journal.events);
		const state = replay(initialState(plan), journal.events);
		const tag = confirmationText(state);
		if (state.closed) {
			throw new UserError(`${showText(state.started?.name ?? '')} is closed already (${state.closed.outcome}).`);
		}

		const about = `${state.started?.name ?? ''} is closed without a decision: it leaves no record and no tag, and nothing can be added to it. Its journal stays.`;
		const said = await ask(given, {tag, about, plain});
		const intent: Intent = {type: 'close', outcome: 'abandoned', ...said};
		const running = await describeRunning(folder, plan, state);
		await append(journal, async (news, at) => ifDriving(driver, () => decide(plan, replay(state, news), intent, at)), by);
		process.stdout.write([
			`${showText(state.started?.name ?? '')} is abandoned: ${showText(said.reason)}`,
			...running,
			`Its journal stays in ${folder}.`,
		].map(line => `${line}\n`).join(''));
		return exits.done;
	} finally {
		await driver.release();
	}
}

/** What nobody will follow any more. */
async function describeRunning(folder: string, plan: Plan, state: RunState): Promise<string[]> {
	return Promise.all(listRunning(plan, state).map(async ({step: {id, title}}) => {
		const output = stateOf(state, id).executions.at(-1)?.output;
		const survivor = output === undefined ? undefined : await findSurvivor(folder, output);
		return `“${showText(title)}” ${survivor ? `still runs (process ${survivor.pid}), and is followed by nobody from now on` : 'was started, and nobody knows how it ended'}: look after it.`;
	}));
}

async function append(journal: Journal, propose: Parameters<typeof journal.append<Refusal>>[1], by: Parameters<typeof journal.append>[0]): Promise<void> {
	const {refusal} = required(await journal.append<Refusal>(by, propose));
	if (refusal) {
		throw new UserError(refusal.refusal);
	}
}

/** What was not given is asked for, where there is somebody to ask. */
async function ask({reason, confirm}: Given, {tag, about, plain}: {readonly tag: string; readonly about: string; readonly plain: boolean}): Promise<Pick<Extract<Intent, {type: 'close'}>, 'reason' | 'typedTag'>> {
	if ((reason === undefined || confirm === undefined) && !process.stdin.isTTY) {
		throw new UserError(`a run is abandoned with a reason, and confirmed with its tag: --reason "…" --confirm ${showText(tag)}`);
	}

	const answers = await askPerson([
		...(reason === undefined
			? [{
				name: 'reason', kind: 'text', ask: 'Why is it abandoned?', about: [showText(about), ''],
			} as const]
			: []),
		...(confirm === undefined
			? [{
				name: 'confirm', kind: 'text', ask: `This cannot be undone. Type ${showText(tag)} to confirm it:`,
			} as const]
			: []),
	], {plain});
	return {reason: reason ?? answers.reason ?? '', typedTag: confirm ?? answers.confirm ?? ''};
}

function required<T>(value: T | Fault): T {
	if (isFault(value)) {
		throw new UserError(value.sentence);
	}

	return value;
}
