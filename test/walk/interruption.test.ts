/** Killed between any two events, and within what finishing does to the repository: nothing is lost, and the walk is finished. */
import {
	cp,
	mkdtemp,
	readFile,
	rm,
	writeFile,
} from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import {expect, onTestFinished, test} from 'vitest';
import {execa} from 'execa';
import {openPreferences} from '../../source/commands/preferences.js';
import {startRun} from '../../source/commands/walk/start-run.js';
import {prepareWalk} from '../../source/commands/walk.js';
import {openWorkplace} from '../../source/commands/workplace.js';
import {fileSystem} from '../../source/journal/files.js';
import {writeHead} from '../../source/journal/head.js';
import {openJournal, readJournal, type Journal} from '../../source/journal/journal.js';
import {isFault} from '../../source/journal/faults.js';
import {readChain} from '../../source/run/chain.js';
import {findNext, stateOf, walkedSteps} from '../../source/run/gates.js';
import {offersFor} from '../../source/run/offers.js';
import type {Walk} from '../../source/walk/view.js';
import {temporaryRepository} from '../repository/temporary-repository.js';
import {threeSteps} from './three-steps.js';

const document = `${threeSteps({check: 'echo "$version"', action: 'echo done'})}
## Second

- [ ] Another thing
`;

async function open(top: string, journal?: Journal): Promise<Walk> {
	const workplace = await openWorkplace(top);
	const preferences = openPreferences({HOLDPOINT_CONFIG_DIR: path.join(top, '..', 'config')});
	const begun = journal ?? await begin(workplace, top);
	return prepareWalk({
		workplace, preferences, journal: begun, said: [], key: undefined, allowDirty: false, plain: true,
	});
}

async function begin(workplace: Awaited<ReturnType<typeof openWorkplace>>, top: string): Promise<Journal> {
	const {journal} = await startRun(workplace, path.join(top, 'RELEASE.md'), {
		set: ['version=1.0.0'], key: undefined, allowDirty: false, plain: true, demo: false,
	});
	return journal;
}

/** Answers what is asked until the run is closed. */
async function walkOn(walk: Walk): Promise<void> {
	await walk.act({type: 'consent'});
	for (let count = 0; count < 40 && walk.getView().stage === 'walking'; count++) {
		const {plan, state} = walk.getView();
		const next = findNext(walkedSteps(plan), state);
		if (!next) {
			await walk.act({
				type: 'decide', decision: 'GO', reasons: [], typedTag: 'v1.0.0',
			});
			continue;
		}

		const {id} = next.step;
		const acts = new Set(offersFor(plan, state, id).map(({act}) => act));
		if (acts.has('yes') || acts.has('worked')) {
			await walk.act({type: 'confirm', steps: [id]});
		} else if (acts.has('sign')) {
			await walk.act({
				type: 'sign', step: id, decision: 'approve', comment: '',
			});
		} else {
			await walk.act({type: 'run', step: id});
		}
	}

	if (walk.getView().stage === 'finishing') {
		await walk.act({type: 'finish'});
	}
}

/** The run's folder and the repository, as they were when `count` events had been written. */
async function interrupt(stage: {top: string; folder: string}, count: number, {record, tag}: {record: boolean; tag: boolean}): Promise<{top: string; folder: string}> {
	const copy = await mkdtemp(path.join(os.tmpdir(), 'holdpoint-interrupted-'));
	onTestFinished(async () => rm(copy, {recursive: true, force: true}));
	await cp(path.dirname(stage.top), copy, {recursive: true});
	const top = path.join(copy, path.basename(stage.top));
	const folder = path.join(top, path.relative(stage.top, stage.folder));
	const file = path.join(folder, 'journal.jsonl');
	const text = await readFile(file, 'utf8');
	const kept = text.split('\n').slice(0, count).map(line => `${line}\n`).join('');
	await writeFile(file, kept);
	const chain = readChain(kept);
	if ('code' in chain) {
		throw new Error(chain.message);
	}

	await writeHead(fileSystem, folder, chain.end);
	const git = async (...args: string[]) => execa('git', args, {cwd: top});
	if (!tag) {
		await git('update-ref', '-d', 'refs/tags/v1.0.0');
	}

	if (!record) {
		await git('reset', '--quiet', '--hard', 'HEAD^');
		await git('update-ref', '-d', 'refs/holdpoint/records/v1.0.0');
	}

	return {top, folder};
}

test('between any two events', async () => {
	const {top, commit} = await temporaryRepository({key: true});
	await commit('A release', {'RELEASE.md': document});
	const whole = await open(top);
	await walkOn(whole);
	const {state: done} = whole.getView();
	expect(done.closed?.outcome).toBe('GO');
	await whole.close();
	const folder = path.dirname(path.dirname(whole.logPath(1)));
	const journal = await readJournal(folder);
	if (isFault(journal)) {
		throw new Error(journal.sentence);
	}

	const {events} = journal;
	const sealed = events.findIndex(({type}) => type === 'seal-signed') + 1;
	expect(sealed).toBeGreaterThan(8);
	for (let count = 3; count < events.length; count++) {
		// Behind the seal the worst moment each: the repository is changed, and the journal does not say so yet.
		const cut = await interrupt({top, folder}, count, {record: count >= sealed, tag: count > sealed});
		const opened = await openJournal(cut.folder);
		if (isFault(opened)) {
			throw new Error(opened.sentence);
		}

		expect(opened.events).toEqual(events.slice(0, count));
		const walk = await open(cut.top, opened);
		for (const event of events.slice(0, count)) {
			if (event.type === 'step-confirmed') {
				expect(stateOf(walk.getView().state, event.data.steps[0] ?? '').status).toBe('passed');
			}
		}

		const last = events[count - 1];
		if (last?.type === 'action-started') {
			expect(['interrupted', 'open']).toContain(stateOf(walk.getView().state, last.data.step).status);
		}

		await walkOn(walk);
		const {state, message} = walk.getView();
		expect(message?.kind === 'fault' ? message.text : '').toBe('');
		expect(state.closed?.outcome, `cut after ${last?.type ?? ''}`).toBe('GO');
		expect(state.tagged?.commit).toBe(done.commit);
		if (count >= sealed) {
			// What was made before the kill is found, not made twice.
			expect(state.record?.commit).toBe(done.record?.commit);
			expect(state.tagged?.object).toBe(done.tagged?.object);
		}

		await walk.close();
	}
});
