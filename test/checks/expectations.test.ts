import fc from 'fast-check';
import {expect, test} from 'vitest';
import {checkExpression, judge} from '../../source/checks/expectations.js';
import type {Observed, ObservedCommand} from '../../source/checks/observed.js';

const command: ObservedCommand = {
	exit: 0, seconds: 1.5, stdout: {text: 'NAME=holdpoint\nexport N="40"\n'}, stderr: {text: ''}, output: {text: 'a\nb\n3\n\n'},
};
const observed: Observed = {
	command, inputs: {version: '1.2.0'}, values: {canary: 'green'}, commit: 'c0ffee', branch: 'main', tag: 'v1.2.0', previous: undefined,
};
const json = (text: string): Partial<ObservedCommand> => ({stdout: {text}});
const over = (changed: Partial<ObservedCommand>): Observed => ({...observed, command: {...command, ...changed}});

type Case = readonly [expression: string, ok: boolean | RegExp, observed?: Observed];

const cases: Case[] = [
	['exit == 0', true],
	['exit == 3', /`exit` is 0/v],
	['exit == 3', true, over({exit: 3})],
	['exit == 0', /no exit status/v, over({exit: undefined})],
	['exit', /neither true nor false/v],
	['stdout.contains("holdpoint")', true],
	['stderr == ""', true],
	['stderr == "x"', /`stderr` is ""/v],
	['stderr == ""', /not kept apart/v, over({stderr: {missing: 'it was not kept apart'}})],
	[String.raw`output == "a\nb\n3"`, true],
	['output.contains("z")', /false/v],
	['output == ""', /ENOENT/v, over({output: {file: '/no/such/file'}})],
	['size(lines) == 3', true],
	['lines[0] == "a"', true],
	['lines[9] == "a"', /index/v],
	['lines.all(l, l != "z")', true],
	['lines.all(l, l == "z")', /`lines` is empty/v, over({output: {text: '\n'}})],
	['size(lines) == 0', true, over({output: {text: '\n'}})],
	['lines.exists(l, l.matches("^b$"))', true],
	['seconds >= 1.5', true],
	['seconds == 1', /`seconds` is 1.5/v],
	['json.n == 0', true, over(json('{"n": 0}'))],
	['json.n >= 40', true, over(json('{"n": 40}'))],
	['json.n >= 41', /`json.n` is 40/v, over(json('{"n": 40}'))],
	['json.n / 2 == 20 && json.n * 2 > 79 && json.n + 1 == 41.0', true, over(json('{"n": 40}'))],
	['json.n == 0', /nothing was printed/v, over(json(''))],
	['json.n == 0', /not JSON/v, over(json('{"n": 0'))],
	['json.m == 0', /No such key/v, over(json('{"n": 0}'))],
	['json.m == 0 || exit == 0', true, over(json('{"n": 0}'))],
	['json.m == 0 || exit == 0', /not JSON/v, over(json('oops'))],
	['json == true', true, over(json('true'))],
	['values.NAME == "holdpoint" && number(values.N) == 40.0', true],
	['values.NOBODY == ""', /No such key/v],
	['values.N == ""', /no line KEY=VALUE/v, over(json('no values'))],
	['runs[0].exit == 0 && runs.all(r, r.seconds < 2.0)', true],
	['runs.all(r, r.json.n == 1) && runs[1].values.A == "b"', /not JSON/v, over({runs: [{...command, ...json('{"n": 1}')}, {...command, stdout: {parts: [{text: 'A='}, {text: 'b'}]}}]})],
	['runs[0].json.n == 1 && runs[1].values.A == "b" && size(runs) == 2', true, over({runs: [{...command, ...json('{"n": 1}')}, {...command, stdout: {parts: [{text: 'A='}, {text: 'b'}]}}]})],
	['size(runs) == 1', /nobody saw them/v, over({runs: {missing: 'nobody saw them'}})],
	['inputs.version == "1.2.0"', true],
	['inputs.verson == "1.2.0"', /No such key/v],
	['canary == "green"', true],
	['canry == "green"', /Unknown variable: canry/v],
	['commit == "c0ffee" && branch == "main" && tag == "v" + inputs.version', true],
	['previous == "v1.1.0"', /`previous` cannot be had: there is none/v],
	['exit == 0', /Unknown variable: exit/v, {...observed, command: undefined}],
	['tag == "v1.2.0"', true, {...observed, command: undefined}],
	['version("1.10.0") > version("1.9.0") && version("v2.0.0-rc.1") < version("2.0.0") && version("1.0") == version("1.0.0")', true],
	['version("latest") > version("1")', /"latest" is no version/v],
	['number("") == 0.0', /empty text/v],
	['number(" 1") == 1.0', /no number/v],
	['number("1e3") == 1000.0', true],
	['int("") == 0', /take no text/v],
	['int(json.n) == 0', /take no text/v, over(json('{"n": ""}'))],
	['int(json.n) == 40 && uint(json.n) > 3', true, over(json('{"n": 40.5}'))],
	['sum([1.0, 2.0]) == 3 && avg([1, 2, 3]) == 2.0 && min([2, 1]) == 1.0 && max([1, 2]) == 2.0', true],
	['sum(json.l) == 0.0', /the list is empty/v, over(json('{"l": []}'))],
	['sum(lines) == 0.0', /number\(text\)/v],
	['avg(last(json.l, 0.25)) <= 1.1 * avg(first(json.l, 0.25))', true, over(json('{"l": [10, 10, 10, 10.5]}'))],
	['first(json.l, 2) == [1, 2] && last(json.l, 1) == [3]', true, over(json('{"l": [1, 2, 3]}'))],
	['first(json.l, 0) == []', /more than 0/v, over(json('{"l": [1, 2, 3]}'))],
	['exit ==', /Unexpected token/v],
	['output.matches("(a+)+$")', /longer than 2 s/v, over({output: {text: `${'a'.repeat(60)}b`}})],
];

type Judged = Awaited<ReturnType<typeof judge>>;

/** Those about the same observation share a thread. */
const judgements = new Map<Observed, {readonly expressions: string[]; judging: Promise<Judged> | undefined}>();
for (const [expression, _ok, given = observed] of cases) {
	const judgement = judgements.get(given) ?? {expressions: [], judging: undefined};
	judgement.expressions.push(expression);
	judgements.set(given, judgement);
}

async function judgeCase(expression: string, given: Observed): Promise<Judged[number] | undefined> {
	const judgement = judgements.get(given);
	if (!judgement) {
		return undefined;
	}

	judgement.judging ??= judge(judgement.expressions, given);
	const judged = await judgement.judging;
	return judged[judgement.expressions.indexOf(expression)];
}

test.concurrent.each(cases.map(([expression, ok, given]) => ({expression, ok, given})))('$expression is $ok', async ({expression, ok, given = observed}) => {
	const judged = await judgeCase(expression, given);
	if (ok === true) {
		expect(judged).toEqual({expression, ok: true, why: ''});
	} else {
		expect(judged?.ok).toBe(false);
		expect(judged?.why).toMatch(ok instanceof RegExp ? ok : '');
	}
});

test('one that runs out of time does not keep the others from being judged', async () => {
	const given = over({output: {text: `${'a'.repeat(60)}b`}});
	const judged = await judge(['exit == 0', 'output.matches("(a+)+$")', 'exit == 1'], given);
	expect(judged.map(({ok}) => ok)).toEqual([true, false, false]);
	expect(judged[2]?.why).toBe('`exit` is 0');
});

const names = {command: true, inputs: ['version'], values: ['canary']};

test.each([
	['exit == 0', undefined],
	['lines.exists(l, l == "x")', undefined],
	['json.a.b', undefined],
	['exit', /gives int/v],
	['soakk.json == 0', /Unknown variable: soakk/v],
	['inputs.verson == ""', /No such key/v],
	['int(stdout) == 0', /take no text/v],
	['exit == "0"', /no such overload/v],
	['exit = 0', /exit = 0/v],
])('%s is read before it is judged', (expression, fault) => {
	const found = checkExpression(expression, names);
	if (fault) {
		expect(found).toMatch(fault);
	} else {
		expect(found).toBeUndefined();
	}
});

test('a step without a command has no `exit`', () => {
	expect(checkExpression('exit == 0', {...names, command: false})).toMatch(/Unknown variable: exit/v);
});

test('what cannot be evaluated is never true', async () => {
	const term = fc.constantFrom('exit', 'stdout', 'json.n', 'json.missing.deeper', 'lines[7]', 'number(stdout)', 'nobody', 'previous', 'version(stdout)', '1 / 0', 'values.NOBODY', 'sum([])', '"', '((');
	const operator = fc.constantFrom('==', '!=', '<', '>=', '+', 'in', '&');
	const broken = fc.tuple(term, operator, term, fc.constantFrom('', ' == 0', ' > 1.0', ' != ""'))
		.map(([left, sign, right, rest]) => `${left} ${sign} ${right}${rest}`);
	// Each of these sources is one that cannot be had, so an expression that names it has no answer.
	const given = over({stdout: {missing: 'gone'}, output: {missing: 'gone'}, exit: undefined});
	const expressions = fc.sample(broken, 300);
	const judged = await judge(expressions, given);
	const passed = judged.filter(({ok}) => ok).map(({expression}) => expression);
	expect(passed.filter(expression => /exit|stdout|json|lines|values|previous|nobody/v.test(expression))).toEqual([]);
	expect(judged.filter(({ok, why}) => !ok && why === '')).toEqual([]);
});
