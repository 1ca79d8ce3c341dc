import fc from 'fast-check';
import {expect, test} from 'vitest';
import {readBlocks} from '../../source/checklist/reader/document.js';
import {allSteps} from '../../source/checklist/outline.js';
import {fillChecklist, planEdits} from '../../source/record/render/fill.js';
import {gatherMaterial} from '../../source/record/render/material.js';
import {renderRecord, renderers} from '../../source/record/render.js';
import {type Fact, rendererVersion} from '../../source/run/events.js';
import {skeletonOf, textsOf, wild} from './hostile.js';
import {
	finished,
	ran,
	sampleChecklist,
	sampleSource,
	started,
	structureOf,
	structureOfFilled,
} from './render-sample.js';

const piece = fc.constantFrom(
	'## A section\n\n',
	'- [ ] An item\n',
	'- [x] Ticked\n  - [ ] Inner\n    - [ ] Innermost\n',
	'* [ ] Star\n\n  ```bash\n  true\n  ```\n  A line behind the fence\n',
	'1. [ ] Numbered\n',
	'- [ ] Wide\n    - [ ] Deep\n',
	'- [ ] Tabbed\n\t- [ ] Deep\n',
	'* [ ] Fenced\n    ```\n    x\n    ```\n',
	'   indented by three\n',
	'  ```\n  a fence\n  ```\n',
	'\nOwner: ____\n',
	'\nA paragraph\nOwner: ___  \nthat goes on\n',
	'\n',
	'\n---\n\n',
	'```\n[ ] In a form\nOwner: _____\n```\n',
	'\n~~~~text\n[ ] In tildes\n~~~~\nright below\n',
	'| a | b |\n|---|---|\n| 1 | 2 |\n',
	'> - [ ] Quoted\n',
	'<details>\n<summary>More</summary>\n\n',
	'<div>\nOwner: ____\n</div>\n',
	'[link]: /somewhere\n',
	'Words\n\n',
	'    indented\n',
);
const ending = fc.constantFrom('', '```\nopen', '~~~\n- [ ] open\n', '<!-- open\n', '- item\n\n  ```\n  [ ] open in an item', '<details>\n', '<pre>\n', '- <!-- inner\n', '<?php\n');
const document = fc.tuple(fc.array(piece, {maxLength: 12}), ending, fc.boolean()).map(([pieces, end, carriage]) => {
	const text = pieces.join('') + end;
	return carriage ? text.replaceAll('\n', '\r\n') : text;
});

type Script = ReadonlyArray<{readonly kind: number; readonly words: readonly string[]}>;
const script: fc.Arbitrary<Script> = fc.array(fc.record({kind: fc.nat(6), words: fc.tuple(wild, wild, wild)}), {maxLength: 12});

/** Every step in turn is given one of these. */
function play(text: string, acts: Script, harmless: boolean) {
	const checklist = sampleChecklist(text);
	const steps = allSteps(checklist);
	const facts = acts.flatMap(({kind, words}, index): Fact[] => {
		const step = steps[index % Math.max(1, steps.length)];
		const [one, two, three] = words.map(word => harmless ? 'word' : word);
		return step ? act(kind, step, [one ?? '', two ?? '', three ?? '']) : [];
	});
	return sampleSource(checklist, [
		{type: 'run-started', data: started},
		...facts,
		{type: 'decision-made', data: {decision: 'NO-GO', reasons: acts.map(({words}) => harmless ? 'word' : (words[0] ?? '')), leftOut: []}},
	]);
}

function act(kind: number, {id, value}: {id: string; value: Record<string, unknown> | undefined}, [one, two, three]: [string, string, string]): Fact[] {
	if (value) {
		return [{
			type: 'value-entered', data: {
				step: id, name: 'owner', value: one, secret: false,
			},
		}];
	}

	switch (kind) {
		case 0: {
			return [{
				type: 'step-confirmed', data: {
					steps: [id], together: false, answer: one, note: two, byHand: false, witness: {name: three, email: 'g@example.com'},
				},
			}];
		}

		case 1: {
			return [{type: 'step-failed', data: {step: id, reason: one, answer: ''}}, {type: 'step-waived', data: {step: id, reason: two, role: three}}];
		}

		case 2: {
			return [{type: 'step-set-aside', data: {steps: [id], reason: one, by: 'person'}}];
		}

		case 3: {
			return [{type: 'note-added', data: {about: id, note: one}}, {type: 'note-added', data: {about: '', note: two}}];
		}

		case 4: {
			return [{type: 'check-started', data: ran(id, 1, one)}, {
				type: 'check-finished', data: finished(id, 1, {
					ok: false, why: one, exit: 1, tail: two, size: 3,
					statements: [{
						line: 1, text: three, status: 1, ms: 1, verdict: 'failed', why: two,
					}],
					expectations: [{expression: two, ok: false, why: one}],
					saved: {name: 'x', value: three},
				}),
			}];
		}

		case 5: {
			return [{
				type: 'gate-signed', data: {
					gate: 'section A section', step: '', role: one, decision: 'approve', missing: 0, comment: two, statement: 'f'.repeat(64), signer: 'ada@example.com', key: three,
				},
			}];
		}

		default: {
			return [{type: 'evidence-recorded', data: {step: id, name: one, files: [{path: two, size: 1, sha256: 'f'.repeat(64)}]}}];
		}
	}
}

test('un-filling gives the checklist back, byte for byte', () => {
	fc.assert(fc.property(document, script, (text, acts) => {
		const material = gatherMaterial(play(text, acts, false));
		const filled = fillChecklist(material);
		let at = 0;
		let original = '';
		let rest = 0;
		for (const edit of planEdits(material)) {
			const kept = text.slice(rest, edit.from);
			expect(filled.slice(at, at + kept.length)).toBe(kept);
			expect(filled.slice(at + kept.length, at + kept.length + edit.text.length)).toBe(edit.text);
			original += kept + text.slice(edit.from, edit.to);
			at += kept.length + edit.text.length;
			rest = edit.to;
		}

		expect(original + filled.slice(at)).toBe(text);
	}));
});

test('only boxes and blanks lose characters, and whole lines are added', () => {
	fc.assert(fc.property(document, script, (text, acts) => {
		const material = gatherMaterial(play(text, acts, false));
		const places = material.steps.flatMap(({box, value}) => [box?.at, value?.blank.at]);
		for (const {from, to, text: put} of planEdits(material)) {
			expect(from === to ? /^\r?\n/v.test(put) : places.some(place => place?.from === from && place.to === to)).toBe(true);
		}
	}));
});

test('the same checklist and journal give the same bytes', () => {
	fc.assert(fc.property(document, script, (text, acts) => {
		expect(renderRecord(play(text, acts, false))).toBe(renderers.get(rendererVersion)?.(play(text, acts, false)));
	}), {numRuns: 30});
});

test('what people and commands say changes no structure, is not live and hides nothing', () => {
	fc.assert(fc.property(document, script, (text, acts) => {
		const record = renderRecord(play(text, acts, false));
		const blocks = readBlocks(record);
		const harmless = readBlocks(renderRecord(play(text, acts, true)));
		expect(blocks.map(node => skeletonOf(node))).toEqual(harmless.map(node => skeletonOf(node)));
		expect(blocks.flatMap(node => textsOf(node)).join('\n')).not.toMatch(/@|:\/\/|www\./v);
		expect(record.replaceAll('\r\n', '\n')).not.toMatch(/[\p{Control}--[\t\n]]|\p{Default_Ignorable_Code_Point}/v);
	}), {numRuns: 80});
});

test('remarks leave the document’s own structure as it is', () => {
	fc.assert(fc.property(document, script, (text, acts) => {
		const material = gatherMaterial(play(text, acts, true));
		expect(structureOfFilled(material)).toEqual(structureOf(readBlocks(text)));
	}), {numRuns: 100});
});

test('the annex stands outside of whatever the document leaves open', () => {
	fc.assert(fc.property(document, script, (text, acts) => {
		const headings = readBlocks(renderRecord(play(text, acts, false))).flatMap(node => node.type === 'heading' && node.depth === 1 ? textsOf(node) : []);
		expect(headings.at(-1)).toBe('Annex');
	}), {numRuns: 60});
});
