/** A gate's steps with the one under the cursor opened up. Only what fits on the screen is made. */
import {isExpired} from '../../run/freshness.js';
import {stateOf} from '../../run/gates.js';
import type {PlannedStep} from '../../run/plan.js';
import {liveOf, rowsOf, type Row} from '../facts.js';
import {
	clean,
	fitLine,
	paragraph,
	span,
	spread,
	told,
	windowOf,
	type Line,
} from '../lines.js';
import type {Body, Room, Scene} from '../picture.js';
import {markOf, type Signs} from '../signs.js';
import {sayCount, sayDuration} from '../words.js';
import {describeStep} from './detail.js';
import {remainsOf} from './terms.js';

/** Without the gates beside it, it keeps off the screen's edge. */
export function drawPane(planned: PlannedStep, scene: Scene, {width, height}: Room): Body {
	if (scene.width < scene.columns) {
		return fillPane(planned, scene, {width, height});
	}

	const {lines, extent} = fillPane(planned, scene, {width: width - 1, height});
	return {lines: lines.map(line => line.length === 0 ? line : [span(' '), ...line]), extent};
}

const smallestWithTitle = 4;

function fillPane(planned: PlannedStep, scene: Scene, {width, height}: Room): Body {
	const {plan} = scene.view;
	const rows = rowsOf(plan, planned.section);
	const cursor = rows.findIndex(row => row.kind === 'step' && row.planned === planned);
	// Where there is no room for both, the step is what is asked about.
	const title = height < smallestWithTitle ? [] : drawGateTitle(planned, scene, width);
	const room = Math.max(1, height - title.length);
	const introduced = firstOfIntroduction(rows, cursor);
	const intro = rows.slice(introduced, cursor).flatMap(row => drawRow(row, scene, width));
	const detail = describeStep(planned, scene, {width, height: room});
	const opened = [...intro, ...detail];
	const openedHeight = Math.min(opened.length, Math.max(1, room - 2), room);
	const last = opened.length - openedHeight;
	const top = Math.min(scene.screen.at ?? automaticTop({
		planned, scene, last, intro: intro.length,
	}), last);
	const spare = room - openedHeight;
	const before = linesBefore(rows, introduced, scene, {width, height: spare});
	const after = linesAfter(rows, cursor + 1, scene, {width, height: spare});
	const above = Math.min(before.length, Math.max(Math.ceil(spare / 2), spare - after.length));
	const seen = markCuts(windowOf(opened, top, openedHeight), {
		above: top, below: last - top, title: top >= intro.length ? [span(`${scene.signs.current} `, 'current'), told(planned.step.title, 'strong')] : [],
	}, scene.signs, width);
	return {
		lines: windowOf([...title, ...before.slice(before.length - above), ...seen, ...after], 0, height).map(line => fitLine(line, width)),
		// A line of what was seen stays on the screen, and the marks hide two.
		extent: {at: top, last, page: Math.max(1, openedHeight - 3)},
	};
}

/** Says where there is more than fits, beside the step's title when that is above: else nobody knows what is asked about. */
function markCuts(lines: readonly Line[], {above, below, title}: {above: number; below: number; title: Line}, signs: Signs, width: number): readonly Line[] {
	const hasMark = {above: above > 0 && lines.length > 1, below: below > 0 && lines.length > 3};
	const say = (count: number, key: string) => [span(`${sayCount(count, 'more line')} ${signs.dot} ${key} `, 'quiet')];
	return [
		...(hasMark.above ? [spread(title, say(above + 1, 'Page Up'), width)] : []),
		...lines.slice(hasMark.above ? 1 : 0, hasMark.below ? -1 : undefined),
		...(hasMark.below ? [spread([], say(below + 1, 'Page Down'), width)] : []),
	];
}

/** What runs or has just ended is looked at from its end, everything else from its beginning. */
function automaticTop({planned, scene, last, intro}: {planned: PlannedStep; scene: Scene; last: number; intro: number}): number {
	const {status, awaiting} = stateOf(scene.view.state, planned.step.id);
	const showsEnd = liveOf(scene.view, planned.step.id) !== undefined || awaiting || ['failed', 'interrupted'].includes(status);
	// The line that says what is above takes none of the step's own.
	return showsEnd ? last : Math.min(last, Math.max(0, intro - 1));
}

function drawGateTitle({section, path, blocking}: PlannedStep, {view: {plan}, signs}: Scene, width: number): Line[] {
	const above = path.slice(0, -1).map(id => plan.gateById.get(id)?.section.title ?? '').filter(text => text !== '');
	const title: Line = [
		...above.flatMap(text => [told(text, 'quiet'), span(' › ', 'quiet')]),
		told(section.title === '' ? plan.checklist.title : section.title, 'strong'),
	];
	return [spread(fitLine(title, width - 14), [span(blocking ? 'blocking ' : 'not blocking ', 'quiet')], width), [span(signs.line.repeat(width), 'quiet')]];
}

/** Prose and group titles right above a step belong to it. */
function firstOfIntroduction(rows: readonly Row[], cursor: number): number {
	let first = cursor;
	while (first > 0 && rows[first - 1]?.kind !== 'step') {
		first -= 1;
	}

	return first;
}

function linesBefore(rows: readonly Row[], end: number, scene: Scene, {width, height}: Room): Line[] {
	const lines: Line[] = [];
	for (let at = end - 1; at >= 0 && lines.length < height; at -= 1) {
		const row = rows[at];
		lines.unshift(...(row ? drawRow(row, scene, width) : []));
	}

	return lines.slice(Math.max(0, lines.length - height));
}

function linesAfter(rows: readonly Row[], start: number, scene: Scene, {width, height}: Room): Line[] {
	const lines: Line[] = [];
	for (let at = start; at < rows.length && lines.length < height; at += 1) {
		const row = rows[at];
		lines.push(...(row ? drawRow(row, scene, width) : []));
	}

	return lines.slice(0, height);
}

function drawRow(row: Row, scene: Scene, width: number): Line[] {
	switch (row.kind) {
		case 'prose': {
			return paragraph(row.text, width, {tone: 'quiet'});
		}

		case 'group': {
			return [[span('  '.repeat(row.depth)), told(row.title)]];
		}

		case 'step': {
			return [drawStepRow(row.planned, scene, width)];
		}
	}
}

/** `✔ chan_sip is built        0.4 s` */
function drawStepRow(planned: PlannedStep, scene: Scene, width: number): Line {
	const {step, groups} = planned;
	const {view: {state}, signs, now} = scene;
	const {status, executions, later} = stateOf(state, step.id);
	const mark = markOf(step, status, state, signs);
	const ms = status === 'open' ? undefined : executions.at(-1)?.finished?.ms;
	const word = status === 'open' || mark === signs.steps.passed ? '' : mark.word;
	const remains = remainsOf(planned, scene);
	const facts = [...(later && status === 'open' ? ['later'] : []), ...(remains === undefined ? [] : [remains === 0 ? 'its time is over' : `${sayDuration(remains)} left`]), ...(isExpired(planned, state, now) ? ['too old to count'] : []), ...(word === '' ? [] : [word]), ...(ms === undefined ? [] : [sayDuration(ms)])];
	const depth = groups.filter(group => group.id !== step.id).length;
	return spread([span('  '.repeat(depth)), span(mark.sign, mark.tone), span(` ${clean(step.title)}`)], [span(`${facts.join(` ${signs.dot} `)} `, 'quiet')], width);
}
