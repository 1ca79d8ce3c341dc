/** A last line without its newline: a write that the process or the machine did not live to finish. */
import {Buffer} from 'node:buffer';
import {writeAll, type FileSystem} from './files.js';
import {journalFile, tornFile} from './folder.js';
import {type Lines} from './lines.js';

/**
Sets a torn last line aside, then cuts it off the journal; only for who holds the append lock. Comes to the sentence
that says so, or undefined when nothing was torn.
*/
export async function setTornAside(disk: FileSystem, folder: string, {size, torn, end}: Pick<Lines, 'end' | 'size' | 'torn'> & {readonly size: number}): Promise<string | undefined> {
	if (torn.length === 0) {
		return undefined;
	}

	{
		await using aside = await disk.open(tornFile(folder), 'a');
		await writeAll(aside, Buffer.concat([torn, Buffer.from('\n')]));
		await aside.sync();
	}

	await using journal = await disk.open(journalFile(folder), 'r+');
	await journal.truncate(size);
	await journal.sync();
	return sayTorn(folder, {torn, end});
}

/** The same sentence for a reader who changes nothing. */
export function describeTorn(folder: string, {torn, end}: Pick<Lines, 'end' | 'torn'>): string | undefined {
	return torn.length === 0
		? undefined
		: `The last line of ${journalFile(folder)} was not finished (${torn.length} bytes); what was read ends at event ${end.seq}.`;
}

function sayTorn(folder: string, {torn, end}: Pick<Lines, 'end' | 'torn'>): string {
	const what = `The last line of the journal was not finished when the program or the machine stopped (${torn.length} bytes).`;
	return `${what} It was set aside in ${tornFile(folder)}; the run goes on from event ${end.seq}.`;
}
