/** Names of folders, refs and files that come from a tag or a role. */
import type {RunKind} from '../run/phase.js';
import {sha256} from './bytes.js';

/** A tag as a folder or the last part of a ref: `/` is written `_`. */
export function tagFolder(tag: string): string {
	return tag.replaceAll('/', '_');
}

export type RecordKind = 'GO' | 'NO-GO' | Exclude<RunKind, 'release'>;

/** What kind of record a run leaves: there is one GO, and of all else as many as it takes. */
export function recordKind(kind: RunKind, decision: 'GO' | 'NO-GO'): RecordKind {
	return kind === 'release' ? decision : kind;
}

/** The record's folder below `record:`; `number` counts those that are no GO. */
export function recordFolder(tag: string, kind: RecordKind = 'GO', number = 1): string {
	return kind === 'GO' ? tagFolder(tag) : `${tagFolder(tag)}-${suffixes[kind]}-${number}`;
}

const suffixes = {'NO-GO': 'no-go', 'after the tag': 'after', 'rolling back': 'rollback'} as const;

/** `refs/holdpoint/records/<folder>` */
export function recordRef(folder: string): string {
	return `refs/holdpoint/records/${folder}`;
}

/** `seal-release-manager.dsse.json`; a role without Latin letters or digits is named by its digest. */
export function sealPath(role: string): string {
	const slug = role.normalize('NFKD').replaceAll(/\p{Mark}+/gv, '').toLowerCase().replaceAll(/[^\da-z]+/gv, ' ').trim().replaceAll(' ', '-');
	return `seal-${slug === '' ? sha256(role).slice(0, 12) : slug}.dsse.json`;
}
