/** The output of a step, full screen. */
import {sayEnding} from '../../run/ending.js';
import {stateOf} from '../../run/gates.js';
import {
	clean,
	cutTo,
	fitLine,
	span,
	windowOf,
	type Line,
} from '../lines.js';
import type {Scene, Sight} from '../picture.js';
import type {View} from '../screen.js';
import {wrapOutput} from '../scroll.js';
import {sayDuration, saySize} from '../words.js';
import {drawEditor} from './editor.js';

export function seeLog(scene: Scene, {step, output, search, sought, place}: Extract<View, {kind: 'log'}>): Sight {
	const {page, view: {plan, state, live}, columns} = scene;
	const title = plan.byId.get(step)?.step.title ?? '';
	const {executions} = stateOf(state, step);
	const at = executions.findIndex(execution => execution.output === output);
	const execution = executions[at];
	const isLive = live?.step === step && !execution?.finished;
	const ended = execution?.finished ? `${execution.finished.ok ? sayEnding(execution.finished) : clean(execution.finished.why)} · ${sayDuration(execution.finished.ms)}` : (isLive ? 'running' : 'interrupted');
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
			if (execution?.finished?.size === 0) {
				return {lines: windowOf([[span(' Nothing was printed.', 'quiet')]], 0, height), extent: undefined};
			}

			const seen = page.lines.flatMap(({text}) => wrapOutput(text, columns).map((piece, index): Line => [
				span(index === 0 && sought !== '' && text.includes(sought) ? scene.signs.pointer : ' ', 'current'), {text: piece, coloured: true},
			]));
			return {lines: windowOf(place === 'end' ? seen.slice(-height) : cutTo(seen, height, columns), 0, height), extent: undefined};
		},
	};
}
