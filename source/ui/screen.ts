/** What the screen itself knows: where the cursor is, what is looked at, what is being typed. Pure. */
import type {WalkView} from '../walk/view.js';
import {
	edit,
	startEditor,
	type Edit,
	type Editor,
} from './editor.js';
import type {LogPlace} from './log.js';
import {
	draftKey,
	initialText,
	type Request,
} from './request.js';

export type View =
	/** What the walk's stage asks for: while walking, the step under the cursor. */
	| {readonly kind: 'walk'}
	/** The step under the cursor, whatever the stage. */
	| {readonly kind: 'step'}
	| {readonly kind: 'gates' | 'keys' | 'left' | 'decision' | 'outputs'}
	| {readonly kind: 'request'; readonly request: Request; readonly editor: Editor; readonly from: View}
	| {readonly kind: 'sign'; readonly step: string}
	| {readonly kind: 'find'; readonly editor: Editor}
	| {readonly kind: 'together'; readonly title: string; readonly steps: readonly string[]; readonly except: ReadonlySet<string>}
	| {readonly kind: 'log'; readonly step: string; readonly output: number; readonly place: LogPlace; readonly search: Editor | undefined; readonly sought: string};

export type Screen = {
	/** Id of the step looked at; empty when the checklist asks nothing. */
	readonly cursor: string;
	readonly view: View;
	/** The row picked in a list or the first line shown of a text; undefined: where the view starts by itself. */
	readonly at: number | undefined;
	/** Texts left unfinished, by `draftKey`. */
	readonly drafts: ReadonlyMap<string, string>;
	readonly lastReason: string;
	/** A sentence of the screen's own. */
	readonly notice: string;
	readonly hasSeenChanges: boolean;
	/** What is shown until an answer is written down: the walk's picture before it, so that no frame has the answer and not yet the next question. */
	readonly held: WalkView | undefined;
};

export type ScreenAction =
	| {readonly type: 'look'; readonly step: string}
	| {readonly type: 'open'; readonly view: View}
	| {readonly type: 'close' | 'see changes' | 'take last reason'}
	| {readonly type: 'move'; readonly at: number}
	| {readonly type: 'ask'; readonly request: Request}
	| {readonly type: 'edit'; readonly edit: Edit}
	| {readonly type: 'notice'; readonly text: string}
	| {readonly type: 'toggle'; readonly step: string}
	| {readonly type: 'go in log'; readonly place: LogPlace; readonly sought?: string}
	| {readonly type: 'search log'; readonly search: Editor | undefined}
	/** The walk took the act that was being asked for. */
	| {readonly type: 'taken'; readonly draft: string; readonly reason: string}
	| {readonly type: 'hold'; readonly held: WalkView | undefined};

const walkView: View = {kind: 'walk'};

/** `hasSeenChanges`: nothing changed while nobody looked. What changes from here on is said when it does. */
export function startScreen(cursor: string, hasSeenChanges = false): Screen {
	return {
		cursor, view: walkView, at: undefined, drafts: new Map(), lastReason: '', notice: '', hasSeenChanges, held: undefined,
	};
}

export function reduceScreen(screen: Screen, action: ScreenAction): Screen {
	switch (action.type) {
		case 'look': {
			return {
				...screen, cursor: action.step, view: {kind: 'step'}, at: undefined, notice: '',
			};
		}

		case 'open': {
			return {
				...screen, view: action.view, at: undefined, notice: '',
			};
		}

		case 'close': {
			return close(screen);
		}

		case 'move': {
			return {...screen, at: action.at, notice: ''};
		}

		case 'ask': {
			return ask(screen, action.request);
		}

		case 'edit': {
			return {
				...screen, view: editView(screen.view, action.edit), at: screen.view.kind === 'find' ? undefined : screen.at, notice: '',
			};
		}

		case 'take last reason': {
			return screen.view.kind === 'request' && screen.lastReason !== ''
				? {...screen, view: {...screen.view, editor: startEditor(screen.lastReason)}}
				: screen;
		}

		case 'notice': {
			return {...screen, notice: action.text};
		}

		case 'toggle': {
			return {...screen, view: toggle(screen.view, action.step)};
		}

		case 'go in log': {
			return screen.view.kind === 'log'
				? {
					...screen, view: {
						...screen.view, place: action.place, search: undefined, sought: action.sought ?? screen.view.sought,
					}, notice: '',
				}
				: screen;
		}

		case 'search log': {
			return screen.view.kind === 'log' ? {...screen, view: {...screen.view, search: action.search}, notice: ''} : screen;
		}

		case 'taken': {
			// All needs of the same act begin alike.
			const act = action.draft.slice(0, action.draft.lastIndexOf('\n') + 1);
			const drafts = new Map([...screen.drafts].filter(([key]) => act === '' || !key.startsWith(act)));
			return {...screen, drafts, lastReason: action.reason === '' ? screen.lastReason : action.reason};
		}

		case 'see changes': {
			return {...screen, hasSeenChanges: true, at: undefined};
		}

		case 'hold': {
			return {...screen, held: action.held};
		}
	}
}

function ask(screen: Screen, request: Request): Screen {
	const from = screen.view.kind === 'request' ? screen.view.from : screen.view;
	const kept = keepDraft(screen);
	const text = isConfirmation(request) ? '' : (kept.get(draftKey(request)) ?? initialText(request));
	return {
		...screen, drafts: kept, view: {
			kind: 'request', request, editor: startEditor(text), from,
		}, notice: '',
	};
}

function isConfirmation({needs}: Request): boolean {
	return needs[0]?.kind === 'tag' || needs[0]?.kind === 'initials';
}

/** Leaving loses nothing: what was typed is there when the same is asked again. A typed confirmation is never kept. */
function keepDraft({view, drafts}: Screen): ReadonlyMap<string, string> {
	return view.kind === 'request' && !isConfirmation(view.request)
		? new Map(drafts).set(draftKey(view.request), view.editor.text)
		: drafts;
}

function close(screen: Screen): Screen {
	const {view} = screen;
	if (view.kind === 'log' && view.search) {
		return {...screen, view: {...view, search: undefined}, notice: ''};
	}

	const next = view.kind === 'request' ? view.from : (view.kind === 'outputs' ? {kind: 'decision'} as const : walkView);
	return {
		...screen, drafts: keepDraft(screen), view: next, at: undefined, notice: '',
	};
}

function editView(view: View, change: Edit): View {
	if (view.kind === 'log') {
		return view.search ? {...view, search: edit(view.search, change)} : view;
	}

	return view.kind === 'request' || view.kind === 'find' ? {...view, editor: edit(view.editor, change)} : view;
}

function toggle(view: View, step: string): View {
	if (view.kind !== 'together') {
		return view;
	}

	const except = new Set(view.except);
	if (!except.delete(step)) {
		except.add(step);
	}

	return {...view, except};
}
