/** Blocks of other languages, each run as one by its own interpreter; where that is not installed, the test says so. */
import {
	chmodSync,
	existsSync,
	readFileSync,
	writeFileSync,
} from 'node:fs';
import path from 'node:path';
import process from 'node:process';
import {expect, test} from 'vitest';
import type {CommandRequest} from '../../source/checks/request.js';
import {interpreterOf} from '../../source/checks/shell/interpreters.js';
import {startCommands} from '../../source/checks/run.js';
import {
	bash,
	makePlace,
	requestOf,
	observe,
} from './request.js';

async function start(language: string, text: string, rest: Partial<CommandRequest> = {}) {
	const command = bash(text, {interpreter: interpreterOf(language), line: 7});
	return observe([command], rest);
}

const folders = (process.env.PATH ?? '').split(path.delimiter);

const isInstalled = (program: string): boolean => folders.map(folder => path.join(folder, program)).some(file => existsSync(file));

type Case = readonly [language: string, program: string, name: string, text: string, verdict: 'pass' | RegExp];

const cases: readonly Case[] = [
	['js', 'node', 'that ends well', 'console.log(process.cwd());\nprocess.exitCode = 0;', 'pass'],
	['javascript', 'node', 'that throws', 'throw new Error("no");', /The block ended with 1/v],
	['js', 'node', 'that waits for a promise that is rejected', 'Promise.reject(new Error("no"));', /ended with 1/v],
	['node', 'node', 'that cannot be read', 'let x = ;', /ended with 1/v],
	['python', 'python3', 'that finds what stands where it runs', 'open("conf").read()', 'pass'],
	['py', 'python3', 'whose assertion does not hold', 'assert "localhost" in open("conf").read()', /ended with 1/v],
	['python', 'python3', 'that is ended by a signal', 'import os\nos.kill(os.getpid(), 9)', /was ended by SIGKILL/v],
	['python3', 'python3', 'that cannot be read', 'if True', /ended with 1/v],
	['python', 'python3', 'that asks', 'input("Sure? ")', /ended with 1/v],
	['zsh', 'zsh', 'that is not bash', 'words=(one two)\n[[ $words[1] == one ]]\nprint -r -- $words[1] | grep -q one', 'pass'],
	['zsh', 'zsh', 'whose first statement fails', 'false\ntrue', /ended with 1/v],
	['zsh', 'zsh', 'whose first stage fails', 'false | cat\ntrue', /ended with 1/v],
	['zsh', 'zsh', 'that uses a program that is not there', 'no-such-program\ntrue', /ended with 127/v],
	['zsh', 'zsh', 'that cannot be read', 'if true; then', /ended with 1/v],
	['fish', 'fish', 'that is not bash', 'set words one two\ntest $words[1] = one; and string match -q two $words', 'pass'],
	['fish', 'fish', 'whose last statement fails', 'set words one two\ntest $words[1] = two', /ended with 1/v],
	['fish', 'fish', 'that cannot be read', 'if true', /ended with 127/v],
	['pwsh', 'pwsh', 'that ends well', 'Write-Output (1 + 1)', 'pass'],
	['powershell', 'pwsh', 'with a native program that fails in the middle', '/bin/false\nWrite-Output done', /ended with/v],
	['pwsh', 'pwsh', 'with an error in the middle', 'Get-Item no-such-file\nWrite-Output done', /ended with/v],
];

for (const [language, program, name, text, verdict] of cases) {
	const missing = isInstalled(program) ? '' : ` (skipped: ${program} is not installed)`;
	test.skipIf(missing !== '')(`${language} ${name}${missing}`, {concurrent: true}, async () => {
		const {ok, why, statements} = await start(language, text);
		expect(statements).toMatchObject([{line: 7, text}]);
		if (verdict === 'pass') {
			expect({ok, why}).toEqual({ok: true, why: ''});
		} else {
			expect({ok, why}).toEqual({ok: false, why: expect.stringMatching(verdict) as string});
		}
	});
}

test.concurrent.each([
	['pwsh', 'pwsh'], ['powershell', 'pwsh'], ['python', 'python3'], ['js', 'node'], ['fish', 'fish'], ['zsh', 'zsh'], ['sh', 'bash'],
])('%s: an interpreter that is not there is named', async (language, program) => {
	expect(await start(language, 'x', {environment: {PATH: '/nowhere'}})).toMatchObject({
		ok: false, ending: 'not started', exit: null, why: `\`${program}\` was not found: it is needed to run this block.`, statements: [{line: 7, verdict: 'could not be checked'}],
	});
});

test.concurrent('a language that nobody knows is refused', async () => {
	expect(await start('cobol', 'STOP RUN.')).toMatchObject({ok: false, ending: 'not started', why: 'There is no way to run a block of `cobol`.'});
});

test.concurrent('expectations are about another language\'s block too, and one about exit takes the place of its status', async () => {
	expect(await start('python', 'import json\nprint(json.dumps({"n": 40}))', {expectations: ['json.n >= 40', 'exit == 0']})).toMatchObject({ok: true});
	expect(await start('python', 'raise SystemExit(3)', {expectations: ['exit == 3']})).toMatchObject({ok: true});
	expect(await start('python', 'raise SystemExit(3)', {expectations: ['output == ""']})).toMatchObject({ok: false});
});

test.concurrent('PowerShell is told to stop at errors, of native programs too, and refuses to be too old for that; a stand-in shows what it gets', async () => {
	const place = makePlace();
	const standIn = path.join(place.root, 'pwsh');
	writeFileSync(standIn, '#!/bin/sh\nprintf "%s\\n" "$@" >arguments\nfor last; do :; done\ncp "$last" script\n');
	chmodSync(standIn, 0o755);
	const request = requestOf(place, [bash('Get-Date\nGet-Item x', {interpreter: 'pwsh'})], {environment: {PATH: `${place.root}:/usr/bin:/bin`}});
	expect(await startCommands(request).done).toMatchObject({ok: true});
	expect(readFileSync(path.join(place.root, 'arguments'), 'utf8')).toMatch(/^-NoLogo\n-NoProfile\n-NonInteractive\n-File\n.*\.ps1\n$/v);
	const script = readFileSync(path.join(place.root, 'script'), 'utf8').split('\n');
	expect(script).toHaveLength(2);
	expect(script[0]).toContain('$ErrorActionPreference = \'Stop\'; $PSNativeCommandUseErrorActionPreference = $true; Get-Date');
	expect(script[0]).toContain('PowerShell 7.4 or newer is needed');
});
