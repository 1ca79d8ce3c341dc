import {execFileSync} from 'node:child_process';
import {
	mkdirSync,
	symlinkSync,
	utimesSync,
	writeFileSync,
} from 'node:fs';
import path from 'node:path';
import {gzipSync} from 'node:zlib';
import fc from 'fast-check';
import {expect, test} from 'vitest';
import type {NamedEvidence} from '../../source/checklist/scope.js';
import {checkExpression, judge} from '../../source/checks/expectations.js';
import {observeEvidence, type SeenEvidence} from '../../source/checks/evidence/observe.js';
import type {Observed} from '../../source/checks/observed.js';
import {makePlace} from './request.js';
import {makeZip} from './zip.js';

const now = Date.now();
const hour = 3_600_000;
const {root: top} = makePlace();

const write = (file: string, content: Uint8Array | string, at = now) => {
	mkdirSync(path.dirname(path.join(top, file)), {recursive: true});
	writeFileSync(path.join(top, file), content);
	utimesSync(path.join(top, file), at / 1000, at / 1000);
};

write('soak/1.json', '{"errors": 0, "ok": true}', now - 1000);
write('soak/2.json', '{"errors": 3, "ok": false, "latest": 1}');
write('metrics.csv', '\u{FEFF}name,p95,"restarts, all"\na,10,0\nb,"1,2",0\n');
write('metrics.tsv', 'name\tp95\r\na\t10\r\n');
write('semi.csv', 'a;b\n1;2\n');
write('ragged.csv', 'a,b\n1,2,3\n');
write('open.csv', 'a,b\n"1,2\n');
write('twice.csv', 'a,a\n1,2\n');
write('unnamed.csv', 'a,\n1,2\n');
write('header.csv', 'a,b\n');
write('empty.csv', '');
write('env.txt', '# settings\nexport MODE=fast\nN="40"\n');
write('version.txt', '1.10.0\n\n');
write('latin.txt', Uint8Array.from([0x67, 0x72, 0xFC, 0xDF, 0x65]));
write('empty.txt', '');
write('broken.json', '{"a": ');
write('release.zip', makeZip({'bin/run': 'x', 'README.md': 'y'}));
write('none.zip', makeZip({}));
write('cut.zip', makeZip({'bin/run': 'x'}).subarray(0, 40));
const long = `deep/${'n'.repeat(90)}/${'m'.repeat(120)}.txt`;
write(`tree/${long}`, 'x');
write('tree/ü.txt', 'y');
for (const format of ['ustar', 'gnu', 'pax']) {
	execFileSync('tar', [`--format=${format}`, '-cf', `${format}.tar`, format === 'ustar' ? 'tree/ü.txt' : 'tree'], {cwd: top});
}

execFileSync('tar', ['-czf', 'release.tar.gz', 'tree'], {cwd: top});
const packed = execFileSync('tar', ['-cf', '-', 'tree'], {cwd: top});
write('cut.tar', packed.subarray(0, 1500));
write('cut.tar.gz', gzipSync(packed).subarray(0, 200));
write('aged/1.json', '{}', now - (48 * hour));
write('aged/2.json', '{}');
write('long-ago.txt', 'x', now - (48 * hour));
symlinkSync('version.txt', path.join(top, 'link.txt'));

const globs = {
	soak: 'soak/*.json', metrics: 'metrics.csv', tabs: 'metrics.tsv', semi: 'semi.csv', ragged: 'ragged.csv', open: 'open.csv', twice: 'twice.csv', unnamed: 'unnamed.csv', header: 'header.csv', nothing: 'empty.csv',
	env: 'env.txt', release: 'version.txt', latin: 'latin.txt', blank: 'empty.txt', broken: 'broken.json', zip: 'release.zip', none: 'none.zip', cutzip: 'cut.zip', ustar: 'ustar.tar', gnu: 'gnu.tar', pax: 'pax.tar',
	tgz: 'release.tar.gz', cuttar: 'cut.tar', cuttgz: 'cut.tar.gz', aged: 'aged/*.json', old: 'long-ago.txt', link: 'link.txt', gone: 'gone.txt', all_text: '*.txt',
};
const named: NamedEvidence[] = Object.entries(globs).map(([name, glob]) => ({
	name, glob, line: 1, age: 'run',
}));
const place = {top, since: now - hour, tracked: async () => new Set<string>()};
const see = async (...expressions: string[]): Promise<SeenEvidence> => observeEvidence({own: [], named, place}, expressions);
const observedWith = ({observed}: SeenEvidence): Observed => ({
	evidence: observed, command: undefined, inputs: {version: '1.10.0'}, values: {}, commit: 'c0ffee', branch: 'main', tag: 'v1', previous: undefined,
});

type Case = readonly [expression: string, ok: true | RegExp];

const cases: Case[] = [
	['soak.path == "soak/2.json"', true],
	['soak.path == "soak/1.json"', /`soak.path` is "soak\/2.json"/v],
	['gone.path == ""', /`gone.path` cannot be had: No file is called `gone.txt`/v],
	['release.size == 8', true],
	['release.size > 1000', /`release.size` is 8/v],
	['gone.size == 0', /cannot be had/v],
	['release.text == inputs.version', true],
	['release.text == "1.9.0"', /`release.text` is "1.10.0"/v],
	['version(release.text) > version("1.9.0")', true],
	['latin.text.contains("g")', /it is no text in UTF-8/v],
	['latin.size == 5', true],
	['blank.text == ""', true],
	['env.lines[1] == "export MODE=fast"', true],
	['env.lines.exists(l, l == "nothing")', /it is false/v],
	['blank.lines.all(l, l == "")', /`blank.lines` is empty: say `size\(blank.lines\)`/v],
	['size(blank.lines) == 0', true],
	['soak.json.errors == 3', true],
	['soak.json.errors < 1', /`soak.json.errors` is 3/v],
	['soak.json.missing == 1', /No such key: missing/v],
	['broken.json.a == 1', /`broken.json` cannot be had: `broken.json`: it is not JSON/v],
	['broken.json.a == 1 || release.size == 8', /`broken.json` cannot be had/v],
	['release.size == 8 || broken.json.a == 1', /`broken.json` cannot be had/v],
	['blank.json == 1', /it is empty/v],
	['metrics.rows.all(r, number(r["restarts, all"]) == 0.0)', true],
	['metrics.rows[1].p95 == "1,2" && size(metrics.rows) == 2', true],
	['metrics.rows.all(r, number(r.p95) < 100)', /"1,2" is no number/v],
	['metrics.rows[0].p99 == ""', /No such key: p99/v],
	['tabs.rows == [{"name": "a", "p95": "10"}]', true],
	['semi.rows[0].a == "1"', /No such key: a/v],
	['ragged.rows.all(r, true)', /`ragged.csv`: a line has more or fewer columns than the first \(line 2\)/v],
	['open.rows.all(r, true)', /a quotation mark is not closed/v],
	['twice.rows.all(r, true)', /two columns are called a/v],
	['unnamed.rows.all(r, true)', /a column has no name/v],
	['nothing.rows.all(r, true)', /its first line names no columns/v],
	['header.rows.all(r, r.a == "1")', /`header.rows` is empty: say/v],
	['size(header.rows) == 0', true],
	['release.rows.all(r, true)', /it is no table/v],
	['env.values.MODE == "fast" && number(env.values.N) == 40', true],
	['env.values.MODE == "slow"', /`env.values.MODE` is "fast"/v],
	['release.values.MODE == ""', /there is no line KEY=VALUE/v],
	['zip.entries == ["bin/run", "README.md"]', true],
	['"bin/walk" in zip.entries', /it is false|`zip.entries` is/v],
	['none.entries.all(e, true)', /`none.entries` is empty/v],
	['size(none.entries) == 0', true],
	['cutzip.entries.all(e, true)', /`cut.zip`: it is no whole zip archive/v],
	['release.entries.all(e, true)', /neither a zip nor a tar archive/v],
	['blank.entries.all(e, true)', /it is empty/v],
	['ustar.entries == ["tree/ü.txt"]', true],
	[`"tree/${long}" in gnu.entries && "tree/ü.txt" in gnu.entries && size(gnu.entries) == 5`, true],
	[`"tree/${long}" in pax.entries && "tree/ü.txt" in pax.entries && size(pax.entries) == 5`, true],
	[`"tree/${long}" in tgz.entries`, true],
	['cuttar.entries.all(e, true)', /the archive ends too early/v],
	['cuttgz.entries.all(e, true)', /it is damaged/v],
	['soak.all.map(f, f.path) == ["soak/1.json", "soak/2.json"]', true],
	['soak.all.exists(f, f.json.latest == 1)', true],
	['soak.all.all(f, f.json.ok)', /it is false/v],
	['all_text.all.all(f, f.size > 0)', /`link.txt`: it is a link/v],
	['aged.path == "aged/2.json"', true],
	['aged.all.all(f, f.size == 2)', /`aged\/1.json`: it was changed last at/v],
	['size(aged.all) == 1', /`aged\/1.json`: it was changed last at/v],
	['old.text == "x"', /`long-ago.txt`: it was changed last at/v],
	['link.text == "1.10.0"', /it is a link/v],
	['soak.jsn == 1', /No such key: jsn/v],
	['soakk.json == 1', /Unknown variable: soakk/v],
	['(true ? soak : broken).json.errors == 3', true],
	['(true ? broken : soak).json.a == 1 || true', /`broken.json` cannot be had/v],
	['avg(soak.all.map(f, f.json.errors)) == 1.5', true],
	['sum(first(soak.all, 1).map(f, number(f.json.errors))) == 0', true],
];

/** All together, so that each file is read once and one thread judges. */
const judgements = see(...cases.map(([expression]) => expression)).then(async seen => judge(cases.map(([expression]) => expression), observedWith(seen)));

test.each(cases.map(([expression, ok], index) => ({expression, ok, index})))('$expression is $ok', async ({expression, ok, index}) => {
	const all = await judgements;
	const judged = all[index];
	if (ok === true) {
		expect(judged).toEqual({expression, ok: true, why: ''});
	} else {
		expect(judged?.ok).toBe(false);
		expect(judged?.why).toMatch(ok);
	}
});

test('what was read is what is recorded: the newest, or all that count where `all` is named', async () => {
	const one = await see('soak.json.errors == 3');
	expect(one.recorded).toEqual([{name: 'soak', files: [{path: 'soak/2.json', size: 39, sha256: expect.stringMatching(/^[\da-f]{64}$/v) as string}]}]);
	const all = await see('size(soak.all) == 2');
	expect(all.recorded[0]?.files.map(file => file.path)).toEqual(['soak/1.json', 'soak/2.json']);
	const none = await see('inputs.version == ""');
	expect(none).toEqual({recorded: [], observed: {}, why: ''});
});

test('a step\'s own files have to be there, whatever it expects', async () => {
	const own = [{
		name: undefined, glob: 'version.txt', line: 1, age: 'run' as const,
	}, {
		name: undefined, glob: 'gone.txt', line: 1, age: 'run' as const,
	}];
	const seen = await observeEvidence({own, named, place}, []);
	expect(seen.why).toBe('No file is called `gone.txt`.');
	expect(seen.recorded).toMatchObject([{name: '', files: [{path: 'version.txt'}]}]);
});

test('64 MiB are the most that is looked into; the digest is of all of it', async () => {
	write('large.txt', `${'x'.repeat(1024)}\n`.repeat(66 * 1024));
	const large: NamedEvidence = {
		name: 'large', glob: 'large.txt', line: 1, age: 'run',
	};
	const seen = await observeEvidence({own: [], named: [large], place}, ['large.text == ""', 'large.size > 0']);
	const judged = await judge(['large.text == ""', 'large.size > 67000000'], observedWith(seen));
	expect(judged.map(({ok, why}) => [ok, why])).toEqual([[false, '`large.text` cannot be had: `large.txt`: it is larger than 64 MiB'], [true, '']]);
	expect(seen.recorded[0]?.files[0]?.size).toBe(1025 * 66 * 1024);
});

test('misspelt names and fields are known before anything runs', () => {
	const names = {
		command: false, inputs: [], values: [], evidence: ['soak'],
	};
	expect(checkExpression('soak.json.a == 1 && soak.all.all(f, f.size > 0)', names)).toBeUndefined();
	expect(checkExpression('soakk.json == 1', names)).toMatch(/Unknown variable: soakk/v);
	expect(checkExpression('soak.jsn == 1', names)).toMatch(/No such key: jsn/v);
	expect(checkExpression('soak.all.all(f, f.jsn == 1)', names)).toMatch(/No such key: jsn/v);
	expect(checkExpression('soak', names)).toMatch(/gives Evidence, not yes or no/v);
});

test('what cannot be evaluated is never true', async () => {
	const source = fc.constantFrom('gone', 'old', 'link', 'broken.json', 'ragged.rows', 'release.entries', 'latin.text', 'cuttar.entries', 'blank.lines', 'soak.nowhere');
	const field = fc.constantFrom('.path', '.size', '.text', '.lines[0]', '.json.a', '.rows[0].a', '.values.A', '.entries', '', '[0]', '["a"]', '.all', '.all[0].json');
	const term = fc.oneof(fc.tuple(source, field).map(parts => parts.join('')), fc.constantFrom('true', 'soak.path', '1', '"a"', 'release.size'));
	const operator = fc.constantFrom('==', '!=', '<', '||', '&&', 'in');
	const wrapped = fc.tuple(fc.constantFrom('', '!', 'true || ', 'false && '), fc.constantFrom('', '[1].all(x, ', '[1].exists(x, ', '(true ? true : '));
	const expression = fc.tuple(wrapped, source, field, operator, term).map(([[before, macro], from, member, sign, other]) => `${before}${macro}(${from}${member} ${sign} ${other})${macro === '' ? '' : ')'}`);
	const expressions = fc.sample(expression, 400);
	const judged = await judge(expressions, observedWith(await see(...expressions)));
	expect(judged.filter(({ok}) => ok).map(one => one.expression)).toEqual([]);
	expect(judged.filter(({ok, why}) => !ok && why === '')).toEqual([]);
});
