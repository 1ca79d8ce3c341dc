/** What is asked of every world. */
import {readFileSync} from 'node:fs';
import path from 'node:path';
import {
	afterAll,
	beforeAll,
	describe,
	expect,
	test,
} from 'vitest';
import {allSteps} from '../../source/checklist/outline.js';
import {parseChecklist} from '../../source/checklist/parse.js';
import {keys, type Terminal} from '../e2e/terminal.js';
import {
	decideGo,
	hurried,
	passScreens,
	walkUntil,
} from '../e2e/walker.js';
import {setUp, type Checked, type StandingWorld} from './set-up.js';
import {missingFor} from './tools.js';
import type {World} from './world.js';

const isDone = (state: string): boolean => state === 'passed' || state === 'set-aside';

/** What keeps the release, each with its reason and the end of what it printed. */
const complaints = ({steps}: Checked): string[] => steps.filter(({state}) => !isDone(state))
	.map(({title, state, why, outputTail}) => `${state}: ${title}: ${why} ${outputTail.slice(-300)}`);

const fileOf = ({file}: World): string => path.join(import.meta.dirname, '..', '..', 'checklists', file);

/** Once only: a second press would be another answer. */
const pressOnce = (key: string, words: string) => async (terminal: Terminal): Promise<void> => {
	terminal.press(key);
	await terminal.waitFor(screen => !screen.includes(words));
};

const runs = /❯ (?:Record the files|Check|Run) {2}\(r\)/v;

/** What a machine decides is begun when it is offered, gates are signed, and the tag's name is typed where it is asked for. */
const reactions = (tag: string) => [
	{
		sees: runs, async does(terminal: Terminal) {
		// A key that comes while something is being written may have to be pressed again.
			for (let isTaken = false; !isTaken;) {
				terminal.press('r');
				isTaken = await terminal.waitFor(screen => !runs.test(screen), 5000).then(() => true).catch(() => false);
			}
		},
	},
	{sees: /❯ Sign as .* {2}\(y\)/v, does: pressOnce('y', '❯ Sign as')},
	{sees: /❯ Approve: sign as/v, does: pressOnce(keys.enter, '❯ Approve: sign as')},
	{sees: /A comment that stands beside the signature/v, does: pressOnce(keys.enter, 'What this signature says')},
	{
		sees: /It cannot be answered yet/v,
		does(terminal: Terminal) {
			terminal.press('l');
		},
	},
	{
		sees: /This cannot be undone\. Type/v,
		async does(terminal: Terminal) {
			await terminal.type(tag);
			await pressOnce(keys.enter, 'This cannot be undone. Type')(terminal);
		},
	},
	...hurried,
];

export function walkWorld(world: World): void {
	const missing = missingFor(world);
	describe.skipIf(missing !== undefined)(`the world of ${world.file}${missing === undefined ? '' : ` (skipped, ${missing})`}`, () => {
		let standing: StandingWorld | undefined;
		const stand = (): StandingWorld => {
			if (!standing) {
				throw new Error('the world does not stand');
			}

			return standing;
		};

		const check: StandingWorld['check'] = async (gate, change) => stand().check(gate, change);

		beforeAll(async () => {
			standing = await setUp(world);
		});
		afterAll(async () => standing?.remove());

		test('every check of the checklist has a variant in which it fails', () => {
			const checklist = parseChecklist(readFileSync(fileOf(world)));
			const checks = allSteps(checklist).filter(({kind}) => kind === 'check' || kind === 'evidence').map(({title}) => title);
			const failing = new Set(world.variants.map(({fails}) => fails[0]));
			expect(checks.filter(title => !failing.has(title))).toEqual([]);
			expect([...failing].filter(title => !checks.includes(title))).toEqual([]);
		});

		test('all of it passes', async () => {
			const checked = await check();
			expect(complaints(checked)).toEqual([]);
			expect(checked).toMatchObject({exit: 0});
			expect(checked.verdict).toMatch(/^RELEASE OK: /v);
		});

		test.each(world.afterTheTag)('after the tag, “%s” passes', async gate => {
			const checked = await check(gate);
			expect(complaints(checked)).toEqual([]);
			expect(checked).toMatchObject({exit: 0});
		});

		test.each(world.variants.map(variant => ({...variant, title: variant.fails[0]})))('alone fails: $title', async ({gate, fails, ...change}) => {
			const checked = await check(gate, change);
			expect(checked.steps.filter(({state}) => !isDone(state)).map(({title}) => title).toSorted()).toEqual(fails.toSorted());
			const failed = checked.steps.find(({title}) => title === fails[0]);
			expect(failed).toMatchObject({state: 'failed'});
			expect(checked.exit).toBe(failed?.blocking === true ? 1 : 0);
		});

		// Last: its record moves HEAD, and what lies there is then older.
		test('walked in a terminal it comes to a signed tag', async () => {
			const {open, renew, git} = stand();
			const terminal = open();
			try {
				await passScreens(terminal);
				await renew();
				await walkUntil(terminal, /Go to the decision|GO or NO-GO\?/v, reactions(world.tag));
				await decideGo(terminal, world.tag);
				terminal.press('q');
				expect(await terminal.ended).toMatchObject({exitCode: 0});
				expect(await git('cat-file', 'tag', world.tag)).toContain('Holdpoint-Record: ');
			} finally {
				terminal.dispose();
			}
		});
	});
}
