/** What a journal says was committed between two commits, against the commits themselves. */
import type {ChangedFile} from '../../run/event-fields.js';
import {byteText} from '../bytes.js';
import {readCommit} from '../git-objects.js';
import {submoduleMode, type TreeEntry} from '../git-trees.js';
import {fault, isFault, type Fault} from '../record-fault.js';
import {findChanges, type Change} from './changes.js';
import type {Reader} from './objects.js';

/** As many as an event holds: there may be more. */
const mostPaths = 1000;
const mostCommits = 50;

/** Without `isWhole` the commits are not compared: where it was written not all of them need have been seen. */
export type Told = {readonly commits: readonly string[]; readonly paths: readonly string[]; readonly files?: readonly ChangedFile[] | undefined; readonly isWhole: boolean};

/** Undefined: nothing that the commits deny. Git's own count of lines cannot be made again, but not every count can be. */
export async function checkTold(reader: Reader, [from, to]: readonly [string, string], {
	commits, paths, files, isWhole,
}: Told): Promise<Fault | undefined> {
	const changes = await findChanges(reader, from, to);
	if (isFault(changes)) {
		return changes;
	}

	const between = `between ${from.slice(0, 12)} and ${to.slice(0, 12)}`;
	const changed = changes.map(({path}) => path);
	if (!isListOf(paths, changed) || (files && !isListOf(files.map(({path}) => path), changed))) {
		return fault('journal.move', `The journal says that other files changed ${between} than the two commits do.`);
	}

	const line = isWhole ? await followLine(reader, from, to) : undefined;
	if (isFault(line)) {
		return line;
	}

	if (line && !areListed(commits, line)) {
		return fault('journal.move', `The journal names other commits ${between} than there are.`);
	}

	return checkLines(reader, changes, files ?? [], between);
}

/** All of them; of very many as many as an event holds. */
function isListOf(listed: readonly string[], paths: readonly string[]): boolean {
	return paths.length > mostPaths
		? listed.length === mostPaths && new Set(listed).isSubsetOf(new Set(paths))
		: listed.toSorted().join('\0') === paths.toSorted().join('\0');
}

type Commit = {readonly id: string; readonly subject: string | undefined};

/** The commits behind `from` up to `to`, newest first, where each has one parent; undefined where they branch: which are behind it nobody can tell without all of history. */
async function followLine(reader: Reader, from: string, to: string): Promise<Commit[] | Fault | undefined> {
	const line: Commit[] = [];
	for (let id = to; line.length < mostPaths;) {
		const bytes = await reader.read(id, 'commit');
		const commit = isFault(bytes) ? bytes : readCommit(bytes, reader.idLength);
		if (isFault(commit) || isFault(bytes)) {
			return isFault(bytes) ? bytes : (isFault(commit) ? commit : undefined);
		}

		line.push({id, subject: plainSubject(byteText(bytes))});
		const [parent, ...others] = commit.parents;
		if (parent === undefined || others.length > 0) {
			return undefined;
		}

		id = parent;
		if (id === from) {
			return line;
		}
	}

	return undefined;
}

/** As git shows it in a list; undefined where that depends on how it is encoded. */
function plainSubject(text: string): string | undefined {
	const [first = ''] = text.slice(text.indexOf('\n\n') + 2).trimStart().split(/\n[\t\r ]*\n/v, 1);
	return /^\p{ASCII}*$/v.test(first) ? oneLine(first) : undefined;
}

const oneLine = (text: string): string => text.replaceAll(/\s+/gv, ' ').trim();

function areListed(told: readonly string[], line: readonly Commit[]): boolean {
	return told.length === Math.min(line.length, mostCommits) && told.every((one, at) => {
		const [short = ''] = one.split(' ', 1);
		const said = oneLine(one.slice(short.length));
		const {id = '', subject = said} = line[at] ?? {};
		return said === subject && short.length >= 4 && id.startsWith(short);
	});
}

async function checkLines(reader: Reader, changes: readonly Change[], files: readonly ChangedFile[], between: string): Promise<Fault | undefined> {
	const told = new Map(files.map(file => [file.path, file]));
	for (const change of changes) {
		const {path} = change;
		const file = told.get(path);
		const bounds = file && isCountable(change, file) ? await boundLines(reader, change) : undefined;
		if (isFault(bounds)) {
			return bounds;
		}

		if (bounds && file && (file.added - file.removed !== bounds.more || file.added < bounds.added)) {
			return fault('journal.move', `The journal says that ${path} changed by +${file.added} -${file.removed} ${between}, and that cannot be.`);
		}
	}

	return undefined;
}

/** Lines of a text, under a name that nobody had to write in another way. */
function isCountable({path, before, after}: Change, {binary = false}: ChangedFile): boolean {
	return !binary && !path.includes('\u{FFFD}') && before?.mode !== submoduleMode && after?.mode !== submoduleMode;
}

/** Larger ones are not counted again. */
const largestText = 4 * 1024 * 1024;

/** How many lines were added at least, however they are matched, and how many more there are. */
async function boundLines(reader: Reader, {before, after}: Change): Promise<Fault | {readonly added: number; readonly more: number} | undefined> {
	const [old, fresh] = [await readText(reader, before), await readText(reader, after)];
	if (isFault(old) || isFault(fresh)) {
		return isFault(old) ? old : (isFault(fresh) ? fresh : undefined);
	}

	if (old === undefined || fresh === undefined) {
		return undefined;
	}

	const left = Map.groupBy(linesOf(old), line => line);
	const lines = linesOf(fresh);
	const added = lines.filter(line => left.get(line)?.pop() === undefined).length;
	return {added, more: lines.length - linesOf(old).length};
}

async function readText(reader: Reader, entry: TreeEntry | undefined): Promise<string | Fault | undefined> {
	const bytes = entry ? await reader.read(entry.id, 'blob') : new Uint8Array();
	if (isFault(bytes)) {
		return bytes;
	}

	return bytes.length > largestText ? undefined : byteText(bytes);
}

/** A last line that does not end is another one than the same line that does. */
function linesOf(text: string): string[] {
	const lines = text.split('\n');
	const rest = lines.pop() ?? '';
	return rest === '' ? lines : [...lines, `${rest}\0`];
}
