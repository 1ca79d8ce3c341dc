/** Names of folders, refs and files that come from a tag or a role. */
import {sha256} from './bytes.js';

/** A tag as a folder or the last part of a ref: `/` is written `_`. */
export function tagFolder(tag: string): string {
	return tag.replaceAll('/', '_');
}

/** The record's folder below `record:`: of a GO, or of the nth NO-GO. */
export function recordFolder(tag: string, noGo?: number): string {
	return noGo === undefined ? tagFolder(tag) : `${tagFolder(tag)}-no-go-${noGo}`;
}

/** `refs/holdpoint/records/<folder>` */
export function recordRef(folder: string): string {
	return `refs/holdpoint/records/${folder}`;
}

/** `seal-release-manager.dsse.json`; a role without Latin letters or digits is named by its digest. */
export function sealPath(role: string): string {
	const slug = role.normalize('NFKD').replaceAll(/\p{Mark}+/gv, '').toLowerCase().replaceAll(/[^\da-z]+/gv, ' ').trim().replaceAll(' ', '-');
	return `seal-${slug === '' ? sha256(role).slice(0, 12) : slug}.dsse.json`;
}
