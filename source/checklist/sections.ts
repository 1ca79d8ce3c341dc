/** The tree of sections, made from headings. */
import type {
	Heading,
	Paragraph,
	PhrasingContent,
	RootContent,
} from 'mdast';
import type {SectionDraft} from './draft.js';
import {onOneLine, rangeOf, wordsOf} from './markdown.js';
import type {Range} from './model.js';
import type {Settings} from './settings.js';
import {lineEndBehind, sliceOf, type Source} from './source.js';
import {
	calledPhase,
	isCriteria,
	isNonBlocking,
	isSignOff,
	isTextTitle,
	normalise,
} from './titles.js';

type Title = {readonly level: number; readonly title: string};

/** An underlined heading is a paragraph when its underline is one sign, or when its text ends in a colon. */
const isUnderlinedText = (source: Source, heading: Heading): boolean => {
	const text = sliceOf(source, rangeOf(heading));
	const underline = /(?:\r\n|[\n\r])[\t >]*(?<line>=+|-+)\s*$/v.exec(text)?.groups?.line;
	return !text.trimStart().startsWith('#') && underline !== undefined && (underline.length === 1 || wordsOf(heading).endsWith(':'));
};

/** In a summary, or as a block of its own: `<h2 id="build">Build</h2>`. */
const htmlHeading = /(?:^\s*|<summary[^<>]{0,200}>\s*)<h(?<level>[1-6])(?:\s[^<>]{0,200})?>(?<title>.{0,2000}?)<\/h\k<level>>/isv;

const titleOf = (source: Source, block: RootContent): Title | undefined => {
	if (block.type === 'heading') {
		return isUnderlinedText(source, block) ? undefined : {level: block.depth, title: wordsOf(block)};
	}

	const {level, title = ''} = (block.type === 'html' ? htmlHeading.exec(block.value)?.groups : undefined) ?? {};
	const words = onOneLine(title.replaceAll(/<[^<>]*>/gv, ' '));
	return level !== undefined && words !== '' ? {level: Number(level), title: words} : undefined;
};

/** The text above an underline that makes no heading, as the paragraph it is; its range leaves the underline out. */
const asParagraph = (heading: Heading): Paragraph => {
	const last: PhrasingContent | undefined = heading.children.at(-1);
	const {position} = heading;
	return {type: 'paragraph', children: heading.children, ...(position && {position: {start: position.start, end: last?.position?.end ?? position.end}})};
};

/** `**Overall Sign-Off**:`, `**Final …**`: what belongs to the section above. */
const closesSubsections = (block: RootContent): boolean => {
	const [first] = block.type === 'paragraph' ? block.children : [];
	return first?.type === 'strong' && /^\P{Letter}*(?:overall|final)\b/iv.test(wordsOf(first));
};

type Beginning = {readonly range: Range; readonly headingEnd: number; readonly parent: SectionDraft | undefined};

const draftSection = (title: Title, {range, headingEnd, parent}: Beginning, texts: ReadonlySet<string>): SectionDraft => {
	const named = parent !== undefined;
	const nothing = texts.has(normalise(title.title)) || parent?.reads === 'nothing';
	return {
		title: title.title,
		level: title.level,
		start: range.from,
		range,
		headingEnd,
		parent,
		blocks: [],
		sections: [],
		steps: [],
		fills: [],
		prose: [],
		requires: [],
		onlyIf: undefined,
		forEach: undefined,
		freshMs: undefined,
		waivableBy: undefined,
		by: undefined,
		about: [],
		part: named && isCriteria(title.title) ? 'criteria' : 'steps',
		deciding: isCriteria(title.title) || isSignOff(title.title),
		blocking: !(named && isNonBlocking(title.title)) && (parent?.blocking ?? true),
		phase: named ? calledPhase(title.title) : undefined,
		phaseSaid: false,
		reads: nothing ? 'nothing' : ((named && isTextTitle(title.title)) || parent?.reads === 'no lists' ? 'no lists' : 'all'),
	};
};

export type Outline = {readonly root: SectionDraft; readonly title: string};

class Outliner {
	readonly #source: Source;
	readonly #texts: ReadonlySet<string>;
	#current: SectionDraft;
	readonly #open: SectionDraft[];
	readonly #documentTitle: RootContent | undefined;
	readonly root: SectionDraft;

	constructor(source: Source, blocks: readonly RootContent[], settings: {readonly title: string; readonly texts: readonly string[]}) {
		this.#source = source;
		this.#texts = new Set(settings.texts.map(title => normalise(title)));
		const tops = blocks.filter(block => titleOf(source, block)?.level === 1);
		const first = blocks.find(block => titleOf(source, block) !== undefined);
		// A single first heading of level 1 is the document's title: the sections below it are the document's own.
		this.#documentTitle = tops.length === 1 && first === tops[0] ? first : undefined;
		const end = this.#documentTitle ? lineEndBehind(source, rangeOf(this.#documentTitle).to) : 0;
		this.root = draftSection({level: 0, title: settings.title}, {range: {from: 0, to: source.text.length}, headingEnd: end, parent: undefined}, this.#texts);
		this.#current = this.root;
		this.#open = [this.root];
	}

	#begin(block: RootContent, title: Title): void {
		const range = rangeOf(block);
		this.#endAt(range.from, ({level}) => level >= title.level);
		const parent = this.#open.at(-1) ?? this.root;
		this.#current = draftSection(title, {range: {from: range.from, to: this.#source.text.length}, headingEnd: lineEndBehind(this.#source, range.to), parent}, this.#texts);
		parent.sections.push(this.#current);
		this.#open.push(this.#current);
	}

	#close(block: RootContent): void {
		const above = this.#current.parent;
		if (!(above?.parent && closesSubsections(block)) || isCriteria(this.#current.title) || isSignOff(this.#current.title)) {
			return;
		}

		this.#endAt(rangeOf(block).from, section => section === this.#current);
		this.#current = above;
	}

	#endAt(offset: number, ends: (section: SectionDraft) => boolean): void {
		for (let last = this.#open.at(-1); last && last !== this.root && ends(last); last = this.#open.at(-1)) {
			last.range = {from: last.range.from, to: offset};
			this.#open.pop();
		}
	}

	add(block: RootContent): void {
		const title = block === this.#documentTitle ? undefined : titleOf(this.#source, block);
		if (title) {
			this.#begin(block, title);
		} else if (block !== this.#documentTitle) {
			this.#close(block);
			this.#current.blocks.push(block.type === 'heading' ? asParagraph(block) : block);
		}
	}
}

/** Sorts a document's blocks under its headings. */
export const readOutline = (source: Source, blocks: readonly RootContent[], settings: Pick<Settings, 'release'> & {readonly texts: readonly string[]}): Outline => {
	const first = blocks.find(block => titleOf(source, block) !== undefined);
	const title = (first && titleOf(source, first)?.title) ?? settings.release ?? '';
	const outliner = new Outliner(source, blocks, {title, texts: settings.texts});
	for (const block of blocks) {
		outliner.add(block);
	}

	return {root: outliner.root, title};
};
