/** Commit and tag objects as text: built here, so that they are signed and verified before any ref moves. */
import {Buffer} from 'node:buffer';
import {createHash} from 'node:crypto';
import type {Identity} from './identity.js';
import {type ObjectFormat} from './place.js';

/** What signing bytes comes to: the armored signature, or the signer's own fault, which is handed on. */
export type Signed = string | Readonly<Record<string, unknown>>;
export type SignBytes<Outcome extends Signed> = (payload: Uint8Array) => Promise<Outcome>;
export type SigningFault<Outcome extends Signed> = Exclude<Outcome, string>;

export type CommitParts = {
	readonly tree: string;
	readonly parent: string;
	readonly person: Identity;
	readonly at: Date;
	readonly message: string;
};

export type TagParts = {
	readonly target: string;
	readonly tag: string;
	readonly person: Identity;
	readonly at: Date;
	readonly message: string;
};

/** The bytes of a commit that are signed. */
export function commitPayload({tree, parent, person, at, message}: CommitParts): string {
	const line = identityLine(person, at);
	return `tree ${tree}\nparent ${parent}\nauthor ${line}\ncommitter ${line}\n\n${cleanMessage(message)}`;
}

/** Puts a signature into a commit's header, as git does: behind the committer, further lines indented. */
export function signedCommit(payload: string, signature: string, format: ObjectFormat): string {
	const end = payload.indexOf('\n\n');
	const header = format === 'sha256' ? 'gpgsig-sha256' : 'gpgsig';
	const lines = cleanSignature(signature).trimEnd().replaceAll('\n', '\n ');
	return `${payload.slice(0, end)}\n${header} ${lines}${payload.slice(end)}`;
}

/** The bytes of a tag that are signed; the signature follows them. */
export function tagPayload({target, tag, person, at, message}: TagParts): string {
	return `object ${target}\ntype commit\ntag ${tag}\ntagger ${identityLine(person, at)}\n\n${cleanMessage(message)}`;
}

export function signedTag(payload: string, signature: string): string {
	return `${payload}${cleanSignature(signature)}`;
}

/** The id that git gives these bytes. */
export function objectId(type: string, bytes: Uint8Array, format: ObjectFormat): string {
	return createHash(format).update(`${type} ${bytes.length}\0`).update(bytes).digest('hex');
}

export const bytesOf = (text: string): Uint8Array => Buffer.from(text);

/** Seconds since 1970, in UTC; the characters that would end a name are left out, as git leaves them out. */
function identityLine({name, email}: Identity, at: Date): string {
	const clean = (text: string): string => text.replaceAll(/[\p{Control}<>]/gv, '').trim();
	return `${clean(name)} <${clean(email)}> ${Math.floor(at.getTime() / 1000)} +0000`;
}

function cleanMessage(message: string): string {
	return `${message.replaceAll('\r\n', '\n').replaceAll('\0', '').trim()}\n`;
}

function cleanSignature(signature: string): string {
	return `${signature.replaceAll('\r\n', '\n').trim()}\n`;
}
