/** What is read directly is what the library reads. */
import path from 'node:path';
import type {Nodes, RootContent} from 'mdast';
import {expect, test} from 'vitest';
import {parseChecklist} from '../../source/checklist/parse.js';
import {readBlocks} from '../../source/checklist/reader/document.js';
import {askForFrontMatter, askLibrary} from '../../source/checklist/reader/library.js';
import {documentOf} from '../fuzz/documents.js';
import {faultsIn} from '../fuzz/faults.js';
import {realDocuments} from '../fuzz/sources.js';

const frontMatter = /^---[\t ]*[\n\r](?:[\s\S]*?[\n\r])??---(?=[\t ]*(?:[\n\r]|$))/v;

/** All of it by the library at once. Behind what only looks like front matter the library is confused, so that is read apart. */
const whole = (text: string): RootContent[] => {
	const front = frontMatter.exec(text)?.[0] ?? '';
	return [...askForFrontMatter(front).children, ...askLibrary(front.replaceAll(/[^\n\r]/gv, ' ') + text.slice(front.length)).children];
};

/** Whether lists are loose is nothing that is looked at; nor is on which side of the signs before a line the text above ends. */
const comparable = (node: Nodes): unknown => {
	const {spread: _, position, children, ...rest} = {spread: false, ...node, children: 'children' in node ? node.children : []};
	const endsLine = node.type === 'break' || (node.type === 'text' && /[\n\r]$/v.test(node.value));
	return {
		...rest,
		start: position?.start,
		end: endsLine ? position?.end.line : position?.end,
		children: children.map(child => comparable(child)),
	};
};

const expectSame = (text: string): void => {
	expect(readBlocks(text).map(block => comparable(block))).toEqual(whole(text).map(block => comparable(block)));
};

const real = realDocuments(path.join(import.meta.dirname, '../..'));

test.each(real.keys().toArray())('%s', name => {
	const text = (real.get(name) ?? '').replace(/^\u{FEFF}/v, '');
	expectSame(text);
	expectSame(text.replaceAll('\n', '\r\n'));
});

const [one = '', ...others] = real.values();

/** Documents of these numbers that the library can read: behind an empty item it trips over a box that stands in no item. */
const drawn = (from: number, to: number): string[] => Array.from({length: to - from}, (_, index) => documentOf(from + index, [one, ...others]).replaceAll(/^\u{FEFF}+|\0/gv, ''));

test('documents made of everything, and real ones with anything in them changed', () => {
	for (const text of drawn(0, 300)) {
		expectSame(text);
	}
});

test('references hold from one end of a long document to the other', () => {
	const parts = Array.from({length: 400}, (_, index) => `## Gate ${index}\n\n- [ ] [a][Ref ${index}] and [ref] and [no] [^n]\n\n    - deep [ref]\n\ttabbed [ref]\n`);
	const references = Array.from({length: 400}, (_, index) => `[ref ${index}]: https://example.org/${index}\n`);
	expectSame(`[none]:\n\n${parts.join('\n')}\n${references.join('')}\n[ref]: <a b> "title"\n\n[^n]: Note [no]: x\n`);
});

test('drawn documents are read as anything must be', () => {
	for (const text of drawn(300, 500)) {
		expect(faultsIn(new TextEncoder().encode(text))).toEqual([]);
	}
});

test('more lines than fit into the arguments of one call', () => {
	const lines = 'word\n'.repeat(150_000);
	for (const text of [lines, `\`\`\`\n${lines}\`\`\`\n`, lines.replaceAll('word', '> word')]) {
		const {diagnostics} = parseChecklist(new TextEncoder().encode(text));
		expect(diagnostics.map(({rule}) => rule)).toEqual(['no-steps']);
	}
});
