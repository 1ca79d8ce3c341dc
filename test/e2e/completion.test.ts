/** Completion, asked of the shells themselves. */
import {writeFile} from 'node:fs/promises';
import path from 'node:path';
import {execa} from 'execa';
import {expect, onTestFinished, test} from 'vitest';
import {setStage, type Stage} from './stage.js';
import {keys, openTerminal} from './terminal.js';

async function write(stage: Stage, shell: string): Promise<string> {
	const {stdout, exitCode} = await stage.run('completion', shell);
	expect(exitCode).toBe(0);
	const file = path.join(stage.home, `completion.${shell}`);
	await writeFile(file, `${stdout}\n`);
	return file;
}

const cases: ReadonlyArray<readonly [typed: string, found: readonly string[]]> = [
	['si', ['sign', 'signers']],
	['signers re', ['remove']],
	['--json signers remove --rev', ['--revoked']],
	['signers remove --revoked ', ['compromised', 'rotated']],
	['check --fo', ['--format']],
	['check --format gi', ['github']],
	['completion z', ['zsh']],
	['verify v1', ['v1.0.0', 'v1.1.0']],
	['lint RE', ['README.md', 'RELEASE notes.md']],
	['sign --as direc', []],
];

async function setTags(): Promise<Stage> {
	const stage = await setStage();
	await stage.write('RELEASE notes.md', '');
	await stage.git('tag', 'v1.0.0');
	await stage.git('tag', 'v1.1.0');
	return stage;
}

test('bash', async () => {
	const stage = await setTags();
	const file = await write(stage, 'bash');
	const script = `source "$0"
while IFS= read -r line; do
	IFS=' ' read -ra COMP_WORDS <<< "holdpoint $line"
	[[ $line == *' ' ]] && COMP_WORDS+=('')
	COMP_CWORD=$(( \${#COMP_WORDS[@]} - 1 ))
	_holdpoint
	printf '%s|' "\${COMPREPLY[@]}"
	echo
done`;
	const {stdout} = await execa('bash', ['--norc', '-c', script, file], {cwd: stage.top, input: cases.map(([typed]) => `${typed}\n`).join('')});
	const found = stdout.split('\n').map(line => line.split('|').filter(word => word !== '').toSorted());
	expect(found).toEqual(cases.map(([, words]) => words));
});

test('fish', async () => {
	const stage = await setTags();
	const file = await write(stage, 'fish');
	const script = String.raw`source ${file}; while read -l line; complete -C "holdpoint $line" | string replace -r '\t.*' '' | string join '|'; echo end; end`;
	const {stdout} = await execa('fish', ['--no-config', '-c', script], {cwd: stage.top, env: stage.variables, input: cases.map(([typed]) => `${typed}\n`).join('')});
	const found = stdout.split('end').slice(0, -1).map(lines => lines.trim().split(/[\n\|]/v).filter(word => word !== '').map(word => word.replaceAll('\\', '')).toSorted());
	expect(found).toEqual(cases.map(([, words]) => words));
});

test('zsh, at its prompt', async () => {
	const stage = await setTags();
	const file = await write(stage, 'zsh');
	const terminal = openTerminal({
		command: 'zsh', args: ['-f'], cwd: stage.top, environment: {...stage.variables, ...Object.fromEntries([['PS1', 'ready> ']])},
	});
	onTestFinished(() => {
		terminal.dispose();
	});
	await terminal.waitFor('ready>');
	terminal.press(`autoload -Uz compinit && compinit -D -u && source ${file} && PS1='go> '${keys.enter}`);
	await terminal.waitFor(/^go>$/mv);
	for (const [typed, whole] of [['signers rem', 'signers remove '], ['check --format gi', 'check --format github '], ['verify v1.1', 'verify v1.1.0 '], ['completion z', 'completion zsh ']] as const) {
		terminal.press(`holdpoint ${typed}${keys.tab}`);
		await terminal.waitFor(`go> holdpoint ${whole.trim()}`);
		// Its own editor takes the line away: a Ctrl-C that meets it at work would be lost.
		terminal.press(keys.ctrlU);
		await terminal.waitFor(/go>$/v);
	}

	terminal.press(`holdpoint signers ${keys.tab}`);
	expect(await terminal.waitFor(/remove +-- take somebody off/v)).toMatch(/init +-- write the first signers file/v);
});

test('another shell is said to be unknown', async () => {
	const stage = await setStage();
	expect(await stage.run('completion', 'tcsh')).toMatchObject({exitCode: 2, stderr: expect.stringContaining('bash, zsh, fish') as string});
});
