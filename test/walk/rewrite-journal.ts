/** A run's journal written anew, as somebody would who wants another past. */
import {readFile, rm, writeFile} from 'node:fs/promises';
import path from 'node:path';
import {emptyChain, link} from '../../source/run/chain.js';
import type {Event, Fact} from '../../source/run/events.js';
import type {RealWalk} from './real-walk.js';

export async function rewriteJournal(walk: RealWalk, change: (fact: Fact) => Fact): Promise<void> {
	const file = path.join(walk.folder(), 'journal.jsonl');
	const text = await readFile(file, 'utf8');
	let end = emptyChain;
	const lines = text.trimEnd().split('\n').map(line => {
		const {run, at, by, ...fact} = JSON.parse(line) as Event;
		const linked = link({
			fact: change({type: fact.type, data: fact.data} as Fact), end, run, at, by,
		});
		({end} = linked);
		return linked.line;
	});
	await writeFile(file, `${lines.join('\n')}\n`);
	await rm(path.join(walk.folder(), 'head'));
	await walk.reopen();
}
