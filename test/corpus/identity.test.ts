import {readFileSync} from 'node:fs';
import fc from 'fast-check';
import {expect, test} from 'vitest';
import {allSteps} from '../../source/checklist/outline.js';
import {parseChecklist} from '../../source/checklist/parse.js';
import {normalise} from '../../source/checklist/titles.js';
import {read} from '../checklist/reading.js';
import {corpusNames, fileOf, seedNames} from './documents.js';
import {edit, editNames} from './edits.js';

const change = fc.record({name: fc.constantFrom(...editNames), at: fc.nat(500), to: fc.nat(500)});

test('a step that did not change keeps its id, whatever happens around it', () => {
	fc.assert(fc.property(fc.constantFrom(...seedNames, ...corpusNames), fc.array(change, {minLength: 1, maxLength: 4}), (name, changes) => {
		const original = parseChecklist(readFileSync(fileOf(name)));
		let checklist = original;
		const touched: string[] = [];
		for (const [index, {name: kind, at, to}] of changes.entries()) {
			const edited = edit(kind, checklist, {at, to, words: `Something new ${index}`});
			checklist = edited ? read(edited.text) : checklist;
			touched.push(...edited?.touched ?? []);
		}

		const after = new Map(allSteps(checklist).map(step => [step.id, step]));
		// Of equal texts, the one that goes leaves its number to the next.
		const kept = allSteps(original).filter(({id, kind, range}) => !id.includes('#') && kind !== 'group'
			// A section's title stands for a step only as long as there is none below it.
			&& !/[#<]/v.test(original.text.charAt(range.from)) && touched.every(path => !id.startsWith(path)));
		expect(kept.filter(({id, title}) => normalise(after.get(id)?.title ?? '') !== normalise(title)).map(({id}) => id)).toEqual([]);
		const before = new Set(allSteps(original).map(({id}) => id));
		expect(allSteps(checklist).filter(({id, title}) => title.includes('Something new') && before.has(id))).toEqual([]);
	}), {numRuns: 40});
});

test('what an item does keeps its id when an item is put below it', () => {
	const [alone] = allSteps(read('- [ ] Migrate\n  ```bash\n  ./migrate up\n  ```\n'));
	const [group, work, item] = allSteps(read('- [ ] Migrate\n  ```bash\n  ./migrate up\n  ```\n  - [ ] Look\n'));
	expect([group?.id, work?.id, item?.id]).toEqual([':migrate/.', alone?.id, ':migrate/look']);
});

test('another heading of the first level changes no step of the first one', () => {
	const text = '# Release\n\n- [ ] a\n\n## Build\n\n- [ ] b\n';
	const ids = allSteps(read(text)).map(({id}) => id);
	expect(allSteps(read(`${text}\n# Appendix\n\n- [ ] c\n`)).map(({id}) => id)).toEqual([...ids, 'appendix:c']);
});
