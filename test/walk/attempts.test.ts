/** After a NO-GO the next attempt of the same release: linked to the one before, with what was said then, and nothing of it settled. */
import {Buffer} from 'node:buffer';
import {readFile} from 'node:fs/promises';
import path from 'node:path';
import {expect, test} from 'vitest';
import {endedAttempts} from '../../source/commands/walk/ended-attempts.js';
import {parseChecklist} from '../../source/checklist/parse.js';
import {readPlan} from '../../source/commands/runs/read-plan.js';
import {readRuns} from '../../source/commands/runs/entries.js';
import {withVerification} from '../../source/commands/open-verification.js';
import {isFault} from '../../source/journal/faults.js';
import {storeChecklist} from '../../source/journal/folder.js';
import {openJournal} from '../../source/journal/journal.js';
import {verifyRecord} from '../../source/record/verify.js';
import {compareChecklists, describeChange} from '../../source/run/checklist-change.js';
import {planWalk, type PlannedStep} from '../../source/run/plan.js';
import {startWalk, tag, type RealWalk} from './real-walk.js';
import {rewriteJournal} from './rewrite-journal.js';

const document = `---
inputs:
  version: {ask: Version}
  otp: {ask: One-time password, secret: true}
---

# Release

- [ ] Soak ran

  **Waivable by**: release manager

  \`\`\`bash check
  echo soaked
  \`\`\`

- [ ] Look which platforms there are

  \`\`\`bash check save=platforms
  echo x86
  \`\`\`

- [ ] Read the log

**Notes**: ______
`;

const decide = (decision: 'GO' | 'NO-GO', reasons: string[] = []) => ({
	type: 'decide', decision, reasons, typedTag: tag,
} as const);

async function failOnce(): Promise<RealWalk> {
	const walk = await startWalk(document, {environment: {otp: 'correct horse'}});
	await walk.act({type: 'run', step: walk.id('Soak')});
	await walk.act({type: 'run', step: walk.id('Look which')});
	await walk.act({type: 'confirm', steps: [walk.id('Read the log')], note: 'all of it'});
	await walk.act({type: 'enter', step: walk.id('Notes'), value: 'https://example.com/1'});
	await walk.act(decide('NO-GO', ['the dashboards are red']));
	expect(walk.view().stage).toBe('finished');
	return walk;
}

async function settle(walk: RealWalk): Promise<void> {
	await walk.act({type: 'run', step: walk.id('Look which')});
	await walk.confirm('Read the log');
	await walk.act({type: 'enter', step: walk.id('Notes'), value: 'https://example.com/2'});
}

const carry = (walk: RealWalk) => ({
	type: 'waive', step: walk.id('Soak'), reason: 'words only', typedTag: tag, carry: true,
} as const);

async function verify({top}: RealWalk, missing = '') {
	return withVerification({repo: top, anchor: undefined}, async ({request, objects}) => verifyRecord({
		...request({tag}), objects: {read: async id => id === missing ? 'missing' : objects.read(id)},
	}));
}

test('it names the one before, knows what was said, and settles nothing; a long result is carried over with the commits since', async () => {
	const walk = await failOnce();
	const {state: before} = walk.view();
	const holdpointDirectory = path.join(walk.top, '.git', 'holdpoint');
	const [ended] = await endedAttempts(await readRuns(holdpointDirectory));
	expect(ended).toMatchObject({outcome: 'NO-GO', run: {run: before.run}});
	await walk.repository.commit('Name the fix', {'CHANGELOG.md': '- A fix\n'});
	await walk.again();
	const {state, lastTime, changes} = walk.view();
	expect(state.started).toMatchObject({
		name: `${tag}#2`, tag, earlier: {
			run: before.run, name: `${tag}#1`, outcome: 'NO-GO', reasons: ['the dashboards are red'], commit: before.commit, record: before.record?.commit, bundle: before.record?.bundle,
		},
	});
	expect(changes.join(' ')).toContain(`the next attempt after ${tag}#1 (NO-GO: the dashboards are red)`);
	expect(state.steps.size).toBe(0);
	expect(lastTime?.answers.get(walk.id('Read the log'))).toMatchObject({status: 'passed', note: 'all of it', mark: {by: {name: 'Ada Lovelace'}}});
	expect(lastTime?.answers.get(walk.id('Notes'))).toMatchObject({as: 'value', answer: 'https://example.com/1'});
	expect([...lastTime?.values ?? []].flat()).not.toContain('correct horse');
	const runs = await readRuns(holdpointDirectory);
	expect(await endedAttempts(runs)).toEqual([]);

	// A value that was saved is a result of its own: only the soak can be carried over. The record of the attempt is none of the changes.
	expect(state.started?.earlier?.results.map(({step}) => step)).toEqual([walk.id('Soak')]);
	await settle(walk);
	expect(await walk.act(carry(walk))).toBe('');
	expect(walk.step('Soak').answers).toMatchObject([{status: 'waived', carried: {run: before.run, from: before.commit, to: state.commit}}]);
	await walk.act(decide('GO'));
	expect(walk.view().stage).toBe('finished');
	const record = await readFile(path.join(walk.top, 'releases', tag, 'record.md'), 'utf8');
	expect(record).toContain(`- attempt before: \`${tag}#1\`, \`${before.run}\` · **NO-GO**`);
	expect(record).toMatch(/## Waived\n\n- Soak ran.*carried over\*\* from `[\da-f]{12}` in v1\.0\.0#1 .*since then 1 commit, 1 file, \+1 -0/v);
	expect(record).toContain('changed: `CHANGELOG.md +1 -0`');

	const verdict = await verify(walk);
	expect(verdict).toMatchObject({result: 'self-signed', code: null, waivers: [{step: 'Soak ran', carried: before.commit}]});
	expect(verdict.points.at(-1)).toMatchObject({name: 'earlier attempt', ok: true, detail: expect.stringContaining('counts, and holds what was carried over from it (1)') as string});
	const alone = await verify(walk, before.record?.commit);
	expect(alone).toMatchObject({result: 'self-signed', code: null});
	expect(alone.points.at(-1)).toMatchObject({name: 'earlier attempt', ok: true, detail: expect.stringContaining('is not all in this repository, so what was carried over from it was not looked up') as string});
});

/** Commits another text of the checklist, and takes it with the results of what has moved. */
async function takeText(walk: RealWalk, text: string): Promise<void> {
	await walk.repository.commit('Another text', {'RELEASE.md': text});
	await walk.walk().close();
	const journal = await openJournal(walk.folder());
	if (isFault(journal)) {
		throw new Error(journal.sentence);
	}

	const before = await readPlan(walk.folder(), journal.events);
	const bytes = Buffer.from(text);
	await storeChecklist(walk.folder(), bytes);
	const after = planWalk(parseChecklist(bytes));
	await journal.append(walk.view().state.last?.by ?? {name: '', email: '', host: ''}, () => [{
		type: 'checklist-changed', data: describeChange(compareChecklists(before, after), {digest: after.checklist.digest, taken: true, keep: true}),
	}]);
	await walk.reopen();
}

test('a result that a move left standing is carried over from the commit that it was found on, with all that was committed since', async () => {
	const soaking = '# Release\n\n## Soak\n\n**About**: `source/**`\n\n- [ ] Soak ran\n\n  **Waivable by**: release manager\n\n  ```bash check\n  echo soaked\n  ```\n';
	const walk = await startWalk(soaking);
	await walk.act({type: 'run', step: walk.id('Soak')});
	const {commit} = walk.view().state;
	await walk.repository.commit('Name the fix', {'CHANGELOG.md': '- A fix\n'});
	// That HEAD has moved is said before anything is decided.
	expect(await walk.act(decide('NO-GO', ['the dashboards are red']))).toContain('HEAD moved');
	await walk.act(decide('NO-GO', ['the dashboards are red']));
	const {state: before} = walk.view();
	expect(before.steps.get(walk.id('Soak'))?.status).toBe('passed');
	expect(before.commit).not.toBe(commit);
	await walk.again();
	expect(await walk.act(carry(walk))).toBe('');
	expect(walk.step('Soak').answers).toMatchObject([{status: 'waived', carried: {run: before.run, from: commit}}]);
	// Under another title it is the same step, with the same waiver.
	await takeText(walk, soaking.replace('## Soak', '## Soaking'));
	expect(walk.id('Soak')).toBe('soaking:soak-ran');
	await walk.act(decide('GO'));
	const message = await walk.repository.git('cat-file', '-p', tag);
	expect(message.match(/Soak ran/gv)).toHaveLength(1);
	// The record of the attempt is none of the changes.
	expect(await readFile(path.join(walk.top, 'releases', tag, 'record.md'), 'utf8')).toMatch(new RegExp(`carried over\\*\\* from \`${commit.slice(0, 12)}\` in v1\\.0\\.0#1 .*since then 1 commit, 1 file, \\+1 -0`, 'v'));
	const verdict = await verify(walk);
	expect(verdict).toMatchObject({result: 'self-signed', code: null, waivers: [{step: 'Soak ran'}]});
	expect(verdict.points.at(-1)?.detail).toContain('counts, and holds what was carried over from it (1)');
});

test('a result that was none is found out by the record of the attempt before', async () => {
	const walk = await failOnce();
	await walk.again();
	await rewriteJournal(walk, fact => {
		if (fact.type !== 'run-started' || !fact.data.earlier) {
			return fact;
		}

		const {earlier} = fact.data;
		const results = earlier.results.map(result => ({...result, passed: 3}));
		return {...fact, data: {...fact.data, earlier: {...earlier, results}}};
	});
	await settle(walk);
	expect(await walk.act(carry(walk))).toBe('');
	await walk.act(decide('GO'));
	expect(walk.view().stage).toBe('finished');
	expect(await verify(walk)).toMatchObject({result: 'rejected', code: 'record.earlier', detail: expect.stringContaining('was carried over from v1.0.0#1, where it has no such result') as string});
});

const ofBranch = `# Release

- [ ] Soak ran

  **Waivable by**: release manager
  **Expect**: \`branch == "main"\`

  \`\`\`bash check
  echo soaked
  \`\`\`

- [ ] Soak of {{branch}} ran

  **Waivable by**: release manager

  \`\`\`bash check
  echo soaked
  \`\`\`

- [ ] Read the log
`;

test('what names the branch does not travel to an attempt on another, and a record that says so is found out', async () => {
	const walk = await startWalk(ofBranch);
	const soaks = walk.view().plan.steps.slice(0, 2);
	for (const {step} of soaks) {
		await walk.act({type: 'run', step: step.id});
	}

	await walk.act(decide('NO-GO', ['the dashboards are red']));
	const {steps, commit, run} = walk.view().state;
	await walk.repository.git('checkout', '--quiet', '-b', 'other');
	await walk.again();
	expect(walk.view().state.started?.earlier?.results).toEqual([]);
	const waive = async ({step}: PlannedStep) => walk.act({
		type: 'waive', step: step.id, reason: 'words only', typedTag: tag, carry: true,
	});
	for (const soak of soaks) {
		expect(await waive(soak)).toContain('carried over');
	}

	await rewriteJournal(walk, fact => {
		if (fact.type !== 'run-started' || !fact.data.earlier) {
			return fact;
		}

		const results = soaks.map(({step: {id: step, fingerprint}}) => {
			const {mark: {seq: passed, at} = {seq: 0, at: ''}} = steps.get(step)?.answers.at(-1) ?? {};
			return {
				step, fingerprint, run, passed, commit, at,
			};
		});
		return {...fact, data: {...fact.data, earlier: {...fact.data.earlier, results}}};
	});
	const [first, second] = soaks;
	if (!first || !second) {
		throw new Error('There are two.');
	}

	expect(await waive(first)).toBe('');
	await walk.act({type: 'run', step: second.step.id});
	await walk.confirm('Read the log');
	await walk.act(decide('GO'));
	expect(walk.view().stage).toBe('finished');
	expect(await verify(walk)).toMatchObject({result: 'rejected', code: 'record.earlier', detail: expect.stringContaining('has no such result') as string});
});

test('an abandoned attempt is linked too, and nothing is carried over from it', async () => {
	const walk = await startWalk(document, {environment: {otp: 'correct horse'}});
	await walk.act({type: 'run', step: walk.id('Soak')});
	const {run} = walk.view().state;
	await walk.walk().close();
	const {abandonCommand} = await import('../../source/commands/abandon.js');
	await abandonCommand({
		run: `${tag}#1`, reason: 'the branch is wrong', confirm: tag, repo: walk.top, plain: true,
	});
	await walk.again(false);
	expect(walk.view().state.started?.earlier).toMatchObject({
		run, name: `${tag}#1`, outcome: 'abandoned', reasons: ['the branch is wrong'], results: [], since: [],
	});
	expect(await walk.act(carry(walk))).toMatch('Only a result that had passed');
	await walk.act({type: 'run', step: walk.id('Soak')});
	await settle(walk);
	await walk.act(decide('GO'));
	const verdict = await verify(walk);
	expect(verdict.result).toBe('self-signed');
	expect(verdict.points.at(-1)).toMatchObject({name: 'earlier attempt', ok: true, detail: expect.stringContaining('it left no record') as string});
});
