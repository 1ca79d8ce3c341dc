/** Questions before the walk, on the screen or as lines. */
import process from 'node:process';
import type {Answers, Question} from '../ui/questions.js';
import {exits, UserError} from './exit.js';
import {openPreferences} from './preferences.js';

type How = {
	readonly plain: boolean;
	/** Called as soon as the first question is asked. */
	readonly onShown?: () => void;
};

export async function askPerson(questions: readonly Question[], {plain, onShown}: How): Promise<Answers> {
	if (questions.length === 0) {
		return {};
	}

	const answers = await (plain ? askByLines(questions, onShown) : askOnScreen(questions, onShown));
	if (answers === 'left') {
		throw new UserError('left before anything was started; nothing was written.', exits.interrupted);
	}

	return answers;
}

async function askOnScreen(questions: readonly Question[], onShown: How['onShown']): Promise<Answers | 'left'> {
	const {askQuestions} = await import('../ui/ask-questions.js');
	const {signs, keyPauseMs} = openPreferences().stored;
	return askQuestions(questions, {plainSigns: signs === 'plain', keyPauseMs, onShown});
}

async function askByLines(questions: readonly Question[], onShown: How['onShown']): Promise<Answers | 'left'> {
	const {openLineTerminal} = await import('../plain/line-terminal.js');
	const terminal = openLineTerminal(process.stdin, process.stdout);
	const answers: Record<string, string> = {};
	onShown?.();
	try {
		for (const question of questions) {
			const answer = await askOne(question, terminal);
			if (answer === undefined) {
				return 'left';
			}

			answers[question.name] = answer;
		}

		return answers;
	} finally {
		terminal.close();
	}
}

type Lines = {readonly question: (prompt: string, how?: 'secret') => Promise<string | undefined>; readonly write: (line: string) => void};

async function askOne(question: Question, {question: ask, write}: Lines): Promise<string | undefined> {
	for (const line of question.about ?? []) {
		write(line);
	}

	const items = question.kind === 'select' ? question.items : [];
	for (const [index, {label}] of items.entries()) {
		write(`  ${index + 1}. ${label}`);
	}

	for (;;) {
		const initial = question.kind === 'text' ? question.initial ?? '' : '';
		const line = await ask(`${question.ask}${initial === '' ? '' : ` [${initial}]`} `, question.kind === 'text' && question.secret ? 'secret' : undefined);
		if (line === undefined) {
			return undefined;
		}

		const text = line.trim() === '' ? initial : line.trim();
		const answer = question.kind === 'select' ? items[Number(text) - 1]?.value : (text !== '' && (question.match?.test(text) ?? true) ? text : undefined);
		if (answer !== undefined) {
			return answer;
		}

		write(question.kind === 'select' ? `Type a number from 1 to ${items.length}.` : question.hint ?? 'That is not of the right form.');
	}
}
