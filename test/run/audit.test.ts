/** A journal is asked about again: the rules make each of its events, and none that somebody put there. */
import fc from 'fast-check';
import {expect, test} from 'vitest';
import {findBreach} from '../../source/run/audit.js';
import type {Fact} from '../../source/run/events.js';
import {anyChecklist} from './arbitrary-checklist.js';
import {evidence, rule} from './checklist-builder.js';
import {outline} from './outline.js';
import {startRun} from './trial-run.js';
import {pressOn} from './try-intents.js';

test('whatever was done by the rules, the rules make it again', () => {
	fc.assert(fc.property(anyChecklist, fc.gen(), (document, draw) => {
		const run = startRun(document);
		pressOn(run, draw, () => undefined);
		expect(findBreach(run.plan, run.events)).toBeUndefined();
	}));
});

const document = outline('# 1\n- a\n- wait w\n- evidence e\n- b\n- c\n- d', {
	e: evidence('e', ['a.json', 'b.json']), b: {onlyIf: rule('rule')}, c: {witness: true}, d: {by: 'director', waivableBy: 'director'},
});

test.each([
	['an end before its time', {type: 'wait-ended', data: {step: 'w'}}],
	['a wait that is shorter than the checklist says', {type: 'wait-started', data: {step: 'w', until: '2026-11-20T14:00:05.000Z', after: 'a'}}],
	['evidence without a file', {
		type: 'evidence-recorded', data: {
			step: 'e', name: '', files: [], ok: true, more: true,
		},
	}],
	['a rule that a person answered for another step', {
		type: 'condition-answered', data: {
			condition: 'rule', holds: false, steps: ['b', 'c'], reason: 'does not apply: Only if rule',
		},
	}],
	['a yes without the witness', {
		type: 'step-confirmed', data: {
			steps: ['c'], together: false, answer: '', note: '', byHand: false,
		},
	}],
	['a yes by another role', {
		type: 'step-confirmed', data: {
			steps: ['d'], together: false, answer: '', note: '', byHand: false,
		},
	}],
	['a witness who drives', {type: 'witness-joined', data: {witness: {name: 'Ada', email: 'ada@example.com'}}}],
] satisfies ReadonlyArray<readonly [string, Fact]>)('%s is found', (_what, fact) => {
	const run = startRun(document);
	run.confirm('a');
	run.happen(fact);
	const breach = findBreach(run.plan, run.events, ({by}) => ({emails: [by.email], roles: ['release manager']}));
	expect(breach?.event.seq).toBe(3);
});

test('what the rules make passes: several files at once, a wait that counts from a step, a rule that holds', () => {
	const run = startRun(document, {witness: {name: 'Grace Hopper', email: 'grace@example.com'}});
	const file = {path: 'a.json', size: 1, sha256: 'e'.repeat(64)};
	run.take({
		type: 'confirm', steps: ['a'], initials: 'GH',
	}, {type: 'start wait', step: 'w'}, {
		type: 'record evidence', step: 'e', found: ['', ''].map(name => ({
			name, files: [file], ok: true, why: '',
		})),
	}, {
		type: 'judge condition', condition: 'rule', holds: undefined, why: 'no such field',
	}, {
		type: 'judge condition', condition: 'rule', holds: true, why: '',
	});
	run.pass(60_000);
	run.take({type: 'end wait', step: 'w'}, {type: 'change evidence', step: 'e', path: 'a.json'});
	expect(findBreach(run.plan, run.events)).toBeUndefined();
});
