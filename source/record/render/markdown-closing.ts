import type {Nodes, RootContent} from 'mdast';
import {rangeOf} from '../../checklist/markdown.js';
import {readBlocks} from '../../checklist/reader/document.js';

/** What has to follow a document so that it ends with it, without a newline at the end: the end of a fence, a comment, a `<details>`. Empty when nothing is open. */
export function closeMarkdown(text: string, tree: readonly RootContent[]): string {
	const html = tree.flatMap(node => htmlOf(node));
	const block = closeBlock(text, tree.at(-1));
	const isComment = block !== '-->' && html.some(value => value.lastIndexOf('<!--') > value.lastIndexOf('-->'));
	const tags = openTags(html).map(name => `</${name}>`).join('\n');
	return [block, isComment ? '<!-- -->' : '', tags].filter(part => part !== '').join('\n\n');
}

/** The line that ends the last block, where an empty line does not. Lists and quotes end with the next line that is not theirs. */
function closeBlock(text: string, last: RootContent | undefined): string {
	if (last?.type !== 'code' && last?.type !== 'html') {
		return '';
	}

	const rest = text.slice(rangeOf(last).from);
	const opening = /^ {0,3}(?<run>`{3,}|~{3,})/v.exec(rest)?.groups?.run;
	const candidates = ['', opening ?? '', '-->', '?>', ']]>', '>', '</pre>'];
	return candidates.find(candidate => isEndOf(`${rest}\n${candidate}\n\n# .\n`)) ?? '';
}

/** True when the heading at the end of the text is read as one. */
function isEndOf(text: string): boolean {
	const heading = readBlocks(text).at(-1);
	return heading?.type === 'heading' && heading.position?.end.offset === text.length - 1;
}

function htmlOf(node: Nodes): string[] {
	if (node.type === 'html') {
		return [node.value];
	}

	return 'children' in node ? node.children.flatMap(child => htmlOf(child)) : [];
}

/** Elements that have no end tag, or whose end a browser finds by itself. */
const selfEnding = new RegExp(`^(?:${[
	'area|base|br|col|embed|hr|img|input|link|meta|source|track|wbr',
	'body|colgroup|dd|dt|head|html|li|option|p|rp|rt|tbody|td|tfoot|th|thead|tr',
].join('|')})$`, 'v');

/** Names of the elements that nothing ends, innermost first. */
function openTags(html: readonly string[]): string[] {
	const open: string[] = [];
	for (const tag of html.flatMap(value => value.replaceAll(/<!--[\s\S]*?(?:-->|$)/gv, '').match(/<\/?[a-z][^<>]*>/giv) ?? [])) {
		const name = /[a-z][\d\-a-z]*/iv.exec(tag)?.[0].toLowerCase() ?? '';
		if (tag.startsWith('</')) {
			open.splice(0, open.indexOf(name) + 1);
		} else if (!selfEnding.test(name) && !tag.endsWith('/>')) {
			open.unshift(name);
		}
	}

	return open;
}
