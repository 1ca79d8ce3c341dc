/** The demo without a terminal plays itself, with everything real. */
import {mkdtemp, rm} from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import process from 'node:process';
import {execa} from 'execa';
import {expect, onTestFinished, test} from 'vitest';
import {program} from './stage.js';

test('without a terminal it plays itself as lines, says that it does, and ends with verify', async () => {
	const parent = await mkdtemp(path.join(os.tmpdir(), 'holdpoint-demo-test-'));
	onTestFinished(async () => rm(parent, {recursive: true, force: true}));
	const {exitCode, stdout} = await execa(process.execPath, [program, 'demo', path.join(parent, 'here')], {
		reject: false, stdin: 'ignore', env: {PATH: `${path.dirname(process.execPath)}:${process.env.PATH ?? ''}`, HOME: parent}, extendEnv: false,
	});
	expect(stdout).toContain('the demo plays itself');
	expect(stdout).toMatch(/\[passed\] "The lamp blinks often enough\./v);
	expect(stdout).toContain('decides GO');
	expect(stdout.trimEnd().split('\n').at(-2)).toMatch(/^VERIFIED/v);
	expect(exitCode).toBe(0);
});

test('a folder that is not empty is left alone', async () => {
	const {exitCode, stderr} = await execa(process.execPath, [program, 'demo', import.meta.dirname], {reject: false, stdin: 'ignore'});
	expect(exitCode).toBe(2);
	expect(stderr).toContain('is not empty');
});
