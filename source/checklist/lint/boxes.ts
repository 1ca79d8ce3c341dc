import type {Nodes} from 'mdast';
import type {Finding} from '../findings.js';
import {rangeOf} from '../markdown.js';
import type {Checklist} from '../model.js';
import {allSteps} from '../outline.js';
import {mapMatches, sliceOf, type Source} from '../source.js';

/** Boxes at the beginning of a line, an item or a cell: `[ ]`, `[x]`, `- [ ]`, `| ☐`, and what was meant as one: `- []`, `- [ ]word`. */
const leading = /(?:^|[\n\r])[\t >]*(?:(?:[*+\-]|\d{1,9}[\).])[\t ]+)?(?<box>\[[ x]\](?=[\s\p{Letter}\\]|$)|\[\](?=[\t ])|[☐⬜])/giv;

/** Where the document's own boxes are, all that somebody is asked about or that are filled in. */
const askedBoxes = (checklist: Checklist): Set<number> => new Set([
	...allSteps(checklist).flatMap(({box, alternatives}) => [...(box ? [box] : []), ...alternatives.map(alternative => alternative.box)]),
	...checklist.fills.flatMap(({alternatives}) => alternatives.map(({box}) => box)),
].map(({at, sign}) => sign ? at.from : at.from - 1));

/** Boxes in what is text to Holdpoint, and in no fence or comment, about which the parser has spoken already. */
export const lintBoxes = (source: Source, nodes: readonly Nodes[], checklist: Checklist): Finding[] => {
	const asked = askedBoxes(checklist);
	return nodes.filter(({type}) => ['paragraph', 'tableCell', 'heading'].includes(type)).flatMap(node => {
		const {from, to} = rangeOf(node);
		const begin = node.type === 'tableCell' ? from + (/^\|?[\t ]*/v.exec(sliceOf(source, {from, to}))?.[0].length ?? 0) : from;
		return mapMatches(sliceOf(source, {from: begin, to}), leading, ({index, 0: text, groups}) => begin + index + text.lastIndexOf(groups?.box ?? ''))
			.filter(offset => !asked.has(offset))
			.map((offset): Finding => ({
				rule: 'box-in-text', message: 'This box is no step: nobody will be asked about it.', fix: 'Make it an item of a list: `- [ ] …`.', offset,
			}));
	});
};
