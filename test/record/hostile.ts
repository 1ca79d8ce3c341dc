/** Texts that would change a record if it took them as they are, and what of a record must not change. */
import * as fc from 'fast-check';
import type {Nodes} from 'mdast';

const hostile = [
	'# heading',
	'- item',
	'* item',
	'1. item',
	'1) item',
	'> quote',
	'```',
	'~~~',
	'````\n# x',
	'---',
	'===',
	'| a | b |',
	'<script>alert(1)</script>',
	'</details>',
	'<!--',
	'-->',
	'&lt;b&gt;',
	'[link](https://evil.example)',
	'![image](https://evil.example/x.png)',
	'<https://evil.example>',
	'https://evil.example/a_b_c',
	'www.evil.example',
	'ada@example.com',
	'@octocat',
	'#123',
	'[x]: https://evil.example',
	'[^1]',
	'[^1]: foot',
	'**bold**',
	'_it_',
	'~~gone~~',
	'`code`',
	'``',
	'`',
	'a\nb\r\nc',
	'\\',
	'\\`x',
	'x`',
	':tada:',
	'$x$',
	'    indented',
	'\ttab',
	'[ ] box',
	'\u{202E}evil',
	'zero\u{200B}width',
	'\u{FEFF}',
	'\u{1B}[31mred',
	':--',
	'+ plus',
	'a|`b`|c@d',
	'`@`',
	'\u{2028}# x',
	'mailto:a@b.c',
	'$(x) `y` `z`',
];
const bad = fc.constantFrom(...hostile);
/** What people, commands and files may call themselves: one of the texts above, two of them, or anything; never blank. */
export const wild = fc.oneof(bad, fc.tuple(bad, bad).map(parts => parts.join(' ')), fc.string({unit: 'binary', minLength: 1}))
	.filter(text => /[^\t\n\r ]/v.test(text));

const transparent = new Set(['text', 'inlineCode', 'break']);

/** A Markdown node's structure without the words. */
export function skeletonOf(node: Nodes): unknown {
	const children = 'children' in node ? node.children.filter(({type}) => !transparent.has(type)).map(child => skeletonOf(child)) : [];
	const detail = node.type === 'heading' ? node.depth : (node.type === 'listItem' ? node.checked : '');
	// Live words stand in `<code>` where the document writes HTML.
	const html = node.type === 'html' ? node.value.match(/<(?!\/?code>)[^<>]*>/gv) : '';
	return [node.type, detail, html, children];
}

export function textsOf(node: Nodes): string[] {
	return node.type === 'text' ? [node.value] : ('children' in node ? node.children.flatMap(child => textsOf(child)) : []);
}
