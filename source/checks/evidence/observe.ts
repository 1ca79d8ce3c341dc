/** The files that a step wants and that its expectations name: found, read and hashed in one go. */
import {Buffer} from 'node:buffer';
import type {Evidence} from '../../checklist/model.js';
import type {NamedEvidence} from '../../checklist/scope.js';
import type {Observation} from '../../run/events.js';
import {
	filesOf,
	findEvidence,
	type EvidencePlace,
	type FoundEvidence,
} from '../evidence.js';
import {membersIn, namesIn} from '../expectations.js';
import type {ObservedEvidence, ObservedFile} from '../observed.js';
import {listArchive} from './archive.js';
import type {Look} from './read-file.js';

export type EvidenceRequest = {
	/** Must be there for the step to pass. */
	readonly own: readonly Evidence[];
	/** May be named in expectations. */
	readonly named: readonly NamedEvidence[];
	readonly place: EvidencePlace;
};

export type SeenEvidence = {
	/** By name, for expectations. */
	readonly observed: Readonly<Record<string, ObservedEvidence>>;
	readonly recorded: NonNullable<Observation['evidence']>;
	/** A sentence when files are missing that the step itself wants. */
	readonly why: string;
};

export async function observeEvidence({own, named, place}: EvidenceRequest, expectations: readonly string[]): Promise<SeenEvidence> {
	const members = new Set(expectations.flatMap(expression => [...membersIn(expression)]));
	const ids = new Set(expectations.flatMap(expression => [...namesIn(expression)]));
	const used = named.filter(({name}) => ids.has(name));
	const wanted = [...used, ...own.filter(evidence => used.every(({name, glob}) => !(name === evidence.name && glob === evidence.glob)))];
	const budget = {left: largestTogether};
	const observed: Record<string, ObservedEvidence> = {};
	const recorded: Array<SeenEvidence['recorded'][number]> = [];
	let why = '';
	for (const evidence of wanted) {
		const reading = readerFor(members, budget);
		// One after the other: together they may be larger than the memory.
		const found = await findEvidence(evidence, place, reading.look);
		const isOwn = own.some(({name, glob}) => name === evidence.name && glob === evidence.glob);
		why ||= isOwn ? found.why : '';
		recorded.push({name: evidence.name ?? '', files: filesOf(found, isOwn || members.has('all') ? 'all' : 'newest')});
		if (evidence.name !== undefined && ids.has(evidence.name)) {
			observed[evidence.name] = observedOf(found, reading);
		}
	}

	return {observed, recorded: recorded.filter(({files}) => files.length > 0), why};
}

export const noEvidence: SeenEvidence = {observed: {}, recorded: [], why: ''};

const largestContent = 64 * 1024 * 1024;
/** Of all files that expectations name at once. */
const largestTogether = 512 * 1024 * 1024;

const contents = ['text', 'lines', 'json', 'rows', 'values'];

type Collected = {chunks: Uint8Array[] | {missing: string}; size: number; entries: ObservedFile['entries']};

type Reader = {readonly look: (path: string, newest: boolean) => Look; readonly files: ReadonlyMap<string, Collected>};

/** Keeps what is named of each file, while it is read. */
function readerFor(members: ReadonlySet<string>, budget: {left: number}): Reader {
	const files = new Map<string, Collected>();
	const wantsContent = contents.some(field => members.has(field));
	return {
		files,
		look(path, newest) {
			const file: Collected = {chunks: [], size: 0, entries: {missing: 'nobody asked for it'}};
			files.set(path, file);
			return newest || members.has('all')
				? {
					...(wantsContent && {
						chunk(bytes: Uint8Array) {
							collect(file, bytes, budget);
						},
					}),
					...(members.has('entries') && {
						async whole(handle, size) {
							file.entries = await listArchive(handle, size).catch((error: unknown) => ({missing: error instanceof Error ? error.message : String(error)}));
						},
					} satisfies Look),
				}
				: {};
		},
	};
}

function collect(file: Collected, bytes: Uint8Array, budget: {left: number}): void {
	if ('missing' in file.chunks) {
		return;
	}

	file.size += bytes.length;
	budget.left -= bytes.length;
	if (file.size > largestContent || budget.left < 0) {
		const missing = budget.left < 0 ? 'together the files are larger than 512 MiB' : 'it is larger than 64 MiB';
		budget.left += file.size;
		file.chunks = {missing};
		return;
	}

	// What is given here is written over by the next stretch.
	file.chunks.push(Uint8Array.from(bytes));
}

function observedOf({ok, why, files}: FoundEvidence, reader: Reader): ObservedEvidence {
	const missing = {missing: why.replace(/\.$/v, '')};
	const read = files.flatMap(file => file.ok ? [{file, seen: observedFile(file, reader)}] : []);
	const left = files.find(file => !file.ok);
	const newest = read.find(({file}) => file.newest)?.seen;
	if (!ok || !newest) {
		return {newest: missing, all: missing};
	}

	return {newest, all: left && !left.ok ? {missing: `\`${left.path}\`: ${left.why}`} : read.map(({seen}) => seen)};
}

function observedFile({path, size}: {readonly path: string; readonly size: number}, {files}: Reader): ObservedFile {
	const {chunks = [], entries = {missing: 'nobody asked for it'}} = files.get(path) ?? {};
	return {
		path, size, entries, content: 'missing' in chunks ? chunks : Buffer.concat(chunks),
	};
}
