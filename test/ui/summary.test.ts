import {expect, test} from 'vitest';
import {leavingSummary} from '../../source/ui/summary.js';
import {createMemoryWalk} from './memory-walk.js';
import {release} from './documents.js';

test('a paused run says where it stands and how to come back', () => {
	const walk = createMemoryWalk(release);
	walk.happen({type: 'step-failed', data: {step: walk.find('The changelog was read'), reason: 'no', answer: ''}});
	expect(leavingSummary(walk.getView())).toEqual([
		'v1.0.0#1 at a1b2c3d main: 0 of 11 steps settled, 1 failed.',
		'Paused; every answer is kept. `holdpoint` in this repository continues here.',
	]);
});

test('a finished run says where the record is, and how it is checked', () => {
	const walk = createMemoryWalk(release);
	walk.happen({type: 'decision-made', data: {decision: 'GO', reasons: [], leftOut: []}});
	walk.show({stage: 'finished', record: 'releases/v1.0.0', push: {remote: 'origin', refs: ['tag v1.0.0'], command: 'git push origin v1.0.0'}});
	expect(leavingSummary(walk.getView())).toEqual([
		'v1.0.0#1: GO at a1b2c3d main.',
		'The record is in releases/v1.0.0.',
		'Nothing was pushed to origin yet. By hand: git push origin v1.0.0',
	]);
});
