/** Attacks on what stands in the record's folder. */
import {
	edit,
	editTree,
	evidence,
	evidenceFile,
	listed,
	withEvidence,
} from '../changes.js';
import {mallory} from '../forge-walk.js';
import type {Attack} from '../forge-attack.js';

export const onFiles: Readonly<Record<string, Attack>> = {
	1: {rendering: () => 'other', commitSignedBy: mallory},
	2: {filesAfter: edit('record.md', () => 'other')},
	3: {rendering: () => 'other'},
	4: {rendering: rendered => rendered.replace('Forge', 'Fo\u{200B}rge')},
	57: {...withEvidence, filesAfter: edit(evidenceFile, () => 'it was not\n')},
	58: {...withEvidence, files: edit(evidenceFile, () => 'it was not\n')},
	59: {
		...withEvidence, files(files) {
			files.delete(evidenceFile);
		},
	},
	'59b': {files: edit(evidenceFile, () => String(evidence))},
	'59c': {files: edit('output/1.log', () => 'fine\n')},
	'59d': {files: edit('output/9.log', () => 'fine\n')},
	60: {filesAfter: edit(evidenceFile, () => String(evidence))},
	61: {bundle: listed('../source/main.c')},
	62: {bundle: listed('/etc/passwd')},
	63: {...withEvidence, recordFiles: editTree(`releases/v1.0/${evidenceFile}`, file => ({mode: '120000', bytes: file?.bytes ?? evidence}))},
	'63b': {recordFiles: editTree('releases/v1.0/record.md', file => ({mode: '100755', bytes: file?.bytes ?? evidence}))},
};
