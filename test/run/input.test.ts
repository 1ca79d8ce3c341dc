/** A value is another one now: what used it is stale, and nothing else. */
import {Buffer} from 'node:buffer';
import {expect, test} from 'vitest';
import {parseChecklist} from '../../source/checklist/parse.js';
import {findBreach} from '../../source/run/audit.js';
import type {Fact} from '../../source/run/events.js';
import {observe, startOf, startRun} from './trial-run.js';

const document = `---
tag: v{{version}}
decision: [release manager]
inputs:
  version: {ask: Version}
  kind: {choices: [major, minor]}
  otp: {ask: One-time password, secret: true}
placeholders: {VERSION: 'v{{version}}'}
---

# Release

## First

- [ ] The changelog names {{version}}
- [ ] Somebody had a look
- [ ] The tests pass

  \`\`\`bash check
  test -n "$version"
  \`\`\`

- [ ] The linter passes

  \`\`\`bash check
  lint --version
  \`\`\`

- [ ] All is run

  \`\`\`bash check
  scripts/all.sh
  \`\`\`

- [ ] The archive is there

  \`\`\`bash check
  tar -tf release-VERSION.tar
  \`\`\`

- [ ] The kind is right. **Expect**: \`inputs.kind != ""\`
- [ ] Migrations are written. **Only if**: \`inputs.kind == "major"\`

## Second

- [ ] Find the tag $HOLDPOINT_TAG

  \`\`\`bash check
  git tag -l "$HOLDPOINT_TAG"
  \`\`\`

- [ ] Name a tag of old

  \`\`\`bash check
  git tag -l v0.0.1
  \`\`\`

**Signed by**: release manager
`;

const entered = (name: string, value: string): Fact => ({
	type: 'value-entered', data: {
		step: '', name, value, secret: false,
	},
});
const correct = (name: string, value: string) => ({type: 'correct input', name, value}) as const;

function setOut(text = document) {
	const run = startRun(parseChecklist(Buffer.from(text)), {tag: 'v1.0.0'});
	run.happen(entered('version', '1.0.0'), entered('kind', 'minor'));
	const condition = run.plan.steps.flatMap(({conditions}) => conditions)[0]?.id ?? '';
	run.take({
		type: 'judge condition', condition, holds: false, why: '',
	});
	for (const {step} of run.plan.steps) {
		if (step.kind === 'check') {
			run.run(step.id, {expectations: step.expectations.map(({expression}) => ({expression, ok: true, why: ''}))});
		} else if (step.kind === 'confirm' && run.status(step.id) === 'open') {
			run.confirm(step.id);
		}
	}

	const id = (words: string): string => run.plan.steps.find(({step}) => step.title.includes(words))?.step.id ?? '';
	const stale = (): string[] => run.plan.steps.filter(({step}) => run.status(step.id) === 'stale').map(({step}) => step.title);
	return {
		run, id, stale, condition,
	};
}

test('a corrected version: what names it, what runs a script, and what names the tag that it makes', () => {
	const {run, stale} = setOut();
	run.take(correct('version', ' 1.0.1 '));
	expect(stale()).toEqual(['The changelog names {{version}}', 'The tests pass', 'All is run', 'The archive is there', 'Find the tag $HOLDPOINT_TAG']);
	expect(run.state().values.get('version')).toBe('1.0.1');
	expect(run.state().started?.tag).toBe('v1.0.1');
	expect(run.events.at(-1)).toMatchObject({
		type: 'input-corrected', data: {
			name: 'version', value: '1.0.1', old: '1.0.0', tag: 'v1.0.1',
		},
	});
	expect(run.step(run.plan.steps[0]?.step.id ?? '').stale).toBe('version was corrected');
	expect(findBreach(run.plan, run.events)).toBeUndefined();
});

test('a corrected kind: what hangs on it is judged again, and nothing else is touched', () => {
	const {run, id, stale, condition} = setOut();
	expect(run.status(id('Migrations'))).toBe('set-aside');
	run.take(correct('kind', 'major'));
	expect(stale()).toEqual(['All is run', 'The kind is right.']);
	expect(run.state().started?.tag).toBe('v1.0.0');
	expect(run.status(id('Migrations'))).toBe('open');
	expect(run.state().conditions.has(condition)).toBe(false);
	run.take({
		type: 'judge condition', condition, holds: true, why: '',
	});
	expect(findBreach(run.plan, run.events)).toBeUndefined();
});

test('the tag stands once somebody has signed; what makes no other tag can still be corrected', () => {
	const {run, id} = setOut();
	run.take(run.sign(id('Signed by')));
	expect(run.refusal(correct('version', '1.0.1'))).toContain('the tag would be v1.0.1, and it cannot change after the first signature');
	run.take(correct('kind', 'major'));
	// It was over the second gate, and what changed is in the first.
	expect(run.status(id('Signed by'))).toBe('passed');
});

test('a signature over what used the value is asked for again', () => {
	const {run, id} = setOut(document.replace('## Second\n', '**Signed by**: release manager\n\n## Second\n'));
	const first = id('Signed by');
	run.take(run.sign(first), correct('kind', 'major'));
	expect(run.status(first)).toBe('stale');
});

test.each([
	['otp', '123456', 'is secret'],
	['kind', 'patch', 'it is one of major, minor'],
	['kind', 'minor', 'kind is minor already'],
	['version', ' ', 'Nothing was entered for version'],
	['flavour', 'x', 'This run has no input flavour; it has version, kind, otp.'],
])('%s=%s is refused', (name, value, words) => {
	const {run} = setOut();
	expect(run.refusal(correct(name, value))).toContain(words);
});

test('what was started with the value before is stale when it ends', () => {
	const {run, id} = setOut();
	const tests = id('tests');
	run.take({type: 'reopen', steps: [tests], reason: ''});
	const output = run.state().outputs + 1;
	run.take(startOf(tests, output), correct('version', '1.0.1'), {type: 'finish', observation: observe(tests, output)});
	expect(run.step(tests)).toMatchObject({status: 'stale', stale: 'version was corrected'});
});

test('a saved value that comes out as another one makes stale what used it', () => {
	const {run, id} = setOut(`# Release

- [ ] Make it

  \`\`\`bash check save=archive
  make archive
  \`\`\`

- [ ] It is whole

  \`\`\`bash check
  tar -tf "$archive"
  \`\`\`

- [ ] Something else
${document.slice(document.indexOf('- [ ] Migrations'))}`);
	const again = (value: string) => {
		run.run(id('Make it'), {saved: {name: 'archive', value}});
		return [id('whole'), id('else')].map(one => run.status(one));
	};

	// It ran before there was any.
	expect(again('a.tar')).toEqual(['stale', 'passed']);
	run.run(id('whole'));
	expect(again('a.tar')).toEqual(['passed', 'passed']);
	expect(again('b.tar')).toEqual(['stale', 'passed']);
	expect(run.status(id('Make it'))).toBe('passed');
});

test.each([
	['a correction that says nothing of what it made stale', {
		type: 'input-corrected', data: {
			name: 'kind', value: 'major', steps: [], old: 'minor',
		},
	}],
	['a correction to what nobody may choose', {
		type: 'input-corrected', data: {
			name: 'kind', value: 'none', steps: [], old: 'minor',
		},
	}],
	['a tag that the value does not make', {
		type: 'input-corrected', data: {
			name: 'kind', value: 'major', steps: [], old: 'minor', tag: 'v9',
		},
	}],
	['an input that is entered again in the middle', entered('kind', 'major')],
] satisfies ReadonlyArray<readonly [string, Fact]>)('%s is found', (_what, fact) => {
	const {run} = setOut();
	run.happen(fact);
	expect(findBreach(run.plan, run.events)?.event.seq).toBe(run.events.length);
});

test('a run is not begun with a value that its checklist does not ask for', () => {
	const run = startRun(parseChecklist(Buffer.from(document)), {tag: 'v1.0.0'});
	run.happen(entered('version', '1.0.0'), entered('canary', '/tmp'));
	expect(findBreach(run.plan, run.events)?.event.seq).toBe(3);
});

test('a document that was written for another release: the rules make both corrections again, also beside what waits to be judged and what a rule set aside', () => {
	const run = startRun(parseChecklist(Buffer.from(`---
tag: v{{version}}
decision: [release manager]
inputs:
  version: {ask: Version}
---

# Release 1.2.3

- [ ] Upload app-1.2.3.zip as $HOLDPOINT_TAG

  \`\`\`bash
  upload app-1.2.3.zip $HOLDPOINT_TAG
  \`\`\`

- [ ] Announce 1.2.3. **Only if**: \`inputs.version == "2.0.1"\`
- [ ] Look at 1.2.3
`)), {tag: 'v2.0.0'});
	run.happen(entered('version', '2.0.0'), entered('1.2.3', '2.0.0'));
	const [upload = '', announce = '', look = ''] = run.plan.steps.map(({step}) => step.id);
	run.take({
		type: 'judge condition', condition: run.plan.byId.get(announce)?.conditions[0]?.id ?? '', holds: false, why: '',
	}, startOf(upload, 1, 1, {text: 'upload app-2.0.0.zip $HOLDPOINT_TAG'}), {type: 'finish', observation: observe(upload, 1)});
	run.confirm(look);
	run.take(correct('version', '2.0.1'));
	expect([run.step(upload).awaiting, run.status(announce), run.status(look)]).toEqual([true, 'open', 'stale']);
	expect(findBreach(run.plan, run.events)).toBeUndefined();
});

test('what an inner rule had set aside, and an outer one would by now, is judged by the outer one again', () => {
	const run = startRun(parseChecklist(Buffer.from(`---
tag: v1.0.0
inputs:
  kind: {choices: [major, minor]}
  host: {choices: [a, b]}
---

# Release

## Migrations

**Only if**: \`inputs.kind == "major"\`

- [ ] Tell the users
- [ ] Move the data. **Only if**: \`inputs.host == "a"\`
`)));
	run.happen(entered('kind', 'major'), entered('host', 'b'));
	const [outer = '', inner = ''] = run.plan.steps[1]?.conditions.map(({id}) => id) ?? [];
	const judge = (condition: string, holds: boolean) => ({
		type: 'judge condition', condition, holds, why: '',
	}) as const;
	run.take(judge(outer, true), judge(inner, false), correct('kind', 'minor'), judge(outer, false), correct('host', 'a'));
	expect(run.state().conditions.has(outer)).toBe(false);
	run.take(judge(outer, false));
	expect(run.plan.steps.map(({step}) => run.status(step.id))).toEqual(['set-aside', 'set-aside']);
	expect(findBreach(run.plan, run.events)).toBeUndefined();
});
