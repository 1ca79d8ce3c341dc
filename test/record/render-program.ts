/** Renders the record of a folder's checklist and journal again, and prints it: started under other time zones and languages. */
import {readFileSync} from 'node:fs';
import path from 'node:path';
import process from 'node:process';
import {parseChecklist} from '../../source/checklist/parse.js';
import {sourceOf} from '../../source/record/render/material.js';
import {renderRecord} from '../../source/record/render.js';
import {readChain} from '../../source/run/chain.js';
import {planWalk} from '../../source/run/plan.js';
import {initialState, replay} from '../../source/run/reduce.js';

const [folder = ''] = process.argv.slice(2);
const journal = readFileSync(path.join(folder, 'journal.jsonl'), 'utf8');
const chain = readChain(journal);
if ('code' in chain) {
	throw new Error(chain.message);
}

const text = readFileSync(path.join(folder, 'checklist.md'));
const checklist = parseChecklist(text);
const plan = planWalk(checklist);
const state = replay(initialState(plan), chain.events);
const source = sourceOf(plan, state, chain.events);
process.stdout.write(renderRecord(source));
