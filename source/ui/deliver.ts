/** Hands an act to the walk, and goes where it leads. */
import {findNext, isSettled, stateOf} from '../run/gates.js';
import {isInBackground} from '../run/standing.js';
import type {Walk, WalkAct} from '../walk/view.js';
import {gateOf, routeOf} from './facts.js';
import type {ScreenStore} from './store.js';

type Setting = {readonly walk: Walk; readonly store: ScreenStore};

/** `draft`: the name of the text that need not be kept once the act was taken. */
export async function deliver({act, draft, walk, store}: Setting & {act: WalkAct; draft: string}): Promise<void> {
	const {cursor} = store.get();
	if (act.type === 'run checks') {
		store.dispatch({type: 'follow', isFollowing: true});
	}

	const isTaken = await walk.act(act);
	if (act.type === 'run checks') {
		store.dispatch({type: 'follow', isFollowing: false});
	}

	if (!isTaken) {
		return;
	}

	if (draft !== '' || 'reason' in act) {
		store.dispatch({type: 'taken', draft, reason: 'reason' in act ? act.reason : ''});
	}

	goOn(act, cursor, {walk, store});
}

/** Where the cursor goes once an act was taken. Whoever has gone elsewhere meanwhile stays there. */
function goOn(act: WalkAct, cursor: string, {walk, store}: Setting): void {
	const {plan, state} = walk.getView();
	const screen = store.get();
	const isThere = screen.cursor === cursor && ['walk', 'step', 'together', 'sign'].includes(screen.view.kind);
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
			if (['walk', 'step'].includes(screen.view.kind)) {
				look((findNext(inside, state) ?? findNext(walked, state, screen.cursor) ?? planned)?.step.id);
			}

			return;
		}

		case 'decide':
		case 'take back':
		case 'finish':
		case 'consent': {
			store.dispatch({type: 'open', view: {kind: 'walk'}});
			break;
		}

		case 'start waiting':
		case 'witness':
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
