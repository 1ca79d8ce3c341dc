/** What running a step's commands came to, or has come to so far. */
import {Buffer} from 'node:buffer';
import {showOutput} from '../../checklist/escape.js';
import type {StatementReport} from '../../run/events.js';
import {sayEnding} from '../../run/ending.js';
import type {Execution, StepStatus} from '../../run/state.js';
import type {LiveOutput} from '../../walk/view.js';
import {fit} from '../columns.js';
import {
	clean,
	lineWidth,
	padLine,
	paragraph,
	span,
	type Line,
	type Span,
} from '../lines.js';
import type {Scene} from '../picture.js';
import type {Signs} from '../signs.js';
import {
	sayCount,
	sayDuration,
	sayMoment,
	saySize,
} from '../words.js';

const indent = ' '.repeat(4);

/** `count`: how many lines of output at most. */
type Room = {readonly width: number; readonly count: number};

/** No more of a line is looked at: nothing wider fits on a screen. */
const widest = 2000;

function outputSpan(line: string): Span {
	return {text: showOutput(line.slice(0, widest)), coloured: true};
}

/** The last lines of an output, behind a bar. */
function drawTail(lines: readonly string[], count: number, signs: Signs): Line[] {
	return lines.slice(-count).map(line => [span(`    ${signs.live} `, 'quiet'), outputSpan(line)]);
}

/** What a final newline leaves behind is no line. */
function linesOf(tail: string): readonly string[] {
	return tail === '' ? [] : tail.replace(/\n$/v, '').split('\n');
}

const verdicts = {
	passed: 'passed', failed: 'failed', 'could not be checked': 'interrupted', 'not reached': 'open',
} as const;

/** While it is live, what was not reached is still to come. A long statement gives way to what came of it. */
function drawStatements(statements: readonly StatementReport[], signs: Signs, width: number, live?: LiveOutput): Line[] {
	const draw = ({sign, tone}: Signs['steps'][StepStatus], {line, text}: StatementReport, how: string): Line => {
		const start = [span(indent), span(sign, tone), span(` line ${line}  `, 'quiet')];
		const end = [span(how === '' ? '' : `  ${how}`, 'quiet')];
		const room = width - lineWidth(start) - lineWidth(end);
		const first = clean(text.split('\n', 1)[0] ?? '');
		return [...start, span(fit(first, Math.max(1, room))), ...end];
	};

	return statements.map((report, index) => {
		const {verdict, ms, status} = report;
		if (live && (verdict === 'not reached' || index === live.running)) {
			return index === live.running ? draw(signs.steps.running, report, signs.steps.running.word) : draw(signs.steps.open, report, '');
		}

		const how = verdict === 'not reached' ? 'not reached' : `${verdict === 'passed' ? '' : `${verdict}${status === null ? '' : ` (${status})`} ${signs.dot} `}${sayDuration(ms)}`;
		return draw(signs.steps[verdicts[verdict]], report, how);
	});
}

export function drawLive(live: LiveOutput, scene: Scene, {width, count}: Room): Line[] {
	const {signs, now} = scene;
	const {running} = signs.steps;
	return [
		...drawStatements(live.statements, signs, width, live),
		...drawTail(live.tail, count, signs),
		...drawAttempts(live, scene),
		[
			span(indent),
			span(`${running.sign} `, running.tone),
			span(live.stopping ? 'stopping' : 'running', running.tone),
			span(` ${signs.dot} ${sayDuration(now - live.startedAt)} ${signs.dot} ${saySize(live.size)} of output`, 'quiet'),
		],
	];
}

/** `attempt 3 of 10 · 2 passed · next in 8.0 s` */
function drawAttempts({attempts}: LiveOutput, {signs, now}: Scene): Line[] {
	if (!attempts) {
		return [];
	}

	const {number, times, passed, why, nextAt, endsAt} = attempts;
	const facts = [
		`attempt ${number}${times === undefined ? '' : ` of ${times}`}`,
		`${passed} passed`,
		...(nextAt === undefined ? [] : [`next in ${sayDuration(nextAt - now)}`]),
		...(endsAt === undefined ? [] : [`until ${sayMoment(new Date(endsAt).toISOString())}`]),
		...(why === '' ? [] : [clean(why)]),
	];
	return [[span(`${indent}${facts.join(` ${signs.dot} `)}`, 'quiet')]];
}

/** `standing`: how the step stands. What ended well and does not count any more carries no tick. */
export function drawExecution(execution: Execution, scene: Scene, {standing, ...room}: Room & {standing: StepStatus}): Line[] {
	const {finished} = execution;
	const {signs} = scene;
	if (!finished) {
		const mark = execution.interrupted ? signs.steps.interrupted : signs.steps.running;
		return [[span(indent), span(`${mark.sign} `, mark.tone), span(execution.interrupted ? 'interrupted: nobody knows how it ended' : 'running', mark.tone)]];
	}

	const passed = signs.steps[standing === 'stale' || standing === 'open' ? standing : 'passed'];
	const several = finished.statements.length > 1 || !finished.ok ? drawStatements(finished.statements, {...signs, steps: {...signs.steps, passed}}, room.width) : [];
	return [...several, ...drawTail(linesOf(finished.tail), room.count, signs), ...drawVerdict(execution, scene, {...room, passed})];
}

function drawVerdict({finished, commands}: Execution, {signs}: Scene, {width, count, passed = signs.steps.passed}: Room & {passed?: Signs['steps'][StepStatus]}): Line[] {
	if (!finished) {
		return [];
	}

	const mark = finished.ok ? passed : signs.steps.failed;
	const attempts = finished.attempts ? ` ${signs.dot} ${finished.attempts.filter(({ok}) => ok).length} of ${sayCount(finished.attempts.length, 'attempt')} passed` : '';
	const edited = commands.some(command => command.edited) ? ` ${signs.dot} edited before it ran` : '';
	const first: Line = [span(indent), span(`${mark.sign} `, mark.tone), span(`${sayEnding(finished)} ${signs.dot} ${sayDuration(finished.ms)}${attempts}${edited}`), ...drawLeftOut(finished, count, signs)];
	const unmet = finished.expectations.filter(({ok}) => !ok).map(({expression, why}) => `expected ${expression}${why === '' ? '' : `: ${why}`}`);
	// The first unmet expectation is the reason, and says it already.
	const isSaid = unmet.some(text => text.includes(finished.why.replace(/\.$/v, '')) || finished.why.startsWith('Expected '));
	const why = isSaid || finished.ok || finished.why === '' ? [] : [finished.why];
	return [first, ...[...unmet, ...why].flatMap(text => paragraph(text, width, {tone: 'bad', indent: ' '.repeat(6)}))];
}

/** What stands above the verdict is not taken for all there was. */
function drawLeftOut({tail, size, private: isPrivate}: NonNullable<Execution['finished']>, count: number, {dot}: Signs): Line {
	if (isPrivate) {
		return size === 0 ? [] : [span(` ${dot} its output is private; o shows it`, 'quiet')];
	}

	return linesOf(tail).length > count || size > Buffer.byteLength(tail) ? [span(` ${dot} its last lines; o shows all`, 'quiet')] : [];
}

/** Nothing to be compared is no blank. */
function sayWhyNothing({finished}: Execution): Line[] {
	if (finished?.ending === 'terminal') {
		return [
			[span(`${indent}It had the terminal, and what it printed is not kept:`, 'quiet')],
			[span(`${indent}Ctrl-Z shows it, \`fg\` comes back.`, 'quiet')],
		];
	}

	return finished?.size === 0 ? [[span(`${indent}nothing`, 'quiet')]] : [];
}

/** After an action ended well: what it printed beside what the document says it should show. */
export function drawBeside(execution: Execution, expected: readonly string[], scene: Scene, {width, count}: Room): Line[] {
	const {signs} = scene;
	const printed = linesOf(execution.finished?.tail ?? '');
	const should = expected.length > 0 ? expected : ['The document does not say.'];
	const half = Math.floor((width - 3) / 2);
	const left = printed.length > 0 ? drawTail(printed, count, signs) : sayWhyNothing(execution);
	if (width < 70 || left.some(line => lineWidth(line) > half)) {
		return [
			[span('    It printed:', 'quiet')],
			...left,
			[span('    It should show:', 'quiet')],
			...should.flatMap(text => paragraph(text, width, {indent: ' '.repeat(6)})),
			...drawVerdict(execution, scene, {width, count}),
		];
	}

	const right = should.flatMap(text => paragraph(text, half - 1));
	const rows = Math.max(left.length, right.length);
	return [
		[...padLine([span('    It printed:', 'quiet')], half), span(' '), span('It should show:', 'quiet')],
		...Array.from({length: rows}, (_, at): Line => [...padLine(left[at] ?? [], half), span(` ${signs.rule} `, 'quiet'), ...(right[at] ?? [])]),
		...drawVerdict(execution, scene, {width, count}),
	];
}
