/** What a check costs over running its block directly, and what masking costs over none. */
import {Buffer} from 'node:buffer';
import {mkdir, mkdtemp, rm} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import path from 'node:path';
import {performance} from 'node:perf_hooks';
import {execa} from 'execa';
import type {CommandRequest} from '../../source/checks/request.js';
import {startCommands} from '../../source/checks/run.js';
import {maskOf} from '../../source/checks/output/secrets.js';
import {interleave, median, timeOf} from './measure.js';
import {compare, sayFigures, sayMs} from './report.js';

const rounds = 100;
const block = 'true';

export async function measureChecks(): Promise<void> {
	const folder = await mkdtemp(path.join(tmpdir(), 'holdpoint-bench-'));
	const root = path.join(folder, 'repository');
	await mkdir(root);
	try {
		const times = await interleave(rounds, {
			bash: async () => timeOf(async () => execa('bash', ['-c', block], {cwd: root, stdin: 'ignore'})),
			check: async round => timeOf(async () => startCommands(requestOf(root, folder, round)).done),
		});
		const [bash, check] = [median(times.bash), median(times.check)];
		sayFigures(`A check of \`${block}\` (median of ${rounds})`, [
			{name: '`bash -c`', value: sayMs(bash)},
			compare('as a check: read, watched, logged, judged', check, {name: 'that', value: bash}),
		]);
		measureMasking();
	} finally {
		await rm(folder, {recursive: true, force: true});
	}
}

const requestOf = (root: string, directory: string, output: number): CommandRequest => ({
	mode: 'check',
	step: 'step',
	output,
	directory,
	commands: [{
		text: block, interpreter: 'bash', cwd: '', environment: [], line: 1,
	}],
	expectations: [],
	facts: {
		inputs: {}, values: {}, commit: undefined, branch: undefined, tag: undefined, previous: undefined,
	},
	root,
	environment: {},
	secrets: [],
});

const megabyte = 1024 * 1024;
const chunkSize = 256 * 1024;
const chunks = 200;

/** Ten secrets, one of which stands in each chunk. */
function measureMasking(): void {
	const secrets = Array.from({length: 10}, (_, index) => `secret-number-${index}-of-the-bench`);
	const text = `${'a line of the output of a long build, as they are\n'.repeat(chunkSize / 50)}${secrets[3]}\n`;
	const chunk = Buffer.from(text);
	const passes = Array.from({length: 9}, () => [passThrough(chunk, []), passThrough(chunk, secrets)] as const);
	const none = median(passes.map(([before]) => before));
	const masked = median(passes.map(([, after]) => after));
	const rate = (ms: number): string => `${(chunk.length * chunks / megabyte / (ms / 1000)).toFixed(0)} MB/s`;
	sayFigures(`Masking ${(chunk.length * chunks / megabyte).toFixed(0)} MB with ten secrets (median of 9)`, [
		{name: 'copied, with nothing to mask', value: rate(none)},
		{name: 'masked', value: rate(masked), note: `takes ${(masked / none).toFixed(1)} × as long`},
	]);
}

function passThrough(chunk: Uint8Array, secrets: readonly string[]): number {
	const stream = maskOf(secrets).open();
	const target = Buffer.alloc(chunk.length);
	const from = performance.now();
	for (let count = 0; count < chunks; count++) {
		target.set(stream.push(chunk).subarray(0, target.length));
	}

	return performance.now() - from;
}
