/** Tags and commits read from their raw bytes, and objects hashed again. */
import {createHash} from 'node:crypto';
import {byteText, decodeText, encodeText} from './bytes.js';
import {fault, type Fault} from './record-fault.js';

export type ObjectType = 'commit' | 'tree' | 'blob' | 'tag';

/** Signed text and the signature over it. */
type SignedText = {
	/** What was signed, byte for byte. */
	readonly payload: Uint8Array;
	readonly armored: string;
};

export type TagObject = {
	/** The commit that it is on. */
	readonly object: string;
	readonly name: string;
	/** When it was made, as the tagger says; ISO. */
	readonly at: string;
	readonly message: string;
	/** Undefined for a tag that is not signed. */
	readonly signature: SignedText | undefined;
};

export type CommitObject = {
	readonly tree: string;
	readonly parents: readonly string[];
};

export type RecordCommit = CommitObject & {
	readonly at: string;
	readonly message: string;
	readonly signature: SignedText | undefined;
};

/** The id that git gives an object: `length` is that of the repository's ids, 40 or 64. */
export function hashObject(type: ObjectType, bytes: Uint8Array, length: number): string {
	return createHash(length === 64 ? 'sha256' : 'sha1').update(`${type} ${bytes.length}\0`).update(bytes).digest('hex');
}

export function isObjectId(id: string, length: number): boolean {
	return id.length === length && (length === 40 || length === 64) && /^[\da-f]+$/v.test(id);
}

const identity = String.raw`[^\0\n<>]* <[^\0\n<>]*> (?<seconds>\d{1,12}) [+\-]\d{4}`;
const tagHeader = new RegExp(String.raw`^object (?<object>[^\n]*)\ntype (?<type>[^\n]*)\ntag (?<name>[^\n]*)\ntagger ${identity}$`, 'v');
const commitHeader = new RegExp([
	String.raw`^tree (?<tree>[^\n]*)\n(?<parents>(?:parent [^\n]*\n)*)`,
	String.raw`author ${identity.replace('<seconds>', '<authored>')}\ncommitter ${identity}`,
	String.raw`(?<signature>\ngpgsig(?:-sha256)? [^\n]*(?:\n [^\n]*)*)?$`,
].join(''), 'v');
/** The beginnings that git takes for a signature. */
const signatureStart = /^-----BEGIN (?:SSH SIGNATURE|PGP SIGNATURE|PGP MESSAGE|SIGNED MESSAGE)-----/mv;

/** Exactly the headers that git writes, in their order; from the first signature on all is signature. */
export function readTag(bytes: Uint8Array, idLength: number): TagObject | Fault<'tag.format' | 'tag.type' | 'object.id'> {
	const text = decodeText(bytes);
	const split = splitHeaders(text);
	const groups = split && tagHeader.exec(split.headers)?.groups;
	if (text === undefined || !split || !groups) {
		return fault('tag.format', 'The tag object does not have the headers that git writes, or is not UTF-8.');
	}

	if (groups.type !== 'commit') {
		return fault('tag.type', `The tag is on a ${groups.type} and not on a commit.`);
	}

	const object = groups.object ?? '';
	if (!isObjectId(object, idLength)) {
		return fault('object.id', 'The tag names an object in another form than the repository\'s.');
	}

	const start = split.body.search(signatureStart);
	const signedLength = text.length - split.body.length + start;
	return {
		object,
		name: groups.name ?? '',
		at: isoTime(groups.seconds),
		message: start === -1 ? split.body : split.body.slice(0, start),
		signature: start === -1 ? undefined : {payload: encodeText(text.slice(0, signedLength)), armored: split.body.slice(start)},
	};
}

/** Any commit: its tree and its parents. */
export function readCommit(bytes: Uint8Array, idLength: number): CommitObject | Fault<'record.format' | 'object.id'> {
	const text = byteText(bytes);
	const groups = /^tree (?<tree>[^\n]*)\n(?<parents>(?:parent [^\n]*\n)*)author /v.exec(text)?.groups;
	return groups ? checkIds(groups, idLength) : fault('record.format', 'A commit object does not begin as git writes them.');
}

/** A commit that we made: nothing but what we write, signed in the one header of the repository's format. */
export function readRecordCommit(bytes: Uint8Array, idLength: number): RecordCommit | Fault<'record.format' | 'object.id'> {
	const text = decodeText(bytes);
	const split = splitHeaders(text);
	const groups = split && commitHeader.exec(split.headers)?.groups;
	const name = idLength === 64 ? 'gpgsig-sha256 ' : 'gpgsig ';
	const header = groups?.signature;
	if (text === undefined || !groups || (header !== undefined && !header.startsWith(`\n${name}`))) {
		return fault('record.format', 'The record commit does not have the headers that git writes, or is not UTF-8.');
	}

	const ids = checkIds(groups, idLength);
	return 'code' in ids
		? ids
		: {
			...ids, at: isoTime(groups.seconds), message: split.body, signature: header === undefined ? undefined : takeOut(text, header, name),
		};
}

/** Headers end at the first blank line. */
function splitHeaders(text: string | undefined): {readonly headers: string; readonly body: string} | undefined {
	const end = text?.indexOf('\n\n') ?? -1;
	return text === undefined || end === -1 || text.includes('\0') ? undefined : {headers: text.slice(0, end), body: text.slice(end + 2)};
}

function checkIds({tree = '', parents = ''}: Record<string, string | undefined>, idLength: number): CommitObject | Fault<'object.id'> {
	const ids = parents.split('\n').filter(line => line !== '').map(line => line.slice('parent '.length));
	return [tree, ...ids].every(id => isObjectId(id, idLength))
		? {tree, parents: ids}
		: fault('object.id', 'A commit names an object in another form than the repository\'s.');
}

/** A commit's signature is over the commit without the header that holds it; each of its further lines is indented by a blank. */
function takeOut(text: string, header: string, name: string): SignedText {
	const at = text.indexOf(header);
	return {
		payload: encodeText(text.slice(0, at) + text.slice(at + header.length)),
		armored: `${header.slice(1 + name.length).replaceAll('\n ', '\n')}\n`,
	};
}

function isoTime(seconds = '0'): string {
	return new Date(Number(seconds) * 1000).toISOString();
}
