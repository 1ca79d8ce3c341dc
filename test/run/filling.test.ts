/** Values typed once appear everywhere; a command with an unfilled placeholder does not run. */
import {expect, test} from 'vitest';
import {parseChecklist} from '../../source/checklist/parse.js';
import {fillPlan, fillSentence} from '../../source/run/values/filling.js';
import {offersFor} from '../../source/run/offers.js';
import type {Fact} from '../../source/run/events.js';
import {startOf, startRun} from './trial-run.js';

const text = `---
inputs: {version: {}, who: {}}
placeholders: {vX.Y.Z: 'v{{version}}'}
---
# T

Release {{version}} by {{who}}, {{unknown}}.

## Ship {{version}}

- [ ] Back up to \`<folder>\`

\`\`\`bash
cp db <folder>
\`\`\`

- [ ] Tag {{tag}} as vX.Y.Z

\`\`\`bash check
git show vX.Y.Z
\`\`\`

- [ ] Restore works. **Evidence**: \`out-{{version}}-{{who}}.txt\`
- [ ] Look at ????

\`\`\`bash
ls <folder> ????
\`\`\`
`;

function value(name: string, entered: string): Fact {
	return {
		type: 'value-entered', data: {
			step: '', name, value: entered, secret: false,
		},
	};
}

function walk() {
	const run = startRun(parseChecklist(new TextEncoder().encode(text)));
	run.happen(value('version', '1.2.0'), value('who', 'Ada & co'));
	return run;
}

function shown({plan, state}: ReturnType<typeof walk>) {
	return fillPlan(plan, state()).steps.map(({step}) => step);
}

const ids = walk().plan.steps.map(({step}) => step.id);
const [backUp = '', tagged = '', , look = ''] = ids;

test('titles, text, commands and file names are filled in, and nothing else changes', () => {
	const run = walk();
	const filled = fillPlan(run.plan, run.state());
	expect(filled.checklist.root.prose.map(line => line.text)).toEqual(['Release 1.2.0 by Ada & co, {{unknown}}.']);
	expect(filled.gates.map(({section}) => section.title)).toContain('Ship 1.2.0');
	expect(filled.steps.map(({step}) => step.title)).toEqual(['Back up to <folder>', 'Tag v1.0.0 as v1.2.0', 'Restore works.', 'Look at ????']);
	expect(filled.steps[1]?.step.commands[0]).toMatchObject({text: 'git show v1.2.0', placeholders: []});
	// A value that would mean something in a pattern stays out of it.
	expect(filled.steps[2]?.step.evidence[0]?.glob).toBe('out-1.2.0-{{who}}.txt');
	expect(filled.steps.map(({step}) => step.id)).toEqual(ids);
	expect(filled.steps.map(({step}) => step.fingerprint)).toEqual(run.plan.steps.map(({step}) => step.fingerprint));
	expect(fillSentence('“Ship {{version}}” is open.', run.plan, run.state())).toBe('“Ship 1.2.0” is open.');
	expect(fillPlan(run.plan, run.state())).toBe(filled);
});

test('what was said once for a placeholder holds everywhere', () => {
	const run = walk();
	expect(run.refusal({type: 'fill in', name: '????', value: 'x'})).toContain('has “????” to be filled in');
	expect(run.refusal({type: 'fill in', name: '<folder>', value: ' '})).toBe('Say what stands for <folder>.');
	run.take({type: 'fill in', name: '<folder>', value: ' /var/backup '});
	expect(shown(run).map(({title}) => title)[0]).toBe('Back up to /var/backup');
	expect(shown(run).map(({commands}) => [commands[0]?.text, commands[0]?.placeholders])).toEqual([
		['cp db /var/backup', []], ['git show v1.2.0', []], [undefined, undefined], ['ls /var/backup ????', ['????']],
	]);
});

test('a command with a placeholder that nobody filled in does not run', () => {
	const run = walk();
	expect(run.refusal(startOf(backUp, 1, 1, {text: 'cp db <folder>'}))).toBe('Fill in <folder> first.');
	run.take({type: 'fill in', name: '<folder>', value: 'b'});
	expect(run.refusal(startOf(backUp, 1, 1, {text: 'cp db b', edited: true}))).toBeUndefined();
	expect(run.refusal(startOf(look, 1, 1, {text: 'ls b ????'}))).toBe('Fill in ???? first.');
	const labels = (id: string) => offersFor(fillPlan(run.plan, run.state()), run.state(), id).map(({act}) => act);
	expect(labels(backUp)).toContain('run');
	expect(labels(look)).not.toContain('run');
	expect(labels(look)).toContain('edit');
});

test('a check runs as the front matter fills it, and never with a value that is more than a word', () => {
	const run = walk();
	expect(run.refusal(startOf(tagged, 1, 1, {text: 'git show v1.2.0'}))).toBeUndefined();
	expect(run.refusal(startOf(tagged, 1, 1, {text: 'git show v1.2.1', edited: true}))).toBe('A check runs as it stands in the checklist.');
	run.happen(value('version', '1.2.0; id'));
	expect(run.refusal(startOf(tagged, 1, 1, {text: 'git show vX.Y.Z'}))).toBe('Fill in vX.Y.Z first.');
	expect(shown(run)[1]?.commands[0]?.text).toBe('git show vX.Y.Z');
});

test('a document with nothing to fill in stays as it is', () => {
	const run = startRun(parseChecklist(new TextEncoder().encode('- [ ] a\n\n```bash\nmake\n```\n')));
	expect(fillPlan(run.plan, run.state())).toBe(run.plan);
});
