/** Front matter and fence words for a document that is there already: only what is sure. Pure. */
import {stringify} from 'yaml';
import {fenceOffset} from '../../checklist/block-place.js';
import {isShell} from '../../checklist/fences/languages.js';
import {holdsTask} from '../../checklist/items/lists.js';
import type {Command} from '../../checklist/command.js';
import type {Checklist} from '../../checklist/model.js';
import {writtenSteps} from '../../checklist/outline.js';
import type {Document} from '../../checklist/parse.js';
import {frontMatter} from './first-checklist.js';
import type {Insertion} from './insertion.js';
import type {Survey} from './survey.js';

/** How a version is written where nobody knows it yet, and what stands in its place. */
const placeholderValue = (placeholder: string, tag: string): string | undefined => {
	if (/^(?:<(?:version|release|ver)>|x\.y\.z|\[version\])$/iv.test(placeholder)) {
		return '{{version}}';
	}

	return /^(?:<tag>|\[tag\])$/iv.test(placeholder) ? tag : (/^v(?:X\.Y\.Z|x\.y\.z)$/v.test(placeholder) ? 'v{{version}}' : undefined);
};

const placeholderLines = (checklist: Checklist, {scheme}: Survey): string[] => {
	const found = new Map(writtenSteps(checklist).flatMap(({commands}) => commands).flatMap(({placeholders}) => placeholders).flatMap(placeholder => {
		const value = placeholderValue(placeholder, scheme.tag);
		return value === undefined ? [] : [[placeholder, value] as const];
	}));
	return found.size === 0 ? [] : ['placeholders:', ...[...found].map(([text, value]) => `  ${stringify(text).trim()}: ${stringify(value).trim()}`)];
};

/** Roles of the document's own decision, where it names any. */
const decisionLines = (checklist: Checklist): string[] => {
	const seals = writtenSteps(checklist).some(({signature}) => signature?.seals);
	return seals ? [`decision: [${checklist.settings.decision.map(role => stringify(role).trim()).join(', ')}]`] : [];
};

/** A document that speaks of no release, in a repository without tags, makes none. */
const makesTag = ({tagPlace, text}: Checklist, {scheme}: Survey): boolean => scheme.last !== undefined || tagPlace.id !== undefined || /\b(?:tag|version|releas)/iv.test(text);

const settingLines = ({checklist, blocks}: Document, survey: Survey): string[] => [
	...(makesTag(checklist, survey) ? frontMatter(survey) : [frontMatter(survey)[0] ?? '', 'tag: none']),
	...placeholderLines(checklist, survey),
	...decisionLines(checklist),
	...(holdsTask({children: [...blocks]}) ? [] : ['steps: lists']),
];

/** Commands that decide and change nothing, whatever their arguments are. */
const deciding = /^(?:(?:npm|pnpm|yarn|bun) (?:test|t|(?:run )?(?:test|lint|typecheck)(?::[\w\-:]+)?)|cargo (?:test|clippy|check|fmt (?:.* )?--check)|go (?:test|vet)|(?:python3? -m |uv run |poetry run )?pytest|(?:uv run |poetry run )?tox|ruff check|make (?:test|check|lint)|git (?:status|diff|fsck)|(?:\.\/)?(?:gradlew|mvnw|gradle|mvn) (?:test|check|verify))(?: [^&;<>`\|]*)?$/v;

const decides = ({text, mode, language, words, placeholders}: Command): boolean => {
	const lines = text.split('\n').map(line => line.trim()).filter(line => line !== '' && !line.startsWith('#'));
	return mode === 'action' && isShell(language) && words.length === 0 && placeholders.length === 0 && lines.length > 0 && lines.every(line => deciding.test(line) && !/ --fix\b/v.test(line));
};

/** `check` behind the language of blocks that decide by themselves; where somebody else's words stand there, they are left alone. */
const checkWords = ({checklist, source}: Document): Insertion[] => writtenSteps(checklist).flatMap(({commands}) => commands).filter(command => decides(command)).flatMap(command => {
	const fence = fenceOffset(source, command);
	const opening = /^(?<opening>(?:`{3,}|~{3,})[\t ]*[\w\-]+)[\t ]*\r?\n/v.exec(source.text.slice(fence, source.lineStarts[command.line]))?.groups?.opening;
	return opening === undefined ? [] : [{at: fence + opening.length, text: ' check'}];
});

/** What to put in, by offsets into the document's text; nothing for one that has front matter of ours. */
export const adopt = (document: Document, survey: Survey): Insertion[] => {
	const {checklist, source, blocks} = document;
	if (checklist.settings.own) {
		return [];
	}

	const end = /\r\n|\n|\r/v.exec(source.text)?.[0] ?? '\n';
	const lines = settingLines(document, survey);
	const [first] = blocks;
	const foreign = first?.type === 'yaml' ? first.position?.end.offset : undefined;
	// Somebody else's front matter stays, and ours is put at its end.
	const front = foreign === undefined
		? {at: 0, text: ['---', ...lines, '---', '', ''].join(end)}
		: {at: source.text.lastIndexOf('---', foreign), text: [...lines, ''].join(end)};
	return [front, ...checkWords(document)];
};
