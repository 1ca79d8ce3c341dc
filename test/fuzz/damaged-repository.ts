/** A real repository on a damaged disk: one small change in a file of git's own, behind git's back. Git reads it, not we. */
import {
	chmod,
	mkdtemp,
	readdir,
	readFile,
	realpath,
	rm,
	writeFile,
} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import path from 'node:path';
import {execa} from 'execa';
import {isolation} from '../repository/temporary-repository.js';
import {
	git,
	looseFile,
	writeInto,
} from '../record/real-repository.js';
import type {Draw} from '../draw.js';
import {mutate} from './mutate.js';
import type {Base, Mutated} from './mutated-record.js';

export type DamagedRepository = {
	readonly name: string;
	readonly directory: string;
	/** Loose objects that verifying reads; or the pack and its index. */
	readonly files: readonly string[];
	/** Whether stock git hands out the same objects as before. */
	readonly isUnharmed: () => Promise<boolean>;
	readonly remove: () => Promise<void>;
};

async function makeDirectory(): Promise<Pick<DamagedRepository, 'directory' | 'remove'>> {
	const made = await mkdtemp(path.join(tmpdir(), 'holdpoint-damaged-'));
	const directory = await realpath(made);
	return {directory, remove: async () => rm(made, {recursive: true, force: true})};
}

export async function makeRepository({release, used}: Base, stored: 'loose' | 'packed'): Promise<DamagedRepository> {
	const made = await makeDirectory();
	const {directory} = made;
	const {store: {objects, idLength}, refs} = release;
	await writeInto(directory, {objects, idLength, refs});
	const name = `${idLength === 64 ? 'SHA-256' : 'SHA-1'} ids, ${stored} objects`;
	const handedOut = async (): Promise<string> => {
		const {stdout} = await execa('git', ['cat-file', '--batch'], {
			cwd: directory, env: isolation, input: `${used.join('\n')}\n`, encoding: 'latin1', reject: false,
		});
		return stdout;
	};

	const honest = await handedOut();
	const whole = {...made, name, isUnharmed: async () => await handedOut() === honest};
	if (stored === 'loose') {
		return {...whole, files: used.map(id => looseFile(directory, id))};
	}

	await git(directory, 'repack', '-a', '-d', '-q', '--depth=50');
	const packs = path.join(directory, 'objects', 'pack');
	const found = await readdir(packs);
	const [pack = '', index = ''] = ['.pack', '.idx'].map(ending => path.join(packs, found.find(file => file.endsWith(ending)) ?? ''));
	return {...whole, files: [pack, pack, pack, index]};
}

/** Damages one file for as long as `work` takes. */
export async function withDamage<T>({files}: DamagedRepository, draw: Draw, work: (what: string) => Promise<T>): Promise<T> {
	const file = files[draw.below(files.length)] ?? '';
	const bytes = await readFile(file);
	const mutation = mutate(draw, bytes);
	// Git makes its files read-only, and others than root would have to ask.
	await chmod(file, 0o644);
	await writeFile(file, mutation.bytes);
	try {
		return await work(`${path.basename(path.dirname(file))}/${path.basename(file)}: ${mutation.what}`);
	} finally {
		await writeFile(file, bytes);
	}
}

/** A changed release as a repository, for as long as `work` takes. */
export async function withRepository<T>({objects, refs, idLength}: Mutated, work: (directory: string) => Promise<T>): Promise<T> {
	const {directory, remove} = await makeDirectory();
	try {
		await writeInto(directory, {objects, refs, idLength});
		return await work(directory);
	} finally {
		await remove();
	}
}
