/** A key press, the screen and the walk as they are: what it comes to. Pure. */
import {findNext, stateOf} from '../run/gates.js';
import {listInputs} from '../run/values/input-values.js';
import {findWhyNotOffered} from '../run/offers.js';
import type {WalkView} from '../walk/view.js';
import {startEditor} from './editor.js';
import {
	gateOf,
	liveOf,
	offersOf,
	routeOf,
} from './facts.js';
import {findKey, type Doing, type KeyPlace} from './keys.js';
import type {LogPage} from './log.js';
import {
	sayNotice,
	toScreen,
	type Extent,
	type Outcome,
} from './picture.js';
import type {Screen, View} from './screen.js';
import {moveBy, scrollLog} from './scroll.js';
import {take, toggle} from './take.js';
import {planTogether} from './together.js';
import {findEdit} from './typing.js';
import {takeOffer} from './views/step-choices.js';

export type Press = {
	readonly name: string;
	readonly place: KeyPlace;
	readonly view: WalkView;
	readonly screen: Screen;
	readonly extent: Extent | undefined;
	readonly page: LogPage;
};

export function press(pressed: Press): Outcome | undefined {
	const {name, place} = pressed;
	const found = name === '' ? undefined : findKey(place, name);
	return found ? act(found.does, pressed) : undefined;
}

/** Something typed or pasted where a text is asked for. */
export function type(pressed: Press, input: string, isPasted: boolean): Outcome | undefined {
	const {name, place} = pressed;
	if (place !== 'typing' && place !== 'typing lines' && place !== 'confirming' && place !== 'finding') {
		return undefined;
	}

	const change = findEdit({
		name, input, place, isPasted,
	});
	return change === 'refused'
		? sayNotice('Type it letter by letter: pasted text confirms nothing here.')
		: change && toScreen({type: 'edit', edit: change});
}

const openView = (view: View): Outcome => toScreen({type: 'open', view});

function act(does: Doing, pressed: Press): Outcome | undefined {
	const {view, screen, page} = pressed;
	switch (does) {
		case 'offer': {
			const offer = offersOf(view.plan, view.state, screen.cursor).find(({key}) => key === pressed.name);
			return offer && !liveOf(view, screen.cursor)?.stopping && view.live?.step !== screen.cursor ? takeOffer(offer, screen.cursor) : sayNotice(whyNotOffered(pressed));
		}

		case 'together': {
			const together = planTogether(view, screen.cursor);
			return together ? openView(together) : sayNotice('There are not several steps here that could be confirmed together.');
		}

		case 'correct': {
			return listInputs(view.plan.checklist, view.state).length > 0 ? {to: 'request', subject: {type: 'correct'}} : sayNotice('This run has no inputs that could be corrected.');
		}

		case 'run checks': {
			const planned = view.plan.byId.get(screen.cursor);
			const gate = planned && gateOf(view.plan, planned);
			return gate && {to: 'walk', act: {type: 'run checks', gate: gate.section.id}};
		}

		case 'stop': {
			const live = liveOf(view, screen.cursor) ?? view.live;
			return live ? {to: 'walk', act: {type: 'stop', step: live.step}} : sayNotice(view.background.length > 0 ? 'What runs in the background is stopped from its own step.' : 'Nothing is running.');
		}

		case 'copy': {
			const text = view.plan.byId.get(screen.cursor)?.step.commands.map(command => command.text).join('\n') ?? '';
			return text === '' ? sayNotice('This step has no command to copy.') : {to: 'copy', text};
		}

		case 'next step':
		case 'previous step': {
			return lookBy(does === 'next step' ? 1 : -1, view, screen);
		}

		case 'next open': {
			const next = findNext(routeOf(view.plan).walked, view.state, screen.cursor);
			return next ? toScreen({type: 'look', step: next.step.id}) : sayNotice('No step needs anybody any more.');
		}

		case 'gates':
		case 'left':
		case 'decision':
		case 'keys': {
			return openView({kind: does});
		}

		case 'find': {
			return openView({kind: 'find', editor: startEditor()});
		}

		case 'output': {
			const step = view.live?.step ?? screen.cursor;
			const shown = stateOf(view.state, screen.cursor).executions.length > 0 ? screen.cursor : step;
			const output = stateOf(view.state, shown).executions.at(-1)?.output;
			return output === undefined ? sayNotice('This step has printed nothing yet.') : {to: 'log', step: shown, output};
		}

		case 'up':
		case 'down':
		case 'page up':
		case 'page down':
		case 'start':
		case 'end': {
			return screen.view.kind === 'log' ? scrollLog(does, page) : moveBy(does, pressed.extent);
		}

		case 'take': {
			return take(pressed);
		}

		case 'toggle': {
			return toggle(pressed);
		}

		case 'search': {
			return toScreen({type: 'search log', search: startEditor()});
		}

		case 'search on': {
			return screen.view.kind === 'log' && screen.view.sought !== '' ? {to: 'seek', sought: screen.view.sought, from: (page.lines[0]?.from ?? 0) + 1} : sayNotice('Search first, with /.');
		}

		case 'earlier output':
		case 'later output': {
			return otherOutput(does === 'later output' ? 1 : -1, view, screen.view);
		}

		case 'accept': {
			return screen.view.kind === 'log' ? {to: 'seek', sought: screen.view.search?.text ?? '', from: page.lines[0]?.from ?? 0} : {to: 'accept'};
		}

		case 'last reason': {
			return screen.view.kind === 'request' && screen.view.request.needs[0]?.kind === 'reason' ? toScreen({type: 'take last reason'}) : undefined;
		}

		case 'close': {
			return view.message && screen.view.kind !== 'request' && screen.view.kind !== 'log' ? {to: 'walk', act: {type: 'dismiss message'}} : toScreen({type: 'close'});
		}

		case 'pause': {
			return pauseOrClose(view, screen.view);
		}

		case 'interrupt': {
			return view.live && !view.live.stopping ? {to: 'walk', act: {type: 'stop'}} : leaving(view);
		}

		case 'suspend': {
			return {to: 'suspend'};
		}
	}
}

function whyNotOffered({name, view, screen: {cursor}}: Press): string {
	return liveOf(view, cursor) ? 'It is running; s stops it.' : findWhyNotOffered(view.plan, view.state, cursor, name) ?? `“${name}” is not offered for this step now.`;
}

function leaving(view: WalkView): Outcome {
	return view.stage === 'finished' ? {to: 'leave'} : {to: 'pause', why: 'The operator paused.'};
}

/** `q` pauses from the walk and closes whatever lies over it. */
function pauseOrClose(view: WalkView, shown: View): Outcome {
	const isBase = shown.kind === 'walk' || (shown.kind === 'step' && view.stage === 'walking');
	return isBase ? leaving(view) : toScreen({type: 'close'});
}

function lookBy(by: 1 | -1, {plan}: WalkView, {cursor}: Screen): Outcome | undefined {
	const {steps, places} = routeOf(plan);
	const next = steps[(places.get(cursor) ?? 0) + by];
	return next ? toScreen({type: 'look', step: next.step.id}) : sayNotice(by === 1 ? 'This is the last step.' : 'This is the first step.');
}

function otherOutput(by: 1 | -1, view: WalkView, shown: View): Outcome | undefined {
	if (shown.kind !== 'log') {
		return undefined;
	}

	const {executions} = stateOf(view.state, shown.step);
	const other = executions[executions.findIndex(({output}) => output === shown.output) + by];
	return other ? {to: 'log', step: shown.step, output: other.output} : sayNotice(by === 1 ? 'This is the last run.' : 'This is the first run.');
}
