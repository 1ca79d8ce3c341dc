/** An act on its way: its needs are answered one after the other until it can be handed to the walk. */
import {readWays} from '../checklist/command-ways.js';
import {confirmationText} from '../run/confirmation.js';
import {initialsOf} from '../run/witness.js';
import type {WalkAct, WalkView} from '../walk/view.js';
import {finish, type Given} from './finish-request.js';
import {needsOf, type Need, type Subject} from './needs.js';

export type Request = {
	readonly subject: Subject;
	readonly needs: readonly Need[];
	/** What was given so far, by `needKey`. */
	readonly given: Given;
};

function needKey({kind, about}: Pick<Need, 'kind' | 'about'>): string {
	return about === '' ? kind : `${kind} ${about}`;
}

/** Under which name an unfinished text is kept. */
export function draftKey({subject, needs}: Request): string {
	const about = 'step' in subject ? subject.step : ('steps' in subject ? subject.steps.join(' ') : '');
	const act = subject.type === 'offer' ? `${subject.act} ${subject.answer ?? ''}` : ('decision' in subject ? subject.decision : '');
	return [subject.type, act, about, needs[0] ? needKey(needs[0]) : ''].join('\n');
}

export function startRequest(subject: Subject, view: WalkView): Request {
	return {subject, needs: needsOf(subject, view), given: {}};
}

/** With what an answer begins: for a command its text with the placeholders filled in. */
export function initialText({needs, given}: Request): string {
	const first = needs[0];
	if (first?.kind !== 'command') {
		return first?.initial ?? '';
	}

	let text = first.initial;
	for (const [key, value] of Object.entries(given)) {
		text = key.startsWith('placeholder ') ? text.replaceAll(key.slice('placeholder '.length), () => value) : text;
	}

	return text;
}

export type Advance = {readonly refusal: string} | {readonly request: Request} | {readonly act: WalkAct};

/** Takes the answer to the first need. */
export function advance(request: Request, text: string, view: WalkView): Advance {
	const [first, ...needs] = request.needs;
	if (!first) {
		return {act: finish(request, view)};
	}

	if (first.kind === 'tag' && text.trim() !== confirmationText(view.state)) {
		return {refusal: text === '' ? 'Enter alone confirms nothing here.' : `That is not ${confirmationText(view.state)}; nothing was done.`};
	}

	const {witness} = view.state;
	if (witness && first.kind === 'initials' && text.trim().toLocaleUpperCase('en') !== initialsOf(witness)) {
		return {refusal: text === '' ? 'Enter alone agrees to nothing.' : `Those are not the initials of ${witness.name}; nothing was done.`};
	}

	const ways = first.kind === 'ways' ? readWays(text) : undefined;
	if (typeof ways === 'string') {
		return {refusal: ways};
	}

	if (first.empty !== undefined && text.trim() === '') {
		return {refusal: first.empty};
	}

	const next = {...request, needs, given: {...request.given, [needKey(first)]: first.kind === 'command' ? text : text.trim()}};
	return needs.length === 0 ? {act: finish(next, view)} : {request: next};
}
