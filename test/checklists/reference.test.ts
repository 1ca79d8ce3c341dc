/** The reference's examples are read as it says. */
import {existsSync, readFileSync} from 'node:fs';
import path from 'node:path';
import {expect, test} from 'vitest';
import {ourKeys} from '../../source/checklist/front-matter-schema.js';
import {allSteps} from '../../source/checklist/outline.js';
import {readDocument} from '../../source/checklist/parse.js';
import {diagnose} from '../../source/commands/lint/diagnose.js';

const folder = path.join(import.meta.dirname, '..', '..', 'checklists');
const reference = readFileSync(path.join(folder, 'README.md'), 'utf8');

const examples = reference.matchAll(/^(?<title>## [^\n]+)|^`{4}markdown\n(?<text>[\s\S]*?)^`{4}\n+\*Steps: (?<steps>[^*]+)\.\*$/gmv)
	.reduce<{title: string; found: Array<[string, string, string]>}>(({title, found}, {groups}) => groups?.text === undefined
		? {title: groups?.title?.slice(3) ?? '', found}
		: {title, found: [...found, [title, groups.text, groups.steps ?? '']]}, {title: '', found: []}).found;

test('every example says how it is read', () => {
	expect(examples).toHaveLength(reference.matchAll(/^`{4}markdown$/gmv).toArray().length);
});

test.each(examples)('the example under “%s”', async (_, text, steps) => {
	const document = readDocument(new TextEncoder().encode(text));
	const {checklist} = document;
	expect(await diagnose(path.join(folder, 'example.md'), document)).toEqual([]);
	expect(allSteps(checklist).filter(({kind}) => kind !== 'group').map(({kind}) => kind).join(', ')).toBe(steps);
});

test('it names every key of the front matter, and every file that it points at is there', () => {
	expect([...ourKeys].filter(key => !reference.includes(`\`${key}\``))).toEqual([]);
	const files = reference.matchAll(/\]\((?<file>[^\):]+)\)/gv).map(({groups}) => groups?.file ?? '').toArray();
	expect(files.filter(file => !existsSync(path.join(folder, file)))).toEqual([]);
});
