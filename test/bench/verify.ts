/** Verifying a release in large repositories: its time grows with the record and with what was committed, not with what came before. */
import {Buffer} from 'node:buffer';
import {mkdtemp, rm, writeFile} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import path from 'node:path';
import process from 'node:process';
import {execa} from 'execa';
import {forge} from '../record/forge.js';
import {ada, honestWalk, sha} from '../record/forge-walk.js';
import {honestSigners} from '../record/forge-texts.js';
import {git, writeInto} from '../record/real-repository.js';
import {isolation} from '../repository/temporary-repository.js';
import type {Bundles} from './bundles.js';
import {interleave, median, timeOf} from './measure.js';
import {compare, sayFigures, sayMs} from './report.js';

const rounds = 5;
/** History may cost nothing; what is left is the noise of a busy machine. */
const historyBar = 1.3;

type Size = {readonly commits: number; readonly files: number; readonly notes: number};

const large: Size = {commits: 10_000, files: 50_000, notes: 0};
const sizes = {
	large,
	young: {...large, commits: 100},
	small: {...large, files: 500},
	talkative: {...large, notes: 2000},
} satisfies Record<string, Size>;

type Repository = {readonly directory: string; readonly remove: () => Promise<void>};

/** A hundred files in a folder. */
const fileAt = (index: number): readonly [string, string] => [`part-${Math.floor(index / 100)}/file-${index}.txt`, `content ${index}\n`];

const inline = ([name, content]: readonly [string, string]): string => `M 100644 inline ${name}\ndata ${content.length}\n${content}\n`;

/** All files at once, and then commits that each change one more. */
function writeHistory({commits, files}: Size): string {
	const commit = (number: number, changes: string): string => `commit refs/heads/history\ncommitter Ada <ada@example.com> ${1_700_000_000 + number} +0000\ndata 5\nWork\n${changes}\n`;
	const first = commit(0, Array.from({length: files}, (_, index) => inline(fileAt(index))).join(''));
	const others = Array.from({length: commits - 1}, (_, index) => commit(index + 1, inline(['CHANGES', `${index}\n`])));
	return [first, ...others].join('');
}

async function makeRepository(size: Size): Promise<Repository> {
	const directory = await mkdtemp(path.join(tmpdir(), 'holdpoint-bench-'));
	await git(directory, 'init', '--quiet', '--bare');
	await execa('git', ['fast-import', '--quiet'], {cwd: directory, env: isolation, input: writeHistory(size)});
	const history = await git(directory, 'rev-parse', 'history');
	const {store: {objects, idLength}, refs, record} = forge({
		history, base(base) {
			for (let index = 0; index < size.files; index++) {
				const [name, content] = fileAt(index);
				base.set(name, {mode: '100644', bytes: Buffer.from(content)});
			}
		}, walk(walk) {
			for (let index = 0; index < size.notes; index++) {
				walk.add({type: 'note-added', data: {about: '', note: `This was seen in hour ${index}.`}});
			}

			honestWalk(walk);
		},
	});
	const {stdout} = await execa('git', ['cat-file', '--batch-check=%(objectname)'], {cwd: directory, env: isolation, input: `${objects.keys().toArray().join('\n')}\n`});
	const missing = stdout.matchAll(/^(?<id>[\da-f]+) missing$/gmv).map(({groups}) => groups?.id ?? '');
	const added = new Map(missing.flatMap(id => {
		const object = objects.get(id);
		return object ? [[id, object] as const] : [];
	}));
	await writeInto(directory, {objects: added, idLength, refs: new Map([...refs, ['refs/heads/main', record], ['refs/heads/history', history]])});
	return {directory, remove: async () => rm(directory, {recursive: true, force: true})};
}

async function makeAll(): Promise<Record<keyof typeof sizes, Repository>> {
	const [one, two, three, four] = await Promise.all([makeRepository(sizes.large), makeRepository(sizes.young), makeRepository(sizes.small), makeRepository(sizes.talkative)]);
	return {
		large: one, young: two, small: three, talkative: four,
	};
}

export async function measureVerify({program}: Bundles): Promise<void> {
	const repositories = await makeAll();
	const environment = {...isolation, PATH: process.env.PATH ?? '', HOLDPOINT_CONFIG_DIR: path.join(repositories.large.directory, 'no-preferences')};
	const options = {
		env: environment, extendEnv: false, stdin: 'ignore', stdout: 'ignore',
	} as const;
	const verify = ({directory}: Repository) => async () => timeOf(async () => execa(process.execPath, [program, 'verify', 'v1.0', '--repo', directory, '--signers-digest', sha(honestSigners)], options));
	const stock = async (...args: readonly string[]): Promise<number> => timeOf(async () => execa('git', ['-C', repositories.large.directory, ...args], options));
	const signers = path.join(repositories.large.directory, 'allowed-signers');
	await writeFile(signers, `${ada.email} ${ada.key}\n`);
	const measures = {
		node: async () => timeOf(async () => execa(process.execPath, [program, '--version'], options)),
		large: verify(repositories.large),
		young: verify(repositories.young),
		small: verify(repositories.small),
		talkative: verify(repositories.talkative),
		tag: async () => stock('-c', 'gpg.format=ssh', '-c', `gpg.ssh.allowedSignersFile=${signers}`, 'verify-tag', 'v1.0'),
		fsck: async () => stock('fsck', '--no-progress', 'refs/tags/v1.0', 'refs/heads/main'),
	};
	try {
		await interleave(1, measures);
		const times = await interleave(rounds, measures);
		const value = median(times.large);
		sayFigures(`holdpoint verify, the whole program (median of ${rounds})`, [
			{name: 'holdpoint --version', value: sayMs(median(times.node))},
			compare(`${large.commits} commits, ${large.files} files`, value, {name: 'that of 100 commits', value: median(times.young)}, historyBar),
			compare('the same', value, {name: 'that of 500 files', value: median(times.small)}),
			compare('the same with 2000 more events', median(times.talkative), {name: 'without', value}),
			compare('the same', value, {name: 'git verify-tag + git fsck', value: median(times.tag) + median(times.fsck)}),
		]);
	} finally {
		await Promise.all(Object.values(repositories).map(async ({remove}) => remove()));
	}
}
