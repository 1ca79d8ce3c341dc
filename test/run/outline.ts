/**
Checklists as outlines: `#` begins a section, `-` a step, indentation puts items into a group. A step's first word may
say its kind (`check c`), the rest is its title and its id; what else it has is given by title.
*/
import type {Checklist, Section, Step} from '../../source/checklist/model.js';
import type {Settings} from '../../source/checklist/settings.js';
import {
	action,
	check,
	checklist,
	choice,
	evidence,
	group,
	section,
	signature,
	step,
	value,
	wait,
} from './checklist-builder.js';

const kinds = new Map<string, (title: string) => Step>([
	['check', check],
	['action', action],
	['value', value],
	['choice', title => choice(title)],
	['signature', title => signature(title)],
	['evidence', title => evidence(title)],
	['wait', title => wait(title)],
	['group', title => group(title, [])],
]);

type Line = {readonly depth: number; readonly text: string};
type Changes = Readonly<Record<string, Partial<Step> | Partial<Section>>>;

export function outline(text: string, changes: Changes = {}, settings: Partial<Settings> = {}): Checklist {
	const lines = text.split('\n').filter(line => line.trim() !== '').map((line): Line => {
		const heading = /^\s*(?<marks>#+) /v.exec(line)?.groups?.marks;
		return {depth: heading === undefined ? 10 + line.search(/\S/v) : heading.length, text: line.trim()};
	});
	return checklist(readContent(lines, changes), settings);
}

/** Each line with the deeper ones below it. */
function readContent(lines: readonly Line[], changes: Changes): Array<Step | Section> {
	const content: Array<Step | Section> = [];
	for (let at = 0; at < lines.length;) {
		const line = lines[at] ?? {depth: 0, text: ''};
		const next = lines.findIndex(({depth}, place) => place > at && depth <= line.depth);
		const end = next === -1 ? lines.length : next;
		const inside = readContent(lines.slice(at + 1, end), changes);
		content.push(line.text.startsWith('#') ? readSection(line.text, inside, changes) : readStep(line.text, inside, changes));
		at = end;
	}

	return content;
}

function readSection(text: string, inside: ReadonlyArray<Step | Section>, changes: Changes): Section {
	const title = text.replace(/^#+ /v, '');
	return section(title, inside, changes[title]);
}

function readStep(text: string, inside: ReadonlyArray<Step | Section>, changes: Changes): Step {
	const [, word = '', rest = ''] = /^- (?:(?<word>\w+) )?(?<rest>.+)$/v.exec(text) ?? [];
	const make = kinds.get(word);
	const title = make ? rest : text.slice(2);
	return {...(make ?? step)(title), steps: inside.filter(one => 'kind' in one), ...changes[title]};
}
