/** Before GO or NO-GO: what the decision stands on, and what it will do. */
import {sayEnd} from '../../run/attempts.js';
import {tellCarried} from '../../run/carrying.js';
import {describeExpired, findExpired} from '../../run/freshness.js';
import {stateOf} from '../../run/gates.js';
import {describeFollowUp} from '../../run/phase.js';
import type {PlannedStep} from '../../run/plan.js';
import {sealingRoles} from '../../run/roles.js';
import type {RunState} from '../../run/state.js';
import {overallProgress, reportOf, routeOf} from '../facts.js';
import {
	clean,
	cutTo,
	paragraph,
	span,
	spread,
	told,
	type Line,
} from '../lines.js';
import type {Choice, Scene, Sight} from '../picture.js';
import {sayCommit, sayCount, saySize} from '../words.js';
import {drawList, drawText} from './list.js';

export function seeDecision(scene: Scene): Sight {
	const {plan, state} = scene.view;
	const {obstacle: reported, outputs} = reportOf(plan, state);
	const obstacle = reported ?? describeExpired(plan, state, scene.now);
	const lines = drawReport(scene);
	const go: Choice = {
		key: 'GO', label: `GO: ${whatGoDoes(scene)}`, hint: '', value: {to: 'request', subject: {type: 'decide', decision: 'GO'}},
	};
	const noGo: Choice = {
		key: 'NO-GO', label: `NO-GO: ${whatNoGoDoes(state)}`, hint: '', value: {to: 'request', subject: {type: 'decide', decision: 'NO-GO'}},
	};
	const outputsChoice: Choice = {
		key: 'outputs', label: `Look through the ${sayCount(outputs.length, 'output')} that would enter the record`, hint: '', value: {to: 'screen', action: {type: 'open', view: {kind: 'outputs'}}},
	};
	const back: Choice = {
		key: 'back', label: 'Back to the walk', hint: 'Esc', value: {to: 'screen', action: {type: 'close'}},
	};
	return {
		place: 'reading',
		asking: {
			lines: obstacle === undefined ? [[span(' GO or NO-GO?')]] : cutTo(paragraph(obstacle, scene.columns - 1, {indent: ' ', tone: 'warn'}), 3, scene.columns),
			choices: [back, ...(obstacle === undefined ? [go] : []), noGo, ...(outputs.length > 0 ? [outputsChoice] : [])],
			about: 'decision',
			caret: undefined,
		},
		hints: [['Esc', 'back to the walk'], ['Page Down', 'more'], ['t', 'what is left']],
		body: ({height}) => drawText(lines, scene, height),
	};
}

function whatGoDoes({view: {plan, state}}: Scene): string {
	if (state.started?.rehearsal) {
		return 'end the rehearsal, without a tag and without a record in the repository';
	}

	const tag = state.started?.tag;
	const record = `commit the record in ${clean(plan.checklist.settings.record)}/`;
	const followUp = describeFollowUp(state);
	if (followUp !== undefined) {
		return `say that ${clean(followUp)} is done, and ${record}`;
	}

	const kept = state.branch === undefined ? 'keep the record under its own ref' : record;
	return typeof tag === 'string'
		? `tag ${clean(tag)} at ${sayCommit(state.commit)} and sign it, ${kept}`
		: `make no tag, ${kept}, for ${sayCommit(state.commit)}`;
}

/** Beside what a GO does: its choice has one line. */
function whoSeals(state: RunState): string {
	const roles = state.started?.rehearsal ? [] : sealingRoles({...state, decision: undefined});
	return roles.length > 0 ? `, sealed as ${clean(roles.join(' and '))}` : '';
}

function whatNoGoDoes(state: RunState): string {
	if (state.started?.rehearsal) {
		return 'end the rehearsal with its blocking issues';
	}

	return `leave a record with the blocking issues${describeFollowUp(state) === undefined ? ', and no tag' : ''}`;
}

function drawReport(scene: Scene): Line[] {
	const {view: {plan, state}, columns} = scene;
	const report = reportOf(plan, state);
	const {settled, total} = overallProgress(plan, state);
	const branch = state.branch === undefined ? 'a detached HEAD' : clean(state.branch);
	const parts: ReadonlyArray<readonly [string, readonly PlannedStep[]]> = [
		['Waived', report.waived],
		['Set aside by a person', report.setAside],
		['Failed', report.failed],
		['Open', report.open],
		['Stale', report.stale],
		['Passed too long ago to count', findExpired(plan, state, scene.now)],
		['Not signed', report.unsigned],
		['Left open, which does not stop GO', report.leftOpen],
	];
	const criteria = routeOf(plan).walked.filter(({part}) => part === 'criteria');
	const {earlier} = state.started ?? {};
	const attempt = earlier ? [`The attempt before, ${clean(earlier.name)}, ${clean(sayEnd(earlier))}`] : [];
	const moves = state.moves.filter(({from, to}) => from !== to).length;
	const moved = moves > 0 ? [`HEAD has moved ${sayCount(moves, 'time')} during this run.`] : [];
	const dirty = state.started?.dirty ? ['The work tree was allowed to be dirty; the record says so.'] : [];
	return [
		[span(' The decision', 'strong')],
		[span(` Commit ${state.commit} on ${branch}`)],
		[span(` ${settled} of ${sayCount(total, 'step')} settled`)],
		...[...attempt, ...moved, ...dirty].flatMap(text => paragraph(text, columns - 1, {indent: ' ', tone: 'warn'})),
		...parts.flatMap(([title, steps]) => drawPart(title, steps, scene)),
		...(criteria.length > 0 ? drawPart('Criteria of the document', criteria, scene) : []),
		...drawSizes(scene),
		[],
		...(report.obstacle === undefined ? paragraph(`A GO will ${whatGoDoes(scene)}${whoSeals(state)}.`, columns - 1, {indent: ' '}) : []),
	];
}

function drawPart(title: string, steps: readonly PlannedStep[], {view: {state}, signs, columns}: Scene): Line[] {
	return steps.length === 0
		? []
		: [
			[],
			[span(` ${title}`, 'strong'), span(` (${steps.length})`, 'quiet')],
			...steps.flatMap((planned): Line[] => {
				const {step, section} = planned;
				const {status, answers, stale} = stateOf(state, step.id);
				const mark = signs.steps[status];
				const why = stale === '' ? (answers.at(-1)?.reason ?? '') : stale;
				const carried = status === 'waived' ? tellCarried(planned, state)?.head : undefined;
				return [
					[span(`   ${mark.sign} `, mark.tone), told(step.title), span(` · ${clean(section.title)}${why === '' ? '' : ` · ${clean(why)}`}`, 'quiet')],
					...(carried === undefined ? [] : paragraph(carried, columns - 1, {indent: ' '.repeat(5)})),
				];
			}),
		];
}

function drawSizes({view: {plan, state}}: Scene): Line[] {
	const {outputs} = reportOf(plan, state);
	const kept = outputs.filter(({leftOut}) => !leftOut);
	const size = saySize(kept.reduce((sum, output) => sum + output.size, 0));
	const leftOut = kept.length < outputs.length ? `; ${outputs.length - kept.length} left out` : '';
	return outputs.length === 0
		? []
		: [[], [span(` ${sayCount(kept.length, 'output')} would enter the record`, 'strong'), span(`, ${size}${leftOut}`, 'quiet')]];
}

/** The outputs one by one: any can be left out; its digest stays. */
export function seeOutputs(scene: Scene): Sight {
	const {view: {plan, state}, signs, columns} = scene;
	const {outputs} = reportOf(plan, state);
	const row = (index: number): Line => {
		const entry = outputs[index];
		return entry
			? spread(
				[span(`${entry.leftOut ? signs.unpicked : signs.picked} `, entry.leftOut ? 'quiet' : 'good'), told(entry.title), span(entry.leftOut ? '  left out, its digest stays' : '', 'quiet')],
				[span(`${saySize(entry.size)} `, 'quiet')],
				columns - 4,
			)
			: [];
	};

	return {
		place: 'picking',
		asking: {
			lines: [[span(' Which outputs enter the record?')]], choices: [], about: 'outputs', caret: undefined,
		},
		hints: [['Space', 'leave out, take in'], ['Enter', 'done'], ['Esc', 'back']],
		body: ({height}) => drawList({count: outputs.length, row}, scene, height),
	};
}
