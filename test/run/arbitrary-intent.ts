/** Any intent, for the properties. */
import fc from 'fast-check';
import type {Intent} from '../../source/run/intents.js';
import type {Plan} from '../../source/run/plan.js';
import {offersFor} from '../../source/run/offers.js';
import type {RunState} from '../../source/run/state.js';
import {chance, pick, type Draw} from './arbitrary-checklist.js';
import {intentOf} from './offered-intent.js';
import {
	firstCommit,
	move,
	observe,
	secondCommit,
	startOf,
	tag,
	waive,
} from './trial-run.js';

const digest = 'd'.repeat(64);
const file = {path: 'soak.log', size: 3, sha256: digest};
const texts = ['', '', 'a reason', 'PASS', 'FAIL', tag];

/** Anything that somebody might try now, most of it nonsense; numbers of outputs mostly fit. */
export function drawIntent(draw: Draw, plan: Plan, state: RunState): Intent {
	return (chance(draw, 60) ? drawOffered(draw, plan, state) : undefined) ?? drawAnything(draw, plan, state);
}

/** What a walk would come to: something that is offered, or the end of what runs. */
function drawOffered(draw: Draw, plan: Plan, state: RunState): Intent | undefined {
	const running = plan.steps.find(({step}) => state.steps.get(step.id)?.status === 'running');
	if (running) {
		return {type: 'finish', observation: observe(running.step.id, state.outputs, {ok: chance(draw, 80)})};
	}

	const planned = plan.steps.length > 0 ? pick(draw, [...plan.steps]) : undefined;
	const offers = planned ? offersFor(plan, state, planned.step.id) : [];
	return planned && offers.length > 0 ? intentOf(pick(draw, offers), planned, state) : undefined;
}

function drawAnything(draw: Draw, plan: Plan, state: RunState): Intent {
	const ids = [...plan.steps.map(({step: {id}}) => id), 'nobody'];
	const id = pick(draw, ids);
	const planned = plan.byId.get(id);
	const several = chance(draw, 30) ? draw(fc.subarray, ids) : [id];
	const text = pick(draw, texts);
	const running = plan.steps.find(({step: one}) => state.steps.get(one.id)?.status === 'running')?.step.id ?? id;
	const output = chance(draw, 90) ? state.outputs : draw(fc.nat, {max: 5});
	const conditions = plan.steps.flatMap(one => one.conditions.map(condition => condition.oppositeOf ?? condition.id));
	const decision = chance(draw, 80) ? 'approve' as const : pick(draw, ['reject' as const, 'waive' as const]);
	const commands = planned?.step.commands.length ?? 0;
	const intents: Array<() => Intent> = [
		() => ({type: 'enter value', step: id, value: text}),
		() => ({
			type: 'confirm', steps: several, note: text, answer: pick(draw, ['PASS', 'N/A', 'FAIL', '']), byHand: chance(draw, 30), initials: pick(draw, ['', 'GH', 'gh']),
		}),
		() => ({
			type: 'fail', step: id, reason: text, answer: text,
		}),
		() => ({
			type: 'set aside', steps: several, reason: text, initials: pick(draw, ['', 'GH']),
		}),
		() => waive(id, text, chance(draw, 90) ? tag : text),
		() => ({
			type: 'judge condition', condition: conditions.length > 0 ? pick(draw, conditions) : id, holds: chance(draw, 20) ? undefined : chance(draw, 60), why: text,
		}),
		() => ({
			type: 'record evidence', step: id, found: (planned?.step.evidence ?? []).map(() => ({
				name: '', files: chance(draw, 80) ? [file] : [], ok: chance(draw, 80), why: text,
			})),
		}),
		() => ({type: 'change evidence', step: id, path: file.path}),
		() => ({type: 'start wait', step: id, byHand: chance(draw, 50)}),
		() => ({type: 'end wait', step: id}),
		() => ({type: 'join', witness: pick(draw, [{name: 'Grace Hopper', email: 'grace@example.com'}, {name: 'Ada', email: 'ada@example.com'}])}),
		() => ({type: 'reopen', steps: several, reason: text}),
		() => ({type: 'leave for later', step: id}),
		() => ({type: 'answer condition', condition: conditions.length > 0 ? pick(draw, conditions) : id, holds: chance(draw, 60)}),
		() => ({type: 'note', about: chance(draw, 80) ? id : '', note: text}),
		() => startOf(id, chance(draw, 95) ? state.outputs + 1 : output, commands, {
			typedTag: tag, text: chance(draw, 70) ? 'git push origin' : 'git push <remote>', edited: chance(draw, 20),
		}),
		() => ({
			type: 'finish', observation: observe(running, output, {
				ok: chance(draw, 70),
				ending: chance(draw, 90) ? 'exited' : 'stopped',
				expectations: chance(draw, 20) ? [{expression: 'true', ok: chance(draw, 70), why: ''}] : [],
				...(chance(draw, 10) && {saved: {name: 'saved', value: text}}),
			}),
		}),
		() => ({type: 'interrupt', interrupted: {step: running, output, tail: ''}}),
		() => ({
			type: 'sign', signed: {
				gate: planned?.section.id ?? '', step: id, role: planned?.step.signature?.role ?? 'director', decision, comment: text,
				statement: chance(draw, 80) ? digest : null, missing: 0, signer: pick(draw, ['ada@example.com', 'grace@example.com']), key: 'key',
			},
		}),
		() => ({
			type: 'withdraw signature', step: id, role: planned?.step.signature?.role ?? '', reason: text,
		}),
		() => ({type: 'leave output out', output, leftOut: chance(draw, 50)}),
		() => move(pick(draw, [firstCommit, secondCommit]), {from: state.commit}),
		() => ({
			type: 'decide', decision: chance(draw, 70) ? 'GO' : 'NO-GO', reasons: [text], typedTag: chance(draw, 90) ? tag : text,
		}),
		() => ({type: 'take back decision', reason: text}),
		() => ({
			type: 'seal', seal: {
				role: 'release manager', signer: 'ada@example.com', key: 'key', statement: digest, bundle: digest,
			},
		}),
		() => ({
			type: 'record', record: {
				commit: secondCommit, folder: 'releases/v1', bundle: digest, ref: 'refs/holdpoint/records/v1', branch: null,
			},
		}),
		() => ({type: 'tag', tag: {tag, object: secondCommit, commit: firstCommit}}),
		() => ({type: 'pause', why: text}),
		() => ({type: 'resume', gap: draw(fc.integer)}),
		() => ({
			type: 'close', outcome: pick(draw, ['GO' as const, 'NO-GO' as const, 'abandoned' as const]), reason: text, typedTag: text,
		}),
	];
	// What ends a run is rare, what answers steps is not.
	const last = chance(draw, 85) ? 22 : intents.length;
	return intents[draw(fc.nat, {max: last - 1})]?.() ?? {type: 'pause', why: ''};
}
