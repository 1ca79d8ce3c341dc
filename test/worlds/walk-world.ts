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
import {setUp, type Checked, type StandingWorld} from './set-up.js';
import {missingFor} from './tools.js';
import type {World} from './world.js';

const isDone = (state: string): boolean => state === 'passed' || state === 'set-aside';

/** What keeps the release, each with its reason and the end of what it printed. */
const complaints = ({steps}: Checked): string[] => steps.filter(({state}) => !isDone(state))
	.map(({title, state, why, outputTail}) => `${state}: ${title}: ${why} ${outputTail.slice(-300)}`);

export function walkWorld(world: World): void {
	const missing = missingFor(world);
	describe.skipIf(missing !== undefined)(`the world of ${world.file}${missing === undefined ? '' : ` (skipped, ${missing})`}`, () => {
		let standing: StandingWorld | undefined;
		const check: StandingWorld['check'] = async (gate, change) => {
			if (!standing) {
				throw new Error('the world does not stand');
			}

			return standing.check(gate, change);
		};

		beforeAll(async () => {
			standing = await setUp(world);
		});
		afterAll(async () => standing?.remove());

		test('every check of the checklist has a variant in which it fails', () => {
			const checklist = parseChecklist(readFileSync(path.join(import.meta.dirname, '..', '..', 'checklists', world.file)));
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
	});
}
