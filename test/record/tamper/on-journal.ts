/** Attacks on the journal and on what it says the run went by. */
import {Buffer} from 'node:buffer';
import {
	edit,
	evidenceFile,
	rechained,
	second,
	statementsIn,
} from '../changes.js';
import {checklistText} from '../forge-texts.js';
import {sha} from '../forge-walk.js';
import type {Attack} from '../forge-attack.js';

const deep = '['.repeat(100_000) + ']'.repeat(100_000);

export const onJournal: Readonly<Record<string, Attack>> = {
	40: {started: data => ({...data, checklist: {...data.checklist, digest: sha('old')}})},
	41: {files: edit('checklist.md', checklist => checklist.replace('## Gate three', ''))},
	44: {
		journal: rechained(lines => lines.slice(0, -1)), seal: seal => ({...seal, events: seal.events + 1}),
	},
	45: {journal: journal => journal.slice(0, -5)},
	46: {
		journal: rechained(lines => lines.toSpliced(1, 2)), files(files) {
			files.delete('output/1.log');
		},
	},
	47: {journal: rechained(lines => lines.map(line => line.replace('"exit":1,', '"exit":0,')))},
	48: {journal: rechained(lines => lines.toSpliced(1, 4, ...lines.slice(3, 5), ...lines.slice(1, 3)))},
	49: {journal: rechained(lines => lines.toSpliced(3, 0, lines[2] ?? ''))},
	50: {journal: journal => journal + (journal.trimEnd().split('\n').at(-1) ?? '').replace('a'.repeat(32), 'e'.repeat(32)) + '\n'},
	51: {journal: journal => journal.replace('{', '{ ')},
	52: {
		journal: rechained(lines => lines.toSpliced(7, 2)), files(files) {
			const [, path = ''] = statementsIn(files);
			files.delete(path);
		},
	},
	76: {seal: seal => ({...seal, events: seal.events + 1})},
	77: {seal: seal => ({...seal, head: sha('other')})},
	79: {journal: rechained(lines => lines.toSpliced(2, 0, lines[0] ?? ''))},
	80: second({
		approval: approval => ({...approval, gate: {...approval.gate, id: 'nowhere'}}),
		event: data => ({...data, gate: 'nowhere'}),
	}),
	A21: {journal: journal => journal + '\n'.repeat(1_000_001)},
	A21b: {journal: rechained(lines => lines.map((line, index) => index === 1 ? line.replace('"data":{', () => `"data":{"deep":${deep},`) : line))},
	A21c: {bundle: () => Buffer.from(`{"files":${deep},"version":1}`)},
	A21d: {
		filesAfter(files) {
			files.set(evidenceFile, new Uint8Array(70 * 1024 * 1024));
		},
	},
	B3: {
		walk(walk) {
			walk.confirm(0);
		},
	},
	B4: {started: data => ({...data, rehearsal: true})},
	B5: {
		started: data => ({...data, commit: 'f'.repeat(40)}), walk(walk) {
			walk.decide();
		},
	},
	B6: {
		started: data => ({...data, signers: {digest: sha('other'), version: 9}}), walk(walk) {
			walk.decide();
		},
	},
	B7: {files: edit('signers.yaml', signers => `${signers}#`)},
	B8: {checklist: checklistText.replace('[release manager]', '[release manager, director]')},
	B15: {journal: rechained(lines => lines.toSpliced(2, 0, (lines[2] ?? '').replace('"type":"check-finished"', '"type":"check-dreamt"')))},
	B16: {journal: journal => journal.split('\n').toSpliced(2, 1).join('\n')},
};
