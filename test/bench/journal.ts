/** A long journal: resuming it against reading and parsing the same file, and one more append against the first. */
import {
	mkdtemp,
	readFile,
	rm,
	writeFile,
} from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import {parseChecklist} from '../../source/checklist/parse.js';
import {isFault, type Fault as JournalFault} from '../../source/journal/faults.js';
import {createRunFolder, journalFile} from '../../source/journal/folder.js';
import {openJournal, type Journal} from '../../source/journal/journal.js';
import {emptyChain, link} from '../../source/run/chain.js';
import type {Fact} from '../../source/run/events.js';
import {planWalk, type Plan} from '../../source/run/plan.js';
import {initialState, replay} from '../../source/run/reduce.js';
import {
	interleave,
	median,
	timeOf,
} from './measure.js';
import {compare, sayFigures, sayMs} from './report.js';

const events = 100_000;
const rounds = 5;
const resumeBar = 3;
const appendBar = 1.5;
const by = {name: 'Ada Lovelace', email: 'ada@example.com', host: 'buildhost'};

const digest = '0'.repeat(64);

const started: Fact = {
	type: 'run-started', data: {
		name: 'v1.0.0#1', tag: 'v1.0.0', kind: 'release', project: 'bench', program: 'holdpoint', format: 1, renderer: 1, checklist: {path: 'RELEASE.md', digest},
		commit: '1'.repeat(40), tree: '2'.repeat(40), branch: 'main', previous: null, signers: null, key: null, decision: ['release manager'], dirty: false, rehearsal: false, demo: false,
	},
};

/** Checks that run again and again, and answers between them, as in a long soak. */
function factAt(index: number, plan: Plan): Fact {
	const [item, check] = plan.steps;
	const step = check?.step.id ?? '';
	const output = Math.ceil(index / 3);
	switch (index % 3) {
		case 1: {
			return {
				type: 'check-started', data: {
					step, output, commands: [{
						text: 'npm test', interpreter: 'bash', cwd: '', environment: ['HOLDPOINT_TAG'], line: 7, timeoutMs: 600_000,
					}],
				},
			};
		}

		case 2: {
			return {
				type: 'check-finished', data: {
					step, output, ok: true, why: '', ending: 'exited', exit: 0, signal: null, ms: 1234, statements: [{
						line: 7, text: 'npm test', status: 0, ms: 1234, verdict: 'passed',
					}], expectations: [], tail: `${index} tests passed\n`.repeat(10), size: 200, sha256: digest,
				},
			};
		}

		default: {
			return {type: 'note-added', data: {about: item?.step.id ?? '', note: `seen at ${index}`}};
		}
	}
}

export async function measureJournal(): Promise<void> {
	const directory = await mkdtemp(path.join(os.tmpdir(), 'holdpoint-bench-'));
	try {
		await measureIn(directory);
	} finally {
		await rm(directory, {recursive: true, force: true});
	}
}

async function measureIn(directory: string): Promise<void> {
	const checklist = new TextEncoder().encode('# Release\n\n- [ ] Somebody looked\n- [ ] The tests pass\n\n  ```bash check\n  npm test\n  ```\n');
	const plan = planWalk(parseChecklist(checklist));
	const long = await writeRun(directory, {
		plan, checklist, run: 'a'.repeat(32), count: events,
	});
	const short = await writeRun(directory, {
		plan, checklist, run: 'b'.repeat(32), count: 1,
	});
	const times = await interleave(rounds, {
		parse: async () => timeOf(async () => {
			const text = await readFile(journalFile(long), 'utf8');
			return text.trimEnd().split('\n').map(line => JSON.parse(line) as unknown);
		}),
		resume: async () => timeOf(async () => {
			const journal = expectValue(await openJournal(long));
			return replay(initialState(plan), journal.events);
		}),
	});
	const [few, many] = [expectValue(await openJournal(short)), expectValue(await openJournal(long))];
	const appends = await interleave(50, {few: async () => appendTo(few), many: async () => appendTo(many)});
	sayFigures(`A journal of ${events} events (median of ${rounds})`, [
		{name: 'read and JSON.parse', value: sayMs(median(times.parse))},
		compare('resume: read, verify, replay', median(times.resume), {name: 'that', value: median(times.parse)}, resumeBar),
		{name: 'append to a journal of one event', value: sayMs(median(appends.few))},
		compare('append to this one', median(appends.many), {name: 'that', value: median(appends.few)}, appendBar),
	]);
}

async function appendTo(journal: Journal): Promise<number> {
	return timeOf(async () => expectValue(await journal.append(by, () => [{type: 'note-added', data: {about: '', note: 'one more'}}])));
}

type Run = {readonly plan: Plan; readonly checklist: Uint8Array; readonly run: string; readonly count: number};

async function writeRun(holdpointDirectory: string, {plan, checklist, run, count}: Run): Promise<string> {
	const folder = expectValue(await createRunFolder({holdpointDirectory, run, checklist})).path;
	const lines: string[] = [];
	let end = emptyChain;
	for (let index = 0; index < count; index++) {
		const next = link({
			fact: index === 0 ? started : factAt(index, plan), end, run, at: '2026-01-01T00:00:00.000Z', by,
		});
		lines.push(`${next.line}\n`);
		end = next.end;
	}

	await writeFile(journalFile(folder), lines.join(''));
	return folder;
}

function expectValue<T>(value: T | JournalFault): T {
	if (isFault(value)) {
		throw new Error(value.sentence);
	}

	return value;
}
