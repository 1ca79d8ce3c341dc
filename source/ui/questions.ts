/** The questions before a walk, as a pure reducer: which one is asked, what is typed, what was answered. */
import {
	edit,
	startEditor,
	type Edit,
	type Editor,
} from './editor.js';

export type Question = {
	readonly name: string;
	readonly ask: string;
	/** Lines shown above. */
	readonly about?: readonly string[];
} & (
	| {readonly kind: 'select'; readonly items: ReadonlyArray<{readonly label: string; readonly value: string}>}
	| {readonly kind: 'text'; readonly initial?: string; readonly match?: RegExp; readonly hint?: string; readonly secret?: boolean}
);

/** By the questions' names. */
export type Answers = Readonly<Record<string, string>>;

export type Asked = {
	readonly questions: readonly Question[];
	readonly at: number;
	readonly editor: Editor;
	readonly answers: Answers;
	readonly notice: string;
};

export type AskAction =
	| {readonly type: 'edit'; readonly edit: Edit}
	| {readonly type: 'choose'; readonly value: string}
	| {readonly type: 'accept' | 'back'};

export function startAsking(questions: readonly Question[]): Asked {
	return {
		questions, at: 0, editor: editorFor(questions[0], {}), answers: {}, notice: '',
	};
}

export function isAnswered({questions, at}: Asked): boolean {
	return at >= questions.length;
}

export function reduceAsked(asked: Asked, action: AskAction): Asked {
	const question = asked.questions[asked.at];
	if (!question) {
		return asked;
	}

	switch (action.type) {
		case 'edit': {
			return {...asked, editor: edit(asked.editor, action.edit), notice: ''};
		}

		case 'choose': {
			return question.kind === 'select' ? answer(asked, question, action.value) : asked;
		}

		case 'accept': {
			return question.kind === 'text' ? accept(asked, question) : asked;
		}

		case 'back': {
			return asked.at === 0 ? asked : go(asked, asked.at - 1, keep(asked, question));
		}
	}
}

function accept(asked: Asked, question: Extract<Question, {kind: 'text'}>): Asked {
	const text = asked.editor.text.trim();
	if (text === '') {
		return {...asked, notice: 'Nothing was entered.'};
	}

	return question.match && !question.match.test(text)
		? {...asked, notice: question.hint ?? `It has to match ${question.match.source}`}
		: answer(asked, question, text);
}

function answer(asked: Asked, {name}: Question, value: string): Asked {
	return go(asked, asked.at + 1, {...asked.answers, [name]: value});
}

/** Going back loses nothing that was typed. */
function keep({answers, editor}: Asked, question: Question): Answers {
	return question.kind === 'text' ? {...answers, [question.name]: editor.text} : answers;
}

function go(asked: Asked, at: number, answers: Answers): Asked {
	return {
		...asked, at, answers, editor: editorFor(asked.questions[at], answers), notice: '',
	};
}

function editorFor(question: Question | undefined, answers: Answers): Editor {
	return startEditor(question?.kind === 'text' ? (answers[question.name] ?? question.initial ?? '') : '');
}
