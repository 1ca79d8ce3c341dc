/** What a run still has to go on with, as somebody reads it who looks on. */
import {expect, test} from 'vitest';
import {
	describeStandingOf,
	listRemains,
	otherTag,
	type FollowingRun,
} from '../../source/commands/runs/remains.js';
import type {Intent} from '../../source/run/intents.js';
import {outline} from '../run/outline.js';
import {
	firstCommit,
	move,
	secondCommit,
	startOf,
	startRun,
	tag,
	type TrialRun,
} from '../run/trial-run.js';

const document = outline('# 1\n- a\n- b\n- wait w\n- check c\n- signature s\n# later\n- e\n- f', {
	w: {wait: {kind: 'for', ms: 3_600_000}}, later: {phase: 'after the tag'}, e: {phase: 'after the tag'}, f: {phase: 'after the tag'},
});
const digest = 'd'.repeat(64);
const look = (run: TrialRun) => ({plan: run.plan, state: run.state(), events: run.events});
const remains = (run: TrialRun, following: readonly FollowingRun[] = []) => listRemains(look(run), following, Date.parse(run.now()));
const standing = (run: TrialRun) => describeStandingOf(look(run));

const go: Intent = {
	type: 'decide', decision: 'GO', reasons: [], typedTag: tag,
};

function settled(started = {}): TrialRun {
	const run = startRun(document, started);
	run.confirm('a', 'b');
	run.take({type: 'start wait', step: 'w'});
	run.pass(3_600_000);
	run.take({type: 'end wait', step: 'w'});
	run.run('c');
	run.take(run.sign('s'));
	return run;
}

test('before the decision: how many steps, what of them is wrong, who signs, how long it takes at least, and what runs', () => {
	const run = startRun(document);
	expect(remains(run)).toEqual(['5 steps before the decision', 'signatures wanted: release manager', 'not before 2026-11-20 15:00 UTC']);
	run.confirm('a');
	run.fail('b');
	run.take(move(secondCommit, {from: firstCommit}), startOf('c', 1));
	expect(remains(run)[0]).toMatch(/^“c” was started 2026-11-20 14:00 UTC$/v);
	expect(remains(run)[1]).toBe('5 steps before the decision (1 failed, 1 stale)');
	run.happen({type: 'run-paused', data: {why: ''}});
	expect(standing(run)).toBe('paused');
	expect(remains(settled())).toEqual(['only the decision is left']);
});

test('after GO: what is not sealed, recorded, tagged; then what comes after the tag, and whether it was pushed', () => {
	const run = settled();
	run.take(go);
	expect(standing(run)).toBe('GO decided');
	expect(remains(run)).toEqual(['not sealed as release manager', 'the record is not committed', 'the tag is not made']);
	run.happen({
		type: 'seal-signed', data: {
			role: 'release manager', signer: 'ada@example.com', key: 'key', statement: digest, bundle: digest,
		},
	}, {
		type: 'record-committed', data: {
			commit: secondCommit, folder: 'releases/v1.0.0', bundle: digest, ref: 'refs/holdpoint/records/v1.0.0', branch: 'main',
		},
	});
	expect(remains(run)).toEqual(['the tag is not made']);
	run.happen({type: 'tag-created', data: {tag, object: secondCommit, commit: firstCommit}}, {type: 'run-closed', data: {outcome: 'GO', reason: ''}});
	expect(standing(run)).toBe('GO');
	expect(remains(run)).toEqual(['2 steps after the tag: holdpoint continue v1.0.0', 'not pushed by this run']);
	const following = (outcome: string | undefined) => [{name: 'v1.0.0-after#1', kind: 'after the tag', outcome}];
	expect(remains(run, following(undefined))[0]).toBe('2 steps after the tag, which v1.0.0-after#1 is about: holdpoint continue v1.0.0');
	run.happen({type: 'pushed', data: {remote: 'origin', refs: []}});
	expect(remains(run, following('GO'))).toEqual([]);
});

test('a rehearsal says that it is one, and an abandoned run leaves nothing to do', () => {
	const rehearsal = settled({rehearsal: true});
	expect(standing(rehearsal)).toBe('rehearsal, open');
	rehearsal.take(go);
	expect(remains(rehearsal)).toEqual(['what the record would be is not written']);
	const run = startRun(document);
	run.take({
		type: 'close', outcome: 'abandoned', reason: 'wrong branch', typedTag: tag,
	});
	expect([standing(run), remains(run)]).toEqual(['abandoned', []]);
});

test.each([
	['v1.0.0#1', 'v1.0.0', undefined],
	['v1.0.0-after#12', 'v1.0.0', undefined],
	['v1.0.0-rehearsal#1', 'v1.0.0', undefined],
	['v1.0.0#1', 'v2.0.0', 'v2.0.0'],
	['v1.0.0#1', 'v1.0', 'v1.0'],
	['v1.0.0-after#1', 'v1.0', 'v1.0'],
	['release#1', null, undefined],
])('the run %s that makes %s', (name, made, other) => {
	expect(otherTag({name, tag: made})).toBe(other);
});
