/** The first two lines of the screen: what is walked, on what, by whom, for how long, and how far it has come. */
import type {LiveOutput, Message} from '../../walk/view.js';
import {overallProgress, reportOf} from '../facts.js';
import {
	cutTo,
	fitLine,
	lineWidth,
	paragraph,
	span,
	spread,
	told,
	type Line,
	type Span,
	type Tone,
} from '../lines.js';
import type {Scene} from '../picture.js';
import type {Signs} from '../signs.js';
import {sayClock, sayCommit, sayDuration} from '../words.js';

const gap = span(' '.repeat(5));

export function drawHeader(scene: Scene): Line {
	const {view: {state, demo, clock}, columns, now} = scene;
	const {started} = state;
	const marks: Span[] = [
		...(demo || started?.demo ? [span(' DEMO ', 'mark'), span(' ')] : []),
		...(started?.rehearsal ? [span(' REHEARSAL ', 'mark'), span(' ')] : []),
	];
	const time = span(`${sayClock(clock.before + now - clock.since)} `, 'quiet');
	const commit = told(`${sayCommit(state.commit)}${state.branch === undefined ? '' : ` ${state.branch}`}`);
	const people = told([scene.name, ...(state.witness ? [state.witness.name] : [])].join(' + '));
	const left: Line = [span(' '), ...marks, span('holdpoint', 'current'), span('  '), told(started?.name ?? '', 'strong')];
	// What matters least goes first where it is narrow: people, then the commit.
	const rights: readonly Line[] = [[commit, gap, people, gap, time], [commit, gap, time], [time]];
	const right = rights.find(line => lineWidth(left) + lineWidth(line) + 2 <= columns) ?? [time];
	return fitLine(spread(left, right, columns), columns);
}

/** `━━━━╸───  17 of 26` */
export function drawProgress({view: {plan, state}, columns, signs}: Scene): Line {
	const {settled, total} = overallProgress(plan, state);
	const report = reportOf(plan, state);
	const counts = [...sayExceptions(report.waived.length, 'waived'), ...sayExceptions(report.setAside.length, 'set aside')];
	const exceptions = counts.map(text => ` ${signs.dot} ${text}`).join('');
	const words = `  ${settled} of ${total}${exceptions} `;
	const room = Math.max(4, columns - words.length - 1);
	return [span(' '), ...bar(total === 0 ? 0 : settled / total, room, signs), span(words)];
}

/** What is no pass is never out of sight. */
function sayExceptions(count: number, word: string): string[] {
	return count === 0 ? [] : [`${count} ${word}`];
}

function bar(share: number, width: number, signs: Signs): Span[] {
	const halves = Math.floor(share * width * 2);
	const full = Math.trunc(halves / 2);
	const half = halves % 2;
	return [
		span(signs.full.repeat(full) + (half === 1 ? signs.half : ''), 'good'),
		span(signs.rest.repeat(Math.max(0, width - full - half)), 'quiet'),
	];
}

/** What runs elsewhere, what takes its time, and the walk's sentence about what was asked of it last. */
export function drawMessages(scene: Scene): Line[] {
	const {view: {message, busy}, screen: {notice}, signs, width, rows} = scene;
	const marks: Readonly<Record<Message['kind'], {readonly sign: string; readonly tone: Tone}>> = {
		refused: {sign: signs.steps.interrupted.sign, tone: 'warn'}, fault: {sign: signs.steps.failed.sign, tone: 'bad'}, said: {sign: signs.says, tone: 'current'},
	};
	const say = (text: string, sign: string, tone: Tone) => cutTo(paragraph(text, width - 4, {tone}), Math.max(3, Math.floor(rows / 4)), width - 3)
		.map((line, index): Line => [span(index === 0 ? ` ${sign} ` : ' '.repeat(3), tone), ...line]);
	return [
		...drawElsewhere(scene),
		...(busy === undefined ? [] : say(busy, signs.steps.running.sign, 'current')),
		...(message ? say(message.text, marks[message.kind].sign, marks[message.kind].tone) : []),
		...(notice === '' ? [] : say(notice, signs.steps.interrupted.sign, 'warn')),
	];
}

/** What runs while another step is looked at; all of it beside the walk on one line. */
function drawElsewhere({view: {live, background, plan}, screen: {cursor, view}, signs, now}: Scene): Line[] {
	const mark = signs.steps.running;
	const title = ({step}: LiveOutput) => told(plan.byId.get(step)?.step.title ?? '');
	const since = ({startedAt}: LiveOutput) => sayDuration(now - startedAt);
	const others = view.kind === 'log' ? [] : background.filter(({step}) => step !== cursor);
	return [
		...(live && live.step !== cursor && view.kind !== 'log'
			? [[span(` ${mark.sign} running: `, mark.tone), title(live), span(` ${signs.dot} ${since(live)} ${signs.dot} s stops it`, 'quiet')]]
			: []),
		...(others.length > 0
			? [[span(` ${mark.sign} in the background: `, mark.tone), ...others.flatMap((one, index): Line => [...(index > 0 ? [span(`  ${signs.dot} `, 'quiet')] : []), title(one), span(` ${since(one)}`, 'quiet')])]]
			: []),
	];
}
