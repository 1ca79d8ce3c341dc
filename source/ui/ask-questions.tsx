/** The screen before the walk: which run, which checklist, which tag, the inputs. */
import process from 'node:process';
import {
	useEffect,
	useEffectEvent,
	useState,
	useSyncExternalStore,
	type ReactNode,
} from 'react';
import {
	render,
	useInput,
	usePaste,
	useWindowSize,
} from 'ink';
import {onTerminalGone} from '../walk/ending.js';
import {openStore} from '../walk/store.js';
import {graphemesOf} from './columns.js';
import {Keyboard} from './keyboard.js';
import {nameKey} from './keys.js';
import {
	fitLine,
	paragraph,
	span,
	windowOf,
	type Line,
} from './lines.js';
import type {Picture} from './picture.js';
import {PictureView} from './picture-view.js';
import {
	isAnswered,
	reduceAsked,
	startAsking,
	type Answers,
	type AskAction,
	type Asked,
	type Question,
} from './questions.js';
import {enterScreen} from './line-ends.js';
import {screenOptions} from './screen-options.js';
import {chooseSigns, needsPlainSigns, type Signs} from './signs.js';
import {useTerminal} from './terminal.js';
import {findEdit} from './typing.js';
import {drawEditor} from './views/editor.js';

type Show = {
	readonly plainSigns: boolean;
	readonly keyPauseMs: number;
	/** Called as soon as the first question stands. */
	readonly onShown?: (() => void) | undefined;
};

/** Asks one question after the other. `left`: the person went away instead. Needs a terminal on stdin and stdout. */
export async function askQuestions(questions: readonly Question[], {plainSigns, keyPauseMs, onShown}: Show): Promise<Answers | 'left'> {
	if (questions.length === 0) {
		return {};
	}

	const keyboard = new Keyboard(process.stdin, {pauseMs: keyPauseMs});
	let result: Answers | 'left' = 'left';
	const leaveScreen = enterScreen();
	const instance = render(<QuestionsScreen questions={questions} keyboard={keyboard} signs={chooseSigns(plainSigns || needsPlainSigns(process.env))} onDone={done}/>, screenOptions(keyboard));
	onShown?.();

	function done(answers: Answers | 'left') {
		result = answers;
		instance.unmount();
	}

	const stopWatching = onTerminalGone(() => {
		done('left');
	});
	try {
		await instance.waitUntilExit();
	} finally {
		leaveScreen();
		stopWatching();
	}

	return result;
}

type Props = {
	readonly questions: readonly Question[];
	readonly keyboard: Pick<Keyboard, 'isRepeated' | 'rest' | 'wake'> | undefined;
	readonly signs: Signs;
	readonly onDone: (answers: Answers | 'left') => void;
};

export function QuestionsScreen({questions, keyboard, signs, onDone}: Props): ReactNode {
	const [store] = useState(() => createAsked(questions));
	const asked = useSyncExternalStore(store.subscribe, store.get);
	const {columns, rows} = useWindowSize();
	const {terminal, isLent} = useTerminal(keyboard);
	const finish = useEffectEvent((answers: Answers) => {
		onDone(answers);
	});
	useEffect(() => {
		if (isAnswered(asked)) {
			finish(asked.answers);
		}
	}, [asked]);

	/** Held down, a key answers one question. */
	const answer = (action: AskAction) => {
		if (keyboard?.isRepeated !== true) {
			store.dispatch(action);
		}
	};

	const insert = (name: string, input: string, isPasted: boolean) => {
		const change = findEdit({
			name, input, place: 'typing', isPasted,
		});
		if (typeof change === 'object') {
			store.dispatch({type: 'edit', edit: change});
		}
	};

	useInput((input, key) => {
		const name = nameKey(input, key);
		const current = store.get().questions[store.get().at];
		if (name === 'ctrl+c' || (name === 'q' && current?.kind === 'select')) {
			onDone('left');
		} else if (name === 'ctrl+z') {
			void terminal.suspend();
		} else if (name === 'escape') {
			store.dispatch({type: 'back'});
		} else if (name === 'enter' && current?.kind === 'text') {
			answer({type: 'accept'});
		} else {
			insert(name, input, false);
		}
	}, {isActive: !isLent});
	usePaste(text => {
		insert('', text, true);
	}, {isActive: !isLent});

	return (
		<PictureView
			isActive={!isLent}
			picture={drawQuestion(asked, {columns, rows, signs})}
			columns={columns}
			rows={rows}
			signs={signs}
			onChoose={outcome => {
				if (outcome.to === 'choose') {
					answer({type: 'choose', value: outcome.value});
				}
			}}
		/>
	);
}

function createAsked(questions: readonly Question[]) {
	const {get, put, subscribe} = openStore(startAsking(questions));
	return {
		get,
		subscribe,
		dispatch(action: AskAction) {
			put(reduceAsked(get(), action));
		},
	};
}

function drawQuestion({questions, at, editor, notice}: Asked, {columns, rows, signs}: {columns: number; rows: number; signs: Signs}): Picture {
	const question = questions[Math.min(at, questions.length - 1)];
	const isText = question?.kind === 'text';
	const shownText = isText && question.secret ? {text: '*'.repeat(graphemesOf(editor.text).length), at: graphemesOf(editor.text.slice(0, editor.at)).length} : editor;
	const typed = isText ? drawEditor(shownText, {width: columns, height: 1, prompt: ` ${signs.pointer} `}) : undefined;
	const question_ = paragraph(question?.ask ?? '', columns - 1, {indent: ' '});
	const said = notice === '' ? [] : paragraph(notice, columns - 1, {indent: ` ${signs.steps.interrupted.sign} `, tone: 'warn'});
	const lines: readonly Line[] = [...said, ...question_, ...(typed?.lines ?? [])];
	const choices = question?.kind === 'select'
		? question.items.map(({label, value}) => ({
			key: value, label, hint: '', value: {to: 'choose', value} as const,
		}))
		: [];
	const top: Line[] = [fitLine([span(' holdpoint', 'current'), span(questions.length > 1 ? `  ${at + 1} of ${questions.length}` : '', 'quiet')], columns)];
	const shownChoices = Math.min(choices.length, Math.max(1, rows - top.length - lines.length - 2));
	const height = Math.max(0, rows - top.length - lines.length - shownChoices - 1);
	const about = (question?.about ?? []).flatMap(text => paragraph(text, columns - 2, {indent: ' '}));
	return {
		place: 'reading',
		top,
		side: undefined,
		sideWidth: 0,
		body: windowOf([[], ...about], 0, height),
		asking: {
			lines: lines.map(line => fitLine(line, columns)), choices, about: question?.name ?? '', caret: typed && {row: said.length + question_.length, column: typed.caret.column},
		},
		shownChoices,
		foot: fitLine([span(isText ? ' Enter accept' : ' Enter take it', 'quiet'), span(at > 0 ? ' · Esc back' : '', 'quiet'), span(isText ? ' · Ctrl-C leave' : ' · q leave', 'quiet')], columns),
		extent: undefined,
	};
}
