/** What the README says stays true. */
import {readFileSync} from 'node:fs';
import path from 'node:path';
import {expect, test} from 'vitest';
import {keyTable, sayKey} from '../source/ui/keys.js';

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

test('it names no command that there is not', () => {
	const cli = readFileSync(path.join(import.meta.dirname, '..', 'source', 'cli.ts'), 'utf8');
	const named = readme.matchAll(/`holdpoint (?<command>[a-z]+(?:-[a-z]+)*)/gv).map(({groups}) => groups?.command ?? '').toArray();
	for (const command of new Set(named)) {
		expect(cli).toContain(`command('${command}')`);
	}
});
