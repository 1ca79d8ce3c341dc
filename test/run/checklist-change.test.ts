/** The checklist is edited in the middle of a run: results stay with exactly the unchanged steps. */
import fc from 'fast-check';
import {expect, test} from 'vitest';
import {parseChecklist} from '../../source/checklist/parse.js';
import {compareChecklists, describeChange} from '../../source/run/checklist-change.js';
import type {Event, Fact} from '../../source/run/events.js';
import {planWalk, type Plan} from '../../source/run/plan.js';
import {initialState, replay} from '../../source/run/reduce.js';
import {stateOf} from '../../source/run/standing.js';

type Item = {readonly gate: number; readonly name: number; readonly command: number};

const write = (items: readonly Item[]): string => `---\ndecision: [release manager]\n---\n\n# Release\n${[0, 1, 2].map(gate => `\n## Gate ${gate}\n\n- [ ] The same always\n${items.filter(item => item.gate === gate).map(({name, command}) => `- [ ] Item ${name}\n${command === 0 ? '' : `\n  \`\`\`bash check\n  test ${command}\n  \`\`\`\n`}`).join('')}`).join('')}`;

const read = (text: string, before?: Plan): Plan => planWalk(parseChecklist(new TextEncoder().encode(text)), undefined, undefined, before && [before.checklist]);

const by = {name: 'Ada', email: 'ada@example.com', host: 'laptop'};
const line = (fact: Fact, seq: number): Event => ({
	...fact, v: 1, run: '1'.repeat(32), seq, prev: '0'.repeat(64), at: `2026-11-20T10:00:00.${String(seq).padStart(3, '0')}Z`, by,
});

/** All of the first text answered, then the second one taken. */
function change(before: Plan, after: Plan, keep = false) {
	const facts: Fact[] = [
		...before.steps.map(({step}): Fact => ({
			type: 'step-confirmed', data: {
				steps: [step.id], together: false, answer: '', note: '', byHand: false,
			},
		})),
		{type: 'checklist-changed', data: describeChange(compareChecklists(before, after), {digest: after.checklist.digest, taken: true, keep})},
	];
	return replay(initialState(planWalk(after.checklist, undefined, undefined, [before.checklist])), facts.map((fact, index) => line(fact, index + 1)));
}

const item = fc.record({gate: fc.nat(2), name: fc.nat(5), command: fc.nat(2)});
const items = fc.uniqueArray(item, {selector: ({gate, name}) => `${gate} ${name}`, minLength: 1, maxLength: 10});

test('a result is never applied to another step after an edit: for any edit, the steps that are the same in both texts keep theirs, and no other has one', () => {
	fc.assert(fc.property(items, items, fc.boolean(), (old, fresh, shuffled) => {
		const before = read(write(old));
		const after = read(write(shuffled ? [...fresh, ...old.filter(one => fresh.every(other => other.gate !== one.gate || other.name !== one.name))] : fresh));
		const state = change(before, after);
		for (const {step, section} of after.steps) {
			const same = before.steps.some(other => other.section.title === section.title && other.step.title === step.title && other.step.commands.map(({text}) => text).join('') === step.commands.map(({text}) => text).join(''));
			expect(stateOf(state, step.id).status, `${section.title}: ${step.title}`).toBe(same ? 'passed' : 'open');
		}
	}));
});

test('what was added, removed, changed and moved is told apart', () => {
	const before = read(write([{gate: 0, name: 1, command: 1}, {gate: 0, name: 2, command: 0}, {gate: 1, name: 3, command: 0}]));
	const after = read(write([{gate: 0, name: 1, command: 2}, {gate: 2, name: 3, command: 0}, {gate: 1, name: 4, command: 0}]));
	const titles = (plan: Plan, ids: readonly string[]) => ids.map(id => plan.byId.get(id)?.step.title);
	const {added, removed, changed, moved} = compareChecklists(before, after);
	expect([titles(after, added), titles(before, removed), titles(after, changed), titles(after, moved.map(({to}) => to))]).toEqual([['Item 4'], ['Item 2'], ['Item 1'], ['Item 3']]);
	const [to = ''] = moved.map(one => one.to);
	expect(stateOf(change(before, after), to).status).toBe('open');
	expect(stateOf(change(before, after, true), to).status).toBe('passed');
});

const termed = `---
placeholders: {HOST: a.example.com}
pair: optional
note: optional
---

# Release

## Gate

**About**: docs/**

- [ ] (optional) Look
- [ ] Ping it

  \`\`\`bash check
  ping HOST
  \`\`\`

- [ ] Copy it. **Waivable by**: operator

  \`\`\`bash
  cp a b
  \`\`\`

**Signed by**: release manager
`;

test.each([
	['a placeholder stands for something else', ['placeholders: {HOST: a.example.com}', 'placeholders: {HOST: b.example.com}'], ['Ping it']],
	['every answer wants a witness', ['pair: optional', 'pair: required'], ['Look', 'Copy it']],
	['every answer wants a note', ['note: optional', 'note: required'], ['Look', 'Copy it']],
	['a gate is about other paths', ['**About**: docs/**', '**About**: source/**'], ['Look', 'Ping it', 'Copy it', 'Signed by']],
	['somebody else may waive it', ['**Waivable by**: operator', '**Waivable by**: director'], ['Copy it']],
	['it is optional no more', ['(optional) Look', 'Look'], ['Look']],
])('%s: what that is about is open again', (_what, [old = '', fresh = ''], titles) => {
	const after = read(termed.replace(old, () => fresh));
	const {changed, added, removed} = compareChecklists(read(termed), after);
	expect([...changed, ...added].map(id => after.byId.get(id)?.step.title.replace(/\.$/v, ''))).toEqual(titles.map(title => expect.stringContaining(title) as string));
	expect(removed.length).toBe(added.length);
});

test('a signature does not move with its gate: it was given over another one', () => {
	const document = '# Release\n\n## Gate\n\n- [ ] Look\n\n**Signed by**: release manager\n\n## Last\n\n- [ ] Look again\n';
	const before = read(document);
	const after = read(document.replace('## Gate', '## Another gate'));
	const state = change(before, after, true);
	const statuses = after.steps.map(({step}) => [step.kind, stateOf(state, step.id).status]);
	expect(statuses).toEqual([['confirm', 'passed'], ['signature', 'open'], ['confirm', 'passed']]);
});

test('what stands twice is not taken for moved', () => {
	const before = read(write([{gate: 0, name: 1, command: 0}]));
	const after = read(write([{gate: 1, name: 1, command: 0}, {gate: 2, name: 1, command: 0}]));
	expect(compareChecklists(before, after)).toMatchObject({moved: [], added: {length: 2}, removed: {length: 1}});
});
