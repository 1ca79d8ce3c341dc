import {mkdtemp, rm, writeFile} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import path from 'node:path';
import {expect, onTestFinished, test} from 'vitest';
import fc from 'fast-check';
import {findInLog, readPage, type LogPlace} from '../../source/ui/log.js';
import {fitPage, scrollLog, wrapOutput} from '../../source/ui/scroll.js';

async function write(text: string): Promise<string> {
	const folder = await mkdtemp(path.join(tmpdir(), 'holdpoint-log-'));
	onTestFinished(async () => rm(folder, {recursive: true}));
	const file = path.join(folder, '1.log');
	await writeFile(file, text);
	return file;
}

const numbered = (count: number) => Array.from({length: count}, (_, line) => `line ${line}\n`).join('');
const texts = async (file: string, place: LogPlace, rows: number) => {
	const {lines} = await readPage(file, place, rows);
	return lines.map(({text}) => text);
};

test('a window at the start, in the middle, and at the end', async () => {
	const file = await write(numbered(50_000));
	expect(await texts(file, {from: 0, back: 0}, 3)).toEqual(['line 0', 'line 1', 'line 2']);
	expect(await texts(file, 'end', 3)).toEqual(['line 49997', 'line 49998', 'line 49999']);
	const {lines} = await readPage(file, 'end', 3);
	expect(await texts(file, {from: lines[0]?.from ?? 0, back: 2}, 2)).toEqual(['line 49995', 'line 49996']);
	expect(await texts(file, {from: lines[0]?.from ?? 0, back: 20_000}, 1)).toEqual(['line 29997']);
	expect(await texts(file, {from: lines[0]?.from ?? 0, back: 100_000}, 1)).toEqual(['line 0']);
});

test('scrolling down, page by page, shows every line once', async () => {
	const unit = fc.constantFrom('a', '漢', ' ', '\t');
	const someLines = fc.array(fc.string({unit, maxLength: 30}), {maxLength: 60});
	const someRows = fc.integer({min: 1, max: 9});
	const property = fc.asyncProperty(someLines, someRows, fc.boolean(), async (lines, rows, isEnded) => {
		const file = await write(lines.join('\n') + (isEnded && lines.length > 0 ? '\n' : ''));
		const seen: string[] = [];
		for (let page = await readPage(file, {from: 0, back: 0}, rows); page.lines.length > 0;) {
			seen.push(...page.lines.map(({text}) => text));
			if (page.to >= page.size) {
				break;
			}

			const next = await readPage(file, {from: page.to, back: 0}, rows);
			// The last page is filled up with lines that were seen before.
			const fresh = next.lines.filter(({from}) => from >= page.to);
			page = {...next, lines: fresh};
		}

		const wanted = isEnded || lines.at(-1) !== '' ? lines : lines.slice(0, -1);
		expect(seen).toEqual(isEnded && wanted.length === 1 && wanted[0] === '' ? [''] : wanted);
	});
	await fc.assert(property, {numRuns: 50});
});

test('past the end it shows the last page, not an empty one', async () => {
	const file = await write(numbered(10));
	expect(await texts(file, {from: 69, back: 0}, 4)).toEqual(['line 6', 'line 7', 'line 8', 'line 9']);
});

test('a text is found behind the place, and then from the start again', async () => {
	const file = await write(`needle\n${numbered(30_000)}a needle here\nend\n`);
	const second = await findInLog(file, 'needle', 3);
	expect(await texts(file, {from: second ?? 0, back: 0}, 1)).toEqual(['a needle here']);
	expect(await findInLog(file, 'needle', (second ?? 0) + 3)).toBe(0);
	expect(await findInLog(file, 'nowhere', 0)).toBeUndefined();
});

test('a line of millions of characters is shown in pieces', async () => {
	const file = await write('x'.repeat(3_000_000));
	const page = await readPage(file, {from: 0, back: 0}, 5);
	expect(page.lines).toHaveLength(5);
	expect(page.to).toBe(5 * 8192);
	const end = await readPage(file, 'end', 5);
	expect(end.lines.length).toBeGreaterThan(0);
});

test('a log that is not there yet is empty', async () => {
	expect(await readPage('/nowhere/at/all.log', 'end', 5)).toEqual({lines: [], to: 0, size: 0});
});

test('long lines take several rows: going on shows every line, going back as well', async () => {
	const unit = fc.constantFrom('a', '漢', ' ');
	const someLines = fc.array(fc.string({unit, minLength: 1, maxLength: 60}), {minLength: 1, maxLength: 40});
	const room = fc.record({rows: fc.integer({min: 1, max: 9}), columns: fc.integer({min: 8, max: 30})});
	const property = fc.asyncProperty(someLines, room, async (lines, {rows, columns}) => {
		const file = await write(`${lines.join('\n')}\n`);
		const show = async (place: LogPlace) => fitPage(await readPage(file, place, rows), place, {rows, columns});
		const walk = async (does: 'down' | 'page down' | 'up' | 'page up', start: LogPlace) => {
			const seen = new Set<number>();
			for (let page = await show(start), presses = 0; presses < 300; presses++) {
				for (const {from} of page.lines) {
					seen.add(from);
				}

				const isThere = does.endsWith('down') ? page.to === page.size : page.lines[0]?.from === 0;
				const next = isThere ? undefined : scrollLog(does, page);
				if (next?.to !== 'screen' || next.action.type !== 'go in log') {
					break;
				}

				page = await show(next.action.place);
				const height = page.lines.reduce((sum, {text}) => sum + wrapOutput(text, columns).length, 0);
				expect(page.lines.length === 1 || height <= rows).toBe(true);
			}

			return seen.size;
		};

		const [down, pageDown, up, pageUp] = [await walk('down', {from: 0, back: 0}), await walk('page down', {from: 0, back: 0}), await walk('up', 'end'), await walk('page up', 'end')];
		expect([down, pageDown, up, pageUp]).toEqual(Array.from({length: 4}, () => lines.length));
	});
	await fc.assert(property, {numRuns: 15});
});
