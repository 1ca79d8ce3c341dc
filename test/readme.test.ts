/** What the README says stays true. */
import {readdirSync, readFileSync} from 'node:fs';
import {execFileSync} from 'node:child_process';
import path from 'node:path';
import {expect, test} from 'vitest';
import {keyTable, sayKey} from '../source/ui/keys.js';
import {outline} from './run/outline.js';
import {
	move,
	secondCommit,
	startRun,
	waive,
} from './run/trial-run.js';

const readme = readFileSync(path.join(import.meta.dirname, '..', 'README.md'), 'utf8');

test('the keys are those of the table', () => {
	const groups = [...new Set(keyTable.map(({group}) => group))];
	const lines = groups.flatMap(group => [
		`**${group}**`,
		'',
		'| key | does |',
		'|---|---|',
		...keyTable.filter(row => row.group === group).map(({keys, words}) => `| ${keys.map(key => `\`${sayKey(key)}\``).join(' ')} | ${words} |`),
		'',
	]);
	const printed = /<!-- keys -->\n(?<table>[\s\S]*)<!-- \/keys -->/v.exec(readme)?.groups?.table;
	expect(printed?.trim()).toBe(lines.join('\n').trim());
});

test('nothing is advertised that is not there: it names no command that there is not', () => {
	const folder = path.join(import.meta.dirname, '..', 'source', 'cli');
	const cli = readdirSync(folder).map(file => readFileSync(path.join(folder, file), 'utf8')).join('');
	const named = readme.matchAll(/`holdpoint (?<command>[a-z]+(?:-[a-z]+)*)/gv).map(({groups}) => groups?.command ?? '').toArray();
	for (const command of new Set(named)) {
		expect(cli).toContain(`command('${command}')`);
	}
});

const hasJq = (() => {
	try {
		execFileSync('jq', ['--version']);
		return true;
	} catch {
		return false;
	}
})();

test.skipIf(!hasJq)('its lines for jq tell of a journal what they say (jq is needed)', () => {
	const run = startRun(outline('# 1\n- a\n- check c'));
	run.fail('a');
	run.take({type: 'reopen', steps: ['a'], reason: 'the wrong log'}, {type: 'confirm', steps: ['a']});
	run.run('c', {ms: 2500});
	run.take(move(secondCommit, {commits: ['bbb A word more'], paths: ['CHANGELOG.md']}), {...waive('c', 'words only'), carry: true});
	const filters = readme.matchAll(/^jq (?<flags>-\w+) '(?<filter>.*)' journal\.jsonl$/gmv).map(({groups}) => [groups?.flags ?? '', groups?.filter ?? '']).toArray();
	const told = filters.map(line => execFileSync('jq', line, {input: `${run.lines.join('\n')}\n`, encoding: 'utf8'}).trimEnd().split('\t'));
	expect(told).toEqual([
		['2026-11-20T14:00:01.000Z', 'Ada', 'a', 'it does not work'],
		['Ada', 'release manager', 'c', 'words only', 'a'.repeat(40)],
		['2026-11-20T14:00:02.000Z', 'Ada', 'step-reopened', 'the wrong log'],
		['2.5', 'true', 'c'],
	]);
});
