/** What is said on coming back of what leaving itself has ended. */
import {expect, test} from 'vitest';
import {listUnseen} from '../../source/walk/unseen.js';
import {action, check, checklist} from '../run/checklist-builder.js';
import {observe, startOf, startRun} from '../run/trial-run.js';

const release = checklist([action('The server runs'), check('It compiles')]);
const stopped = {ok: false, ending: 'stopped', why: 'was stopped'} as const;

test('what leaving stopped is said on coming back, also when it ended after the word that the run was left', () => {
	const run = startRun(release);
	run.take(startOf('The server runs', 1));
	run.take({type: 'pause', why: 'The terminal was gone.'}, {type: 'finish', observation: observe('The server runs', 1, stopped)});
	expect(listUnseen(run.events, run.plan)).toEqual(['“The server runs” was stopped when the run was left.']);
});

test('what somebody stopped before they left is no news', () => {
	const run = startRun(release);
	run.take(startOf('It compiles', 1), {type: 'finish', observation: observe('It compiles', 1, stopped)}, {type: 'pause', why: 'The operator paused.'});
	expect(listUnseen(run.events, run.plan)).toEqual([]);
});
