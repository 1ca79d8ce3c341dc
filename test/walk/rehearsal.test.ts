/** The same walk without effects: what runs, what is only shown, and where its record is. */
import {readFile, readdir} from 'node:fs/promises';
import path from 'node:path';
import {expect, test} from 'vitest';
import {offersFor} from '../../source/run/offers.js';
import {go, startWalk, tag} from './real-walk.js';
import {threeSteps} from './three-steps.js';

const document = threeSteps({check: 'echo checked > checked', action: 'echo done > done'});

test('a dry run never acts: checks run, actions are shown, and nothing of it is in the repository', async () => {
	const {repository: {git}, top, folder, view, id, status, act, confirm, reopen} = await startWalk(document, {rehearse: true});
	const before = await git('for-each-ref');
	expect(view().state.started).toMatchObject({name: 'v1.0.0-rehearsal#1', tag, rehearsal: true});
	await confirm('A person');
	await act({type: 'run', step: id('A machine')});
	expect(status('A machine')).toBe('passed');

	const action = id('Somebody does');
	expect(offersFor(view().plan, view().state, action).map(offer => offer.act)).not.toContain('run');
	expect(await act({type: 'run', step: action})).toBe('A rehearsal shows actions and does not run them.');
	expect(await confirm('Somebody does')).toBe('');
	await reopen();
	const signature = view().plan.steps.find(({step}) => step.kind === 'signature')?.step.id ?? '';
	await act({
		type: 'sign', step: signature, decision: 'approve', comment: '',
	});
	expect(await act(go)).toBe('');

	expect(view()).toMatchObject({
		stage: 'finished', record: path.join(folder(), 'record'), push: undefined, state: {closed: {outcome: 'GO'}},
	});
	const record = await readFile(path.join(folder(), 'record', 'record.md'), 'utf8');
	expect(record).toContain('# Rehearsal record: v1.0.0\n\n**REHEARSAL**');
	expect(record).toContain('- [x] A machine says so');
	expect(record).toMatch(/- \[ \] Somebody does it\n {2}- \*\*shown\*\*, and not run · by/v);
	expect(record).toContain('gate **passed**: First, 4 steps (3 passed, 1 shown and not run)');
	expect(record).toContain('It cannot be verified: a rehearsal leaves no tag');
	expect(record).not.toContain('holdpoint verify');
	expect(await readdir(top)).toEqual(expect.arrayContaining(['checked']));
	expect(await readdir(top)).not.toContain('done');
	expect(await readdir(top)).not.toContain('releases');
	expect(await git('for-each-ref')).toEqual(before);
});
