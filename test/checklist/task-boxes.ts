import type {Code, Nodes} from 'mdast';
import {fromMarkdown} from 'mdast-util-from-markdown';
import {frontmatterFromMarkdown} from 'mdast-util-frontmatter';
import {gfmFromMarkdown} from 'mdast-util-gfm';
import {frontmatter} from 'micromark-extension-frontmatter';
import {gfm} from 'micromark-extension-gfm';

const nodesBelow = (node: Nodes): Nodes[] => [node, ...('children' in node ? node.children : []).flatMap(child => nodesBelow(child))];

/** Every node of a document, as GFM's own reader sees it. */
export const nodesOf = (text: string): Nodes[] => {
	try {
		return nodesBelow(fromMarkdown(text, {extensions: [gfm(), frontmatter()], mdastExtensions: [gfmFromMarkdown(), frontmatterFromMarkdown()]}));
	} catch {
		// Behind an empty item the extension for tasks trips over a box that stands in no item.
		return [];
	}
};

/** The offsets of the boxes that GFM sees as task items. */
export const taskBoxes = (text: string, nodes = nodesOf(text)): number[] => nodes
	.filter(node => node.type === 'listItem' && typeof node.checked === 'boolean')
	.map(({position}) => text.indexOf('[', position?.start.offset) + 1)
	// A line ending between the brackets is a task item for GFM as well, but nothing can be written there.
	.filter(at => /[\t x]/iv.test(text[at] ?? ''));

/** The blocks of code. */
export const codesOf = (nodes: readonly Nodes[]): Code[] => nodes.filter(node => node.type === 'code');
