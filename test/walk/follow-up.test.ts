/** What comes after the tag, on a real repository: begun from the sealed record, interrupted, recorded on the branch's tip. */
import {truncate} from 'node:fs/promises';
import path from 'node:path';
import {expect, onTestFinished, test} from 'vitest';
import {openAmong, readRuns} from '../../source/commands/runs/entries.js';
import {prepareFollowUp, type FollowUpOptions} from '../../source/commands/walk/follow-up.js';
import {withVerification} from '../../source/commands/open-verification.js';
import {openPreferences} from '../../source/commands/preferences.js';
import {prepareWalk} from '../../source/commands/walk.js';
import {openWorkplace} from '../../source/commands/workplace.js';
import {verifyRecord} from '../../source/record/verify.js';
import type {VerifyRequest} from '../../source/record/verify/request.js';
import {leavingSummary} from '../../source/ui/summary.js';
import type {Walk} from '../../source/walk/view.js';
import {
	go,
	startWalk,
	tag,
	type RealWalk,
} from './real-walk.js';

const document = `---
inputs:
  version: {ask: Version}
---

# Release

## Build

- [ ] Looked at

## Announce

**When**: after the tag
**Requires**: Build

- [ ] Told everybody
- [ ] Published

## Undo

**When**: rolling back

- [ ] Taken back
`;

async function release(): Promise<RealWalk> {
	const walk = await startWalk(document);
	expect(await walk.confirm('Looked at')).toBe('');
	await walk.act(go);
	expect(walk.view().stage).toBe('finished');
	expect(leavingSummary(walk.view()).join('\n')).toContain(`After the tag 2 steps are left, now or later: holdpoint continue ${tag}`);
	await walk.walk().close();
	return walk;
}

async function follow({top}: RealWalk, kind: FollowUpOptions['kind'] = 'after the tag'): Promise<Walk> {
	const workplace = await openWorkplace(top);
	const given = {
		tag, kind, key: undefined, allowDirty: false, plain: true,
	};
	const preferences = openPreferences({HOLDPOINT_CONFIG_DIR: path.join(top, '..', 'config')});
	const walk = await prepareWalk({
		...await prepareFollowUp(workplace, given), workplace, preferences, key: undefined, allowDirty: false, plain: true,
	});
	onTestFinished(async () => walk.close());
	return walk;
}

async function confirm(walk: Walk, words: string): Promise<string> {
	await walk.act({type: 'dismiss message'});
	await walk.act({type: 'confirm', steps: [walk.getView().plan.steps.find(({step}) => step.title.includes(words))?.step.id ?? '']});
	return walk.getView().message?.text ?? '';
}

const decide = (decision: 'GO' | 'NO-GO', reasons: string[] = []) => ({
	type: 'decide', decision, reasons, typedTag: tag,
} as const);

test('the gates after the tag are walked on its commit, wherever HEAD is, and recorded on the branch', async () => {
	const {repository: {git, commit}, ...released} = await release();
	const tagged = await git('rev-parse', `refs/tags/${tag}^0`);
	const tip = await commit('Later work', {'RELEASE.md': '# Another text\n', 'later.txt': 'x\n'});
	const begun = await follow({repository: {git, commit}, ...released} as RealWalk);
	expect(begun.getView().state).toMatchObject({commit: tagged, started: {kind: 'after the tag', name: `${tag}-after#1`, tag}});
	expect(begun.getView().changes.join(' ')).toContain(tagged.slice(0, 7));
	expect(await confirm(begun, 'Looked at')).toContain('not for this run');
	expect(await confirm(begun, 'Taken back')).toContain('not for this run');
	expect(await confirm(begun, 'Told everybody')).toBe('');
	await begun.act(decide('GO'));
	expect(begun.getView().message?.text).toContain('Published');
	await begun.close();

	// Interrupted, and HEAD moves meanwhile: nothing of it becomes stale.
	const later = await commit('More work');
	const resumed = await follow({repository: {git, commit}, ...released} as RealWalk);
	expect(resumed.getView().state.run).toBe(begun.getView().state.run);
	expect(resumed.getView().state.moves).toEqual([]);
	expect(await confirm(resumed, 'Published')).toBe('');
	await resumed.act(decide('GO'));
	const {stage, state, message} = resumed.getView();
	expect([stage, message?.text]).toEqual(['finished', undefined]);
	expect(state.tagged).toBeUndefined();
	expect(state.record).toMatchObject({folder: `releases/${tag}-after-1`, branch: 'main', ref: `refs/holdpoint/records/${tag}-after-1`});
	expect(await git('rev-parse', 'main')).toBe(state.record?.commit);
	expect(await git('rev-parse', 'main^')).toBe(later);
	expect(later).not.toBe(tip);
	const added = await git('diff', '--name-only', 'main^', 'main');
	expect(added.split('\n').every(file => file.startsWith(`releases/${tag}-after-1/`))).toBe(true);
	expect(await git('status', '--porcelain')).toBe('');
	expect(await git('show', `main:releases/${tag}-after-1/record.md`)).toContain('- [x] Published');
	const runs = await readRuns(path.join(released.top, '.git', 'holdpoint'));
	expect(openAmong(runs)).toEqual([]);
});

async function verify({top}: RealWalk, target: VerifyRequest['target']) {
	return withVerification({repo: top, anchor: undefined}, async ({request}) => verifyRecord(request(target)));
}

test('verifying a tag includes its follow-ups, and a follow-up is verified by its commit', async () => {
	const released = await release();
	const {git, commit} = released.repository;
	await commit('Later work');
	const walk = await follow(released);
	await confirm(walk, 'Told everybody');
	await confirm(walk, 'Published');
	await walk.act(decide('GO'));
	const {record} = walk.getView().state;
	const verdict = await verify(released, {tag});
	expect(verdict).toMatchObject({result: 'self-signed', code: null});
	expect(verdict.points.at(-1)).toMatchObject({name: `follow-up ${tag}-after-1`, ok: true});
	const own = await verify(released, {commit: record?.commit ?? ''});
	expect(own).toMatchObject({
		result: 'self-signed', decision: 'GO', folder: `releases/${tag}-after-1`, commit: await git('rev-parse', `${tag}^0`),
	});
	expect(own.points.at(-1)).toMatchObject({name: 'sealed run', ok: true});

	// The same record under another number.
	await git('update-ref', `refs/holdpoint/records/${tag}-after-2`, record?.commit ?? '');
	expect(await verify(released, {tag})).toMatchObject({result: 'rejected', code: 'record.follow-up'});
	await git('update-ref', `refs/holdpoint/records/${tag}-after-2`, `refs/holdpoint/records/${tag}`);
	expect(await verify(released, {tag})).toMatchObject({result: 'rejected', code: 'record.follow-up'});
	await git('update-ref', `refs/holdpoint/records/${tag}-after-2`, 'HEAD^');
	expect(await verify(released, {tag})).toMatchObject({result: 'rejected', code: 'record.trailers'});
	await git('update-ref', '-d', `refs/holdpoint/records/${tag}-after-2`);

	// Another text of it, signed by the same key or by nobody.
	const sealed = record?.commit ?? '';
	await released.repository.write(`releases/${tag}-after-1/record.md`, 'All is well.\n');
	await git('add', '--all');
	const forged = ['commit-tree', await git('write-tree'), '-p', `${sealed}^`, '-m', await git('log', '-1', '--format=%B', sealed)];
	await git('update-ref', `refs/holdpoint/records/${tag}-after-1`, await git(...forged));
	expect(await verify(released, {tag})).toMatchObject({result: 'rejected', code: 'record.unsigned'});
	await git('update-ref', `refs/holdpoint/records/${tag}-after-1`, await git(...forged, '-S'));
	expect(await verify(released, {tag})).toMatchObject({result: 'rejected', code: 'bundle.digest'});

	await git('update-ref', '-d', `refs/tags/${tag}`);
	expect(await verify(released, {commit: record?.commit ?? ''})).toMatchObject({result: 'incomplete', code: 'tag.missing'});
});

test('a roll-back that does not happen is not taken for one: rolling back that fails is a NO-GO with a record, and another attempt has the next number', async () => {
	const released = await release();
	const first = await follow(released, 'rolling back');
	await first.act(decide('NO-GO', ['the old one does not start']));
	expect(first.getView().state.record?.folder).toBe(`releases/${tag}-rollback-1`);
	const second = await follow(released, 'rolling back');
	expect(await confirm(second, 'Taken back')).toBe('');
	await second.act(decide('GO'));
	expect(second.getView().state.record?.folder).toBe(`releases/${tag}-rollback-2`);
});

test('without a record that verifies there is nothing to follow up', async () => {
	const released = await release();
	const {git} = released.repository;
	await git('tag', 'v0.9.0');
	const workplace = await openWorkplace(released.top);
	const given = {
		kind: 'after the tag', key: undefined, allowDirty: false, plain: true,
	} as const;
	await expect(prepareFollowUp(workplace, {...given, tag: 'v0.9.0'})).rejects.toThrow('v0.9.0 has no record');
	await expect(prepareFollowUp(workplace, {...given, tag: 'v3'})).rejects.toThrow('There is no tag v3');
	await git('tag', '--force', tag, `${tag}^0`);
	await expect(prepareFollowUp(workplace, {...given, tag})).rejects.toThrow('REJECTED tag.unsigned');
});

test('where a run cannot be read that may have been about the same, that is said before anything is done twice', async () => {
	const released = await release();
	const begun = await follow(released);
	expect(await confirm(begun, 'Told everybody')).toBe('');
	const folder = path.dirname(path.dirname(begun.logPath(1)));
	await begun.close();
	await truncate(path.join(folder, 'journal.jsonl'), 0);
	const again = await follow(released);
	expect(again.getView().changes[0]).toContain(`A run here cannot be read. Was it begun about ${tag}? Then do nothing twice: ${folder}/journal.jsonl ends at event 0, but`);
	expect(again.getView().state.run).not.toBe(path.basename(folder));
});
