/** Makes a whole release in memory, honest or with anything in it changed on the way, and everything behind it redone. */
import {Buffer} from 'node:buffer';
import {readChain} from '../../source/run/chain.js';
import {rendererVersion, type EventData} from '../../source/run/events.js';
import {initialState, replay} from '../../source/run/reduce.js';
import {
	assembleBundle,
	bundleFile,
	earlierChecklistPath,
	statementPath,
} from '../../source/record/bundle.js';
import {preAuthEncoding, writeEnvelope} from '../../source/record/envelope.js';
import {recordFolder, sealPath} from '../../source/record/folders.js';
import {sourceOf} from '../../source/record/render-material.js';
import {renderRecord, renderers} from '../../source/record/render.js';
import {approvalNamespace, writeSeal, type Seal} from '../../source/record/statement.js';
import {writeMessage, type Trailers} from '../../source/record/tag-message.js';
import type {VerifyRequest} from '../../source/record/verify-request.js';
import {verifySshSignature} from '../../source/signing/verify.js';
import {
	ada,
	honestWalk,
	openWalk,
	runId,
	sha,
	type Walk,
} from './forge-walk.js';
import {checklistText, honestSigners} from './forge-texts.js';
import type {Person} from './people.js';
import {
	openStore,
	signCommit,
	type File,
	type RawEntry,
	type Store,
} from './store.js';

export type Attack = {
	readonly idLength?: 40 | 64;
	readonly tagName?: string;
	readonly signers?: string;
	readonly selfSigned?: true;
	readonly run?: string;
	readonly checklist?: string;
	readonly started?: (data: EventData['run-started']) => EventData['run-started'];
	readonly walk?: (walk: Walk, ground: Pick<Ground, 'before' | 'tested' | 'tree'>) => void;
	/** The journal's text, after which everything is redone. */
	readonly journal?: (text: string) => string;
	/** Files before they are listed. */
	readonly files?: (files: Map<string, Uint8Array>) => void;
	readonly rendering?: (text: string) => string;
	readonly bundle?: (bytes: Uint8Array) => Uint8Array;
	/** Files after they are listed and sealed. */
	readonly filesAfter?: (files: Map<string, Uint8Array>) => void;
	readonly seal?: (seal: Seal) => Seal;
	readonly sealedBy?: Person;
	readonly sealPath?: string;
	readonly sealBytes?: (statement: Uint8Array) => Uint8Array;
	readonly noSeal?: boolean;
	readonly folder?: string;
	readonly base?: (files: Map<string, File>) => void;
	/** The files of a commit before the tested one. */
	readonly before?: (files: Map<string, File>) => void;
	/** What the tested commit stands on. */
	readonly history?: string;
	readonly recordFiles?: (files: Map<string, File>) => void;
	readonly recordTree?: (folder: string, entries: RawEntry[]) => RawEntry[];
	readonly parents?: (tested: string, store: Store) => readonly string[];
	readonly commitTrailers?: (trailers: Trailers) => Trailers;
	readonly commitSignedBy?: Person;
	readonly commitUnsigned?: true;
	readonly commitBytes?: (text: string) => string;
	readonly tagObject?: (honest: {object: string; record: string}, store: Store) => string;
	readonly tagTrailers?: (trailers: Trailers) => Trailers;
	readonly tagMessage?: (message: string) => string;
	readonly tagSignedBy?: Person;
	readonly tagUnsigned?: true;
	readonly tagBytes?: (text: string) => string;
	readonly tagType?: string;
	/** What the tag calls itself, when the whole record is that of another. */
	readonly tagCalled?: string;
	readonly waivers?: readonly string[];
	readonly at?: string;
};

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

export type Content = {
	readonly walk: Walk;
	readonly files: Map<string, Uint8Array>;
	readonly trailers: Trailers;
};

export type Ground = {
	readonly store: Store;
	readonly base: Map<string, File>;
	readonly tree: string;
	readonly tested: string;
	/** The commit before, or the same one. */
	readonly before: string;
	readonly tag: string;
	readonly signersText: string | undefined;
	readonly clock: () => string;
};

const who = 'Ada <ada@example.com> 1780308060 +0000';

export function forgeContent(attack: Attack, ground: Ground): Content {
	const {tree, tested, tag, signersText, clock} = ground;
	const checklist = Buffer.from(attack.checklist ?? checklistText);
	const signers = signersText === undefined ? null : {digest: sha(signersText), version: 3};
	const honest: EventData['run-started'] = {
		name: `${tag}#1`,
		tag,
		kind: 'release',
		project: 'forge',
		program: 'holdpoint 0.1.0',
		format: 1,
		renderer: rendererVersion,
		checklist: {path: 'RELEASE.md', digest: sha(checklist)},
		commit: ground.before,
		tree,
		branch: 'main',
		previous: null,
		signers,
		key: ada.key,
		decision: ['release manager'],
		dirty: false,
		rehearsal: false,
		demo: false,
	};
	const run = attack.run ?? runId;
	const walk = openWalk({
		checklist, started: attack.started?.(honest) ?? honest, clock, run,
	});
	(attack.walk ?? honestWalk)(walk, ground);

	const plain = `${walk.lines.join('\n')}\n`;
	const journal = attack.journal?.(plain) ?? plain;
	const chain = readChain(journal.slice(0, journal.lastIndexOf('\n') + 1));
	const {events, end} = 'code' in chain ? {events: walk.events, end: {seq: walk.events.length, hash: sha('none')}} : chain;
	const state = replay(initialState(walk.plan), events);
	const rendered = renderRecord(sourceOf(walk.plan, state, events));
	const last = walk.texts.at(-1) ?? checklist;
	const files = new Map<string, Uint8Array>([
		['record.md', Buffer.from(attack.rendering?.(rendered) ?? rendered)],
		['journal.jsonl', Buffer.from(journal)],
		['checklist.md', last],
		...walk.texts.filter(text => sha(text) !== sha(last)).map(text => [earlierChecklistPath(sha(text)), text] as const),
		...(signersText === undefined ? [] : [['signers.yaml', Buffer.from(signersText)] as const]),
		...walk.files,
		...[...walk.statements].map(([digest, bytes]) => [statementPath(digest), bytes] as const),
	]);
	attack.files?.(files);
	const listed = assembleBundle(files);
	const bundle = attack.bundle?.(listed) ?? listed;
	files.set(bundleFile, bundle);

	const decision = events.findLast(event => event.type === 'decision-made');
	const sealed: Seal = {
		project: 'forge',
		run,
		tag,
		signers,
		role: 'release manager',
		person: ada.email,
		key: ada.key,
		nonce: 'c'.repeat(32),
		at: clock(),
		program: 'holdpoint 0.1.0',
		decision: decision?.data.decision ?? 'GO',
		events: end.seq,
		head: end.hash,
		bundle: sha(bundle),
		commit: tested,
		tree,
	};
	return {walk, files, trailers: addSeal(attack, files, {sealed, bundle})};
}

function addSeal(attack: Attack, files: Map<string, Uint8Array>, {sealed, bundle}: {sealed: Seal; bundle: Uint8Array}): Trailers {
	const seal = attack.seal?.(sealed) ?? sealed;
	const plain = writeSeal(seal);
	const statement = attack.sealBytes?.(plain) ?? plain;
	const armored = (attack.sealedBy ?? ada).sign(preAuthEncoding(statement), approvalNamespace);
	const envelope = writeEnvelope({statement, armored, key: seal.key});
	if (!attack.noSeal) {
		files.set(attack.sealPath ?? sealPath('release manager'), envelope);
	}

	attack.filesAfter?.(files);
	return {
		run: sealed.run, record: undefined, bundle: sha(bundle), seals: [sha(envelope)],
	};
}

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
	const tag = attack.tagName ?? 'v1.0';
	const old = new Map(base);
	attack.before?.(old);
	const before = attack.before ? store.write('commit', `tree ${store.writeTree(old)}\nauthor ${who}\ncommitter ${who}\n\nbefore\n`) : tested;
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
			renderers,
		},
	};
}
