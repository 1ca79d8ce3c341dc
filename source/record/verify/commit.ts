/** Point 4: the record commit adds its folder of plain files to the tested commit, and nothing else. */
import {tagFolder, recordRef} from '../folders.js';
import {
	fileMode,
	treeMode,
	type TreeEntry,
} from '../git-trees.js';
import {fault, isFault, type Fault} from '../record-fault.js';
import {readTrailers} from '../tag-message.js';
import type {Reader} from './objects.js';
import type {Checked} from './request.js';
import type {SignatureVerifier} from './signature.js';
import {
	findRecordFolder,
	readRecord,
	readTreeOf,
	type Target,
} from './target.js';
import {checkGitSignature, type Operator, type Trust} from './trust.js';

export type RecordFolder = {
	readonly folder: string;
	/** Ids by paths in the folder. */
	readonly blobs: ReadonlyMap<string, string>;
	/** Who signed tag and record commit. */
	readonly operator: NonNullable<Operator['operator']>;
};

export async function checkRecordCommit(verifier: SignatureVerifier, target: Target, trust: Trust, {operator}: Operator): Checked<RecordFolder> {
	const record = await readOwn(target);
	if (isFault(record)) {
		return record;
	}

	if (record.parents.length !== 1 || record.parents[0] !== target.parent) {
		return fault('record.parent', 'The only parent of the record commit must be the commit that was tested and tagged.');
	}

	const base = target.parent === target.commit ? trust.tree : await readTreeOf(target.reader, target.parent);
	const added = isFault(base) ? base : await findRecord(target, base, record.tree);
	if (isFault(added)) {
		return added;
	}

	if (!record.signature) {
		return fault('record.unsigned', 'The record commit is not signed.');
	}

	const signed = await checkGitSignature(verifier, trust, {what: 'the record commit', signature: record.signature, at: record.at});
	if (isFault(signed)) {
		return signed;
	}

	if (operator && isSomebodyElse(operator, signed)) {
		return fault('sig.role', 'Tag and record commit are signed by different people.');
	}

	return checkTrailers(target, record.message) ?? {...added, operator: signed, detail: `${target.record.slice(0, 12)} adds only ${added.folder}, signed by ${signed.person ?? signed.key}`};
}

function isSomebodyElse(one: RecordFolder['operator'], other: RecordFolder['operator']): boolean {
	return one.person !== other.person || (one.person === undefined && one.key !== other.key);
}

async function readOwn({reader, record, name}: Target): ReturnType<typeof readRecord> {
	const found = await readRecord(reader, record);
	return name !== undefined && isFault(found) && found.code === 'object.missing'
		? fault('record.missing', `The record commit ${record} is not here: \`git fetch origin ${recordRef(tagFolder(name))}\` may bring it.`)
		: found;
}

/** The commit cannot name itself; all else is what the tag says. */
function checkTrailers({trailers}: Target, message: string): Fault | undefined {
	const own = readTrailers(message);
	if (isFault(own)) {
		return fault('record.trailers', own.message);
	}

	const isSame = own.record === undefined && own.run === trailers.run && own.bundle === trailers.bundle && own.seals.join(' ') === trailers.seals.join(' ');
	return isSame ? undefined : fault('record.trailers', 'The record commit\'s trailers are not the tag\'s.');
}

async function findRecord({reader, name}: Target, base: string, record: string): Promise<Pick<RecordFolder, 'folder' | 'blobs'> | Fault> {
	const added = await findRecordFolder(reader, base, record);
	if (isFault(added)) {
		return added;
	}

	if (name !== undefined && added.path.split('/').at(-1) !== tagFolder(name)) {
		return fault('record.changes-code', `The record commit adds ${added.path}, which is not the record of ${name}.`);
	}

	const blobs = await collectBlobs(reader, added.entries);
	return isFault(blobs) ? blobs : {folder: added.path, blobs};
}

/** Plain files, one folder deep. */
async function collectBlobs(reader: Reader, entries: readonly TreeEntry[]): Promise<Map<string, string> | Fault> {
	const blobs = new Map<string, string>();
	for (const {mode, name, id} of entries) {
		const inner = mode === treeMode ? await reader.tree(id) : [{mode, name: '', id}];
		if (isFault(inner)) {
			return inner;
		}

		const odd = inner.find(entry => entry.mode !== fileMode);
		if (odd !== undefined || inner.length === 0) {
			return fault('record.mode', `${[name, odd?.name ?? ''].join('/').replace(/\/$/v, '')} in the record's folder is no plain file.`);
		}

		for (const entry of inner) {
			blobs.set(entry.name === '' ? name : `${name}/${entry.name}`, entry.id);
		}
	}

	return blobs;
}
