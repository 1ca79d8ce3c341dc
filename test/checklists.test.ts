/** What we ship as checklists is read without a word of complaint. */
import {readdirSync, readFileSync} from 'node:fs';
import path from 'node:path';
import {expect, test} from 'vitest';
import {parseChecklist} from '../source/checklist/parse.js';
import {planWalk} from '../source/run/plan.js';
import {walkedSteps} from '../source/run/gates.js';

const folder = path.join(import.meta.dirname, '..', 'checklists');

test.each(readdirSync(folder))('%s', file => {
	const checklist = parseChecklist(readFileSync(path.join(folder, file)));
	expect(checklist.diagnostics).toEqual([]);
	expect(walkedSteps(planWalk(checklist)).length).toBeGreaterThan(0);
});
