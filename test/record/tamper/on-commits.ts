/** Attacks on the tag, the record commit and its trees. */
import {Buffer} from 'node:buffer';
import {
	editTree,
	evidence,
	listed,
	text,
} from '../changes.js';
import {grace, mallory, sha} from '../forge-walk.js';
import type {Attack} from '../forge-attack.js';

export const onCommits: Readonly<Record<string, Attack>> = {
	27: {
		tagObject: ({object}, store) => store.write('commit', text(store.objects.get(object)?.bytes).replace('work', 'other work')),
	},
	28: {tagObject: ({record}) => record},
	30: {tagUnsigned: true},
	31: {tagSignedBy: mallory},
	'31b': {tagSignedBy: grace},
	'31c': {tagSignedBy: grace, commitSignedBy: grace},
	33: {tagBytes: tag => `${tag}more\n`},
	'33b': {tagBytes: tag => tag + tag.slice(tag.indexOf('-----BEGIN'))},
	34: {tagCalled: 'v2.0'},
	'34b': {tagName: 'v2.0', folder: 'releases/v1.0'},
	35: {recordFiles: editTree('source/main.c', () => ({mode: '100644', bytes: evidence}))},
	'35b': {
		recordFiles(files) {
			files.delete('README.md');
		},
	},
	'35c': {
		base: editTree('releases/v0.1/record.md', () => ({mode: '100644', bytes: evidence})), recordFiles: editTree('releases/v0.1/record.md', () => ({mode: '100644', bytes: Buffer.from('x')})),
	},
	'35d': {
		base: editTree('releases/v1.0/record.md', () => ({mode: '100644', bytes: evidence})),
	},
	36: {recordFiles: editTree('"odd', () => ({mode: '100644', bytes: evidence}))},
	37: {recordFiles: editTree('tool.sh', file => ({mode: '100644', bytes: file?.bytes ?? evidence}))},
	38: {parents: tested => [tested, tested]},
	39: {commitUnsigned: true},
	68: {recordTree: (_, entries) => entries.flatMap(entry => entry.name === 'record.md' ? [entry, entry] : [entry])},
	A11: {tagType: 'tree'},
	A11b: {tagObject: (_, store) => store.write('blob', evidence), tagType: 'blob'},
	A11c: {tagObject: (_, store) => store.write('blob', evidence)},
	A11d: {
		tagObject: ({object}, store) => store.write('tag', `object ${object}\ntype commit\ntag inner\ntagger Ada <ada@example.com> 1780308060 +0000\n\nInner\n`), tagType: 'tag',
	},
	A12: {tagMessage: message => `${message}Signed-off-by: Ada\n`},
	A12b: {tagMessage: message => message.replace(/Holdpoint-Bundle: .*\n/v, '$&$&')},
	A12c: {tagMessage: message => `Holdpoint-Run: ${'0'.repeat(32)}\n\n${message}`},
	A12d: {commitTrailers: trailers => ({...trailers, run: 'e'.repeat(32)})},
	A12e: {tagTrailers: trailers => ({...trailers, bundle: sha('other')})},
	A12f: {tagTrailers: trailers => ({...trailers, bundle: sha('other')}), commitTrailers: trailers => ({...trailers, bundle: sha('other')})},
	A12g: {tagTrailers: trailers => ({...trailers, seals: [sha('other')]}), commitTrailers: trailers => ({...trailers, seals: [sha('other')]})},
	A13: {bundle: listed('Record.md')},
	A13b: {bundle: listed('\u{FF52}ecord.md')},
	A14: {recordFiles: editTree('module', () => ({mode: '160000', bytes: evidence}))},
	A14b: {recordFiles: editTree('README.md', file => ({mode: '120000', bytes: file?.bytes ?? evidence}))},
	A20: {tagObject: (_, {idLength}) => '1'.repeat(idLength === 64 ? 40 : 64)},
	A20b: {tagObject: ({object}) => object.slice(0, 12)},
	A20c: {tagTrailers: trailers => ({...trailers, record: trailers.record?.slice(0, 12)})},
	A20d: {parents: tested => [tested.slice(0, 12)]},
	A20e: {commitBytes: commit => commit.replace(/^tree .{7}/v, 'tree HEAD^{tree}')},
	B12: {commitBytes: commit => commit.replace('\ncommitter', '\nextra x\ncommitter')},
	B13: {tagBytes: tag => tag.replace('\ntagger', '\nextra x\ntagger')},
	B14: {recordFiles: editTree('.GIT/config', () => ({mode: '100644', bytes: evidence}))},
};
