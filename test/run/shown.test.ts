/** On a screen only what has passed is ticked, whatever the document has drawn. */
import {Buffer} from 'node:buffer';
import {expect, test} from 'vitest';
import {parseChecklist} from '../../source/checklist/parse.js';
import {planWalk} from '../../source/run/plan.js';
import {initialState} from '../../source/run/reduce.js';
import {planShown} from '../../source/run/values/shown.js';

const planOf = (text: string) => planWalk(parseChecklist(Buffer.from(text)), undefined, 'before the tag');

const document = `# ✅ Release

## ✔️ 1. Tests

Legend: ✅ is done, ❌ is not.

- [ ] ❌ The password is in the log
- [ ] Failures: 0% ✅

\`\`\`bash
true
\`\`\`

Expected results:

\`\`\`
✓ all pass
  - ✅ twice
\`\`\`
`;

test('ticks of the document are not shown, crosses and everything else are', () => {
	const written = planOf(document);
	const plan = planShown(written, initialState(written));
	expect(plan.checklist.title).toBe('Release');
	expect(plan.gates.map(({section}) => section.title)).toEqual(['1. Tests']);
	expect(plan.steps.map(({step}) => step.title)).toEqual(['❌ The password is in the log', 'Failures: 0%']);
	expect(plan.steps.at(-1)?.step.expected).toEqual(['all pass\n  - twice']);
	expect(plan.gates[0]?.section.prose.map(({text}) => text)).toEqual(['Legend: is done, ❌ is not.']);
	expect(plan.steps.map(({step}) => step.id)).toEqual(written.steps.map(({step}) => step.id));
});

test('a document without ticks is shown as it is, and a plan is made once', () => {
	const plain = planOf('# T\n\n- [ ] a\n');
	expect(planShown(plain, initialState(plain))).toBe(plain);
	const written = planOf(document);
	expect(planShown(written, initialState(written))).toBe(planShown(written, initialState(written)));
});
