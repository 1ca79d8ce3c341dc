/** What is known of the document while its blocks are read. */
import type {Nodes, PhrasingContent, RootContent} from 'mdast';
import type {Source} from '../source.js';
import type {Content} from './content.js';
import {readDirectly} from './inline.js';
import {normaliseLabel} from './label.js';
import {askLibrary} from './library.js';

const labelled = /\[(?<label>(?:\\.|[^\[\\\]])+)\](?<colon>:?)/gsv;

/** Labels in brackets, by how they are compared. */
const labelsIn = (text: string, wanted: (label: string, isDefining: boolean) => boolean): Map<string, string> => {
	const found = new Map<string, string>();
	for (const {groups} of text.matchAll(labelled)) {
		const label = normaliseLabel(groups?.label ?? '');
		if (wanted(label, groups?.colon === ':')) {
			found.set(label, groups?.label ?? '');
		}
	}

	return found;
};

type Doubt = {readonly labels: ReadonlyMap<string, string>; readonly readAgain: (known: Iterable<string>) => void};

/** Definitions of labels, whatever of, to stand before other text; the comment keeps what is indented there out of a footnote. */
export const define = (labels: Iterable<string>): string => Array.from(labels, label => `[${label.replaceAll(/\s+/gv, ' ')}]: #\n\n<!-- -->\n\n`).join('');

const settle = (node: Nodes, content: Content, from: number): void => {
	node.position &&= content.placeBetween((node.position.start.offset ?? 0) - from, (node.position.end.offset ?? 0) - from);

	for (const child of 'children' in node ? node.children : []) {
		settle(child, content, from);
	}
};

/** What the library reads in a text; undefined when it would make more of it than one paragraph. */
const askAbout = (content: Content, labels: Iterable<string>): PhrasingContent[] | undefined => {
	const definitions = define(labels);
	const blocks = /^\s/v.test(content.text) ? [] : askLibrary(definitions + content.text).children;
	const [paragraph, ...others] = blocks.filter(({position}) => (position?.start.offset ?? 0) >= definitions.length);
	if (paragraph?.type !== 'paragraph' || others.length > 0) {
		return undefined;
	}

	for (const child of paragraph.children) {
		settle(child, content, definitions.length);
	}

	return paragraph.children;
};

/** The document that is read. */
export class Page {
	/** Whatever the document may define: references and footnotes. */
	readonly #labels: ReadonlySet<string>;
	readonly #doubts: Doubt[] = [];
	readonly source: Source;

	constructor(source: Source) {
		this.source = source;
		this.#labels = source.text.includes(']:') ? new Set(labelsIn(source.text, (_, isDefining) => isDefining).keys()) : new Set();
	}

	/** What stands in a paragraph, a heading or a cell; undefined when only its block can say. */
	read(content: Content): PhrasingContent[] | undefined {
		const direct = readDirectly(content, this.#labels);
		if (direct) {
			return direct;
		}

		const labels = this.labelsIn(content.text);
		const children = askAbout(content, labels.values());
		if (children) {
			this.doubt(labels, known => {
				children.splice(0, children.length, ...askAbout(content, known) ?? children);
			});
		}

		return children;
	}

	/** Labels in a text that the document may define, as they are written, by how they are compared. */
	labelsIn(text: string): ReadonlyMap<string, string> {
		return this.#labels.size > 0 ? labelsIn(text, label => this.#labels.has(label)) : new Map();
	}

	/** Remembers what was read as if these labels were defined, to be read again if only some of them are. */
	doubt(labels: ReadonlyMap<string, string>, readAgain: (known: Iterable<string>) => void): void {
		if (labels.size > 0) {
			this.#doubts.push({labels, readAgain});
		}
	}

	/** When all blocks are read: what was taken for a reference is one only when it is defined. */
	settleDoubts(blocks: readonly RootContent[]): void {
		const defined = new Set<string>();
		const visit = (node: Nodes): void => {
			if (node.type === 'definition' || node.type === 'footnoteDefinition') {
				defined.add(normaliseLabel(`${node.type === 'definition' ? '' : '^'}${node.label ?? ''}`));
			}

			for (const child of 'children' in node ? node.children : []) {
				visit(child);
			}
		};

		if (this.#doubts.length > 0) {
			for (const block of blocks) {
				visit(block);
			}
		}

		for (const {labels, readAgain} of this.#doubts) {
			const known = labels.entries().filter(([label]) => defined.has(label)).map(([, label]) => label).toArray();
			if (known.length < labels.size) {
				readAgain(known);
			}
		}
	}
}
