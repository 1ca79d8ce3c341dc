import {expect, test} from 'vitest';
import fc from 'fast-check';
import stringWidth from 'string-width';
import {drawScreen} from '../../source/ui/draw.js';
import {startEditor} from '../../source/ui/editor.js';
import {emptyPage} from '../../source/ui/log.js';
import type {Line} from '../../source/ui/lines.js';
import {startRequest} from '../../source/ui/request.js';
import {startScreen, type View} from '../../source/ui/screen.js';
import {chooseSigns, needsPlainSigns, shown} from '../../source/ui/signs.js';
import type {WalkView} from '../../source/walk/view.js';
import {createMemoryWalk} from './memory-walk.js';
import {failing, release} from './documents.js';

const wide = `# 変更履歴 v1.0.0

## المرحلة الأولى 漢字漢字漢字漢字漢字漢字漢字漢字漢字漢字漢字漢字漢字漢字漢字漢字漢字漢字漢字漢字

- [ ] 漢字漢字漢字漢字漢字漢字漢字漢字漢字漢字漢字漢字漢字漢字漢字漢字漢字漢字漢字漢字漢字漢字漢字漢字漢字漢字漢字漢字漢字漢字漢字漢字
- [ ] 😀😀😀😀 emoji and مرحبا بالعالم
- [ ] ${'long '.repeat(80)}
`;

const at = (view: WalkView, shownView: View, {columns = 80, rows = 24, cursor = view.plan.steps[0]?.step.id ?? '', plainSigns = false, notice = ''} = {}) => drawScreen({
	view, screen: {...startScreen(cursor), view: shownView, notice}, columns, rows, now: view.clock.since, page: emptyPage, signs: chooseSigns(plainSigns), name: 'Ada',
});

const textOf = (line: Line) => line.map(({text}) => text).join('');
const linesOf = (picture: ReturnType<typeof at>) => [...picture.top, ...picture.body, ...picture.asking.lines, picture.foot].map(line => textOf(line));

function views(walk: ReturnType<typeof createMemoryWalk>): View[] {
	const {plan} = walk.getView();
	const step = plan.steps[0]?.step.id ?? '';
	const subject = {
		type: 'offer', act: 'no', asks: 'reason', label: 'No', step,
	} as const;
	return [
		{kind: 'walk'},
		{kind: 'step'},
		{kind: 'gates'},
		{kind: 'keys'},
		{kind: 'left'},
		{kind: 'decision'},
		{kind: 'outputs'},
		{kind: 'sign', step},
		{kind: 'find', editor: startEditor('a')},
		{
			kind: 'together', title: 'All', steps: plan.steps.map(planned => planned.step.id), except: new Set([step]),
		},
		{
			kind: 'request', request: startRequest(subject, walk.getView()), editor: startEditor('漢字 '.repeat(60)), from: {kind: 'walk'},
		},
		{
			kind: 'log', step, output: 1, place: 'end', search: undefined, sought: '',
		},
	];
}

test('every view fills exactly the rows there are, and no line is wider than the screen', () => {
	const walks = [createMemoryWalk(release, {results: failing}), createMemoryWalk(wide), createMemoryWalk('# Nothing to do\n')];
	const sizes = fc.tuple(fc.integer({min: 1, max: 160}), fc.integer({min: 3, max: 60}));
	fc.assert(fc.property(sizes, fc.nat(11), fc.nat(2), fc.nat(15), ([columns, rows], view, document, cursor) => {
		const walk = walks[document];
		const shownView = walk && views(walk)[view];
		if (!walk || !shownView) {
			throw new Error('no such view');
		}

		const picture = at(walk.getView(), shownView, {
			columns, rows, cursor: walk.getView().plan.steps[cursor]?.step.id ?? '', notice: 'Something was refused, and this sentence says at some length why.',
		});
		expect(picture.top.length + picture.body.length + picture.asking.lines.length + picture.shownChoices + 1).toBe(rows);
		const room = picture.side ? columns - picture.sideWidth - 3 : columns;
		for (const line of [...picture.top, picture.foot]) {
			expect(stringWidth(textOf(line))).toBeLessThanOrEqual(columns);
		}

		for (const line of [...picture.body, ...picture.asking.lines]) {
			expect(stringWidth(textOf(line))).toBeLessThanOrEqual(room);
		}

		for (const line of picture.side ?? []) {
			expect(stringWidth(textOf(line))).toBe(picture.sideWidth);
		}
	}), {numRuns: 300});
});

test('gates stand beside the steps from 100 columns on, on one line below that', () => {
	const {getView} = createMemoryWalk(release);
	expect(at(getView(), {kind: 'walk'}, {columns: 100}).side?.map(line => textOf(line).trimEnd()).filter(line => line !== '')).toEqual([
		' ▶ Hard contracts         0/4', '   SIP guarantees         0/6', ' ─ after the tag ─────────────', '   Post-release           0/1',
	]);
	const narrow = at(getView(), {kind: 'walk'}, {columns: 99});
	expect(narrow.side).toBeUndefined();
	expect(textOf(narrow.top[2] ?? [])).toBe(' ▶··  Hard contracts 0/4 · gate 1 of 3 · open');
	const cut = at(createMemoryWalk(wide).getView(), {kind: 'walk'});
	expect(textOf(cut.top[2] ?? [])).toMatch(/^ ▶ {2}.*… 0\/3 · gate 1 of 1 · open$/v);
});

test('a small window says so and still asks', () => {
	const picture = at(createMemoryWalk(release).getView(), {kind: 'walk'}, {columns: 59, rows: 12});
	expect(linesOf(picture)[0]).toContain('Under 60×16');
	expect(linesOf(picture).join('\n')).toContain('Dry-run passed on all targets. Is that so?');
	expect(picture.asking.choices.map(({label}) => label)).toContain('Yes');
});

test('the question stands right above the key line', () => {
	const picture = at(createMemoryWalk(release).getView(), {kind: 'walk'});
	expect(picture.asking.lines.map(line => textOf(line))).toEqual([' Dry-run passed on all targets. Is that so?']);
	expect(textOf(picture.foot)).toMatch(/^ y yes · n no · x not applicable/v);
	expect(textOf(picture.foot)).toMatch(/q pause$/v);
});

test('plain signs are ASCII, and as wide as the others', () => {
	const signs = chooseSigns(true);
	const walk = createMemoryWalk(release, {results: failing});
	walk.happen({
		type: 'step-failed', data: {step: walk.find('The changelog was read'), reason: 'it was “not” read…', answer: ''},
	});
	const readable = views(walk).filter(({kind}) => kind !== 'request');
	for (const view of readable) {
		const picture = at(walk.getView(), view, {plainSigns: true});
		for (const line of linesOf(picture)) {
			const plain = shown(line, signs);
			expect(plain).toMatch(/^\p{ASCII}*$/v);
			expect(plain).toHaveLength(stringWidth(line));
		}
	}
});

test('a dumb terminal and another encoding get plain signs', () => {
	expect(needsPlainSigns({TERM: 'dumb', LANG: 'de_DE.UTF-8'})).toBe(true);
	expect(needsPlainSigns({TERM: 'xterm', LANG: 'de_DE.ISO-8859-1'})).toBe(true);
	expect(needsPlainSigns({TERM: 'xterm', LC_ALL: 'C', LANG: 'de_DE.UTF-8'})).toBe(true);
	expect(needsPlainSigns({TERM: 'xterm', LANG: 'C.utf8'})).toBe(false);
	expect(needsPlainSigns({TERM: 'xterm'})).toBe(false);
});

test('every state has its own sign and its own word', () => {
	for (const plainSigns of [false, true]) {
		const marks = Object.values(chooseSigns(plainSigns).steps);
		expect(new Set(marks.map(({sign}) => sign)).size).toBe(marks.length);
		expect(new Set(marks.map(({word}) => word)).size).toBe(marks.length);
	}
});

test('text from the document cannot move the cursor or change the colours', () => {
	const walk = createMemoryWalk('# X v1.0.0\n\n## Gate \u{1B}[31m\n\n- [ ] red \u{1B}[2J\u{202E}evil\n');
	const picture = at(walk.getView(), {kind: 'walk'});
	expect(linesOf(picture).join('')).not.toMatch(/[\p{Control}\u{202E}]/v);
});

test('a demo and a rehearsal are marked on every screen', () => {
	const walk = createMemoryWalk(release);
	walk.show({demo: true});
	const {top} = at(walk.getView(), {kind: 'gates'});
	expect(top.map(line => textOf(line)).join('\n')).toContain(' DEMO ');
});

test('a command is shown in full: what does not fit is scrolled to', () => {
	const command = Array.from({length: 60}, (_, line) => `  echo ${line}`);
	const walk = createMemoryWalk(`# X v1.0.0\n\n## Gate\n\n- [ ] Long\n\n  \`\`\`bash\n${command.join('\n')}\n  \`\`\`\n`);
	const cursor = walk.find('Long');
	const seen = new Set<string>();
	const first = at(walk.getView(), {kind: 'walk'}, {cursor});
	const {last = 0, page = 1} = first.extent ?? {};
	for (const top of [...Array.from({length: Math.ceil(last / page)}, (_, turn) => turn * page), last]) {
		const picture = drawScreen({
			view: walk.getView(), screen: {...startScreen(cursor), at: top}, columns: 80, rows: 24, now: 0, page: emptyPage, signs: chooseSigns(false), name: 'Ada',
		});
		for (const line of picture.body) {
			seen.add(textOf(line).trim());
		}
	}

	expect(last).toBeGreaterThan(0);
	expect(Array.from({length: 59}, (_, line) => `echo ${line}`).filter(line => !seen.has(line))).toEqual([]);
});
