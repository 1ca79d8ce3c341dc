/** Point 7: the journal is one whole run, ends where the seals say, and decides on the tested commit. */
import {readChain, type Chain} from '../../run/chain.js';
import type {Event, EventData} from '../../run/events.js';
import {describeNewer} from '../../run/newer.js';
import {withTag} from '../../run/phase.js';
import {decodeText} from '../bytes.js';
import {parseJson} from '../envelope.js';
import {recordFolder, recordKind} from '../folders.js';
import {fault, isFault, type Fault} from '../record-fault.js';
import type {Files} from './bundle.js';
import type {RecordFolder} from './commit.js';
import type {Passed} from './request.js';
import type {Seals} from './seals.js';
import type {Target} from './target.js';
import type {Trust} from './trust.js';

export type History = Chain & {
	readonly started: EventData['run-started'];
	readonly decision: EventData['decision-made'];
};

/** What counted at one moment: the last that the run knew. */
export type Known = {
	readonly commit: string;
	readonly checklist: string;
	readonly signers: string | undefined;
	/** After a decision HEAD moves change nothing, until it is taken back. */
	readonly decided: boolean;
	/** Where HEAD has moved since the decision. */
	readonly moved?: string | undefined;
};

const mostEvents = 1_000_000;

export function checkJournal({files}: Files, {target, trust, folder, seals: {seals}}: {target: Target; trust: Trust; folder: RecordFolder; seals: Seals}): Passed<History> | Fault {
	const chain = readJournal(files.get('journal.jsonl'));
	if (isFault(chain)) {
		return chain;
	}

	const {events, end} = chain;
	if (events[0]?.run !== target.trailers.run) {
		return fault('journal.run', 'The journal is not that of the run that is tagged.');
	}

	if (seals.some(seal => seal.events !== end.seq || seal.head !== end.hash)) {
		return fault('journal.seal-head', `The journal ends with event ${end.seq}, and a seal was given for another end.`);
	}

	const started = events[0].type === 'run-started' ? withTag(events[0].data, events) : undefined;
	const last = events.at(-1);
	if (!started || last?.type !== 'decision-made') {
		return fault('journal.decision', 'The journal does not begin with the run\'s start and end with its decision.');
	}

	const history: History = {...chain, started, decision: last.data};
	return checkDecision(history, seals)
		?? checkTimes(last, seals)
		?? checkPlace(history, target, folder)
		?? checkStart(history, {target, trust, folder})
		?? {...history, detail: `${end.seq} events, ${last.data.decision} at ${last.at}`};
}

function readJournal(bytes: Uint8Array | undefined): Chain | Fault {
	const text = bytes && decodeText(bytes);
	if (text === undefined) {
		return fault('journal.format', 'journal.jsonl is missing or not UTF-8.');
	}

	if (!text.endsWith('\n')) {
		return fault('journal.torn', 'The last line of journal.jsonl is not whole.');
	}

	const lines = text.split('\n', mostEvents + 1).length;
	if (lines > mostEvents) {
		return fault('limits', `The journal has more than ${mostEvents} events.`);
	}

	const start = parseJson(text.slice(0, text.indexOf('\n')));
	const newer = describeNewer(start);
	if (newer !== undefined) {
		return fault('journal.newer', `The record was written by a newer Holdpoint than this one (${newer}): that one verifies it.`);
	}

	const chain = readChain(text);
	return 'code' in chain ? fault(chain.code, `journal.jsonl, line ${chain.line}: ${chain.message}`) : chain;
}

function checkDecision({started, decision}: History, seals: Seals['seals']): Fault | undefined {
	if (started.rehearsal) {
		return fault('journal.decision', 'The run was a rehearsal, which decides nothing.');
	}

	return seals.every(seal => seal.decision === decision.decision) ? undefined : fault('seal.decision', `The journal decides ${decision.decision}, and the seals something else.`);
}

/** Clocks of different machines differ; months do not. */
export const clockToleranceMs = 300_000;

function checkTimes({at}: Event, seals: Seals['seals']): Fault | undefined {
	const early = seals.find(seal => Date.parse(seal.at) + clockToleranceMs < Date.parse(at));
	return early && fault('statement.time', `A seal was given at ${early.at}, before the decision that it seals (${at}).`);
}

/** Whose release it is, and that it stands in its own folder. */
function checkPlace({started, decision}: History, {name}: Target, {folder}: RecordFolder): Fault | undefined {
	if (name !== undefined && started.tag !== name) {
		return fault('statement.tag', `The run was walked for ${started.tag ?? 'no tag'}.`);
	}

	const own = folder.split('/').at(-1) ?? '';
	const tag = started.tag ?? started.name.replaceAll('#', '-');
	const number = Number(/-(?<number>[1-9]\d{0,8})$/v.exec(own)?.groups?.number ?? 1);
	const isOwn = own === recordFolder(tag, recordKind(started.kind, decision.decision), number);
	return isOwn ? undefined : fault('record.changes-code', `The record of ${started.name} (${decision.decision}) stands in ${folder}.`);
}

function checkStart({events, started}: History, {target, trust: {tree, signers}, folder}: {target: Target; trust: Trust; folder: RecordFolder}): Fault | undefined {
	const known = knownAt(events, events.length);
	const lastMove = events.findLast(event => event.type === 'head-moved' && event.data.to === known.commit);
	const ownTree = lastMove?.type === 'head-moved' ? lastMove.data.tree : started.tree;
	if (ownTree !== tree || known.commit !== target.commit) {
		return fault('journal.commit', 'The last commit that the run knew is not the tested commit.');
	}

	const version = events.findLast(event => event.type === 'signers-changed')?.data.version ?? started.signers?.version;
	if (known.signers !== signers?.digest || version !== signers?.version || started.project !== (signers?.project ?? started.project)) {
		return fault('signers.changed', 'The run went by another signers file than the tested commit\'s.');
	}

	const {key} = folder.operator;
	const isOwn = signers ? true : started.key === key;
	return isOwn
		? undefined
		: fault('sig.unknown-key', 'A self-signed run is signed with the key that it was started with.');
}

/** What the run knew when it had so many events. */
export function knownAt(events: readonly Event[], count: number): Known {
	let known: Known = {
		commit: '', checklist: '', signers: undefined, decided: false,
	};
	for (const event of events.slice(0, count)) {
		known = learn(known, event);
	}

	return known;
}

/** Behind this event all goes by the signers file of the tested commit; 0: from the start. */
export function lastSignersChange(events: readonly Event[]): number {
	return events.findLast(({type}) => type === 'signers-changed')?.seq ?? 0;
}

function learn(known: Known, {type, data}: Event): Known {
	if (type === 'run-started') {
		return {
			...known, commit: data.commit, checklist: data.checklist.digest, signers: data.signers?.digest,
		};
	}

	if (type === 'head-moved') {
		return known.decided ? {...known, moved: data.to} : {...known, commit: data.to};
	}

	if (type === 'decision-made') {
		return {...known, decided: true};
	}

	if (type === 'decision-withdrawn') {
		return {
			...known, commit: known.moved ?? known.commit, moved: undefined, decided: false,
		};
	}

	if (type === 'checklist-changed') {
		return data.taken ? {...known, checklist: data.digest} : known;
	}

	return type === 'signers-changed' ? {...known, signers: data.digest} : known;
}
