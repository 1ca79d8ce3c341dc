/** Makes one frame: header, body, question and key line, in exactly as many rows as the terminal has. */
import {
	fitLine,
	span,
	windowOf,
	type Line,
} from './lines.js';
import type {
	Asking,
	Picture,
	Scene,
	Sight,
} from './picture.js';
import type {View} from './screen.js';
import {seeChanges} from './views/changes.js';
import {seeConsent} from './views/consent.js';
import {seeDecision, seeOutputs} from './views/decision.js';
import {seeFind} from './views/find.js';
import {seeFinishing} from './views/finishing.js';
import {seeGates} from './views/gates.js';
import {drawHeader, drawMessages, drawProgress} from './views/header.js';
import {seeKeys} from './views/keys-help.js';
import {seeLeft} from './views/left.js';
import {seeLog} from './views/log.js';
import {seeRequest} from './views/request.js';
import {drawFolded, drawSide} from './views/side.js';
import {seeSign} from './views/sign.js';
import {seeStep} from './views/step.js';
import {seeTogether} from './views/together.js';

const wide = 100;
const smallest = {columns: 60, rows: 16};

export function drawScreen(scene: Omit<Scene, 'width'>): Picture {
	const {columns, rows} = scene;
	const isSmall = columns < smallest.columns || rows < smallest.rows;
	const showsSteps = isAboutStep({...scene, width: columns});
	const sideWidth = showsSteps && columns >= wide ? Math.min(44, Math.floor(columns * 0.3)) : 0;
	const width = sideWidth === 0 ? columns : columns - sideWidth - 3;
	const whole = {...scene, width};
	const sight = see(whole, scene.screen.view);
	const messages = drawMessages(whole);
	const top = isSmall ? (rows < 6 ? [] : [tooSmall(columns)]) : [drawHeader(whole), drawProgress(whole), ...(showsSteps && sideWidth === 0 ? [drawFolded(whole)] : [])];
	const room = Math.max(1, rows - top.length - 1);
	const asking: Asking = placeQuestion([...messages, ...sight.asking.lines], sight.asking, {messages: messages.length, room, isSmall});
	const mostChoices = isSmall ? room - asking.lines.length : Math.min(8, Math.floor(rows / 3), room - asking.lines.length - 4);
	const shownChoices = Math.min(asking.choices.length, Math.max(1, mostChoices));
	const height = Math.max(0, room - asking.lines.length - shownChoices);
	const body = sight.body({width, height});
	return {
		place: sight.place,
		top: top.map(line => fitLine(line, columns)),
		side: sideWidth === 0 ? undefined : drawSide(whole, sideWidth, room),
		sideWidth,
		body: windowOf(body.lines, 0, height).map(line => fitLine(line, width)),
		asking: {...asking, lines: asking.lines.map(line => fitLine(line, width))},
		shownChoices,
		foot: fitLine(drawFoot(sight.hints, columns, asking.choices.length > shownChoices), columns),
		extent: body.extent,
	};
}

/** Rows of a log that fit: header, progress, the line about it and the key line take the others. */
export function logRows(rows: number): number {
	return Math.max(1, rows - 4);
}

/** The question keeps its rows; messages give way first. */
function placeQuestion(lines: readonly Line[], asking: Asking, {messages, room, isSmall}: {messages: number; room: number; isSmall: boolean}): Asking {
	const most = Math.max(1, room - (isSmall ? Math.min(3, asking.choices.length) : 2));
	const cut = Math.min(messages, Math.max(0, lines.length - most));
	return {
		...asking,
		lines: lines.slice(cut, cut + most),
		caret: asking.caret && {row: Math.min(most - 1, asking.caret.row + messages - cut), column: asking.caret.column},
	};
}

function tooSmall(columns: number): Line {
	return fitLine([span(' Under 60×16: a larger window shows more.', 'warn')], columns);
}

function isAboutStep(scene: Scene): boolean {
	const {screen: {view}} = scene;
	const under = view.kind === 'request' ? view.from : view;
	return under.kind === 'step' || (under.kind === 'walk' && scene.view.stage === 'walking' && !showsChanges(scene));
}

function showsChanges({view, screen}: Scene): boolean {
	return view.changes.length > 0 && !screen.hasSeenChanges;
}

function see(scene: Scene, view: View): Sight {
	switch (view.kind) {
		case 'walk': {
			return seeStage(scene);
		}

		case 'step': {
			return seeStep(scene);
		}

		case 'request': {
			return seeRequest(scene, view, see(scene, view.from));
		}

		case 'gates': {
			return seeGates(scene);
		}

		case 'keys': {
			return seeKeys(scene);
		}

		case 'left': {
			return seeLeft(scene);
		}

		case 'decision': {
			return seeDecision(scene);
		}

		case 'outputs': {
			return seeOutputs(scene);
		}

		case 'sign': {
			return seeSign(scene, view.step);
		}

		case 'find': {
			return seeFind(scene, view.editor);
		}

		case 'together': {
			return seeTogether(scene, view);
		}

		case 'log': {
			return seeLog(scene, view);
		}
	}
}

function seeStage(scene: Scene): Sight {
	switch (scene.view.stage) {
		case 'consent': {
			return seeConsent(scene);
		}

		case 'walking': {
			return showsChanges(scene) ? seeChanges(scene) : seeStep(scene);
		}

		case 'finishing': {
			return showsChanges(scene) ? seeChanges(scene) : seeFinishing(scene);
		}

		case 'finished': {
			return seeFinishing(scene);
		}
	}
}

/** `r run · o output · …`, as many as fit, in the order of how much they are wanted; the last two always. */
function drawFoot(hints: Sight['hints'], columns: number, hasMoreChoices: boolean): Line {
	const all = hasMoreChoices ? [['↑↓', 'more choices'] as const, ...hints] : hints;
	const width = (some: Sight['hints']) => some.reduce((sum, [key, words]) => sum + key.length + words.length + 4, 0);
	let kept = all;
	while (kept.length > 1 && width(kept) > columns) {
		const drop = Math.max(0, kept.length - 3);
		kept = kept.filter((_, index) => index !== drop);
	}

	return kept.flatMap(([key, words], index): Line => [span(index === 0 ? ' ' : ' · ', 'quiet'), span(key, 'current'), span(` ${words}`, 'quiet')]);
}
