/**
`record.md`: the summary, the checklist itself, filled in, and the annex.

A pure function of the checklist and the journal: the same bytes on every machine and at every time. What is released
never changes; a new rendering gets a new version beside the old one.
*/
import {renderAnnex} from './render/annex.js';
import {fillChecklist} from './render/fill.js';
import {markdown} from './render/markdown.js';
import {closeMarkdown} from './render/markdown-closing.js';
import {gatherMaterial, type Material, type RecordSource} from './render/material.js';
import {summarize} from './render/summary.js';

/** Renders Markdown that ends with a newline. */
export function renderRecord(source: RecordSource): string {
	const material = gatherMaterial(source);
	const filled = fillChecklist(material);
	return [
		summarize(material),
		'---',
		'# The checklist, filled in',
		`This is ${markdown.code(material.started.checklist.path)} as it was walked. Ticked is what passed; what was waived, set aside, failed or left open is not ticked and says so.`,
		'---',
		`${filled}${closeDocument(material)}---`,
		renderAnnex(material),
	].join('\n\n') + '\n';
}

/** What brings the text behind the document to a line of its own, outside of everything that the document began. */
function closeDocument({checklist: {text}, tree}: Material): string {
	const closing = closeMarkdown(text, tree);
	return `${text.endsWith('\n') ? '' : '\n'}\n${closing === '' ? '' : `${closing}\n\n`}`;
}

/** By the version that a run names at its start. */
export const renderers: ReadonlyMap<number, typeof renderRecord> = new Map([[1, renderRecord]]);
