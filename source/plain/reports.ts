/** The run as a whole, as lines: its commands, what is left, the decision, finishing, and where it stands on leaving. */
import {sayEnd} from '../run/attempts.js';
import {tellCarried} from '../run/carrying.js';
import {reportDecision} from '../run/decision.js';
import {describeWays} from '../checklist/command-ways.js';
import {describeExpired, findExpired} from '../run/freshness.js';
import {
	findNext,
	progressOf,
	stateOf,
	walkedSteps,
} from '../run/gates.js';
import {
	earliestOf,
	earliestTag,
	leftByGate,
	rolesWanted,
} from '../run/left.js';
import {describeLeaving} from '../run/leaving.js';
import {meaningOfSeal} from '../run/meaning.js';
import {describeContinuation, describeFollowUp} from '../run/phase.js';
import type {PlannedStep} from '../run/plan.js';
import type {WalkView} from '../walk/view.js';
import {sayGate} from './lines.js';
import type {Standing} from './standing.js';
import {sayMeaning} from './meaning.js';
import {sayAnswer, sayEntry} from './past.js';
import {
	quote,
	sayCommit,
	sayCount,
	sayMark,
	sayMoment,
	saySize,
	tell,
	tellLines,
} from './words.js';

/** Every command that may run, before the person agrees to that. */
export function sayConsent({commands, agreeing: {scripts, changes}}: WalkView): string[] {
	return [
		...(changes ? ['What is new since you last agreed to this checklist\'s commands:', ...changes.map(line => `    ${tell(line)}`), ''] : []),
		`This checklist has ${sayCount(commands.length, 'command')}. They run only after you have seen them, each when its step comes:`,
		...commands.flatMap(({title, command}) => [
			'',
			`${quote(title)} (${[command.mode, command.language, ...describeWays(command), `line ${command.line}`].map(part => tell(part)).join(', ')}${command.irreversible ? ', cannot be undone' : ''}):`,
			...tellLines(command.text),
		]),
		...(scripts.length > 0 ? ['', `They run ${scripts.length === 1 ? 'this file' : 'these files'} of the repository: ${scripts.map(name => tell(name)).join(', ')}`] : []),
	];
}

export function sayGates({plan, state}: Standing): string[] {
	return plan.gates.map((gate, index) => `${'  '.repeat(gate.depth)}${index + 1} ${sayGate(gate, {plan, state})}`);
}

function listed(title: string, steps: readonly PlannedStep[], standing: Standing): string[] {
	return steps.length === 0 ? [] : [`${title}:`, ...steps.map(planned => `  ${sayEntry(planned, standing)}`)];
}

/** How the attempt before this one ended. */
function sayAttempt({state}: Standing): string[] {
	const {earlier} = state.started ?? {};
	return earlier ? [`The attempt before, ${tell(earlier.name)}, ${tell(sayEnd(earlier))}`] : [];
}

/** With what was said for it. */
function excused(title: string, steps: readonly PlannedStep[], standing: Standing): string[] {
	return steps.length === 0
		? []
		: [`${title}:`, ...steps.flatMap(planned => {
			const carried = tellCarried(planned, standing.state)?.head;
			const last = stateOf(standing.state, planned.step.id).answers.at(-1);
			return [`  ${sayEntry(planned, standing)}`, ...(carried === undefined ? [] : [`    ${tell(carried)}`]), ...(last ? [`    ${sayAnswer(last)}, ${sayMark(last.mark)}`] : [])];
		})];
}

/** What is left until the decision, and who is waited for. */
function sayLeft(standing: Standing): string[] {
	const report = reportDecision(standing.plan, standing.state);
	const lines = [
		...listed('Failed', report.failed, standing),
		...listed('Stale', report.stale, standing),
		...listed('Open', report.open.filter(({step}) => step.kind !== 'signature'), standing),
		...listed('Not signed', report.unsigned, standing),
		...listed('Open, but not in the way of GO', report.leftOpen.filter(({step}) => step.kind !== 'signature'), standing),
	];
	return lines.length === 0 ? ['Every step is settled: the decision is left (d).'] : lines;
}

/** The same by gate, with whom and until when each waits for. */
export function sayLeftByGate({plan, state}: Standing, now = Date.now()): string[] {
	const left = leftByGate(plan, state);
	const [roles, earliest] = [rolesWanted(left), earliestTag(left, state, now)];
	return left.length === 0
		? ['Every step is settled: the decision is left (d).']
		: [
			...left.flatMap(({section, steps}) => [
				`${quote(section.title)}${section.blocking ? '' : ', not blocking'}:`,
				...steps.map(planned => `  ${sayEntry(planned, {state})}${sayEarliest(planned, state, now)}`),
			]),
			...(roles.length > 0 ? [`Signatures wanted: ${roles.map(role => tell(role)).join(', ')}`] : []),
			...(earliest === undefined ? [] : [`The tag cannot be made before ${sayMoment(new Date(earliest).toISOString())}.`]),
		];
}

function sayEarliest(planned: PlannedStep, state: Standing['state'], now: number): string {
	const end = earliestOf(planned, state, now);
	return end === undefined ? '' : `, not before ${sayMoment(new Date(end).toISOString())}`;
}

/** Everything that somebody should know before GO or NO-GO. */
export function sayDecision(standing: Standing, now = Date.now()): string[] {
	const {plan, state} = standing;
	const report = reportDecision(plan, state);
	const obstacle = report.obstacle ?? describeExpired(plan, state, now);
	return [
		'',
		`The decision about ${tell(describeFollowUp(state) ?? state.started?.tag ?? state.started?.name ?? '')} at ${sayCommit(state.commit)}:`,
		...sayAttempt(standing),
		...excused('Waived', report.waived, standing),
		...excused('Set aside by a person', report.setAside, standing),
		...sayLeft(standing),
		...(report.outputs.length > 0 ? ['Outputs that enter the record:'] : []),
		...report.outputs.map(({output, title, size, leftOut}) => `  ${output} ${quote(title)}, ${saySize(size)}${leftOut ? ' [left out, its digest stays]' : ''}`),
		...listed('Passed too long ago to count', findExpired(plan, state, now), standing),
		obstacle === undefined ? 'GO can be decided.' : `GO cannot be decided: ${tell(obstacle)}`,
	];
}

/** What a decision will do. */
export function sayConsequence(decision: 'GO' | 'NO-GO', {state}: Standing): string {
	if (state.started?.rehearsal) {
		return `${decision}: end the rehearsal, without a tag and without a record in the repository`;
	}

	const followUp = describeFollowUp(state);
	if (followUp !== undefined) {
		return decision === 'GO' ? `GO: ${tell(followUp)} is done; seal and commit the record` : 'NO-GO: seal and commit the record of why';
	}

	const tag = state.started?.tag ?? '';
	const tagging = decision === 'GO' && tag !== '' ? `, tag ${tell(tag)} at ${sayCommit(state.commit)} and sign it` : (decision === 'GO' ? ', no tag' : ' of why, without a tag');
	const place = state.branch === undefined ? ' under its own ref, on no branch' : '';
	return `${decision}: seal and commit the record${place}${tagging}`;
}

export function sayFinishing({remaining, plan, state}: WalkView): string[] {
	const role = remaining.find(({done}) => !done)?.role;
	return [
		`${state.decision?.decision ?? 'The decision'} is decided. What it comes to:`,
		...remaining.map(({label, done}) => `  ${done ? '[done]' : '[to do]'} ${tell(label)}`),
		...(role === undefined ? [] : ['What the next seal says:', ...sayMeaning(meaningOfSeal(plan, state, role)).map(line => `  ${line}`)]),
	];
}

export function sayFinished({plan, state, record, push}: WalkView): string[] {
	const {tagged, decision} = state;
	const continuation = describeContinuation(plan, state);
	return [
		`${decision?.decision ?? 'Done'}${tagged ? `: ${tell(tagged.tag)} is tagged at ${sayCommit(tagged.commit)}` : ''}.`,
		...(record === undefined ? [] : [`The record is in ${tell(record)}.`]),
		...(continuation === undefined ? [] : [tell(continuation)]),
		...(push ? [`Nothing has been pushed. To ${tell(push.remote)} would go: ${push.refs.map(ref => tell(ref)).join(', ')}.`] : []),
	];
}

/** Where the run stands when the person leaves, and how to come back. */
export function sayLeaving(view: WalkView): string[] {
	const {plan, state} = view;
	if (view.stage === 'finished') {
		return sayFinished({...view, push: undefined});
	}

	const {settled, total} = progressOf(walkedSteps(plan), state);
	const next = findNext(walkedSteps(plan), state);
	const place = state.decision ? `${state.decision.decision} is decided and not finished` : (next ? `next is ${quote(next.step.title)}` : 'the decision is next');
	return [
		...describeLeaving(plan, state).map(sentence => tell(sentence)),
		`Paused: ${settled} of ${total} steps settled, ${place}. Every answer is kept; \`holdpoint\` goes on from here.`,
	];
}
