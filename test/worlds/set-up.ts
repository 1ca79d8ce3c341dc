/** Sets a world up in a temporary folder, changes it, and checks its checklist there with the real program. */
import {existsSync} from 'node:fs';
import {
	chmod,
	mkdir,
	readFile,
	rename,
	rm,
	stat,
	symlink,
	utimes,
	writeFile,
} from 'node:fs/promises';
import path from 'node:path';
import process from 'node:process';
import {execa} from 'execa';
import {program} from '../e2e/stage.js';
import {temporaryRepository} from '../repository/temporary-repository.js';
import {findTool, searched} from './tools.js';
import type {Change, World} from './world.js';

type CheckedStep = {
	readonly title: string;
	readonly section: string;
	readonly blocking: boolean;
	readonly state: string;
	readonly why: string;
	readonly expectations: ReadonlyArray<{readonly ok: boolean; readonly why: string}>;
	readonly outputTail: string;
};

export type Checked = {readonly exit: number | undefined; readonly verdict: string; readonly steps: readonly CheckedStep[]};

export type StandingWorld = {
	/** Checks one gate, or all before the tag, while the change holds. */
	readonly check: (gate?: string, change?: Change) => Promise<Checked>;
	readonly remove: () => Promise<void>;
};

const checklists = path.join(import.meta.dirname, '..', '..', 'checklists');

/** What waits for minutes in a release is tried once here, in all the time that a busy machine needs, or holds for a moment: nothing else of the checklist is changed. */
const hurry = (text: string): string => text.replaceAll(/\buntil=\d+[hms] every=\d+[hms]/gv, 'until=60s every=60s').replaceAll(/\bfor=\d+[hms] every=\d+[hms]/gv, 'for=1s every=400ms');

const before = new Date('2026-01-01T00:00:00Z');

async function put(folder: string, file: string, content: Uint8Array | string): Promise<void> {
	const place = path.join(folder, file);
	await mkdir(path.dirname(place), {recursive: true});
	await rm(place, {force: true});
	await writeFile(place, content);
	if (typeof content === 'string' && content.startsWith('#!')) {
		await chmod(place, 0o755);
	}
}

/** Applies a change; gives what undoes it. What was there is put aside as it is, with its times, mode and links. */
async function apply(folder: string, {write = {}, remove = [], old = []}: Change): Promise<() => Promise<void>> {
	const aside = path.join(folder, 'aside');
	const undo: Array<() => Promise<void>> = [];
	await mkdir(aside, {recursive: true});
	for (const [index, file] of [...Object.keys(write), ...remove].entries()) {
		const place = path.join(folder, file);
		const was = existsSync(place);
		if (was) {
			await rename(place, path.join(aside, String(index)));
		}

		undo.push(async () => {
			await rm(place, {force: true});
			if (was) {
				await rename(path.join(aside, String(index)), place);
			}
		});
		if (write[file] !== undefined) {
			await put(folder, file, write[file]);
		}
	}

	for (const file of old) {
		const {mtime} = await stat(path.join(folder, file));
		await utimes(path.join(folder, file), before, before);
		undo.push(async () => utimes(path.join(folder, file), mtime, mtime));
	}

	return async () => {
		for (const step of undo) {
			await step();
		}
	};
}

export async function setUp(world: World): Promise<StandingWorld> {
	const repository = await temporaryRepository({commit: false});
	const folder = path.dirname(repository.top);
	const bin = path.join(folder, 'bin');
	await mkdir(bin);
	for (const tool of new Set(['bash', 'git', 'sh', 'env', 'sleep', 'cat', 'mkfifo', 'node', ...world.tools])) {
		await symlink(findTool(tool) ?? tool, path.join(bin, tool));
	}

	const faults = new Set<string>();
	const environment = {
		...repository.environment, PATH: bin, HOLDPOINT_CONFIG_DIR: path.join(folder, 'holdpoint'), LANG: 'C.UTF-8', LC_ALL: 'C.UTF-8', ...world.environment,
	};
	const run = async (tool: string, ...args: readonly string[]): Promise<void> => {
		await execa(findTool(tool) ?? tool, args, {
			cwd: folder, env: {...environment, PATH: searched}, extendEnv: false, stdout: 'ignore',
		});
	};

	await repository.commit('chore: begin');
	await repository.git('tag', 'v0.0.9');
	for (const [file, content] of Object.entries(world.committed)) {
		await put(repository.top, file, content);
	}

	const checklist = await readFile(path.join(checklists, world.file), 'utf8');
	await put(repository.top, `checklists/${world.file}`, hurry(checklist));
	await repository.git('add', '--all');
	await repository.git('commit', '--quiet', '--no-gpg-sign', '-m', 'feat: what is released');
	for (const [file, content] of Object.entries(world.write)) {
		await put(folder, file, content);
	}

	const service = await world.start?.({folder, faults, run});
	for (const [file, content] of Object.entries(service?.write ?? {})) {
		await put(folder, file, content);
	}

	const inHere = (values: Readonly<Record<string, string>>): Record<string, string> =>
		Object.fromEntries(Object.entries(values).map(([name, value]) => [name, value.split('{here}').join(folder)]));
	const set = Object.entries(inHere({...world.set, ...service?.set})).flatMap(([name, value]) => ['--set', `${name}=${value}`]);

	return {
		async check(gate, change = {}) {
			const undo = await apply(folder, change);
			for (const args of change.git ?? []) {
				await repository.git(...args);
			}

			if (change.fault !== undefined) {
				faults.add(change.fault);
			}

			try {
				const {exitCode, stdout, stderr} = await execa(process.execPath, [
					program, 'check', `checklists/${world.file}`, '--commands', 'any', '--format', 'json', ...set, ...(gate === undefined ? [] : ['--gate', gate]),
				], {
					cwd: repository.top, env: inHere({...environment, ...service?.environment, ...change.environment}), extendEnv: false, reject: false, stdin: 'ignore',
				});
				if (stdout === '') {
					throw new Error(stderr);
				}

				const {verdict, steps} = JSON.parse(stdout) as Omit<Checked, 'exit'>;
				return {exit: exitCode, verdict, steps};
			} finally {
				faults.clear();
				for (const args of change.ungit ?? []) {
					await repository.git(...args);
				}

				await undo();
			}
		},
		async remove() {
			await service?.stop();
			await repository.remove();
		},
	};
}
