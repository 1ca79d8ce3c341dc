/** Leaving while commands run: what goes on, and what is stopped. */
import {expect, test} from 'vitest';
import {describeLeaving} from '../../source/run/leaving.js';
import {
	action,
	check,
	checklist,
	command,
} from './checklist-builder.js';
import {startOf, startRun} from './trial-run.js';

const release = checklist([
	action('The server runs', {commands: [command('true', {background: 'gate'})]}),
	check('It soaks', {commands: [command('true', {mode: 'check', background: 'yes'})]}),
	action('Deploy'),
]);

test('checks and services end with the walk; an action and what runs in the background go on', () => {
	const run = startRun(release);
	run.take(startOf('The server runs', 1, 1, {background: 'gate'}), startOf('It soaks', 2, 1, {background: 'yes'}), startOf('Deploy', 3));
	expect(describeLeaving(run.plan, run.state())).toEqual([
		'“The server runs” was running, and is stopped.',
		'“It soaks” goes on running, and is found again on coming back.',
		'“Deploy” goes on running, and is found again on coming back.',
	]);
});
