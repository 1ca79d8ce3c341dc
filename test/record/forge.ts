/** Makes a whole release in memory, honest or with anything in it changed on the way, and everything behind it redone. */
import {Buffer} from 'node:buffer';
import {openConditions} from '../../source/checks/expectations.js';
import {recordFolder} from '../../source/record/folders.js';
import {renderers} from '../../source/record/render.js';
import {writeMessage, type Trailers} from '../../source/record/tag-message.js';
import type {VerifyRequest} from '../../source/record/verify/request.js';
import {verifySshSignature} from '../../source/signing/verify.js';
import type {Attack} from './forge-attack.js';
import {forgeContent, type Content, type Ground} from './forge-content.js';
import {ada, sha, type Walk} from './forge-walk.js';
import {checklistText, honestSigners} from './forge-texts.js';
import {
	openStore,
	signCommit,
	type File,
	type Store,
} from './store.js';

export type Release = {
	readonly store: Store;
	readonly refs: Map<string, string>;
	readonly tag: string;
	readonly tagObject: string;
	readonly tested: string;
	readonly record: string;
	readonly folder: string;
	readonly request: VerifyRequest;
	readonly walk: Walk;
	/** What a follow-up stands on. */
	readonly ground: Ground;
	readonly content: Content;
};

const baseFiles = (signers: string | undefined, checklist: string): Map<string, File> => new Map(Object.entries({
	'README.md': {mode: '100644', bytes: Buffer.from('Forge\n')},
	'source/main.c': {mode: '100644', bytes: Buffer.from('int main;\n')},
	'tool.sh': {mode: '100755', bytes: Buffer.from('true\n')},
	'RELEASE.md': {mode: '100644', bytes: Buffer.from(checklist)},
	...(signers !== undefined && {'.holdpoint/signers.yaml': {mode: '100644', bytes: Buffer.from(signers)}}),
}));

/** Time goes on by a second with each event. */
function startClock(from: string): () => string {
	let time = Date.parse(from);
	return () => {
		time += 1000;
		return new Date(time).toISOString();
	};
}

/** Its thread keeps nobody waiting. */
const conditions = openConditions();

const who = 'Ada <ada@example.com> 1780308060 +0000';

/** A tree with a record's folder in it. */
export function addFolder(base: ReadonlyMap<string, File>, folder: string, files: ReadonlyMap<string, Uint8Array>): Map<string, File> {
	return new Map([...base, ...[...files].map(([path, bytes]) => [`${folder}/${path}`, {mode: '100644', bytes}] as const)]);
}

export function forgeCommit(attack: Attack, {store, base, tested}: Ground, {files, trailers, folder}: Content & {folder: string}): string {
	const all = addFolder(base, folder, files);
	attack.recordFiles?.(all);
	const tree = store.writeTree(all, attack.recordTree);
	const parents = attack.parents?.(tested, store) ?? [tested];
	const message = writeMessage({
		subject: 'GO', waivers: [], summary: [], trailers: attack.commitTrailers?.(trailers) ?? trailers,
	});
	const payload = `tree ${tree}\n${parents.map(parent => `parent ${parent}\n`).join('')}author ${who}\ncommitter ${who}\n\n${message}`;
	const signer = attack.commitSignedBy ?? ada;
	const text = attack.commitUnsigned ? payload : signCommit(payload, signer.sign(Buffer.from(payload), 'git'), store.idLength);
	return store.write('commit', attack.commitBytes?.(text) ?? text);
}

function forgeTag(attack: Attack, {store, tested, tag}: Ground, {trailers, record}: {trailers: Trailers; record: string}): string {
	const complete: Trailers = {...trailers, record};
	const message = writeMessage({
		subject: 'GO', waivers: attack.waivers ?? [], summary: ['Decided by Ada'], trailers: attack.tagTrailers?.(complete) ?? complete,
	});
	const object = attack.tagObject?.({object: tested, record}, store) ?? tested;
	const payload = `object ${object}\ntype ${attack.tagType ?? 'commit'}\ntag ${attack.tagCalled ?? tag}\ntagger ${who}\n\n${attack.tagMessage?.(message) ?? message}`;
	const signer = attack.tagSignedBy ?? ada;
	const text = attack.tagUnsigned ? payload : payload + signer.sign(Buffer.from(payload), 'git');
	return store.write('tag', attack.tagBytes?.(text) ?? text);
}

export function forge(attack: Attack = {}): Release {
	const store = openStore(attack.idLength);
	const signersText = attack.selfSigned ? undefined : attack.signers ?? honestSigners;
	const base = baseFiles(signersText, attack.checklist ?? checklistText);
	attack.base?.(base);
	const tree = store.writeTree(base);
	const tested = store.write('commit', `tree ${tree}\n${attack.history === undefined ? '' : `parent ${attack.history}\n`}author ${who}\ncommitter ${who}\n\nwork\n`);
	const old = new Map(base);
	attack.before?.(old);
	const before = attack.before ? store.write('commit', `tree ${store.writeTree(old)}\nauthor ${who}\ncommitter ${who}\n\nbefore\n`) : tested;
	const tag = attack.tagName ?? 'v1.0';
	const ground: Ground = {
		store, base, tree, tested, before, tag, signersText, clock: startClock(attack.at ?? '2026-06-01T10:00:00.000Z'),
	};
	const content = forgeContent(attack, ground);
	const folder = attack.folder ?? `releases/${recordFolder(tag)}`;
	const record = forgeCommit(attack, ground, {...content, folder});
	const tagObject = forgeTag(attack, ground, {trailers: content.trailers, record});
	const called = attack.tagCalled ?? tag;
	const refs = new Map([[`refs/tags/${called}`, tagObject], [`refs/holdpoint/records/${recordFolder(called)}`, record]]);
	return {
		store,
		refs,
		tag: called,
		tagObject,
		tested,
		record,
		folder,
		walk: content.walk,
		ground,
		content,
		request: {
			target: {tag: called},
			objects: store,
			refs,
			anchor: project => project === undefined ? undefined : {digest: sha(honestSigners), version: 3},
			verifySignature: verifySshSignature,
			answerCondition: conditions.answer,
			renderers,
		},
	};
}
