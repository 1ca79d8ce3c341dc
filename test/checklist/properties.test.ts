import {existsSync, readdirSync, readFileSync} from 'node:fs';
import fc from 'fast-check';
import {describe, expect, test} from 'vitest';
import type {Checklist} from '../../source/checklist/model.js';
import {allSteps, sectionsOf, writtenSteps} from '../../source/checklist/outline.js';
import {parseChecklist} from '../../source/checklist/parse.js';
import {describeChecklist, outlineText} from '../../source/checklist/show.js';
import {read} from './reading.js';
import {taskBoxes} from './task-boxes.js';

const boxesOf = (checklist: Checklist): number[] => writtenSteps(checklist)
	.flatMap(({box, alternatives}) => [...(box ? [box] : []), ...alternatives.map(alternative => alternative.box)])
	.filter(({sign}) => !sign).map(({at}) => at.from);

const check = (checklist: Checklist): void => {
	const {text} = checklist;
	const boxes = boxesOf(checklist);
	expect(new Set(boxes).size).toBe(boxes.length);
	const known = new Set(boxes);
	expect(taskBoxes(text).filter(at => !known.has(at))).toEqual([]);

	const ids = [...sectionsOf(checklist.root), ...allSteps(checklist)].map(({id}) => id);
	expect(new Set(ids).size).toBe(ids.length);
	const places = new Set<string>();
	const ranges = [
		...writtenSteps(checklist).flatMap(({box, value, signature, alternatives}) => [box?.at, value?.blank.at, signature?.blank?.at, ...alternatives.map(alternative => alternative.box.at)]),
		...checklist.fills.flatMap(({blank, alternatives}) => [blank?.at, ...alternatives.map(alternative => alternative.box.at)]),
	];
	for (const range of ranges) {
		if (!range) {
			continue;
		}

		expect(text.slice(range.from, range.to)).toMatch(/^(?:[\t x]|[□▢◻☐⬜]\u{FE0F}?|_{3,}|\[[^\[\]]+\])?$/iv);
		expect(places.has(`${range.from}`)).toBe(false);
		places.add(`${range.from}`);
	}

	for (const {range, start, note, title} of allSteps(checklist)) {
		expect(range.from).toBeLessThanOrEqual(range.to);
		expect(range.to).toBeLessThanOrEqual(text.length);
		expect(start.offset).toBeGreaterThanOrEqual(range.from);
		expect(start.offset).toBeLessThanOrEqual(range.to);
		expect(text.slice(0, start.offset).split(/\r\n|\r|\n/v)).toHaveLength(start.line);
		expect(note.at).toBeGreaterThanOrEqual(range.from);
		expect(/^(?:\r|\n|$)/v.test(text.slice(note.at, note.at + 1))).toBe(true);
		expect(title).not.toMatch(/[\n\r]/v);
	}

	expect(outlineText(checklist).length).toBeGreaterThan(0);
	expect(describeChecklist(checklist).title).toBe(checklist.title);
};

const marks = ['build', '**bold**', '`code`', '[link](#x)', '<b>', '&amp;', String.raw`\[ ]`, '漢字', '✅', '~~x~~', '\t', '  '];
const fields = ['____', '[TBD]', '[ ] PASS [ ] FAIL', '⬜ GO ⬜ NO-GO', 'Signed by: ____', 'Date: ____'];
const sayings = ['**Expect**: `exit == 0`', '**Evidence**: `a/*.b`', '**Requires**: build', '**For each**: x in `a, b`', '**For each**: y in `c, c d, c-d`', '**Wait**: 1h', '**Only if**: `x == "a"`', '**By**: qa', '{{x}}', 'If it rains:', 'Otherwise:', '(optional)', 'Tag the release', 'when:'];
const inline = fc.constantFrom(...marks, ...fields, ...sayings);
const words = fc.array(inline, {minLength: 1, maxLength: 4}).map(parts => parts.join(' '));
const marker = fc.constantFrom('- ', '* ', '1. ', '10) ', '-   ', '-\t', '+ ');
const box = fc.constantFrom('[ ] ', '[x] ', '[X]\t', '', '[ ]', '[]');
const indent = fc.constantFrom('', '  ', ' '.repeat(4), '\t', '> ', '>', ' '.repeat(3), ' '.repeat(6));
const fences = ['```', '```bash', '```bash check timeout=1m', '~~~', '````python', '$ make', '- [ ] in code', 'make <x>'];
const blocks = ['---', '===', '-', '<details><summary><h3>S</h3></summary>', '<!--', '-->', '| a | b |', '|--|--|', '| x | [ ] PASS [ ] FAIL |', '**Overall sign-off**:', '[^1]: note'];
const special = fc.constantFrom(...fences, ...blocks);
const line = fc.oneof(
	fc.tuple(indent, marker, box, words).map(parts => parts.join('')),
	fc.tuple(fc.constantFrom('# ', '## ', '### ', '###### '), words).map(parts => parts.join('')),
	fc.tuple(indent, words).map(parts => parts.join('')),
	fc.tuple(indent, special).map(parts => parts.join('')),
	fc.constant(''),
);
const document = fc.tuple(fc.constantFrom('', '---\nrelease: x\n---\n', '---\nsteps: lists\n---\n', '\u{FEFF}'), fc.array(line, {maxLength: 30}), fc.constantFrom('\n', '\r\n', '\r'))
	.map(([front, lines, end]) => (front + lines.join('\n')).split('\n').join(end));

const folder = new URL('../seeds/', import.meta.url);
const seeds = readdirSync(folder).map(name => readFileSync(new URL(name, folder), 'utf8'));
const edit = fc.tuple(fc.nat(), fc.nat(80), words);
const mutated = fc.tuple(fc.constantFrom(...seeds), fc.array(edit, {minLength: 1, maxLength: 5})).map(([text, edits]) => {
	let result = text.slice(0, 6000);
	for (const [at, length, put] of edits) {
		const from = at % (result.length + 1);
		result = result.slice(0, from) + put + result.slice(from + length);
	}

	return result;
});

test('any document gives a checklist in which every box stands once and every place is exact', () => {
	fc.assert(fc.property(document, text => {
		check(read(text));
	}), {numRuns: 700});
}, 120_000);

test('so do the seeds with anything in them changed', () => {
	fc.assert(fc.property(mutated, text => {
		check(read(text));
	}), {numRuns: 40});
}, 120_000);

test('any bytes give the same checklist twice, and never an exception', () => {
	const encoded = fc.string({unit: 'binary', maxLength: 200}).map(text => new TextEncoder().encode(text));
	const anything = fc.oneof(fc.uint8Array({maxLength: 200}), encoded);
	fc.assert(fc.property(anything, bytes => {
		expect(parseChecklist(bytes)).toEqual(parseChecklist(bytes));
	}), {numRuns: 500});
});

test('long documents are read in pieces as if in one', () => {
	const gates = Array.from({length: 900}, (_, index) => [
		`## Gate ${index}`,
		`- [ ] step ${index} [x][ref]`,
		`  \`\`\`bash\n  # no heading\n\n  # no heading\n  make ${index}\n  \`\`\``,
		'<!--\n\n## no heading\n-->',
		`Name ${index}: ____\n\n`,
	].join('\n\n'));
	const checklist = read(`# T\n\n${gates.join('')}`);
	expect(checklist.root.sections.filter(({title}) => title.startsWith('Gate'))).toHaveLength(900);
	check(checklist);
	const fence = read(`# T\n\n- [ ] a\n\n\`\`\`text\n${'\n# no heading\n'.repeat(9000)}\`\`\`\n\n## Real\n\n- [ ] b\n`);
	expect([...sectionsOf(fence.root)].map(({title}) => title)).toEqual(['T', 'Real']);
	check(fence);
}, 120_000);

const corpus = new URL('../../../shared/corpus/', import.meta.url);
const documents = existsSync(corpus) ? readdirSync(corpus).filter(name => name.endsWith('.md')) : [];

// The collected checklists of other projects are not ours to copy, so they lie beside the repository or nowhere.
describe.skipIf(documents.length === 0)('collected checklists', () => {
	test.each(documents)('%s', name => {
		const checklist = parseChecklist(readFileSync(new URL(name, corpus)));
		check(checklist);
		expect(checklist.diagnostics.filter(({severity}) => severity === 'error')).toEqual([]);
	});
});
