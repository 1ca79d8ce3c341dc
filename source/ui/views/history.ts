/** What was answered before: when, by whom, why; notes and executions. */
import type {Step} from '../../checklist/model.js';
import {nameMechanism, stateOf} from '../../run/standing.js';
import type {PlannedStep} from '../../run/plan.js';
import type {
	Answer,
	Execution,
	RunState,
	Signature,
	StepState,
	StepStatus,
} from '../../run/state.js';
import {paragraph, span, type Line} from '../lines.js';
import type {Scene} from '../picture.js';
import {markOf} from '../signs.js';
import {sayDuration, sayMoment, saySize} from '../words.js';

export function drawHistory({step}: PlannedStep, scene: Scene, width: number): Line[] {
	const state = stateOf(scene.view.state, step.id);
	const entries = [
		...givenAnswers(state, scene.view.state).map(answer => ({seq: answer.mark.seq, lines: drawAnswer(answer, step, scene, width)})),
		...state.notes.map(({note, mark}) => ({seq: mark.seq, lines: paragraph(`Comment by ${mark.by.name}, ${sayMoment(mark.at)}: ${note}`, width, {indent: ' '.repeat(4)})})),
		...earlierExecutions(state).map(execution => ({seq: execution.started.seq, lines: drawEarlier(execution, scene, width)})),
		...signatures(step.id, scene, width),
	].toSorted((one, other) => one.seq - other.seq);
	return entries.flatMap(({lines}) => lines);
}

/** What a command's end alone came to, and what was signed, is said by lines of their own. */
function givenAnswers({answers, executions}: StepState, state: RunState): readonly Answer[] {
	const ends = new Set(executions.map(({finished}) => finished?.mark.seq));
	const signed = new Set(state.signatures.map(({mark}) => mark.seq));
	return answers.filter(({mark}) => !ends.has(mark.seq) && !signed.has(mark.seq));
}

/** The last one is shown in full above. */
function earlierExecutions({executions}: StepState): readonly Execution[] {
	return executions.slice(0, -1);
}

/** Only what still counts carries its sign. */
function drawAnswer(answer: Answer, step: Step, {view: {state}, signs}: Scene, width: number): Line[] {
	const mark = markOf(step, answer.status, state, signs);
	const {status, answers} = stateOf(state, step.id);
	const isLast = answer === answers.at(-1) && [answer.status, 'stale'].includes(status);
	const {sign, tone} = isLast ? markOf(step, status, state, signs) : signs.steps.open;
	const lines = paragraph(tellAnswer(answer, answer.status === 'open' ? (step.signature ? 'signature withdrawn' : 'reopened') : mark.word), width - 2, {indent: ' '.repeat(4)});
	return lines.map((line, index): Line => index === 0 ? [span(' '.repeat(4)), span(`${sign} `, tone), ...line.slice(1)] : [span('  '), ...line]);
}

/** What was said in the attempt before this one: to be asked again, with that beside the question. */
export function drawLastTime({step}: PlannedStep, {view: {lastTime}, signs}: Scene, width: number): Line[] {
	const answer = lastTime?.answers.get(step.id);
	return answer ? paragraph(`Last time, in ${lastTime?.name ?? ''}: ${tellAnswer(answer, answer.status === 'open' ? 'reopened' : signs.steps[answer.status].word)}`, width, {tone: 'quiet', indent: ' '.repeat(4)}) : [];
}

function tellAnswer(answer: Answer, word: string): string {
	const how = [
		word,
		// A rule's answer is the id of its condition; its reason says the same in words.
		...(answer.answer === '' || answer.as === 'rule' ? [] : [`“${answer.answer}”`]),
		...(answer.byHand ? ['by hand'] : []),
		...(answer.together ? ['together with others'] : []),
	].join(', ');
	const who = nameMechanism(answer) ?? `${answer.mark.by.name}${answer.witness ? ` and ${answer.witness.name}` : ''}`;
	const why = [answer.reason, answer.note].filter(text => text !== '').join(' · ');
	return `${how} by ${who}, ${sayMoment(answer.mark.at)}${why === '' ? '' : `: ${why}`}`;
}

function drawEarlier({finished, interrupted, kind, started}: Execution, {signs}: Scene, width: number): Line[] {
	const ended = finished
		? `${finished.ok ? 'exit 0' : finished.why} · ${sayDuration(finished.ms)} · ${saySize(finished.size)}`
		: (interrupted ? 'interrupted' : 'running');
	return paragraph(`${kind === 'check' ? 'Checked' : 'Run'} by ${started.by.name}, ${sayMoment(started.at)}: ${ended}`, width, {lead: `    ${signs.dot} `, tone: 'quiet'});
}

function signatures(step: string, {view: {state}, signs}: Scene, width: number) {
	return state.signatures.filter(signature => signature.step === step).map(signature => {
		const {decision, role, signer, mark, withdrawn, stale, comment} = signature;
		const {sign, tone} = signs.steps[standingOf(signature)];
		const lines = paragraph([
			`${decision === 'approve' ? 'Approved' : 'Rejected'} as ${role} by ${signer}, ${sayMoment(mark.at)}`,
			...(withdrawn ? ['withdrawn since'] : []),
			...(stale ? ['stale since'] : []),
			...(comment === '' ? [] : [comment]),
		].join(` ${signs.dot} `), width - 2, {indent: ' '.repeat(4)});
		return {seq: mark.seq, lines: lines.map((line, index): Line => index === 0 ? [span(' '.repeat(4)), span(`${sign} `, tone), ...line.slice(1)] : [span('  '), ...line])};
	});
}

/** What a signature still says: one that was taken back says nothing. */
function standingOf({decision, withdrawn, stale}: Signature): StepStatus {
	if (withdrawn) {
		return 'open';
	}

	const given = decision === 'approve' ? 'passed' : 'failed';
	return stale ? 'stale' : given;
}
