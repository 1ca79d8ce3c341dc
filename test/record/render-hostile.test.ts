/** Names and titles that would be Markdown, HTML or a terminal's commands leave the record's structure as that of harmless ones. */
import fc from 'fast-check';
import {expect, test} from 'vitest';
import {allSteps} from '../../source/checklist/outline.js';
import {readBlocks} from '../../source/checklist/reader/document.js';
import type {Checklist, Section, Step} from '../../source/checklist/model.js';
import type {RecordSource} from '../../source/record/render/material.js';
import {renderRecord} from '../../source/record/render.js';
import type {Fact} from '../../source/run/events.js';
import {skeletonOf, textsOf, wild} from './hostile.js';
import {
	ada,
	finished,
	ran,
	sampleChecklist,
	sampleSource,
	started,
} from './render-sample.js';

const document = '# Sample\n\n## Build\n\n- [ ] One\n- [ ] Two\n\n## Ship\n\n- [ ] Three\n- [ ] Four\n';

/** A text for each place, no two alike. */
type Say = (place: number) => string;

const retitle = (steps: readonly Step[], say: Say): Step[] => steps.map((step, index) => ({...step, title: say(index), steps: retitle(step.steps, say)}));

const retitleSection = (section: Section, say: Say): Section => ({
	...section, title: section.level === 0 ? section.title : say(section.range.from), steps: retitle(section.steps, say), sections: section.sections.map(inner => retitleSection(inner, say)),
});

/** The same document, whose steps and sections are called otherwise. */
function callOtherwise(say: Say): Checklist {
	const checklist = sampleChecklist(document);
	return {...checklist, title: say(0), root: retitleSection(checklist.root, say)};
}

/** A release in which everything has a name of its own. */
function play(say: Say): RecordSource {
	const checklist = callOtherwise(say);
	const [one = '', two = '', three = '', four = ''] = allSteps(checklist).map(({id}) => id);
	const person = {name: say(1), email: say(2), host: say(3)};
	const facts: Fact[] = [
		{
			type: 'run-started', data: {
				...started, name: say(4), tag: say(5), project: say(6), program: say(7), branch: say(8), previous: say(9), key: say(10), checklist: {...started.checklist, path: say(11)}, decision: [say(12)],
			},
		},
		{type: 'witness-joined', data: {witness: {name: say(13), email: say(14)}}},
		{
			type: 'step-confirmed', data: {
				steps: [one], together: false, answer: say(15), note: say(16), byHand: false, witness: {name: say(17), email: say(18)},
			},
		},
		{type: 'check-started', data: ran(two, 1, say(19))},
		{
			type: 'check-finished', data: finished(two, 1, {
				ok: false, why: say(20), tail: say(21), size: 3, saved: {name: say(22), value: say(23)}, evidence: [{
					name: say(24), files: [{path: say(25), size: 1, sha256: 'f'.repeat(64)}],
				}],
			}),
		},
		{type: 'evidence-recorded', data: {step: three, name: say(26), files: [{path: say(27), size: 1, sha256: 'f'.repeat(64)}]}},
		{type: 'step-set-aside', data: {steps: [four], reason: say(28), by: 'person'}},
		{
			type: 'head-moved', data: {
				from: started.commit, to: '1'.repeat(40), tree: '2'.repeat(40), branch: say(29), commits: [say(30)], paths: [say(31)], own: false,
			},
		},
		{type: 'driver-changed', data: {from: say(32), why: say(33)}},
		{type: 'decision-made', data: {decision: 'NO-GO', reasons: [say(34)], leftOut: []}},
	];
	return sampleSource(checklist, facts.map(fact => ({...fact, person: {...ada, ...person}})));
}

test('names and titles change no structure, are not live and hide nothing', () => {
	fc.assert(fc.property(fc.uniqueArray(wild, {minLength: 40, maxLength: 40}), texts => {
		const record = renderRecord(play(place => texts[place % texts.length] ?? ''));
		const blocks = readBlocks(record);
		const harmless = readBlocks(renderRecord(play(place => `word ${place}`)));
		expect(blocks.map(node => skeletonOf(node))).toEqual(harmless.map(node => skeletonOf(node)));
		expect(blocks.flatMap(node => textsOf(node)).join('\n')).not.toMatch(/@|:\/\/|www\./v);
		expect(record.replaceAll('\r\n', '\n')).not.toMatch(/[\p{Control}--[\t\n]]|\p{Default_Ignorable_Code_Point}/v);
	}), {numRuns: 60});
});
