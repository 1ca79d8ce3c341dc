/** From the bytes of a document to the checklist. */
import type {Nodes, RootContent, Yaml} from 'mdast';
import {checkBraced} from './braced.js';
import {
	buildFills,
	buildSection,
	digestCommands,
} from './build.js';
import {Copies} from './copies.js';
import {settleDecision} from './decision.js';
import {
	draftsOf,
	report,
	type Reading,
	type SectionDraft,
} from './draft.js';
import {readFrontMatter, type FrontMatterReading} from './front-matter.js';
import {readGates} from './gates.js';
import {digestOf, Identities} from './identity.js';
import {holdsTask} from './items/lists.js';
import {rangeOf} from './markdown.js';
import {readBlocks} from './reader/document.js';
import type {Checklist, Diagnostic, TagPlace} from './model.js';
import {Titles} from './requires.js';
import {readOutline} from './sections.js';
import {positionAt, readSource, type Source} from './source.js';
import {findTagPlaces} from './tag-place.js';
import {normalise, versionIn} from './titles.js';

type Decoded = {readonly text: string; readonly fault: string | undefined};

/** UTF-8 without NUL; a byte order mark is no part of the text. */
const decode = (bytes: Uint8Array): Decoded => {
	try {
		const text = new TextDecoder('utf-8', {fatal: true}).decode(bytes).replace(/^\u{FEFF}+/v, '');
		return text.includes('\0') ? {text: '', fault: 'This file holds NUL bytes, so it is no text; a checklist is a Markdown document in UTF-8.'} : {text, fault: undefined};
	} catch {
		return {text: '', fault: 'This file is not UTF-8 text; a checklist is a Markdown document in UTF-8.'};
	}
};

/** Quotes and lists in one another; nobody writes more, and reading goes down as deep. */
const deepest = 100;

const isTooDeep = (blocks: readonly RootContent[]): boolean => {
	let level: readonly Nodes[] = blocks;
	for (let depth = 0; level.length > 0; depth++) {
		if (depth > deepest) {
			return true;
		}

		level = level.flatMap((node): readonly Nodes[] => 'children' in node ? node.children : []);
	}

	return false;
};

/** A line that opens so many quotes and lists that only looking at it is dear; or one that stands so far to the right. */
const opensTooDeep = /(?:^|[\n\r])(?:[\t ]{0,8}(?:>|[*+\-](?=[\t ])|\d{1,9}[\).](?=[\t ]))){100}|(?:^|[\n\r])[\t ]{600,}(?:[*+\-]|\d{1,9}[\).])[\t ]/v;

/** The blocks; undefined where they are nested too deeply, or where the Markdown parser has gone down. */
export const tryBlocks = (text: string): RootContent[] | undefined => {
	if (opensTooDeep.test(text)) {
		return undefined;
	}

	try {
		const blocks = readBlocks(text);
		return isTooDeep(blocks) ? undefined : blocks;
	} catch {
		return undefined;
	}
};

const tagPlaceOf = (source: Source, root: SectionDraft, copies: Copies, none: boolean): TagPlace & {readonly at: number} => {
	const [place, ...others] = none ? [] : findTagPlaces(source, root);
	return {
		id: place && copies.idOf(place.about),
		line: place && positionAt(source, place.start).line,
		others: others.map(({about}) => copies.idOf(about)),
		none,
		at: place?.start ?? Infinity,
	};
};

const checkTexts = (reading: Reading, root: SectionDraft, {texts}: FrontMatterReading): void => {
	const titles = new Set(draftsOf(root).map(({title}) => normalise(title)));
	const unknown = texts.filter(text => !titles.has(normalise(text)));
	for (const title of unknown) {
		report(reading, {severity: 'error', rule: 'front-matter', message: `\`text\` in the front matter names "${title}", but no section is called so.`}, 0);
	}
};

const readText = (text: string, digest: string, diagnostics: Diagnostic[]): Document => {
	const source = readSource(text);
	const found = tryBlocks(text);
	const blocks = found ?? [];
	const yaml = blocks.find((block): block is Yaml => block.type === 'yaml');
	const front = readFrontMatter(source, yaml);
	const reading: Reading = {
		source,
		settings: front.settings,
		mode: front.mode ?? (holdsTask({children: blocks}) ? 'tasks' : 'lists'),
		optionalWords: front.optionalWords,
		diagnostics,
		rows: [],
		braced: [],
	};
	for (const {offset, ...fault} of front.faults) {
		report(reading, {severity: 'error', rule: 'front-matter', ...fault}, offset);
	}

	if (!found) {
		report(reading, {severity: 'error', rule: 'unreadable', message: 'This document cannot be read as Markdown: its quotes or lists are nested too deeply.'}, 0);
	}

	const {root, title} = readOutline(source, blocks.filter(block => block !== yaml), {release: front.settings.release, texts: front.texts});
	checkTexts(reading, root, front);
	readGates(reading, root);
	checkBraced(reading, root);
	const decision = settleDecision(root, front.decision);
	const identities = new Identities(root);
	const copies = new Copies(reading, identities, root);
	const {at: tagAt, ...tagPlace} = tagPlaceOf(source, root, copies, front.noTag);
	const building = {
		source, identities, copies, titles: new Titles(reading, copies, root), tagAt,
	};
	const section = buildSection(building);
	if (text.trim() === '') {
		report(reading, {severity: 'error', rule: 'empty', message: 'This file is empty.'}, 0);
	} else if (found && draftsOf(root).every(({steps}) => steps.length === 0)) {
		report(reading, {severity: 'error', rule: 'no-steps', message: 'There is nothing to walk in this document: no task items, lists, commands or questions under its headings.'}, 0);
	}

	const checklist: Checklist = {
		title,
		digest,
		commandsDigest: digestCommands(root),
		text,
		settings: {...front.settings, decision},
		frontMatter: yaml && rangeOf(yaml),
		root: section,
		copies: copies.ids(),
		tagPlace,
		fills: buildFills(root, building),
		diagnostics: diagnostics.toSorted((one, other) => one.line === other.line ? one.column - other.column : one.line - other.line),
		namedVersion: versionIn(title),
	};
	return {checklist, source, blocks};
};

/** A checklist with the blocks that it was read from, for those who look at what became no part of it. */
export type Document = {readonly checklist: Checklist; readonly source: Source; readonly blocks: readonly RootContent[]};

/** Reads a document as `parseChecklist` does, and keeps its blocks. */
export const readDocument = (bytes: Uint8Array): Document => {
	const {text, fault} = decode(bytes);
	const document = readText(text, digestOf(bytes), []);
	return fault === undefined
		? document
		: {
			...document,
			checklist: {
				...document.checklist, diagnostics: [{
					severity: 'error', rule: 'not-text', message: fault, line: 1, column: 1,
				}],
			},
		};
};

/**
Reads a Markdown document as a checklist.

Any bytes give a checklist, and the same bytes always the same one; what is wrong with them stands in `diagnostics`.
All ranges are offsets in UTF-16 code units into `Checklist.text`, the decoded document without a byte order mark.
*/
export const parseChecklist = (bytes: Uint8Array): Checklist => readDocument(bytes).checklist;
