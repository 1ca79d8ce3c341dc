/** What was answered before: when, by whom, why; notes and executions. */
import {stateOf} from '../../run/gates.js';
import type {PlannedStep} from '../../run/plan.js';
import type {Answer, Execution, StepState} from '../../run/state.js';
import {paragraph, span, type Line} from '../lines.js';
import type {Scene} from '../picture.js';
import {sayDuration, sayMoment, saySize} from '../words.js';

export function drawHistory({step}: PlannedStep, scene: Scene, width: number): Line[] {
	const state = stateOf(scene.view.state, step.id);
	const entries = [
		...givenAnswers(state).map(answer => ({seq: answer.mark.seq, lines: drawAnswer(answer, scene, width)})),
		...state.notes.map(({note, mark}) => ({seq: mark.seq, lines: paragraph(`Comment by ${mark.by.name}, ${sayMoment(mark.at)}: ${note}`, width, {indent: ' '.repeat(4)})})),
		...earlierExecutions(state).map(execution => ({seq: execution.started.seq, lines: drawEarlier(execution, scene, width)})),
		...signatures(step.id, scene, width),
	].toSorted((one, other) => one.seq - other.seq);
	return entries.flatMap(({lines}) => lines);
}

/** What a command's end alone came to is said by the command's own lines. */
function givenAnswers({answers, executions}: StepState): readonly Answer[] {
	const ends = new Set(executions.map(({finished}) => finished?.mark.seq));
	return answers.filter(({mark}) => !ends.has(mark.seq));
}

/** The last one is shown in full above. */
function earlierExecutions({executions}: StepState): readonly Execution[] {
	return executions.slice(0, -1);
}

function drawAnswer(answer: Answer, {signs}: Scene, width: number): Line[] {
	const mark = signs.steps[answer.status];
	const how = [
		answer.status === 'open' ? 'reopened' : mark.word,
		...(answer.answer === '' ? [] : [`“${answer.answer}”`]),
		...(answer.byHand ? ['by hand'] : []),
		...(answer.together ? ['together with others'] : []),
	].join(', ');
	const who = answer.as === 'rule' ? 'by a rule of the document' : `by ${answer.mark.by.name}${answer.witness ? ` and ${answer.witness.name}` : ''}`;
	const why = [answer.reason, answer.note].filter(text => text !== '').join(' · ');
	const lines = paragraph(`${how} ${who}, ${sayMoment(answer.mark.at)}${why === '' ? '' : `: ${why}`}`, width - 2, {indent: ' '.repeat(4)});
	return lines.map((line, index): Line => index === 0 ? [span(' '.repeat(4)), span(`${mark.sign} `, mark.tone), ...line.slice(1)] : [span('  '), ...line]);
}

function drawEarlier({finished, interrupted, kind, started}: Execution, {signs}: Scene, width: number): Line[] {
	const ended = finished
		? `${finished.ok ? 'exit 0' : finished.why} · ${sayDuration(finished.ms)} · ${saySize(finished.size)}`
		: (interrupted ? 'interrupted' : 'running');
	return paragraph(`${kind === 'check' ? 'Checked' : 'Run'} by ${started.by.name}, ${sayMoment(started.at)}: ${ended}`, width, {indent: `    ${signs.dot} `, tone: 'quiet'});
}

function signatures(step: string, {view: {state}, signs}: Scene, width: number) {
	return state.signatures.filter(signature => signature.step === step).map(({decision, role, signer, mark, withdrawn, stale, comment}) => ({
		seq: mark.seq,
		lines: paragraph([
			`${decision === 'approve' ? 'Approved' : 'Rejected'} as ${role} by ${signer}, ${sayMoment(mark.at)}`,
			...(withdrawn ? ['withdrawn since'] : []),
			...(stale ? ['stale since'] : []),
			...(comment === '' ? [] : [comment]),
		].join(' · '), width, {indent: `    ${decision === 'approve' ? signs.steps.passed.sign : signs.steps.failed.sign} `}),
	}));
}
