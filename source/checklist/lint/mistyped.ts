import type {
	Code,
	Nodes,
	Paragraph,
} from 'mdast';
import {readFenceWords, wordNames} from '../fences/words.js';
import type {Finding} from '../findings.js';
import {writtenLabels} from '../labels.js';
import {isRunnable} from '../fences/languages.js';
import {rangeOf, wordsOf} from '../markdown.js';
import {nearest} from '../nearest.js';

/** Words of anybody's that are near one of ours. */
const ordinary = new Set(['expected', 'expects', 'required', 'require', 'blocked', 'blocker', 'then', 'there', 'abort', 'who', 'what', 'want', 'main', 'signed', 'signed up']);

const isLabelled = (text: string, next: Nodes | undefined): boolean => text.endsWith(':') || (next?.type === 'text' && next.value.trimStart().startsWith(':'));

const lintLabels = ({children}: Paragraph): Finding[] => children.flatMap((node, index): Finding[] => {
	if (node.type !== 'strong' || !isLabelled(wordsOf(node), children[index + 1])) {
		return [];
	}

	const written = wordsOf(node).replace(/:$/v, '').trim();
	const word = written.toLowerCase();
	const meant = ordinary.has(word) || word.length < 4 ? undefined : nearest(word, writtenLabels);
	return meant?.startsWith(word.charAt(0))
		? [{
			rule: 'label-mistyped', message: `\`${written}\` is no label, so this line is text.`, fix: `Did you mean \`${meant}\`?`, offset: rangeOf(node).from,
		}]
		: [];
});

const lintFence = (code: Code): Finding[] => {
	const {lang, meta} = code;
	const words = isRunnable(lang) && readFenceWords(meta, false).words.length === 0 ? (meta ?? '').split(/\s+/v) : [];
	return words.flatMap((word): Finding[] => {
		const [name = ''] = word.split('=', 1);
		const meant = name.length < 4 ? undefined : nearest(name, wordNames);
		return meant?.startsWith(name.charAt(0))
			? [{
				rule: 'fence-word-mistyped', message: `\`${word}\` is no word of a fence, so it says nothing.`, fix: `Did you mean \`${meant}${word.slice(name.length)}\`?`, offset: rangeOf(code).from,
			}]
			: [];
	});
};

/** Labels are only looked at in documents that use ours; a fence's word is mistyped wherever it is. */
export const lintMistyped = (nodes: readonly Nodes[], own: boolean): Finding[] => nodes.flatMap(node => {
	if (node.type === 'code') {
		return lintFence(node);
	}

	return own && node.type === 'paragraph' ? lintLabels(node) : [];
});
