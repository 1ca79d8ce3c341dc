/** What a forged release holds: its walk, the files of its folder, its seal. */
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
import {sealPath} from '../../source/record/folders.js';
import {sourceOf} from '../../source/record/render/material.js';
import {renderRecord} from '../../source/record/render.js';
import {approvalNamespace, writeSeal, type Seal} from '../../source/record/statement.js';
import type {Trailers} from '../../source/record/tag-message.js';
import type {Attack} from './forge-attack.js';
import {
	ada,
	honestWalk,
	openWalk,
	runId,
	sha,
	type Walk,
} from './forge-walk.js';
import {checklistText} from './forge-texts.js';
import type {File, Store} from './store.js';

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
