/** The checklist itself, filled in: nothing of its own bytes changes but at the places that the model names. */
import MagicString from 'magic-string';
import type {Checklist} from '../../checklist/model.js';
import {fillPlaces} from './fill-answers.js';
import {
	dialectOf,
	findSpot,
	writeValue,
	type Line,
	type Remark,
	type Spot,
} from './fill-places.js';
import {listBlocks, type Block} from './markdown-blocks.js';
import {fenceFor} from './markdown.js';
import type {Material} from './material.js';
import {remarkOnEverything} from './remarks.js';

/** `[from, to)` of the checklist's text becomes `text`; an insertion where the two are the same. */
export type Edit = {readonly from: number; readonly to: number; readonly text: string};

export function fillChecklist(material: Material): string {
	const {text} = material.checklist;
	const filled = new MagicString(text);
	for (const {from, to, text: content} of planEdits(material)) {
		if (from === to) {
			filled.appendLeft(from, content);
		} else {
			filled.update(from, to, content);
		}
	}

	return filled.toString();
}

/** In document order; values come before remarks, and no two touch the same characters. */
export function planEdits(material: Material): Edit[] {
	const {checklist} = material;
	const blocks = listBlocks(checklist.text, material.tree);
	const edits: Edit[] = fenceFrontMatter(checklist);
	let end = checklist.frontMatter?.to ?? 0;
	for (const edit of [...fillBoxesAndBlanks(material, blocks)].toSorted((one, other) => one.from - other.from)) {
		// Two things that claim the same characters: the first one stands.
		if (edit.from < end) {
			continue;
		}

		edits.push(edit);
		end = edit.to;
	}

	return [...edits, ...placeRemarks(material, blocks)].toSorted((one, other) => one.from - other.from);
}

function * fillBoxesAndBlanks(material: Material, blocks: readonly Block[]): Generator<Edit> {
	const {text} = material.checklist;
	for (const {at, box, value} of fillPlaces(material)) {
		const written = value === undefined ? box : writeValue(value, at, blocks);
		if (written !== undefined && written !== text.slice(at.from, at.to)) {
			yield {...at, text: at.from === at.to ? pad(written, text, at.from) : written};
		}
	}
}

/** A value put behind a label keeps a space to both sides. */
function pad(value: string, text: string, at: number): string {
	const before = /\s/v.test(text[at - 1] ?? ' ') ? '' : ' ';
	const after = /\s/v.test(text[at] ?? ' ') ? '' : ' ';
	return `${before}${value}${after}`;
}

function fenceFrontMatter({text, frontMatter}: Checklist): Edit[] {
	if (!frontMatter) {
		return [];
	}

	const newline = newlineOf(text);
	const from = text.lastIndexOf('\n', frontMatter.from - 1) + 1;
	const to = text[frontMatter.to - 1] === '\n' ? frontMatter.to - newline.length : frontMatter.to;
	const ticks = fenceFor(text.slice(from, to));
	return [{from, to: from, text: `${ticks}yaml${newline}`}, {from: to, to, text: `${newline}${ticks}`}];
}

function newlineOf(text: string): string {
	return /\r?\n/v.exec(text)?.[0] ?? '\n';
}

function placeRemarks(material: Material, blocks: readonly Block[]): Edit[] {
	const {text} = material.checklist;
	const newline = newlineOf(text);
	const placed = remarkOnEverything(material).map(remark => ({remark, spot: findSpot(text, blocks, remark)}));
	return [...Map.groupBy(placed, ({spot}) => spot.at)].flatMap(([at, together]) => {
		// What is about an inner item stands above what is about the items around it.
		const ordered = together.toSorted((one, other) => other.spot.indent.length - one.spot.indent.length);
		const lines = ordered.flatMap(({remark, spot}) => writeRemark(remark, spot, isShared(remark, spot, together.length, text)));
		const [first] = ordered;
		if (!first || lines.length === 0) {
			return [];
		}

		const blank = first.spot.indent.trimEnd();
		const whole = [...(first.spot.blankBefore ? [blank] : []), ...lines, ...(ordered.at(-1)?.spot.blankAfter ? [blank] : [])];
		return [{from: at, to: at, text: whole.map(line => `${newline}${line}`).join('')}];
	});
}

function isShared(remark: Remark, spot: Spot, together: number, text: string): boolean {
	return together > 1 || text.slice(remark.at, spot.at).trim() !== '';
}

function writeRemark({tell}: Remark, spot: Spot, shared: boolean): string[] {
	const isList = spot.bullet !== '';
	const write = (lines: readonly Line[], indent: string): string[] => lines.flatMap(({text, inner = []}) => [
		...(isList ? [] : [indent.trimEnd()]),
		`${indent}${spot.bullet}${text}`,
		...write(inner, isList ? `${indent}  ` : indent),
	]);
	return write(tell(dialectOf(spot), shared), spot.indent);
}
