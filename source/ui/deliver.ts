/** Hands an act to the walk, and goes where it leads. */
import {findNext, isSettled, stateOf} from '../run/gates.js';
import {isInBackground} from '../run/standing.js';
import type {Walk, WalkAct} from '../walk/view.js';
import {gateOf, routeOf} from './facts.js';
import type {Screen, View} from './screen.js';
import type {ScreenStore} from './store.js';

type Setting = {readonly walk: Walk; readonly store: ScreenStore};

/** `draft`: the name of the text that need not be kept once the act was taken. */
export async function deliver({act, draft, walk, store}: Setting & {act: WalkAct; draft: string}): Promise<void> {
	const before = store.get();
	const following = act.type === 'run' || act.type === 'run checks' ? follow(act.type === 'run' ? before.cursor : undefined, {walk, store}) : undefined;
	let isTaken = false;
	const isHeld = act.type === 'sign' || atOnce.has(act.type);
	if (isHeld) {
		// A signature takes a moment, in which it is not offered once more, and what became of the one before is no news.
		store.dispatch({type: 'hold', held: {...walk.getView(), ...(act.type === 'sign' && {busy: 'Signing…', message: undefined})}});
	}

	try {
		isTaken = await walk.act(act);
	} finally {
		// What follows is one frame with it: a key that met one between an answer and the next question would be taken for the wrong one.
		if (isHeld) {
			store.dispatch({type: 'hold', held: undefined});
		}

		following?.stop();
	}

	if (!isTaken) {
		return;
	}

	if (draft !== '' || 'reason' in act) {
		store.dispatch({type: 'taken', draft, reason: 'reason' in act ? act.reason : ''});
	}

	goOn(act, {cursor: following?.at() ?? before.cursor, view: before.view}, {walk, store});
}

/** Checks run one after the other, also behind one that passed: the cursor goes along, unless somebody looks elsewhere. */
function follow(from: string | undefined, {walk, store}: Setting) {
	let at = from;
	const stop = walk.subscribe(() => {
		const step = walk.getView().live?.step;
		if (step === undefined || step === at) {
			return;
		}

		const {cursor, view} = store.get();
		if ((at === undefined || at === cursor) && ofSteps.includes(view.kind)) {
			store.dispatch({type: 'look', step});
		}

		at = step;
	});
	return {stop, at: () => at};
}

/** While walking, both of these show the step under the cursor. */
const ofSteps: ReadonlyArray<View['kind']> = ['walk', 'step'];

/** These are done as soon as they are written down. */
const atOnce: ReadonlySet<WalkAct['type']> = new Set(['confirm', 'fail', 'set aside', 'waive', 'later', 'enter', 'condition']);

/** Where the cursor goes once an act was taken. Whoever has gone elsewhere meanwhile stays there. */
function goOn(act: WalkAct, {cursor, view}: Pick<Screen, 'cursor' | 'view'>, {walk, store}: Setting): void {
	const {plan, state} = walk.getView();
	const screen = store.get();
	const places: ReadonlyArray<ReadonlyArray<View['kind']>> = [ofSteps, ['together'], ['sign']];
	const isThere = screen.cursor === cursor && places.some(kinds => kinds.includes(view.kind) && kinds.includes(screen.view.kind));
	const look = (step: string | undefined) => {
		store.dispatch(step === undefined ? {type: 'open', view: {kind: 'walk'}} : {type: 'look', step});
	};

	const {walked} = routeOf(plan);
	const next = () => (findNext(walked, state, cursor) ?? plan.byId.get(cursor))?.step.id;
	switch (act.type) {
		case 'confirm':
		case 'fail':
		case 'set aside':
		case 'waive':
		case 'later':
		case 'enter':
		case 'sign': {
			if (isThere) {
				look(next());
			}

			return;
		}

		case 'condition':
		case 'record':
		case 'run': {
			const now = stateOf(state, cursor);
			if (isThere && (isSettled(now.status) || (now.status === 'running' && isInBackground(now)))) {
				look(next());
			}

			return;
		}

		case 'run checks': {
			const planned = plan.byId.get(screen.cursor);
			const gate = planned && gateOf(plan, planned);
			const inside = (gate?.steps ?? []).flatMap(index => plan.steps[index] ?? []);
			if (ofSteps.includes(screen.view.kind)) {
				look((findNext(inside, state) ?? findNext(walked, state, screen.cursor) ?? planned)?.step.id);
			}

			return;
		}

		case 'take back': {
			store.dispatch({type: 'open', view: {kind: 'walk'}});
			store.dispatch({type: 'notice', text: 'The decision is taken back: nothing is decided, and what was sealed counts no more.'});
			break;
		}

		case 'decide':
		case 'finish':
		case 'consent': {
			store.dispatch({type: 'open', view: {kind: 'walk'}});
			break;
		}

		case 'start waiting':
		case 'witness':
		case 'correct':
		case 'reopen':
		case 'note':
		case 'stop':
		case 'withdraw':
		case 'leave out':
		case 'push':
		case 'dismiss message':
		case 'pause': {
			break;
		}
	}
}
