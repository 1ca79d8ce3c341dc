/** Any fact, for the properties. */
import fc from 'fast-check';
import type {Fact} from '../../source/run/events.js';
import type {Plan} from '../../source/run/plan.js';
import {chance, pick, type Draw} from './arbitrary-checklist.js';
import {
	firstCommit,
	observe,
	secondCommit,
	tag,
} from './trial-run.js';

const digest = 'd'.repeat(64);
const texts = ['', '', 'a reason', 'PASS', 'FAIL', tag];

/** Any fact of any type that only the schema vouches for, in any order, about steps that are there or not. */
export function drawFact(draw: Draw, plan: Plan): Fact {
	const ids = [...plan.steps.map(({step: {id}}) => id), 'nobody'];
	const one = () => pick(draw, ids);
	const many = () => [one(), one()];
	const text = () => pick(draw, texts);
	const output = () => draw(fc.nat, {max: 4});
	const facts: Array<() => Fact> = [
		() => ({
			type: 'value-entered', data: {
				step: chance(draw, 80) ? one() : '', name: text(), value: text(), secret: false,
			},
		}),
		() => ({type: chance(draw, 50) ? 'check-started' : 'action-started', data: {step: one(), output: output(), commands: []}}),
		() => ({type: chance(draw, 50) ? 'check-finished' : 'action-finished', data: observe(one(), output(), {ok: chance(draw, 50)})}),
		() => ({
			type: 'step-confirmed', data: {
				steps: many(), together: true, answer: text(), note: text(), byHand: chance(draw, 50),
			},
		}),
		() => ({type: 'step-failed', data: {step: one(), reason: text(), answer: text()}}),
		() => ({type: 'step-set-aside', data: {steps: many(), reason: text(), by: chance(draw, 50) ? 'rule' : 'person'}}),
		() => ({type: 'step-waived', data: {step: one(), reason: text(), role: text()}}),
		() => ({type: 'step-reopened', data: {steps: many(), reason: text()}}),
		() => ({type: 'step-interrupted', data: {step: one(), output: output(), tail: ''}}),
		() => ({type: 'step-left', data: {step: one()}}),
		() => ({
			type: 'condition-answered', data: {
				condition: pick(draw, ['if 1', 'if 2', 'rule 3']), holds: chance(draw, 50), steps: many(), reason: text(), ...(chance(draw, 20) && {why: text()}),
			},
		}),
		() => ({type: 'note-added', data: {about: one(), note: text()}}),
		() => ({
			type: 'evidence-recorded', data: {
				step: one(), name: text(), files: [], ok: chance(draw, 50), why: text(), more: chance(draw, 50),
			},
		}),
		() => ({type: 'evidence-changed', data: {step: one(), path: text()}}),
		() => ({type: 'wait-started', data: {step: one(), until: chance(draw, 50) ? '2026-11-20T14:00:10.000Z' : text(), after: one()}}),
		() => ({type: 'wait-ended', data: {step: one()}}),
		() => ({
			type: 'gate-signed', data: {
				gate: plan.byId.get(one())?.section.id ?? 'nowhere', step: chance(draw, 90) ? one() : '', role: 'director', decision: pick(draw, ['approve', 'reject', 'waive']), comment: text(),
				statement: null, missing: output(), signer: text(), key: '',
			},
		}),
		() => ({
			type: 'signature-withdrawn', data: {
				gate: 'nowhere', step: one(), role: 'director', statement: null, reason: text(),
			},
		}),
		() => ({
			type: 'head-moved', data: {
				from: firstCommit, to: pick(draw, [firstCommit, secondCommit]), tree: secondCommit, branch: null, commits: [text()], paths: chance(draw, 50) ? ['docs/index.md'] : [], own: false,
			},
		}),
		() => ({
			type: 'checklist-changed', data: {
				digest, taken: true, added: [], removed: [], changed: many(), moved: [],
			},
		}),
		() => ({
			type: 'input-corrected', data: {name: text(), value: text(), steps: many()},
		}),
		() => ({type: 'signers-changed', data: {digest, version: 2}}),
		() => ({type: 'witness-joined', data: {witness: {name: 'Grace', email: 'grace@example.com'}}}),
		() => ({type: 'run-paused', data: {why: text()}}),
		() => ({type: 'run-resumed', data: {gap: output()}}),
		() => ({type: 'driver-changed', data: {from: text(), why: text()}}),
		() => ({type: 'handed-over', data: {to: {name: 'Grace', email: 'grace@example.com'}}}),
		() => ({type: 'output-left-out', data: {output: output(), leftOut: chance(draw, 50)}}),
		() => ({type: 'decision-made', data: {decision: chance(draw, 50) ? 'GO' : 'NO-GO', reasons: [text()], leftOut: [output()]}}),
		() => ({type: 'decision-withdrawn', data: {reason: text()}}),
		() => ({
			type: 'seal-signed', data: {
				role: 'director', signer: text(), key: '', statement: digest, bundle: digest,
			},
		}),
		() => ({
			type: 'record-committed', data: {
				commit: secondCommit, folder: text(), bundle: digest, ref: text(), branch: null,
			},
		}),
		() => ({type: 'tag-created', data: {tag: text(), object: secondCommit, commit: firstCommit}}),
		() => ({type: 'pushed', data: {remote: text(), refs: [text()]}}),
		() => ({type: 'run-closed', data: {outcome: 'abandoned', reason: text()}}),
	];
	return facts[draw(fc.nat, {max: facts.length - 1})]?.() ?? {type: 'run-paused', data: {why: ''}};
}
