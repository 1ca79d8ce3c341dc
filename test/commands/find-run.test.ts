/** Which run somebody means who names one, or none. */
import {expect, test} from 'vitest';
import {pickRun} from '../../source/commands/runs/find-run.js';
import {fault} from '../../source/journal/faults.js';
import type {RunEntry} from '../../source/journal/runs.js';
import {outline} from '../run/outline.js';
import {startRun} from '../run/trial-run.js';

/** A run with this id, open unless it was closed. */
function entry(run: string, name: string, tag: string, isClosed = false): RunEntry {
	const trial = startRun(outline('# 1\n- a'), {name, tag});
	if (isClosed) {
		trial.happen({type: 'run-closed', data: {outcome: 'abandoned', reason: ''}});
	}

	const [start] = trial.events;
	if (start?.type !== 'run-started') {
		throw new Error('It has not started');
	}

	return {
		run: run.repeat(32), folder: run, start, last: trial.events.at(-1), fault: undefined,
	};
}

const broken: RunEntry = {
	run: '0123456789abcdef0123456789abcdef', folder: 'broken', start: undefined, last: undefined, fault: fault('journal.short', 'It is short.', {}),
};
const release = entry('a', 'v1#1', 'v1');
const rehearsal = entry('b', 'v1-rehearsal#1', 'v1');
const closed = entry('c', 'v1#2', 'v1', true);
const runs = [broken, release, rehearsal, closed];

test.each([
	['v1#1', release], ['v1', closed], [undefined, closed], [release.run, release], ['01234567', broken], ['0123456', undefined], ['v2', undefined],
] as const)('%s, to look at', (name, found) => {
	expect(pickRun(runs, name, 'to look at')).toBe(found);
});

test('to write in one, it is the open one that is meant, and nobody guesses which of several', () => {
	expect(pickRun([broken, release, closed], undefined, 'to write in')).toBe(release);
	expect(pickRun([release, closed], 'v1', 'to write in')).toBe(release);
	expect(pickRun([closed], 'v1', 'to write in')).toBe(closed);
	expect(pickRun(runs, 'v1#2', 'to write in')).toBe(closed);
	expect(() => pickRun(runs, 'v1', 'to write in')).toThrow('2 runs for v1 are open: say which, v1-rehearsal#1 or v1#1.');
	expect(() => pickRun(runs, undefined, 'to write in')).toThrow('2 runs are open: say which, v1-rehearsal#1 or v1#1.');
});

test('two of the same name, as after copying one from another clone, are told apart by their ids', () => {
	const copy = entry('d', 'v1#1', 'v1');
	expect(() => pickRun([release, copy], 'v1#1', 'to look at')).toThrow(`2 runs are called v1#1, as after copying one from another clone: say which, ${release.run} or ${copy.run}.`);
	expect(() => pickRun([release, copy], 'v1', 'to write in')).toThrow(`say which, ${copy.run} or ${release.run}.`);
	expect(pickRun([release, copy], copy.run, 'to write in')).toBe(copy);
});
