/** What is still to do until the decision. */
import {expect, test} from 'vitest';
import {
	earliestTag,
	leftByGate,
	rolesWanted,
} from '../../source/run/left.js';
import {once} from '../../source/checklist/command.js';
import {command} from './checklist-builder.js';
import {outline} from './outline.js';
import {startRun} from './trial-run.js';

const hour = 3_600_000;
const document = outline('# 1\n- a\n- wait w\n- b\n# 2\n- check c\n- signature s\n# 3\n- d\n# later\n- e', {
	w: {wait: {kind: 'for', ms: 2 * hour}},
	b: {optional: true},
	c: {commands: [command('true', {mode: 'check', repetition: {...once, forMs: 5 * hour}})]},
	3: {blocking: false},
	later: {phase: 'after the tag'}, e: {phase: 'after the tag'},
});

test('by gate, in walking order: neither what is settled nor what may stay open, nor what is for later', () => {
	const run = startRun(document);
	const left = () => leftByGate(run.plan, run.state()).map(({section, steps}) => `${section.title}: ${steps.map(({step}) => step.id).join(' ')}`);
	expect(left()).toEqual(['1: a w', '2: c s', '3: d']);
	const all = leftByGate(run.plan, run.state());
	expect(rolesWanted(all)).toEqual(['release manager']);
	run.confirm('a', 'd');
	run.run('c');
	expect(left()).toEqual(['1: w', '2: s']);
});

test('the tag waits for the longest of what has to be waited for', () => {
	const run = startRun(document);
	const earliest = () => earliestTag(leftByGate(run.plan, run.state()), run.state(), Date.parse(run.now()));
	expect(earliest()).toBe(Date.parse(run.now()) + (5 * hour));
	run.run('c');
	expect(earliest()).toBe(Date.parse(run.now()) + (2 * hour));
	run.confirm('a');
	run.take({type: 'start wait', step: 'w'});
	const until = Date.parse(run.step('w').wait?.until ?? '');
	run.pass(hour);
	expect(earliest()).toBe(until);
	run.pass(hour);
	// Over, and not ended yet: there is no time to wait for.
	expect(earliest()).toBeUndefined();
	run.take({type: 'end wait', step: 'w'});
	expect(earliest()).toBeUndefined();
});
