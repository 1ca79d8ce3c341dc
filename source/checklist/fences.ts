/** Blocks of code: what they run, in which way, and what may be wrong with them. */
import type {Code} from 'mdast';
import {addAll} from './add-all.js';
import type {Command} from './command.js';
import type {Range} from './model.js';
import {commandText, withoutComments} from './fences/command-text.js';
import {isIrreversible} from './fences/irreversible.js';
import {report, type Reading} from './draft.js';
import {readFenceWords} from './fences/words.js';
import {isPlain, isRunnable, isShell} from './fences/languages.js';
import {rangeOf} from './markdown.js';
import {bracedIn} from './names-in-text.js';
import {placeholdersIn} from './fences/placeholders.js';
import {isShellSample} from './fences/samples.js';
import {
	indentBefore,
	lineEndBehind,
	linesWithin,
	positionAt,
	sliceOf,
	type Source,
} from './source.js';

/** What a fence is: a command, a list in a shell's clothes, a form or sample without a language, or the content of a file. */
export type FenceKind = 'command' | 'shell list' | 'plain' | 'content';

const listLine = /^[\t >]*- \[[ x]\]\s/iv;

/** Somebody who writes `check` behind the language means a command, whatever it looks like. */
export const holdsOurWords = (code: Code): boolean => readFenceWords(code.meta, false).words.length > 0;

/** A block of comments alone, without a word of ours, has nothing to run. */
const hasNothing = (code: Code): boolean => withoutComments(code.value.replaceAll(/\r\n?/gv, '\n')).trim() === '' && !holdsOurWords(code);

export const fenceKind = (source: Source, code: Code): FenceKind => {
	// Indented code has no language and is never a form.
	if (!/^[`~]/v.test(sliceOf(source, rangeOf(code)))) {
		return 'content';
	}

	if (isPlain(code.lang)) {
		return 'plain';
	}

	if (!isRunnable(code.lang) || code.value.startsWith('#!') || hasNothing(code)) {
		return 'content';
	}

	if (!isShell(code.lang)) {
		return 'command';
	}

	if (code.value.split(/[\n\r]/v).some(line => listLine.test(line))) {
		return 'shell list';
	}

	return isShellSample(code.value) && !holdsOurWords(code) ? 'content' : 'command';
};

/** The lines between the fence's own two lines. */
export const contentLines = (source: Source, code: Code): Range[] => {
	const count = code.value === '' ? 0 : code.value.split(/\r\n|[\n\r]/v).length;
	return linesWithin(source, rangeOf(code)).slice(1, 1 + count);
};

/** Notes about what stands in a fence go behind it. */
export const noteBehind = (source: Source, range: Range): {readonly at: number; readonly indent: string} =>
	({at: lineEndBehind(source, range.to), indent: indentBefore(source, range.from)});

export const readCommand = (reading: Reading, code: Code): Command => {
	const language = code.lang ?? '';
	const {from} = rangeOf(code);
	const text = commandText(language, code.value);
	const dangerous = isIrreversible(text);
	const {faults, ...words} = readFenceWords(code.meta, dangerous);
	for (const fault of faults) {
		report(reading, {severity: 'error', rule: 'fence-word', message: fault}, from);
	}

	const filled = new Set(reading.settings.placeholders.map(placeholder => placeholder.text));
	const placeholders = placeholdersIn(language, text).filter(placeholder => !filled.has(placeholder));
	const paths = bracedIn(withoutComments(text)).filter(written => written.includes('.'));
	addAll(reading.braced, [...placeholders.filter(written => written.startsWith('{{')), ...paths].map(written => ({written, where: 'command', offset: from})));
	const {mode} = words;
	if (mode === 'check' && withoutComments(text).trim() === '') {
		report(reading, {severity: 'error', rule: 'check-empty', message: 'This check holds nothing to run.'}, from);
	}

	return {
		language, text, line: positionAt(reading.source, from).line, placeholders, ...words,
	};
};

/** A block that is text although somebody wrote our words on it: they think that it runs. */
export const warnOfWords = (reading: Reading, code: Code, why: string): void => {
	const {words} = readFenceWords([code.lang, code.meta].join(' '), false);
	if (words.length === 0 || words.includes('manual') || !/^[`~]/v.test(sliceOf(reading.source, rangeOf(code)))) {
		return;
	}

	const message = `This block is never run: ${why}. Its \`${words.slice(0, 3).join(' ')}\` means nothing.`;
	report(reading, {severity: reading.settings.own ? 'error' : 'warning', rule: 'fence-not-run', message}, rangeOf(code).from);
};

/** Boxes that nobody can tick: in another language's block or in a comment. */
export const warnOfBoxes = (reading: Reading, range: Range): void => {
	const box = /(?<=^|[\n\r])[\t >]*(?:[*+\-] |\d+[\).] )?\[[ x]\] /iv.exec(sliceOf(reading.source, range));
	if (box === null) {
		return;
	}

	const message = 'A box in a block of another language, or in a comment, is text: nobody will be asked about it.';
	report(reading, {severity: 'warning', rule: 'box-in-text', message}, range.from + box.index + box[0].indexOf('['));
};
