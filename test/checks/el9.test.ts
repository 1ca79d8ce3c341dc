/**
A gate script of the kind that teams write, and the same rule as a check: `rpm -qa | grep -q … && fail` under `pipefail`
misses what it looks for when grep leaves before `rpm` has said all, and passes where there is no `rpm`.

`rpm` is a stand-in that prints more packages than a pipe holds, and MySQL among the first.
*/
import {execFileSync, spawnSync} from 'node:child_process';
import {
	mkdirSync,
	readFileSync,
	symlinkSync,
	writeFileSync,
} from 'node:fs';
import path from 'node:path';
import process from 'node:process';
import {expect, test} from 'vitest';
import type {Command} from '../../source/checklist/command.js';
import {allSteps} from '../../source/checklist/outline.js';
import {parseChecklist} from '../../source/checklist/parse.js';
import {planCommands} from '../../source/checks/plan.js';
import {makePlace, observe} from './request.js';

/** Each run takes some 30 ms of a processor: all 1000 with `HOLDPOINT_CAMPAIGN=1`. */
const times = process.env.HOLDPOINT_CAMPAIGN === '1' ? 1000 : 100;

const packages = (first: string): string => `printf '%s\\n' ${first}\nseq -f 'package-%.0f-1.el9.x86_64' 20000\n`;

/** A folder with nothing on the PATH but what the rule needs and, if there is one, `rpm`. */
function makeMachine(rpm: string | undefined): string {
	const {root} = makePlace();
	const folder = path.join(root, 'bin');
	mkdirSync(folder);
	for (const name of ['bash', 'cat', 'grep', 'seq']) {
		symlinkSync(execFileSync('/bin/sh', ['-c', `command -v ${name}`], {encoding: 'utf8'}).trim(), path.join(folder, name));
	}

	if (rpm !== undefined) {
		writeFileSync(path.join(folder, 'rpm'), `#!/bin/sh\n${rpm}`, {mode: 0o755});
	}

	return folder;
}

const withMysql = makeMachine(packages('mysql-server-8.0.36-1.el9'));
const withoutMysql = makeMachine(packages('mariadb-server-10.5.22-1.el9'));
const withoutRpm = makeMachine(undefined);

const read = (file: string): string => readFileSync(path.join(import.meta.dirname, '..', '..', file), 'utf8');

/** The seed's own gate script, up to its first rule, and what it says when all is well. */
const seed = /^#!\/usr\/bin\/env bash\n.*?"MySQL detected"$/msv.exec(read('test/seeds/000-el9-golden.md'))?.[0] ?? '';
const script = `${seed}\necho "RELEASE OK"\n`;

const runScript = (machine: string) => spawnSync('/bin/bash', ['-c', script], {encoding: 'utf8', env: {PATH: machine}});

/** The rule as the seed has it on its own line, and as the step of our own checklist. */
function findRules(): ReadonlyArray<readonly [name: string, command: Command]> {
	const find = (file: string): Command[] => {
		const checklist = parseChecklist(new TextEncoder().encode(read(file)));
		return allSteps(checklist).flatMap(({commands}) => commands).filter(({text}) => text.includes('mysql|community-mysql')).slice(0, 1);
	};

	return [
		...find('test/seeds/000-el9-golden.md').map(command => ['the seed\'s line', command] as const),
		...find('checklists/el9-golden.md').map(command => ['the step of el9-golden.md', command] as const),
	];
}

const rules = findRules();

const check = async (command: Command, machine: string) => observe(planCommands([{...command, mode: 'check'}], {environment: []}), {environment: {PATH: machine}});

test('there is something to compare', () => {
	expect(script).toContain('set -euo pipefail');
	expect(rules.map(([name]) => name)).toEqual(['the seed\'s line', 'the step of el9-golden.md']);
});

test('the script blocks nothing: neither with MySQL installed nor without `rpm`', () => {
	// The hit is the first line, and what `rpm` still has to say ends it with SIGPIPE.
	expect(runScript(withMysql)).toMatchObject({status: 0, stdout: 'RELEASE OK\n'});
	expect(runScript(withoutRpm)).toMatchObject({status: 0, stdout: 'RELEASE OK\n'});
	expect(runScript(withoutMysql)).toMatchObject({status: 0, stdout: 'RELEASE OK\n'});
});

test.each(rules)('%s catches MySQL every time', async (_, command) => {
	const caught = await inTurns(times, async () => {
		const {ok, why} = await check(command, withMysql);
		return !ok && why.includes('the answer was yes');
	});
	expect(caught.filter(Boolean)).toHaveLength(times);
});

test.each(rules)('%s passes without MySQL, and fails without `rpm`', async (_, command) => {
	expect(await check(command, withoutMysql)).toMatchObject({ok: true, why: ''});
	expect(await check(command, withoutRpm)).toMatchObject({ok: false, why: expect.stringContaining('`rpm` was not found') as string});
});

/** So many at once as there are processors. */
async function inTurns<Result>(count: number, act: () => Promise<Result>): Promise<Result[]> {
	const results: Result[] = [];
	let left = count;
	const work = async (): Promise<void> => {
		while (left-- > 0) {
			results.push(await act());
		}
	};

	await Promise.all([work(), work()]);
	return results;
}
