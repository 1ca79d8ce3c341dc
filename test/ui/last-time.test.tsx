/** Corrections and the attempt before: both the old and the new stand beside the question. */
import {expect, test} from 'vitest';
import type {Answer} from '../../source/run/state.js';
import {createMemoryWalk} from './memory-walk.js';
import {keys, openWalk} from './stage.js';

const document = '# Release\n\n## First\n\n- [ ] The log was read\n\n**Notes**: ______\n\n**Signed by**: release manager\n';

const said = (given: Partial<Answer>): Answer => ({
	status: 'passed', mark: {at: '2026-11-19T14:00:00.000Z', by: {name: 'Grace', email: 'grace@example.com', host: 'desk'}, seq: 7},
	answer: '', reason: '', note: '', together: false, byHand: false, as: '', output: undefined, witness: undefined, carried: undefined, ...given,
});

test('what was said in the attempt before stands beside the question, and its value is there to be taken', async () => {
	const walk = createMemoryWalk(document);
	walk.show({
		lastTime: {
			name: 'v1.0.0#1',
			answers: new Map([[walk.find('The log was read'), said({note: 'but for one line'})], [walk.find('Notes'), said({as: 'value', answer: 'example.com/1'})]]),
			values: new Map(),
		},
	});
	const stage = await openWalk(walk);
	const screen = await stage.waitFor('Is that so?');
	expect(screen.replaceAll(/\s+/gv, ' ')).toMatch(/Last time, in v1\.0\.0#1: passed by Grace, 2026-11-(?:19|20)/v);
	expect(screen).toContain('but for one line');
	expect(screen).toContain('0 of 3');
	await stage.press('y', 'Notes: what is it?');
	await stage.press('y', '❯ example.com/1');
	await stage.press(keys.enter, 'Signed as release manager?');
	expect(walk.acts.at(-1)).toMatchObject({type: 'enter', value: 'example.com/1'});
});

test('a replaced value, a reopened step and a withdrawn signature are all told with what they were', async () => {
	const walk = createMemoryWalk(document);
	const [log, notes] = [walk.find('The log was read'), walk.find('Notes')];
	await walk.act({type: 'confirm', steps: [log], note: 'the first half'});
	await walk.act({type: 'reopen', steps: [log], reason: 'there is a second half'});
	await walk.act({type: 'confirm', steps: [log], note: 'both halves'});
	await walk.act({type: 'enter', step: notes, value: 'example.com/1'});
	await walk.act({type: 'enter', step: notes, value: 'example.com/2'});
	const signature = walk.find('Signed by: release manager');
	const line = {
		gate: walk.getView().plan.byId.get(signature)?.section.id ?? '', step: signature, role: 'release manager', statement: null,
	};
	walk.happen({
		type: 'gate-signed', data: {
			...line, decision: 'approve', comment: '', missing: 0, signer: 'ada@example.com', key: 'key',
		},
	}, {type: 'signature-withdrawn', data: {...line, reason: 'too early'}});
	const stage = await openWalk(walk);
	const signed = await stage.waitFor('Signed as release manager?');
	expect(signed).toMatch(/· Approved as release manager by .*withdrawn\s+since/sv);
	expect(signed).toMatch(/· signature withdrawn by Ada, .*: too early/v);
	const value = await stage.press('[', 'Enter Notes');
	expect(value).toContain('“example.com/1”');
	expect(value).toContain('“example.com/2”');
	const confirmed = await stage.press('[', 'there is a second half');
	expect(confirmed).toMatch(/the first half[\s\S]*reopened by Ada[\s\S]*both halves/v);
});
