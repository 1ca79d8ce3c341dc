/** Does what a key or a choice came to: changes the screen, or hands an act to the walk and goes where it leads. */
import type {Walk, WalkAct} from '../walk/view.js';
import {deliver} from './deliver.js';
import {findInLog} from './log.js';
import type {Subject} from './needs.js';
import type {Outcome} from './picture.js';
import {advance, draftKey, startRequest} from './request.js';
import type {ScreenStore} from './store.js';

/** How the screen was left. */
export type Leaving = 'paused' | 'finished';

type Terminal = {
	/** The sentence that says what became of it. */
	readonly copy: (text: string) => Promise<string>;
	readonly suspend: () => Promise<void>;
	readonly leave: (how: Leaving) => void;
};

export type Perform = (outcome: Outcome) => Promise<void>;

type Setting = {readonly walk: Walk; readonly store: ScreenStore; readonly terminal: Terminal};

export function createPerform({walk, store, terminal}: Setting): Perform {
	/** Acts under way: a key held down does nothing twice. */
	const underWay = new Set<string>();
	let wasPauseRefused = false;
	const notice = (text: string) => {
		store.dispatch({type: 'notice', text});
	};

	const hand = async (act: WalkAct, draft = '') => {
		const name = `${act.type} ${'step' in act ? act.step : ''}`;
		if (underWay.has(name)) {
			return;
		}

		underWay.add(name);
		try {
			await deliver({
				act, draft, walk, store,
			});
		} catch (error) {
			notice(error instanceof Error ? error.message : String(error));
		} finally {
			underWay.delete(name);
		}
	};

	const pause = async (why: string) => {
		const isTaken = wasPauseRefused || await walk.act({type: 'pause', why});
		wasPauseRefused = true;
		// Whoever has taken over goes on: there is nothing to pause.
		if (isTaken || walk.getView().successor !== undefined) {
			terminal.leave('paused');
		} else {
			notice('The pause could not be written down. Once more leaves all the same; nothing that was acknowledged is lost.');
		}
	};

	const begin = async (subject: Subject) => {
		const request = startRequest(subject, walk.getView());
		if (request.needs.length > 0) {
			store.dispatch({type: 'ask', request});
			return;
		}

		const step = advance(request, '', walk.getView());
		return 'act' in step ? hand(step.act) : undefined;
	};

	const accept = async () => {
		const {view} = store.get();
		if (view.kind !== 'request') {
			return;
		}

		const step = advance(view.request, view.editor.text, walk.getView());
		if ('refusal' in step) {
			notice(step.refusal);
		} else if ('request' in step) {
			store.dispatch({type: 'ask', request: step.request});
		} else {
			const draft = draftKey(view.request);
			store.dispatch({type: 'close'});
			await hand(step.act, draft);
		}
	};

	return async outcome => {
		switch (outcome.to) {
			case 'screen': {
				store.dispatch(outcome.action);
				return;
			}

			case 'walk': {
				return hand(outcome.act);
			}

			case 'request': {
				return begin(outcome.subject);
			}

			case 'accept': {
				return accept();
			}

			case 'log': {
				store.dispatch({
					type: 'open', view: {
						kind: 'log', step: outcome.step, output: outcome.output, place: 'end', search: undefined, sought: '',
					},
				});
				return;
			}

			case 'seek': {
				return seek(outcome, {walk, store, notice});
			}

			case 'copy': {
				notice(await terminal.copy(outcome.text));
				return;
			}

			case 'suspend': {
				return terminal.suspend();
			}

			case 'pause': {
				return pause(outcome.why);
			}

			case 'leave': {
				terminal.leave('finished');
				break;
			}

			case 'choose': {
				// Only the questions before the walk have these.
				break;
			}
		}
	};
}

async function seek({sought, from}: {sought: string; from: number}, {walk, store, notice}: Pick<Setting, 'walk' | 'store'> & {notice: (text: string) => void}): Promise<void> {
	const {view} = store.get();
	const found = view.kind === 'log' ? await findInLog(walk.logPath(view.output), sought, from) : undefined;
	if (found !== undefined) {
		store.dispatch({type: 'go in log', place: {from: found, back: 0}, sought});
		return;
	}

	store.dispatch({type: 'search log', search: undefined});
	if (sought !== '') {
		notice(`“${sought}” does not occur in this output.`);
	}
}
