/** The record commit: built in an index of its own, signed, verified; no ref moves and the person's index is not touched. */
import {Buffer} from 'node:buffer';
import {mkdtemp, rm, writeFile} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import path from 'node:path';
import type {Identity} from './identity.js';
import {isRepositoryFault, repositoryFault, type RepositoryFault} from './faults.js';
import {checkFolder} from './free-place.js';
import {gitIn, type Git} from './git.js';
import {
	bytesOf,
	commitPayload,
	objectId,
	signedCommit,
	type SignBytes,
	type Signed,
	type SigningFault,
} from './object-text.js';
import {readPlace, type ObjectFormat} from './place.js';

export type RecordCommit = {
	readonly top: string;
	/** The full id of the commit that the record is added to; its only parent. */
	readonly parent: string;
	/** From the top, with `/`: `releases/v2.4.0`. Must not exist in `parent`. */
	readonly folder: string;
	/** Path below the folder, with `/` → bytes, stored exactly as they are. */
	readonly files: ReadonlyMap<string, Uint8Array>;
	readonly message: string;
	/** Author and committer. */
	readonly person: Identity;
	readonly at: Date;
};

/** Path from the top → id of the blob. */
type Blobs = ReadonlyMap<string, string>;

/** Builds, signs and verifies the commit; it is in the object database and nowhere else. */
export async function buildRecordCommit<Outcome extends Signed>(
	wanted: RecordCommit,
	sign: SignBytes<Outcome>,
): Promise<SigningFault<Outcome> | RepositoryFault | {readonly commit: string; readonly tree: string}> {
	const place = await readPlace(wanted.top);
	if (isRepositoryFault(place)) {
		return place;
	}

	const wrong = checkPaths(wanted) ?? await checkFolder(wanted.top, wanted.parent, wanted.folder);
	if (wrong !== undefined) {
		return wrong;
	}

	const git = gitIn(wanted.top);
	const blobs = await writeBlobs(git, wanted, place.objectFormat);
	if (isRepositoryFault(blobs)) {
		return blobs;
	}

	const tree = await writeTree(git, wanted.parent, blobs);
	if (isRepositoryFault(tree)) {
		return tree;
	}

	const payload = commitPayload({...wanted, tree});
	const signature = await sign(bytesOf(payload));
	if (typeof signature !== 'string') {
		return signature as SigningFault<Outcome>;
	}

	const bytes = bytesOf(signedCommit(payload, signature, place.objectFormat));
	const commit = await writeCommit(git, bytes, place.objectFormat);
	return isRepositoryFault(commit) ? commit : await verifyCommit(git, {commit, parent: wanted.parent, blobs}) ?? {commit, tree};
}

/** Git must have given it the id that it must have. */
function checkId(id: string, type: 'blob' | 'commit', bytes: Uint8Array, format: ObjectFormat): RepositoryFault | undefined {
	return id === objectId(type, bytes, format)
		? undefined
		: repositoryFault('record.verify', `Git did not keep a ${type} as it was given (it wrote ${id}). Nothing was moved; \`git fsck\` may say what is broken.`);
}

async function writeCommit(git: Git, bytes: Uint8Array, format: ObjectFormat): Promise<string | RepositoryFault> {
	const answer = await git.ask(['hash-object', '-t', 'commit', '-w', '--stdin'], 'write the record commit', {input: bytes});
	return isRepositoryFault(answer) ? answer : checkId(answer.trim(), 'commit', bytes, format) ?? answer.trim();
}

function checkPaths({folder, files}: RecordCommit): RepositoryFault | undefined {
	if (files.size === 0) {
		return repositoryFault('record.path', 'A record without files cannot be committed.');
	}

	const bad = Array.from(files.keys(), file => `${folder}/${file}`).find(file => !isPlainPath(file));
	return bad === undefined
		? undefined
		: repositoryFault('record.path', `${JSON.stringify(bad)} cannot be a path of a record. Choose a plain folder with \`record:\` in the checklist.`);
}

function isPlainPath(file: string): boolean {
	return !/[\0\\]/v.test(file)
		&& file.split('/').every(part => part !== '' && part !== '.' && part !== '..' && part.toLowerCase() !== '.git');
}

/** All by one git, from files of their own: a process for each would take minutes for a thousand. */
async function writeBlobs(git: Git, {folder, files}: RecordCommit, format: ObjectFormat): Promise<Blobs | RepositoryFault> {
	const directory = await mkdtemp(path.join(tmpdir(), 'holdpoint-blobs-'));
	try {
		const named = [...files].map(([file, bytes], index) => ({file: `${folder}/${file}`, bytes, source: path.join(directory, String(index))}));
		for (const {source, bytes} of named) {
			await writeFile(source, bytes);
		}

		const input = Buffer.from(named.map(({source}) => `${source}\n`).join(''));
		const answer = await git.ask(['hash-object', '-t', 'blob', '-w', '--no-filters', '--stdin-paths'], 'write the record’s files', {input});
		if (isRepositoryFault(answer)) {
			return answer;
		}

		const ids = answer.split('\n');
		const wrong = named.map(({bytes}, index) => checkId(ids[index] ?? '', 'blob', bytes, format)).find(fault => fault !== undefined);
		return wrong ?? new Map(named.map(({file}, index) => [file, ids[index] ?? '']));
	} catch (error) {
		return repositoryFault('record.temporary', `The record’s files could not be written below ${tmpdir()}: ${error instanceof Error ? error.message : String(error)}. Nothing was moved; make room there, or set TMPDIR, and try again.`);
	} finally {
		await rm(directory, {recursive: true, force: true});
	}
}

async function writeTree(git: Git, parent: string, blobs: Blobs): Promise<string | RepositoryFault> {
	const directory = await mkdtemp(path.join(tmpdir(), 'holdpoint-index-'));
	const options = {indexFile: path.join(directory, 'index')};
	try {
		const read = await git.ask(['read-tree', parent], 'read the tested commit', options);
		if (isRepositoryFault(read)) {
			return read;
		}

		const lines = [...blobs].map(([file, id]) => `100644 ${id} 0\t${file}\0`).join('');
		const added = await git.run(['update-index', '-z', '--index-info'], {...options, input: Buffer.from(lines)});
		if (!added.ok) {
			return repositoryFault('record.path', `The record cannot stand beside the files of ${parent.slice(0, 12)} (${added.message.trim()}). Choose another folder with \`record:\` in the checklist.`);
		}

		const tree = await git.ask(['write-tree'], 'write the record’s tree', options);
		return isRepositoryFault(tree) ? tree : tree.trim();
	} finally {
		await rm(directory, {recursive: true, force: true});
	}
}

/** Its only parent is the tested commit, and exactly the record's files were added, as plain files. */
async function verifyCommit(git: Git, {commit, parent, blobs}: {commit: string; parent: string; blobs: Blobs}): Promise<RepositoryFault | undefined> {
	const [parents, difference] = await Promise.all([
		git.ask(['rev-list', '--parents', '--max-count=1', commit], 'read the record commit'),
		git.ask(['diff-tree', '-r', '-z', '--raw', '--no-renames', '--no-abbrev', parent, commit], 'compare the record commit with the tested one'),
	]);
	if (isRepositoryFault(parents)) {
		return parents;
	}

	if (isRepositoryFault(difference)) {
		return difference;
	}

	const zero = '0'.repeat(parent.length);
	const expected = [...blobs].map(([file, id]) => `:000000 100644 ${zero} ${id} A\0${file}\0`);
	const right = parents === `${commit} ${parent}\n`
		&& difference.length === expected.join('').length
		&& expected.every(entry => difference.includes(entry));
	return right
		? undefined
		: repositoryFault('record.verify', `The record commit ${commit.slice(0, 12)} is not what it should be, and was not used. Nothing was moved.`);
}
