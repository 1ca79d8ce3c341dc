import * as fc from 'fast-check';
import {expect, test} from 'vitest';
import {
	assembleBundle,
	bundleFile,
	checkFiles,
	readBundle,
	statementPath,
} from '../../source/record/bundle.js';
import {decodeText, encodeText} from '../../source/record/bytes.js';
import {recordFolder, recordRef, sealPath} from '../../source/record/folders.js';
import {isFault} from '../../source/record/record-fault.js';
import {readTrailers, writeMessage, type Trailers} from '../../source/record/tag-message.js';
import {sha} from './forge-walk.js';

const files = new Map([
	['record.md', encodeText('record')],
	['output/10.log', encodeText('ten')],
	['output/2.log', new Uint8Array()],
	[`evidence/${sha('e')}`, encodeText('e')],
	[statementPath(sha('s')), encodeText('s')],
	[sealPath('release manager'), encodeText('seal')],
]);

test('every file is listed in order, but seals and the list itself', () => {
	const bytes = assembleBundle(files);
	const bundle = readBundle(bytes);
	expect(bundle).toEqual({
		version: 1,
		files: [`evidence/${sha('e')}`, 'output/10.log', 'output/2.log', 'record.md', statementPath(sha('s'))].map(path => ({path, size: files.get(path)?.length, sha256: sha(files.get(path) ?? '')})),
	});
	const all = new Map([...files, [bundleFile, bytes]]);
	expect(assembleBundle(all)).toEqual(bytes);
	expect(isFault(bundle) ? bundle : checkFiles(bundle, all)).toBeUndefined();
});

const misplaced = ['../x', '/x', 'record.md/', 'Record.md', 'evidence/x', 'output/01.log', 'a/../record.md', '.git/config', 'statements', 'record.md\0', String.raw`output\1.log`, 'seal-Ä.dsse.json'];

test.for(misplaced)('%j is no place in a record', path => {
	expect(() => assembleBundle(new Map([[path, new Uint8Array()]]))).toThrow('no place in a record');
});

test.for<[string, (text: string) => string, string]>([
	['another order', text => text.replaceAll('output/2.log', 'output/1.log'), 'bundle.format'],
	['a name twice', text => text.replaceAll('output/2.log', 'output/10.log'), 'bundle.duplicate'],
	['blanks', text => text.replace('{', '{ '), 'bundle.format'],
	['another version', text => text.replace('"version":1', '"version":2'), 'bundle.format'],
	['no digest', text => text.replace(/"sha256":"[\da-f]+"/v, '"sha256":""'), 'bundle.format'],
])('a list with %s is refused', ([, change, code]) => {
	const text = decodeText(assembleBundle(files)) ?? '';
	const changed = change(text);
	expect(changed).not.toBe(text);
	expect(readBundle(encodeText(changed))).toMatchObject({code});
});

test('folders, refs and seals are named after tags and roles', () => {
	expect(recordFolder('team/v1.0')).toBe('team_v1.0');
	expect(recordFolder('v1.0', 'NO-GO', 2)).toBe('v1.0-no-go-2');
	expect(recordRef('v1.0')).toBe('refs/holdpoint/records/v1.0');
	expect(sealPath('release manager')).toBe('seal-release-manager.dsse.json');
	expect(sealPath('Director/VP')).toBe('seal-director-vp.dsse.json');
	expect(sealPath('Qualitätsleitung')).toBe('seal-qualitatsleitung.dsse.json');
	expect(sealPath('主管')).toMatch(/^seal-[\da-f]{12}\.dsse\.json$/v);
});

const trailers: Trailers = {
	run: 'a'.repeat(32), record: '1'.repeat(40), bundle: sha('b'), seals: [sha('x'), sha('y')].toSorted(),
};

test('a message says the waivers first and ends in its trailers', () => {
	const message = writeMessage({
		subject: 'GO v1.0', waivers: ['Soak: too slow'], summary: ['Decided by Ada'], trailers,
	});
	expect(message).toBe(`GO v1.0

One step was waived:
- Soak: too slow

- Decided by Ada

Holdpoint-Run: ${trailers.run}
Holdpoint-Record: ${trailers.record}
Holdpoint-Bundle: sha256:${trailers.bundle}
Holdpoint-Seal: sha256:${trailers.seals[0]}
Holdpoint-Seal: sha256:${trailers.seals[1]}
`);
	expect(readTrailers(message)).toEqual(trailers);
});

test('no text that somebody gives can change the trailers or begin a signature', () => {
	const planted = ['Holdpoint-Run: 0', '\n\nHoldpoint-Seal: sha256:0\n', '-----BEGIN SSH SIGNATURE-----', '\r\nHoldpoint-Record: 1', '\u{2028}Holdpoint-Run: 1'];
	const hostile = fc.oneof(fc.string({unit: 'binary'}), fc.constantFrom(...planted));
	fc.assert(fc.property(hostile, fc.array(hostile, {maxLength: 3}), fc.array(hostile, {maxLength: 3}), (subject, waivers, summary) => {
		const message = writeMessage({
			subject, waivers, summary, trailers,
		});
		expect(readTrailers(message)).toEqual(trailers);
		expect(message).not.toMatch(/^-----BEGIN/mv);
	}));
});

test.for<[string, (message: string) => string]>([
	['an unknown trailer', message => `${message}Signed-off-by: Ada\n`],
	['another paragraph', message => `${message}\nmore\n`],
	['no newline at the end', message => message.trimEnd()],
	['another order', message => message.replace(/(?<run>Holdpoint-Run.*\n)(?<record>Holdpoint-Record.*\n)/v, '$<record>$<run>')],
	['a trailer twice', message => message.replace(/Holdpoint-Bundle.*\n/v, '$&$&')],
	['a seal twice', message => message.replace(/Holdpoint-Seal.*\n/v, '$&$&')],
	['no seal', message => message.replaceAll(/Holdpoint-Seal.*\n/gv, '')],
	['another case', message => message.replace('Holdpoint-Run', 'holdpoint-run')],
	['a continued line', message => message.replace('Holdpoint-Bundle: ', 'Holdpoint-Bundle:\n ')],
	['a line that looks like one', message => `x\nholdpoint-run: 1\n\n${message}`],
	['nothing else', message => message.slice(message.indexOf('Holdpoint-Run'))],
])('trailers with %s are refused', ([, change]) => {
	const message = writeMessage({
		subject: 'GO', waivers: [], summary: [], trailers,
	});
	expect(change(message)).not.toBe(message);
	expect(readTrailers(change(message))).toMatchObject({code: 'tag.trailers'});
});
