/** A forged release on the disk: a bare repository of loose objects, as whoever controls a server can make it, odd objects and all. */
import {Buffer} from 'node:buffer';
import {
	mkdir,
	mkdtemp,
	realpath,
	rm,
	writeFile,
} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import path from 'node:path';
import {deflateSync} from 'node:zlib';
import {execa} from 'execa';
import {onTestFinished} from 'vitest';
import {isolation} from '../repository/temporary-repository.js';
import type {Release} from './forge.js';

const configuration = {
	40: '[core]\n\trepositoryformatversion = 0\n\tbare = true\n',
	64: '[core]\n\trepositoryformatversion = 1\n\tbare = true\n[extensions]\n\tobjectformat = sha256\n',
};

/** Stock git, as somebody without configuration runs it. */
export async function git(directory: string, ...args: readonly string[]): Promise<string> {
	const {stdout} = await execa('git', args, {cwd: directory, env: isolation, stdin: 'ignore'});
	return stdout;
}

export const looseFile = (directory: string, id: string): string => path.join(directory, 'objects', id.slice(0, 2), id.slice(2));

/** The content of a loose object's file, whatever its name. */
export function deflateLoose(type: string, bytes: Uint8Array): Uint8Array {
	const header = Buffer.from(`${type} ${bytes.length}\0`);
	return deflateSync(Buffer.concat([header, bytes]));
}

/** The absolute path of its git directory; it is removed at the end of the test. */
export async function writeRepository({store: {objects, idLength}, refs, record}: Pick<Release, 'store' | 'refs' | 'record'>): Promise<string> {
	const made = await mkdtemp(path.join(tmpdir(), 'holdpoint-forged-'));
	onTestFinished(async () => rm(made, {recursive: true, force: true}));
	const directory = await realpath(made);
	await writeInto(directory, {objects, idLength, refs: withBranch(refs, record)});
	return directory;
}

/** A branch whose tip is the record commit. */
export function withBranch(refs: ReadonlyMap<string, string>, record: string): Map<string, string> {
	return new Map([...refs, ['refs/heads/main', record]]);
}

type Contents = Pick<Release['store'], 'objects' | 'idLength'> & {readonly refs: ReadonlyMap<string, string>};

export async function writeInto(directory: string, {objects, idLength, refs}: Contents): Promise<void> {
	await mkdir(path.join(directory, 'refs'), {recursive: true});
	await Promise.all([...objects].map(async ([id, {type, bytes}]) => {
		const file = looseFile(directory, id);
		await mkdir(path.dirname(file), {recursive: true});
		await writeFile(file, deflateLoose(type, bytes));
	}));
	const all = [...refs].toSorted(([one], [other]) => one < other ? -1 : 1);
	await Promise.all([
		writeFile(path.join(directory, 'HEAD'), 'ref: refs/heads/main\n'),
		writeFile(path.join(directory, 'config'), configuration[idLength === 64 ? 64 : 40]),
		writeFile(path.join(directory, 'packed-refs'), all.map(([name, id]) => `${id} ${name}\n`).join('')),
	]);
}

/** The same in a repository with a work tree; its top. */
export async function writeCheckout({store: {objects, idLength}, refs, record}: Pick<Release, 'store' | 'refs' | 'record'>): Promise<string> {
	const made = await mkdtemp(path.join(tmpdir(), 'holdpoint-checkout-'));
	onTestFinished(async () => rm(made, {recursive: true, force: true}));
	const top = await realpath(made);
	await writeInto(path.join(top, '.git'), {objects, idLength, refs: withBranch(refs, record)});
	await git(top, 'config', 'core.bare', 'false');
	await git(top, 'reset', '--quiet', '--hard');
	return top;
}
