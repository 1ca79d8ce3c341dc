import type {Code, Html, Nodes} from 'mdast';
import {isRunnable} from '../fences/languages.js';
import type {Finding} from '../findings.js';
import {rangeOf} from '../markdown.js';
import {mapMatches, sliceOf, type Source} from '../source.js';

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

/** The beginning of another fence with as many signs: the next end is its own to whoever wrote it, and ends this one. */
const holdsFence = (source: Source, code: Code): boolean => {
	const [signs = ''] = /^(?:`{3,}|~{3,})/v.exec(sliceOf(source, rangeOf(code))) ?? [];
	return signs !== '' && code.value.split(/\r\n|[\n\r]/v).some(line => /^[\t >]*(?:`{3,}|~{3,})(?=[a-z])/iv.exec(line)?.[0].trimStart().startsWith(signs));
};

const lintFences = (source: Source, code: Code): Finding[] => {
	const {from: offset} = rangeOf(code);
	if (isOpenFence(source, code)) {
		return [{
			rule: 'fence-open',
			message: 'This fence is never closed, so that all behind it is part of the block.',
			fix: 'Close it with the same signs, as far to the right as it begins.',
			offset,
		}];
	}

	return holdsFence(source, code)
		? [{
			rule: 'fence-open',
			message: 'Another fence begins inside this block and ends it, so that what stands behind is read the other way round: text as blocks, and blocks as text.',
			fix: 'Give the outer fence one sign more than the inner ones, or close the block above.',
			offset,
		}]
		: [];
};

const begunFence = /(?:^|[\n\r])[\t >]*(?<fence>(?:`{3,}|~{3,})[\t ]*(?<language>[\w\-]{1,20})(?:[\t ][^\n\r`]*)?)(?=[\n\r])/gv;

/** What was meant as a command and stands so far to the right that it is text, or code of no language. */
const lintIndented = (source: Source, node: Nodes): Finding[] => {
	const range = rangeOf(node);
	const text = sliceOf(source, range);
	return node.type === 'paragraph' || (node.type === 'code' && !/^[`~]/v.test(text))
		? mapMatches(text, begunFence, ({index, 0: found, groups}) => ({offset: range.from + index + found.lastIndexOf(groups?.fence ?? ''), language: groups?.language}))
			.filter(({language}) => isRunnable(language))
			.map(({offset}): Finding => ({
				rule: 'fence-indented', message: 'This block is text and never run: it stands four spaces or more to the right of the text that it belongs to.', fix: 'Begin it below the first letter of that text.', offset,
			}))
		: [];
};

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
		...nodes.flatMap(node => lintIndented(source, node)),
		...htmls.flatMap(html => lintComment(html)),
		...openDetails(htmls).map((offset): Finding => ({
			rule: 'html-open', message: 'This `<details>` is never closed.', fix: 'End it with `</details>`.', offset,
		})),
	];
};
