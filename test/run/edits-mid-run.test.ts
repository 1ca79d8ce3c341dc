/** The checklist is edited in the middle of a run, again and again: what is unchanged is told by the texts alone. */
import fc from 'fast-check';
import {expect, test} from 'vitest';
import {parseChecklist} from '../../source/checklist/parse.js';
import type {Checklist} from '../../source/checklist/model.js';
import {findBreach} from '../../source/run/audit.js';
import type {Intent} from '../../source/run/intents.js';
import {planWalk, type Plan, type PlannedStep} from '../../source/run/plan.js';
import {findRunningStep, stateOf} from '../../source/run/standing.js';
import type {RunState, StepState, StepStatus} from '../../source/run/state.js';
import {chance, pick, type Draw} from './arbitrary-checklist.js';
import {startRun, type TrialRun} from './trial-run.js';
import {pressOn, tryIntents} from './try-intents.js';

const shell = (mode: string, text: string): string => `\n\n  \`\`\`bash${mode}\n  ${text}\n  \`\`\``;

/** Items by what they say; each says it in some ways, of which one is taken. */
const items: ReadonlyArray<readonly string[]> = [
	['Somebody looked', 'Somebody looked twice', '(optional) Somebody looked'],
	['Latency < 5 ms', 'Latency > 5 ms', 'Latency < 5 ms\n\n  At the median.', 'Latency < 5 ms\n\n  At the 99th percentile.'],
	['Build the C++ client', 'Build the C# client'],
	['Build the C# client'],
	['The tests pass', ...['true', 'test -e a', 'test -e b'].map(text => `The tests pass${shell(' check', text)}`), `The tests pass${shell('', 'true')}`],
	[`Upload it${shell('', 'cp a b')}`, `Upload it${shell('', 'cp a c')}`, `Upload it${shell(' irreversible', 'cp a b')}`],
	['**Wait**: 1s', '**Wait**: 20s', '**Wait**: 2h'],
	['99.9 % of the requests succeed', '95.0 % of the requests succeed', '99.9 of the requests succeed'],
	['[The build](https://example.com/1) is green', '[The build](https://example.com/2) is green', 'The build is green'],
	['It answers on {{region}} **For each**: region in `eu, us`', 'It answers on {{region}} **For each**: region in `us, asia`'],
	['Build number: ______', 'Number of the build: ______'],
	['Result: [ ] PASS [ ] FAIL', 'Result: [ ] PASS [ ] N/A [ ] FAIL'],
	['Ship it\n  - [ ] Packed\n  - [ ] Labelled', 'Ship it\n  - [ ] Packed\n  - [ ] Labelled\n  - [ ] Sent', `Ship it\n  - [ ] Packed${shell(' check', 'true').replaceAll('\n  ', '\n    ')}`],
];

const conditional = [
	'If errors < 5:\n\n- [ ] Tell the support\n\n',
	'If errors > 5:\n\n- [ ] Tell the support\n\n',
	'If errors < 5:\n\n- [ ] Tell the support team\n\nOtherwise:\n\n- [ ] Go on\n\n',
];

const signatures = ['**Signed by**: release manager\n\n', '**Signed by**: release manager, director\n\n', '**Signed by**: director\n\n'];

const titles = ['Build', 'Load < 5', 'Load > 5', 'Docs'];

function drawGate(draw: Draw, title: string): string {
	const some = draw(fc.shuffledSubarray, [...items], {minLength: 1, maxLength: 5});
	return [
		`## ${title}\n\n`,
		...some.map(ways => `- [ ] ${pick(draw, ways)}\n`),
		'\n',
		...(chance(draw, 30) ? [pick(draw, conditional)] : []),
		...(chance(draw, 70) ? [pick(draw, signatures)] : []),
	].join('');
}

/** Gates that are kept as they are, changed, gone, come or in another order. */
function drawText(draw: Draw, before: readonly string[]): string[] {
	const kept = before.filter(() => chance(draw, 50));
	const fresh = titles.filter(title => kept.every(gate => !gate.startsWith(`## ${title}\n`)) && chance(draw, 60)).map(title => drawGate(draw, title));
	const gates = [...kept, ...fresh];
	return gates.length === 0 ? [drawGate(draw, 'Build')] : draw(fc.shuffledSubarray, gates, {minLength: gates.length});
}

const read = (gates: readonly string[]): Checklist => parseChecklist(new TextEncoder().encode(`---\ntag: v1.0.0\ndecision: [release manager]\nsame person: allowed\n---\n\n# Release\n\n${gates.join('')}`));

/** What a person reads of a step, in the document's words. */
const ownText = ({step, conditions}: PlannedStep, {checklist: {text}}: Plan): string =>
	JSON.stringify([...conditions.map(one => one.text), step.steps.length > 0 ? step.title : text.slice(step.range.from, step.range.to).trim(), step.commands.map(one => [one.words, one.text])]);

const wholeText = (planned: PlannedStep, plan: Plan): string =>
	JSON.stringify([planned.path.map(id => plan.sections.get(id)?.title), planned.groups.map(({title}) => title), ownText(planned, plan)]);

const byText = (plan: Plan, write: typeof wholeText): Map<string, PlannedStep[]> => Map.groupBy(plan.steps, planned => write(planned, plan));

type Side = readonly [Plan, RunState];

function expectResults([before, old]: Side, [after, fresh]: Side, isKept: boolean): void {
	const [known, now] = [byText(before, wholeText), byText(after, wholeText)];
	const gone = byText({...before, steps: before.steps.filter(planned => !now.has(wholeText(planned, before)))}, ownText);
	for (const [text, [planned, double]] of now) {
		const [same, sameDouble] = known.get(text) ?? [];
		// Of equal steps nobody can say which is which.
		if (!planned || double !== undefined || sameDouble !== undefined) {
			continue;
		}

		const moved = isKept ? gone.get(ownText(planned, after)) ?? [] : [];
		expectResult(text, {
			planned, was: same && stateOf(old, same.step.id), now: stateOf(fresh, planned.step.id), moved: moved.map(({step}) => stateOf(old, step.id).status),
		});
	}
}

type Compared = {readonly planned: PlannedStep; readonly was: StepState | undefined; readonly now: StepState; readonly moved: readonly StepStatus[]};

function expectResult(text: string, {planned, was, now, moved}: Compared): void {
	const what = `${text} was ${was?.status ?? 'not there'}`;
	if (planned.step.kind === 'signature') {
		// Whatever became of its own gate: it was given over the text before.
		expect(was && was.status !== 'open' ? ['stale'] : ['open', 'stale'], what).toContain(now.status);
	} else if (!was) {
		expect(['open', ...moved], what).toContain(now.status);
	} else if (planned.step.kind === 'wait') {
		expect([was.status, 'stale'], what).toContain(now.status);
	} else {
		expect(now, what).toEqual(was);
	}
}

/** Steps that are gone are history, and everybody's earlier answers are too. */
function expectHistory(old: RunState, fresh: RunState): void {
	for (const [id, {answers, executions, notes}] of old.steps) {
		const now = stateOf(fresh, id);
		expect([now.answers.slice(0, answers.length), now.executions.slice(0, executions.length), now.notes.slice(0, notes.length)]).toEqual([answers, executions, notes]);
	}

	expect([fresh.values, fresh.notes, fresh.signatures.length]).toEqual([old.values, old.notes, old.signatures.length]);
	expect(fresh.signatures.filter(({stale, withdrawn}) => !stale && !withdrawn)).toEqual([]);
}

const without = ({seq, last, activeMs, places, texts, ...state}: RunState) => state;

function editRun(run: TrialRun, draw: Draw, gates: readonly string[]): readonly string[] {
	const fresh = drawText(draw, gates);
	const text = read(fresh);
	expect(text.diagnostics.filter(({severity}) => severity === 'error')).toEqual([]);
	const {plan} = run;
	const old = run.state();
	const taken = chance(draw, 75);
	const keep = taken && chance(draw, 40);
	const refusal = run.refusal({
		type: 'change checklist', to: planWalk(text), taken, keep,
	});
	if (refusal !== undefined) {
		expect(text.digest === plan.checklist.digest || old.decision !== undefined || old.closed !== undefined || findRunningStep(plan, old) !== undefined, refusal).toBe(true);
		return gates;
	}

	const events = run.events.length;
	run.changeText(text, {taken, keep});
	expect(run.events.length).toBe(events + 1);
	if (taken) {
		expectResults([plan, old], [run.plan, run.state()], keep);
		expectHistory(old, run.state());
		return fresh;
	}

	expect(run.plan).toBe(plan);
	expect(without(run.state())).toEqual(without(old));
	return gates;
}

test('edits mid-run, again and again: results stay with exactly the unchanged steps, and none is applied to another step', () => {
	fc.assert(fc.property(fc.gen(), draw => {
		let gates: readonly string[] = drawText(draw, []);
		const run = startRun(read(gates));
		for (const _edit of [1, 2, 3]) {
			if (chance(draw, 70)) {
				pressOn(run, draw, () => undefined);
			} else {
				tryIntents(run, draw);
			}

			gates = editRun(run, draw, gates);
		}

		expect(findBreach(run.plan, run.events)).toBeUndefined();
	}), {numRuns: 100});
});

const twice = (...texts: readonly string[]): TrialRun => {
	const [first, ...others] = texts.map(text => read([`## Gate\n\n${text}\n`]));
	const run = startRun(first ?? read([]));
	for (const {step} of run.plan.steps) {
		run.happen({
			type: 'step-confirmed', data: {
				steps: [step.id], together: false, answer: '', note: '', byHand: false,
			},
		});
	}

	for (const text of others) {
		run.changeText(text, {taken: true, keep: false});
	}

	return run;
};

test.each([
	['a step that comes back with another command', [`- [ ] Test${shell(' check', 'true')}`, '- [ ] Look', `- [ ] Test${shell(' check', 'false')}`]],
	['the other side of a limit', ['- [ ] Errors < 5 %', '- [ ] Errors > 5 %']],
	['another sign behind the same word', ['- [ ] Build C++', '- [ ] Build C#']],
	['a condition that is another one', ['If errors < 5:\n\n- [ ] Look', 'If errors > 5:\n\n- [ ] Look']],
	['what stands below its item', ['- [ ] Look at the latency\n\n  It is below 50 ms.', '- [ ] Look at the latency\n\n  It is below 5 ms.']],
	['what is done when something else holds', ['If the tests fail:\n\n- [ ] Look', 'If the tests pass:\n\n- [ ] Look']],
	['a number that a title begins with', ['- [ ] 99.9 % uptime', '- [ ] 95.0 % uptime']],
	['a unit', ['- [ ] Errors below 5 %', '- [ ] Errors below 5']],
	['code in another case', ['- [ ] `sync -n` was quiet', '- [ ] `sync -N` was quiet']],
	['where a link goes', ['- [ ] [The build](https://example.com/1) is green', '- [ ] [The build](https://example.com/2) is green']],
	['where a link goes, said elsewhere', ['- [ ] [The build][b] is green\n\n[b]: https://example.com/1', '- [ ] [The build][b] is green\n\n[b]: https://example.com/2']],
	['a picture', ['- [ ] It looks like ![this](1.png)', '- [ ] It looks like ![this](2.png)']],
	['a footnote', ['- [ ] Look[^1]\n\n[^1]: At the first one.', '- [ ] Look[^1]\n\n[^1]: At the second one.']],
	['what introduces its list', ['For Linux:\n\n- [ ] It installs', 'For Windows:\n\n- [ ] It installs']],
	['what it folds out of', ['<details><summary>Linux</summary>\n\n- [ ] It installs\n\n</details>', '<details><summary>Windows</summary>\n\n- [ ] It installs\n\n</details>']],
	['one of two equal ones', ['On the first:\n\n- [ ] Look\n\nOn the second:\n\n- [ ] Look', 'On the second:\n\n- [ ] Look']],
	['one of two that nothing tells apart', ['- [ ] Look\n- [ ] Look', '- [ ] Look']],
	['another cell of its row', ['| What | Limit | OK |\n|---|---|---|\n| Load | 5 ms | [ ] |', '| What | Limit | OK |\n|---|---|---|\n| Load | 9 ms | [ ] |']],
	['a sample below it', ['- [ ] It says\n\n  ```yaml\n  a:\n    b: 1\n  ```', '- [ ] It says\n\n  ```yaml\n  a:\n  b: 1\n  ```']],
	['the number of its gate, where that says something', ['### 2.5 GB\n\n- [ ] It fits', '### 3.5 GB\n\n- [ ] It fits']],
])('%s is open', (_what, texts) => {
	const run = twice(...texts);
	expect(run.plan.steps.map(({step}) => run.status(step.id))).toEqual(['open']);
});

test.each([
	['case, spaces and marks', ['- [ ] **Tests** pass,  all of them.', '* [ ] tests pass,\n  all of *them*']],
	['a tick by hand', ['- [ ] Look', '- [x] Look']],
	['a tick by hand in a table', ['| What | OK |\n|---|---|\n| Load | [ ] |', '| What | OK |\n|:---|---|\n| Load   | [x] |']],
	['numbers that only count', ['1. [ ] 1.1 Alpha', '2. [ ] 2.3 Alpha']],
	['the number of a gate', ['### 1.1 Beta\n\n- [ ] Look', '### 2) beta\n\n- [ ] Look']],
	['a comment, a dash and quotation marks', ['- [ ] Say "it\'s on \u{2013} now"', '- [ ] Say “it’s on - now” <!-- to them -->']],
	['line ends', ['- [ ] Look\n\n  Twice.\n', '- [ ] Look\r\n\r\n  Twice.\r\n']],
	['signs of a fence', [`- [ ] Test${shell(' check', 'true')}`, `- [ ] Test${shell(' check', 'true').replaceAll('```', '~~~~')}`]],
	['a link that is said elsewhere', ['- [ ] [CI](https://example.com)', '- [ ] [CI][ci]\n\n[ci]: https://example.com']],
	['what has to pass before', ['- [ ] Look **Fresh**: 2h', '- [ ] Look **Fresh**: 3h **Requires**: Gate']],
	['a gate\'s description', ['It is slow.\n\n- [ ] Look', 'It is quick.\n\n- [ ] Look']],
])('%s: the result stays', (_what, texts) => {
	const run = twice(...texts);
	expect(run.plan.steps.map(({step}) => run.status(step.id))).toEqual(['passed']);
});

test('values of For each come, go and change places: each keeps its own', () => {
	const run = twice('- [ ] On {{host}} **For each**: host in `a, b`', '- [ ] On {{host}} **For each**: host in `c, b, a`');
	expect(run.plan.steps.map(({step}) => [step.title, run.status(step.id)])).toEqual([['On c', 'open'], ['On b', 'passed'], ['On a', 'passed']]);
});

test('a condition of the same words that is another one is asked again: what was said of the first is no answer to it', () => {
	const [before, after] = ['5 %', '5'].map(limit => read([`## Gate\n\nIf more than ${limit} fail:\n\n- [ ] Tell\n`]));
	const run = startRun(before ?? read([]));
	run.take({type: 'answer condition', condition: run.plan.steps[0]?.conditions[0]?.id ?? '', holds: false});
	run.changeText(after ?? read([]), {taken: true, keep: false});
	const [tell] = run.plan.steps;
	expect(run.status(tell?.step.id ?? '')).toBe('open');
	expect(run.refusal({type: 'answer condition', condition: tell?.conditions[0]?.id ?? '', holds: false})).toBeUndefined();
});

test('a longer wait is waited anew: how long the shorter one took does not count', () => {
	const [short, long] = ['1s', '20h'].map(time => read([`## Gate\n\n- [ ] Look\n\n**Wait**: ${time}\n`]));
	const run = startRun(short ?? read([]));
	const [look, wait] = run.plan.steps.map(({step}) => step.id);
	run.confirm(look ?? '');
	run.take({type: 'start wait', step: wait ?? ''});
	run.pass(5000);
	run.take({type: 'end wait', step: wait ?? ''});
	run.changeText(long ?? read([]), {taken: true, keep: false});
	run.take({type: 'start wait', step: wait ?? ''});
	expect(run.refusal({type: 'end wait', step: wait ?? ''})).toContain('It is waited until 2026-11-21T10:');
});

test('requirements changed after sign-off: what was signed was another gate, and is asked for again', () => {
	const run = startRun(read(['## Gate\n\n- [ ] Look\n\n**Signed by**: release manager\n']));
	const [look, line] = run.plan.steps.map(({step}) => step.id);
	run.confirm(look ?? '');
	run.take(run.sign(line ?? ''));
	run.changeText(read(['## Gate\n\n- [ ] Look\n- [ ] Look twice\n\n**Signed by**: release manager\n']), {taken: true, keep: false});
	expect(run.plan.steps.map(({step}) => run.status(step.id))).toEqual(['passed', 'open', 'stale']);
	expect(run.refusal({
		type: 'decide', decision: 'GO', reasons: [], typedTag: 'v1.0.0',
	})).toBeDefined();
});

/** Answers, waits, and takes another text. */
function waitOver(before: string, after: string, keep: boolean) {
	const [first, second] = [before, after].map(text => read([text]));
	const run = startRun(first ?? read([]));
	const ids = () => run.plan.steps.map(({step}) => step.id);
	const [deploy = '', soak = ''] = ids();
	run.confirm(deploy);
	run.take({type: 'start wait', step: soak});
	run.changeText(second ?? read([]), {taken: true, keep});
	return {run, ids};
}

const soaking = '## Gate\n\n- [ ] Deploy\n- [ ] **Wait**: 2h\n';

test('a wait that moved counts from what moved with it: done again, it is waited anew', () => {
	const {run, ids} = waitOver(soaking, soaking.replace('Gate', 'Deployment'), true);
	const [deploy = '', soak = ''] = ids();
	expect([run.status(deploy), run.step(soak).wait?.after]).toEqual(['passed', deploy]);
	run.take({type: 'reopen', steps: [deploy], reason: 'the wrong build'});
	run.confirm(deploy);
	expect(run.step(soak).wait).toBeUndefined();
});

test('a wait counts from what the new text has above it', () => {
	const {run, ids} = waitOver(soaking, soaking.replace('- [ ] **Wait', '- [ ] Deploy it everywhere\n- [ ] **Wait'), false);
	const [, everywhere = '', soak = ''] = ids();
	run.pass(3 * 3_600_000);
	run.take({type: 'end wait', step: soak});
	run.confirm(everywhere);
	expect(run.status(soak)).toBe('stale');

	const gone = waitOver(soaking, soaking.replace('- [ ] Deploy\n', '- [ ] Install it\n'), false);
	expect(gone.run.step(gone.ids()[1] ?? '').wait).toBeUndefined();
});

const conditionalGate = '## Gate\n\nIf errors < 5:\n\n- [ ] Tell the support\n\nOtherwise:\n\n- [ ] Go on\n\n';
const ruledGate = '## Gate\n\n**Only if**: `branch == "other"`\n\n- [ ] Tell the support\n\n';

test.each([
	['a question that was answered with no', conditionalGate, '- [ ] Tell the support\n- [ ] Tell the press\n', false],
	['a question that was answered with yes, below its opposite', conditionalGate.replace('- [ ] Go on\n', '- [ ] Go on\n- [ ] Ask\n'), '- [ ] Tell the support\n', true],
	['a rule that does not hold', ruledGate, '- [ ] Tell the support\n- [ ] Tell the press\n', false],
	['a rule that does not hold, and a step that is another one now', ruledGate, '- [ ] (optional) Tell the support\n', false],
])('a new step below %s: that is asked again', (_what, gate, fresh, holds) => {
	const before = gate === ruledGate ? ruledGate : conditionalGate;
	const run = startRun(read([before]));
	const condition = run.plan.steps[0]?.conditions[0]?.id ?? '';
	const answer = (): Intent => gate === ruledGate
		? {
			type: 'judge condition', condition, holds, why: '',
		}
		: {type: 'answer condition', condition, holds};
	run.take(answer());
	run.changeText(read([gate.replace('- [ ] Tell the support\n', () => fresh)]), {taken: true, keep: false});
	run.take(answer());
	for (const {step} of run.plan.steps) {
		if (run.status(step.id) === 'open') {
			run.confirm(step.id);
		}
	}

	expect(run.report().obstacle).toBeUndefined();
	expect(findBreach(run.plan, run.events)).toBeUndefined();
});

test('an answer that lets a new step be asked stands', () => {
	const run = startRun(read([conditionalGate]));
	run.take({type: 'answer condition', condition: run.plan.steps[0]?.conditions[0]?.id ?? '', holds: true});
	run.changeText(read([conditionalGate.replace('support\n', 'support\n- [ ] Tell the press\n')]), {taken: true, keep: false});
	expect(run.plan.steps.map(({step}) => [step.title, run.acts(step.id).includes('yes'), run.status(step.id)])).toEqual([
		['Tell the support', true, 'open'], ['Tell the press', true, 'open'], ['Go on', false, 'set-aside'],
	]);
});

test('of two questions in the same words the first is taken out: its answer is not that of the second', () => {
	const second = '## Gate\n\nIf errors < 5:\n\n- [ ] Look\n- [ ] Tell the press\n\n';
	const run = startRun(read([second.replace('If errors', 'If errors < 5:\n\n- [ ] Tell the support\n\nIf errors')]));
	const [first = '', other = ''] = new Set(run.plan.steps.flatMap(({conditions}) => conditions.map(({id}) => id)));
	run.take({type: 'answer condition', condition: first, holds: false}, {type: 'answer condition', condition: other, holds: true});
	run.confirm(run.plan.steps[1]?.step.id ?? '');
	run.changeText(read([second]), {taken: true, keep: true});
	expect(run.state().conditions.size).toBe(0);
	expect(run.acts(run.plan.steps[1]?.step.id ?? '')).toContain('applies');
});

test('a question that a text did not have is asked when it comes back', () => {
	const run = startRun(read([conditionalGate]));
	const condition = run.plan.steps[0]?.conditions[0]?.id ?? '';
	run.take({type: 'answer condition', condition, holds: true});
	for (const text of ['## Gate\n\n- [ ] Go on\n', conditionalGate]) {
		run.changeText(read([text]), {taken: true, keep: false});
	}

	expect(run.refusal({type: 'confirm', steps: [run.plan.steps[0]?.step.id ?? '']})).toContain('First say whether this applies');
});
