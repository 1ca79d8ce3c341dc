import {readdir, readFile} from 'node:fs/promises';
import {expect, test} from 'vitest';
import {readBlocks} from '../../source/checklist/reader/document.js';
import type {Step} from '../../source/checklist/model.js';
import {allSteps} from '../../source/checklist/outline.js';
import {parseChecklist} from '../../source/checklist/parse.js';
import {fillChecklist} from '../../source/record/render/fill.js';
import {gatherMaterial} from '../../source/record/render/material.js';
import {renderRecord} from '../../source/record/render.js';
import type {Fact} from '../../source/run/events.js';
import {
	sampleSource,
	started,
	structureOf,
	structureOfFilled,
} from './render-sample.js';

const seeds = new URL('../seeds/', import.meta.url);

/** Every third step has failed, the others have passed. */
function answer(step: Step, index: number): Fact[] {
	const isAsked = step.kind === 'group' ? step.asked : step.signature === undefined;
	if (!isAsked || step.phase !== 'before the tag') {
		return [];
	}

	if (step.value) {
		return [{
			type: 'value-entered', data: {
				step: step.id, name: 'value', value: `value ${index}`, secret: false,
			},
		}];
	}

	if (index % 3 === 0) {
		return [{type: 'step-failed', data: {step: step.id, reason: 'broken', answer: ''}}];
	}

	return [{
		type: 'step-confirmed', data: {
			steps: [step.id], together: false, answer: step.alternatives[0]?.label ?? '', note: '', byHand: false,
		},
	}];
}

const names = await readdir(seeds);

test.each(names.filter(name => name.endsWith('.md')))('%s keeps its structure, and tells of every step', async name => {
	const checklist = parseChecklist(await readFile(new URL(name, seeds)));
	const steps = allSteps(checklist);
	const source = sampleSource(checklist, [
		{type: 'run-started', data: started},
		...steps.flatMap((step, index) => answer(step, index)),
		{type: 'decision-made', data: {decision: 'NO-GO', reasons: ['broken'], leftOut: []}},
	]);
	const material = gatherMaterial(source);
	const filled = fillChecklist(material);
	expect(structureOfFilled(material)).toEqual(structureOf(readBlocks(checklist.text)));
	const ticked = steps.filter(step => step.box && source.state.steps.get(step.id)?.status === 'passed');
	expect(filled.match(/\[x\]/gv)?.length ?? 0).toBeGreaterThanOrEqual(ticked.length);
	const failed = steps.filter(({id}) => source.state.steps.get(id)?.status === 'failed');
	expect(filled.match(/\*\*failed\*\* · reason: broken/gv)?.length ?? 0).toBe(failed.length);
	expect(renderRecord(source)).toContain(`\n\n${filled}\n---\n\n# Annex\n`);
});
