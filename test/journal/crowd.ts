/**
A process of a crowd, started by crowd.test.ts: says that it is ready, waits for a line, and then does its work
on a run's folder, one JSON line for what came of it.
*/
import process from 'node:process';
import {once} from 'node:events';
import {takeDriver} from '../../source/journal/driver.js';
import {isFault} from '../../source/journal/faults.js';
import {openJournal} from '../../source/journal/journal.js';

const [work = '', folder = '', name = '', times = '1'] = process.argv.slice(2);
const by = {name, email: `${name}@example.com`, host: 'crowd'};
const say = (value: unknown): void => {
	process.stdout.write(`${JSON.stringify(value)}\n`);
};

const journal = await openJournal(folder);
if (isFault(journal)) {
	throw new Error(journal.sentence);
}

say('ready');
await once(process.stdin, 'data');

switch (work) {
	case 'append': {
		for (let index = 0; index < Number(times); index++) {
			const appended = await journal.append(by, () => [{type: 'note-added', data: {about: '', note: `${name} ${index}`}}]);
			say(isFault(appended) ? appended : appended.written.map(event => event.seq));
		}

		break;
	}

	case 'drive': {
		const lock = await takeDriver(folder);
		say({kind: lock.kind});
		await once(process.stdin, 'data');
		break;
	}

	default: {
		throw new Error(`No such work: ${work}`);
	}
}

// Standard input is still open, and nobody writes to it any more.
process.stdin.destroy();
