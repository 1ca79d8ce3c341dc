/** The output of a step, full screen. */
import {stateOf} from '../../run/gates.js';
import {
	clean,
	fitLine,
	span,
	windowOf,
	type Line,
} from '../lines.js';
import type {Scene, Sight} from '../picture.js';
import type {View} from '../screen.js';
import {sayDuration, saySize} from '../words.js';
import {drawEditor} from './editor.js';
import {outputSpan} from './result.js';

export function seeLog(scene: Scene, {step, output, search, sought, place}: Extract<View, {kind: 'log'}>): Sight {
	const {page, view: {plan, state, live}, columns} = scene;
	const title = plan.byId.get(step)?.step.title ?? '';
	const {executions} = stateOf(state, step);
	const at = executions.findIndex(execution => execution.output === output);
	const execution = executions[at];
	const isLive = live?.step === step && !execution?.finished;
	const ended = execution?.finished ? `${execution.finished.ok ? 'exit 0' : clean(execution.finished.why)} · ${sayDuration(execution.finished.ms)}` : (isLive ? 'running' : 'interrupted');
	const share = page.size === 0 ? 100 : Math.round(page.to / page.size * 100);
	const facts: Line = [
		span(` ${clean(title)}`, 'strong'),
		span(`  run ${at + 1} of ${executions.length} · ${ended} · ${saySize(page.size)} · ${share} %`, 'quiet'),
		span(isLive && place === 'end' ? ' · following' : '', 'quiet'),
	];
	const typed = search && drawEditor(search, {width: columns, height: 1, prompt: ' Search: '});
	return {
		place: search ? 'typing' : 'log',
		asking: {
			lines: typed ? [...typed.lines] : [fitLine(facts, columns)], choices: [], about: 'log', caret: typed?.caret,
		},
		hints: search
			? [['Enter', 'search'], ['Esc', 'back']]
			: [
				['Esc', 'back'],
				['/', 'search'],
				...(sought === '' ? [] : [['n', `next “${clean(sought)}”`] as const]),
				...(executions.length > 1 ? [['← →', 'other runs'] as const] : []),
				['End', 'follow'],
				...(isLive ? [['s', 'stop'] as const] : []),
			],
		body({height}) {
			const top = place === 'end' ? Math.max(0, page.lines.length - height) : 0;
			const seen = page.lines.slice(top, top + height).map(({text}): Line => [span(sought !== '' && text.includes(sought) ? scene.signs.pointer : ' ', 'current'), outputSpan(text)]);
			return {lines: windowOf(seen, 0, height), extent: undefined};
		},
	};
}
