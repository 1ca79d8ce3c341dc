import {expect, test} from 'vitest';
import {allSteps} from '../../source/checklist/outline.js';
import {
	askedIn,
	linesOf,
	read,
	sectionOf,
	stepOf,
} from './reading.js';

test('task items are steps wherever they stand, once each', () => {
	expect(askedIn('- [ ] a\n- b\n\n> - [x] c\n>   1. [ ] d\n\n- e\n  - [ ] f\n\n[^1]: - [ ] g\n')).toEqual(['confirm a', 'group c', 'confirm d', '(group) e', 'confirm f', 'confirm g']);
	expect(stepOf(read('- [X] done\n'), 'done')).toMatchObject({ticked: true, kind: 'confirm'});
});

test.each([
	['**Title**', false],
	['**Title:**', false],
	['✅ **Title** (if applicable)', false],
	['All of these:', false],
	['Check `config.yaml`:', true],
	['Everything is fine', true],
	['**Title** and more', true],
])('a group "%s" is asked: %s', (title, asked) => {
	expect(read(`- [ ] ${title}\n  - [ ] inside\n`).root.steps[0]).toMatchObject({kind: 'group', asked});
});

test('the texts of the groups above stand in every item', () => {
	expect(stepOf(read('- [ ] **A**\n  - [ ] B\n    - [ ] c\n'), 'c').context).toEqual(['A', 'B']);
});

test('the work of a group is a step inside it', () => {
	const {root} = read('- [ ] Migrate\n\n  ```bash\n  ./migrate up\n  ```\n\n  - [ ] Nobody complains\n');
	expect(linesOf(root.steps)).toEqual(['(group) Migrate']);
	expect(root.steps[0]).toMatchObject({commands: [], steps: [{kind: 'action', title: 'Migrate', commands: [{text: './migrate up'}]}, {title: 'Nobody complains'}]});
});

test('the work of a group that stands behind its items is done behind them', () => {
	const block = (text: string): string => `  \`\`\`bash\n  ${text}\n  \`\`\`\n\n`;
	const orderOf = (text: string): string[] => stepOf(read(text), 'Bump').steps.map(({title}) => title);
	expect(orderOf(`- [ ] Bump\n\n  - [ ] in a\n  - [ ] in b\n\n${block('make')}`)).toEqual(['in a', 'in b', 'Bump']);
	expect(orderOf(`- [ ] Bump\n\n  - [ ] in a\n\n${block('make')}  - [ ] in b\n`)).toEqual(['in a', 'Bump', 'in b']);
	expect(orderOf(`- [ ] Bump **Wait**: 1h **Signed by**: release manager\n\n  - [ ] in a\n\n${block('make')}`)).toEqual(['Wait: 1h', 'in a', 'Bump', 'Bump']);
});

test('without task items every item is a step, but for what is only text', () => {
	expect(askedIn([
		'# T',
		'## Purpose',
		'- one',
		'## Notes',
		'- two',
		'## Release notes',
		'- three',
		'## How to use this',
		'- four',
		'## Do',
		'- [Build](#build)',
		'- Note that it rains',
		'- ⚠ careful',
		'- Warning: hot',
		'- `only code`',
		'- [only](https://link.example)',
		'- five',
		'> - quoted',
		'1. Increment when:\n   - a\n   - b',
		'1. Read `these`:\n   - `a`\n   - [b](c)',
		'1. All are there:\n   - a',
	].join('\n\n'))).toEqual(['confirm three', 'confirm five', 'confirm Increment when:', 'confirm Read these:', '(group) All are there:', 'confirm a']);
});

test('a numbered title without a step below it is one confirmation', () => {
	expect(askedIn([
		'# T',
		'',
		'## 1. Build',
		'',
		'All of it.',
		'',
		'## Step 2 — Look',
		'',
		'Closely.',
		'',
		'## 3️⃣ Sign',
		'',
		'| a |',
		'|---|',
		'| b |',
		'',
		'## 4. Ship',
		'',
		'### 4.1 Pack',
		'',
		'Well.',
		'',
		'## Words',
		'',
		'Only.',
		'',
		'## 48-hour soak',
		'',
		'Only.',
		'',
		'## 5. Overview',
		'',
		'Only.',
		'',
	].join('\n')))
		.toEqual(['confirm 1. Build', 'confirm Step 2 — Look', 'confirm 3️⃣ Sign', 'confirm 4.1 Pack']);
});

test('with task items, numbered sections are a sequence when one of them holds a step', () => {
	expect(askedIn('# T\n\n## 1. Build\n\nAll of it.\n\n## 2. Ship\n\n- [ ] a\n\n## 3. Overview\n\nWords.\n\n## 4. Sign-off\n\nWords.\n')).toEqual(['confirm 1. Build', 'confirm a']);
	expect(askedIn('# T\n\n- [ ] a\n\n## 1. Once\n\nWords.\n\n## 2. Twice\n\nWords.\n')).toEqual(['confirm a']);
});

test('without task items a title that tells what to do, without a step below it, is one confirmation', () => {
	const titles = ['Publish the gems', 'Is the CI green? If not, make it green.', 'Test the gem', 'B: Create a branch', 'Test coverage', 'Release notes', 'How do we do it?', 'Voting'];
	expect(askedIn(['# T', ...titles.map(title => `## ${title}\n\nWords.`)].join('\n\n'))).toEqual(titles.slice(0, 4).map(title => `confirm ${title}`));
	expect(askedIn('# T\n\n## Publish the gems\n\n- a\n')).toEqual(['confirm a']);
});

test('front matter decides how a document is walked', () => {
	expect(askedIn('---\nsteps: lists\n---\n- [ ] a\n- b\n')).toEqual(['confirm a', 'confirm b']);
	expect(askedIn('---\nsteps: tasks\n---\n- a\n\n```bash\nmake\n```\n')).toEqual(['action a']);
	expect(askedIn('---\ntext: [Advice]\n---\n# T\n\n## Advice\n\n- a\n\n## Do\n\n- b\n')).toEqual(['confirm b']);
});

test('in a document with task items a list is walked where an item holds a command', () => {
	expect(askedIn('- [ ] a\n\n## Tests\n\n1. Run it\n   ```bash\n   make\n   ```\n2. Look at it\n\n## Words\n\n- only\n')).toEqual(['confirm a', 'action Run it', 'confirm Look at it']);
	expect(askedIn('- [ ] a\n\n  Details:\n\n  - b\n  - c\n')).toEqual(['confirm a']);
});

test.each([
	['a (optional)', true],
	['a (if any) b', true],
	['(Optionally) a', true],
	['a (If Needed)', true],
	['a (if applicable)', true],
	['Optional: a', true],
	['**Optional:** a', true],
	['a (opcional)', true],
	['NICE: a', true],
	['[NICE] a', true],
	['an optional a', false],
	['a if needed', false],
	['Nicely done', false],
])('"%s" may be set aside: %s', (title, optional) => {
	expect(read(`---\noptional: [NICE, opcional]\n---\n- [ ] ${title}\n`).root.steps[0]?.optional).toBe(optional);
});

test('If … introduces what it holds for, Otherwise is its opposite', () => {
	const {root} = read('If A holds:\n\n- [ ] a\n- [ ] b\n\nOtherwise:\n\n- [ ] c\n\n- [ ] d\n\nIf B holds, do it.\n\n- [ ] e\n');
	const [a, b, c, e] = root.steps;
	expect(a?.condition).toMatchObject({text: 'If A holds:', line: 1, oppositeOf: undefined});
	expect(b?.condition?.id).toBe(a?.condition?.id);
	expect(c?.condition).toMatchObject({text: 'Otherwise:', oppositeOf: a?.condition?.id});
	expect(e?.title).toBe('d');
	expect(root.steps.at(-1)?.condition).toBeUndefined();
});

test('a group or an item with a command can be the condition', () => {
	const {root} = read('- [ ] If A:\n  - [ ] a\n- [ ] Otherwise:\n  - [ ] b\n- [ ] If C:\n  ```bash\n  make c\n  ```\n- [ ] If only words:\n');
	expect(root.steps.map(({kind, asked, condition}) => [kind, asked, condition?.text])).toEqual([
		['group', false, 'If A:'],
		['group', false, 'Otherwise:'],
		['action', true, 'If C:'],
		['confirm', true, undefined],
	]);
	expect(read('If it is Monday:\n\n```bash\nmake\n```\n').root.steps[0]?.condition?.text).toBe('If it is Monday:');
});

test('a title has no marks, and is one line', () => {
	expect(askedIn('- [ ] a **b** `c`\n  d <!-- e --> [f](g) ![h](i)\n')).toEqual(['confirm a b c d f h']);
});

test('text is kept beside the steps, with its lines', () => {
	const {root} = read('# T\n\nSome *words*\nand more\n\n- [ ] a\n\n  Detail.\n\n- just an item\n\n| x | y |\n|---|---|\n| 1 | 2 |\n\n```yaml\nkey: 1\n```\n\n> quoted\n');
	expect(root.prose).toEqual([
		{line: 3, text: 'Some words'},
		{line: 4, text: 'and more'},
		{line: 8, text: 'Detail.'},
		{line: 10, text: '- just an item'},
		{line: 12, text: 'x │ y'},
		{line: 14, text: '1 │ 2'},
		{line: 17, text: 'key: 1'},
		{line: 20, text: 'quoted'},
	]);
});

test('ids come from titles and text, never from places', () => {
	const one = read('# R 1.0\n\n## 1. Build\n\n- [ ] Make **it**\n- [ ] Test it\n\n## 2. Ship\n\n- [ ] Test it\n- [ ] test IT!\n');
	const other = read('# R 2.0\n\nNew words.\n\n## 2) Ship\n\n- [x] Test `it`\n- [ ] New\n- [ ] ✅ test IT\n\n## 3 · Build\n\n1. [ ] test it\n2. [ ] make it\n');
	expect(allSteps(one).map(({id}) => id)).toEqual(['build:make-it', 'build:test-it', 'ship:test-it', 'ship:test-it#2']);
	expect(allSteps(other).map(({id}) => id)).toEqual(['ship:test-it', 'ship:new', 'ship:test-it#2', 'build:test-it', 'build:make-it']);
	expect(sectionOf(one, '1. Build').id).toBe('build');
});

test('ids stay short and apart', () => {
	const long = 'word '.repeat(100);
	const {root} = read(`- [ ] ${long}a\n- [ ] ${long}b\n- [ ] ✅\n- [ ] 漢字の手順\n`);
	const ids = root.steps.map(({id}) => id);
	expect(new Set(ids).size).toBe(4);
	expect(ids.every(id => id.length < 100)).toBe(true);
	expect(ids.slice(2)).toEqual([':-', ':漢字の手順']);
});

test('a box may be written as a sign', () => {
	const checklist = read('# T\n\n- ☐ one\n- ⬜ **two** words\n- ⬜ GO ⬜ NO-GO\n- plain\n- ☐plain\n');
	expect(linesOf(checklist.root.steps)).toEqual(['confirm one', 'confirm two words', 'choice T']);
	expect(checklist.root.steps[0]?.box).toEqual({at: {from: 7, to: 8}, sign: true});
});

test('a sign that somebody has ticked in the file is asked about like one that nobody has', () => {
	const {root} = read('- ☐ one\n- ☑ two\n- ✅ done long ago\n');
	expect(root.steps.map(({title, ticked, box}) => [title, ticked, box?.sign])).toEqual([['one', false, true], ['two', true, true]]);
});

test('an item that is struck through may be set aside', () => {
	expect(read('- [ ] ~~gone~~\n- [ ] ~~half~~ gone\n').root.steps.map(({optional}) => optional)).toEqual([true, false]);
});

test('a list of links into the document is its contents; one such link in a list is a step', () => {
	expect(askedIn('## A\n\n- [Build](#build) first\n- [Ship](#ship) then\n\n## B\n\n- [Build](#build) all of it\n- look\n')).toEqual(['confirm Build all of it', 'confirm look']);
});

test('an item that only says what kind of text follows is text', () => {
	expect(askedIn('## A\n\n- **References**\n- **Scope:** x\n- do it\n')).toEqual(['confirm Scope: x', 'confirm do it']);
});

test('a list in an item that says nothing is part of the list around', () => {
	const checklist = read('- [ ] Promote\n  - - [ ] OS\n  - - [ ] OSD\n');
	expect(linesOf(allSteps(checklist))).toEqual(['group Promote', 'confirm OS', 'confirm OSD']);
});

test('what stands below an optional title may be set aside', () => {
	const optional = (title: string): boolean | undefined => read(`# T\n\n## ${title}\n\n### More\n\n- [ ] a\n  - [ ] b\n`).root.sections[0]?.sections[0]?.steps[0]?.steps[0]?.optional;
	expect(['Extras (optional)', 'Optional enhancements', '📝 Optional: more', 'Not optional'].map(title => optional(title))).toEqual([true, true, true, false]);
});

test('in a list the condition may end in a comma', () => {
	const [group] = read('- a\n\n- if it is no patch release,\n  - bump\n').root.steps.slice(1);
	expect(group).toMatchObject({kind: 'group', asked: false, condition: {text: 'if it is no patch release,'}});
});
