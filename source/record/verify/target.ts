/** Point 1: the tag object, or the record commit that is asked about; and its trailers. */
import type {EventData} from '../../run/events.js';
import {isFollowUpKind} from '../../run/phase.js';
import {bundleFile} from '../bundle.js';
import {
	isObjectId,
	readCommit,
	readRecordCommit,
	readTag,
	type RecordCommit,
	type TagObject,
} from '../git-objects.js';
import {findAddedFolder} from '../git-trees.js';
import {fault, isFault, type Fault} from '../record-fault.js';
import {readTrailers, type Trailers} from '../tag-message.js';
import {openReader, type Reader} from './objects.js';
import type {Checked, VerifyRequest} from './request.js';
import {readStart} from './start.js';

export type Target = {
	readonly reader: Reader;
	/** Undefined for a record that is asked about by its commit. */
	readonly tag: (TagObject & {readonly signature: NonNullable<TagObject['signature']>}) | undefined;
	/** The tested commit. */
	readonly commit: string;
	/** The only parent that the record commit may have: the tested commit, but for a follow-up. */
	readonly parent: string;
	readonly record: string;
	/** The tag that was asked for. */
	readonly name: string | undefined;
	readonly trailers: Trailers;
};

export async function findTarget({target, objects, refs}: VerifyRequest): Checked<Target> {
	if ('commit' in target) {
		return isObjectId(target.commit, target.commit.length)
			? fromCommit(openReader(objects, target.commit.length), target.commit)
			: fault('object.id', 'A record commit is named by its full id.');
	}

	const id = refs.get(`refs/tags/${target.tag}`);
	return id === undefined
		? fault('tag.missing', `There is no tag ${target.tag} here: \`git fetch origin tag ${target.tag}\` may bring it.`)
		: fromTag(openReader(objects, id.length), id, target.tag);
}

async function fromTag(reader: Reader, id: string, name: string): Checked<Target> {
	const tag = await readSignedTag(reader, id, name);
	if (isFault(tag)) {
		return tag;
	}

	const trailers = readTrailers(tag.message);
	if (isFault(trailers)) {
		return trailers;
	}

	if (trailers.record === undefined) {
		return fault('tag.trailers', 'The tag does not name its record commit.');
	}

	return {
		reader, tag, name, commit: tag.object, parent: tag.object, record: trailers.record, trailers, detail: `${name} is an annotated, signed tag on ${tag.object.slice(0, 12)}`,
	};
}

async function readSignedTag(reader: Reader, id: string, name: string): Promise<NonNullable<Target['tag']> | Fault> {
	const object = await reader.any(id);
	if (isFault(object)) {
		return object;
	}

	if (object.type !== 'tag') {
		return object.type === 'commit' ? fault('tag.unsigned', `${name} is a lightweight tag, which nobody can sign.`) : fault('tag.type', `${name} is on a ${object.type}.`);
	}

	const tag = readTag(object.bytes, reader.idLength);
	if (isFault(tag)) {
		return tag;
	}

	if (tag.name !== name) {
		return fault('tag.name-mismatch', `The tag object under ${name} calls itself ${JSON.stringify(tag.name.slice(0, 80))}.`);
	}

	return tag.signature ? {...tag, signature: tag.signature} : fault('tag.unsigned', `${name} is not signed.`);
}

async function fromCommit(reader: Reader, id: string): Checked<Target> {
	const recordCommit = await readRecord(reader, id);
	if (isFault(recordCommit)) {
		return recordCommit;
	}

	const trailers = readTrailers(recordCommit.message);
	const [parent] = recordCommit.parents;
	if (isFault(trailers)) {
		return fault('record.trailers', `${id.slice(0, 12)} is no record commit: ${trailers.message}`);
	}

	if (parent === undefined) {
		return fault('record.parent', 'The record commit has no parent, and that is the commit that was tested.');
	}

	const started = await findStart(reader, {parent, tree: recordCommit.tree});
	const isFollowUp = started !== undefined && isFollowUpKind(started.kind);
	return {
		reader,
		tag: undefined,
		name: undefined,
		commit: isFollowUp ? started.commit : parent,
		parent,
		record: id,
		trailers,
		detail: `${id.slice(0, 12)} is a record commit on ${parent.slice(0, 12)}${isFollowUp ? `, of a run ${started.kind}` : ''}`,
	};
}

/** How the run says that it started: a follow-up names the commit that it is about. What that is worth is for later points. */
async function findStart(reader: Reader, {parent, tree}: {readonly parent: string; readonly tree: string}): Promise<EventData['run-started'] | undefined> {
	const base = await readTreeOf(reader, parent);
	const added = isFault(base) ? base : await findRecordFolder(reader, base, tree);
	const journal = isFault(added) ? undefined : added.entries.find(({name}) => name === 'journal.jsonl');
	const bytes = journal && await reader.read(journal.id, 'blob');
	return !bytes || isFault(bytes) ? undefined : readStart(bytes)?.data;
}

/** The tree of a commit. */
export async function readTreeOf(reader: Reader, commit: string): Promise<string | Fault> {
	const bytes = await reader.read(commit, 'commit');
	const read = isFault(bytes) ? bytes : readCommit(bytes, reader.idLength);
	return isFault(read) ? read : read.tree;
}

/** The only thing that may differ between two trees: a folder with a bundle. */
export async function findRecordFolder(reader: Reader, base: string, record: string): ReturnType<typeof findAddedFolder> {
	return findAddedFolder({
		base, record, read: async id => reader.tree(id), isFolder: entries => entries.some(entry => entry.name === bundleFile),
	});
}

/** The record commit itself; what it adds is for point 4. */
export async function readRecord(reader: Reader, id: string): Promise<RecordCommit | Fault> {
	const bytes = await reader.read(id, 'commit');
	return isFault(bytes) ? bytes : readRecordCommit(bytes, reader.idLength);
}
