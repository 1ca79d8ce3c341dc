import type {Code, Html, Nodes} from 'mdast';
import type {Finding} from '../findings.js';
import {rangeOf} from '../markdown.js';
import {sliceOf, type Source} from '../source.js';

/** What begins and is never closed swallows everything behind it, boxes and commands included. */

const isOpenFence = (source: Source, code: Code): boolean => {
	const text = sliceOf(source, rangeOf(code));
	const [fence] = /^(?:`{3,}|~{3,})/v.exec(text) ?? [];
	if (fence === undefined) {
		return false;
	}

	const lines = text.split(/\r\n|[\n\r]/v);
	const end = lines.length > 1 ? (lines.at(-1) ?? '').replace(/^[\t >]*/v, '').trimEnd() : '';
	return !(end.length >= fence.length && [...end].every(sign => sign === fence[0]));
};

const lintFences = (source: Source, code: Code): Finding[] => isOpenFence(source, code)
	? [{
		rule: 'fence-open',
		message: 'This fence is never closed, so that all behind it is part of the block.',
		fix: 'Close it with the same signs, as far to the right as it begins.',
		offset: rangeOf(code).from,
	}]
	: [];

const lintComment = (html: Html): Finding[] => {
	const begin = html.value.lastIndexOf('<!--');
	return begin !== -1 && !html.value.includes('-->', begin)
		? [{
			rule: 'html-open', message: 'This comment is never closed, so that nothing behind it is seen.', fix: 'End it with `-->`.', offset: rangeOf(html).from + begin,
		}]
		: [];
};

const detailsTag = /<!--[\s\S]*?(?:-->|$)|<(?<close>\/?)details\b/giv;

/** The offsets of `<details>` without their `</details>`. */
const openDetails = (htmls: readonly Html[]): number[] => {
	const open: number[] = [];
	for (const html of htmls) {
		for (const {groups, index} of html.value.matchAll(detailsTag)) {
			if (groups?.close === '') {
				open.push(rangeOf(html).from + index);
			} else if (groups?.close === '/') {
				open.pop();
			}
		}
	}

	return open;
};

export const lintOpen = (source: Source, nodes: readonly Nodes[]): Finding[] => {
	const htmls = nodes.filter(node => node.type === 'html');
	return [
		...nodes.filter(node => node.type === 'code').flatMap(code => lintFences(source, code)),
		...htmls.flatMap(html => lintComment(html)),
		...openDetails(htmls).map((offset): Finding => ({
			rule: 'html-open', message: 'This `<details>` is never closed.', fix: 'End it with `</details>`.', offset,
		})),
	];
};
