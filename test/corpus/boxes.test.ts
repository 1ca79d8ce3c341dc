import {execFileSync, spawnSync} from 'node:child_process';
import {readFileSync} from 'node:fs';
import {describe, expect, test} from 'vitest';
import {isRunnable} from '../../source/checklist/fences/languages.js';
import type {Box, Checklist} from '../../source/checklist/model.js';
import {allSteps} from '../../source/checklist/outline.js';
import {parseChecklist} from '../../source/checklist/parse.js';
import {outlineText} from '../../source/checklist/show.js';
import {codesOf, nodesOf, taskBoxes} from '../checklist/task-boxes.js';
import {corpusNames, fileOf, seedNames} from './documents.js';

const hasCmark = spawnSync('cmark-gfm', ['--version']).status === 0;

const boxesOf = (checklist: Checklist): Box[] => allSteps(checklist)
	.flatMap(({box, alternatives}) => [...(box ? [box] : []), ...alternatives.map(alternative => alternative.box)]);

/** Only a list marker, quote signs and space stand between the beginning of the line and the box. */
const standsInItem = (text: string, at: number): boolean => {
	const from = Math.max(text.lastIndexOf('\n', at), text.lastIndexOf('\r', at)) + 1;
	return /^[\s>]*(?:(?:[*+\-]|\d{1,9}[\).])[\t >]+)+\[$/v.test(text.slice(from, at));
};

describe.each([...seedNames, ...corpusNames])('%s', name => {
	const checklist = parseChecklist(readFileSync(fileOf(name)));
	const {text} = checklist;
	const nodes = nodesOf(text);
	const tasks = taskBoxes(text, nodes);
	const codes = codesOf(nodes);
	const commands = allSteps(checklist).flatMap(step => step.commands);

	test('every box that GFM sees stands on one step, and no other item has one', () => {
		const boxes = boxesOf(checklist).filter(({sign}) => !sign).map(({at}) => at.from);
		expect(new Set(boxes).size).toBe(boxes.length);
		expect(tasks.filter(at => !boxes.includes(at))).toEqual([]);
		// Lists in a shell's clothes, and forms, hold boxes that GFM does not see.
		const others = boxes.filter(at => !tasks.includes(at) && standsInItem(text, at));
		expect(others.filter(at => codes.every(({position}) => at < (position?.start.offset ?? 0) || at > (position?.end.offset ?? 0)))).toEqual([]);
	});

	test.skipIf(!hasCmark)('cmark-gfm sees as many boxes', () => {
		const html = execFileSync('cmark-gfm', ['-e', 'tasklist', '-e', 'table', '--unsafe'], {input: text.slice(checklist.frontMatter?.to ?? 0), encoding: 'utf8'});
		// It overlooks those behind two markers on one line, `- - [ ] a`.
		const seen = tasks.filter(at => !/(?:[*+\-][\t ]+){2}\[$/v.test(text.slice(0, at)));
		expect(seen).toHaveLength(html.match(/<input type="checkbox"/gv)?.length ?? 0);
	});

	test('equal texts are told apart, and the outline holds every step', () => {
		const steps = allSteps(checklist);
		expect(new Set(steps.map(({id}) => id)).size).toBe(steps.length);
		expect(outlineText(checklist).length).toBeGreaterThan(steps.length);
	});

	test('nothing is offered to run that is output, a prompt, a box, or not in a block of a language that runs', () => {
		const blocks = codes.filter(({lang}) => isRunnable(lang)).map(({value}) => value).join('\n');
		for (const command of commands) {
			expect(isRunnable(command.language)).toBe(true);
			for (const line of command.text.split('\n')) {
				expect(line).not.toMatch(/^\s*(?:\$ |- \[[ x]\]|[│└├])/iv);
				expect(blocks).toContain(line.trim());
			}
		}
	});

	test('what has to be filled in keeps a command from running', () => {
		for (const command of commands) {
			expect(command.placeholders.join(' ')).toContain(/(?<![$<])<[A-Z_a-z]{2,}>/v.exec(command.text)?.[0] ?? '');
		}
	});
});

test(`the seeds are here, and ${corpusNames.length === 0 ? 'no collected checklists: they would lie in `shared/corpus` beside the checkout' : 'the collected checklists'}`, () => {
	expect(seedNames).toHaveLength(5);
});
