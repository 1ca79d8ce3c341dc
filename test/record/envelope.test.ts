import {Buffer} from 'node:buffer';
import * as fc from 'fast-check';
import {expect, test} from 'vitest';
import {canonicalJson} from '../../source/run/chain.js';
import {
	decodeBase64,
	decodeText,
	encodeBase64,
	encodeText,
} from '../../source/record/bytes.js';
import {
	keyIdOf,
	preAuthEncoding,
	readEnvelope,
	readStatement,
	writeEnvelope,
} from '../../source/record/envelope.js';
import {isFault} from '../../source/record/record-fault.js';
import {
	approvalSchema,
	flattenApproval,
	flattenSeal,
	sealSchema,
	writeApproval,
	writeSeal,
	type Approval,
	type Seal,
} from '../../source/record/statement.js';
import {fingerprintOf} from '../../source/signing/public-key.js';
import {ada, sha} from './forge-walk.js';

const bound = {
	project: 'forge',
	run: 'a'.repeat(32),
	tag: 'v1',
	signers: {digest: sha('s'), version: 1},
	role: 'director',
	person: ada.email,
	key: ada.key,
	nonce: 'b'.repeat(32),
	at: '2026-06-01T10:00:00.000Z',
	program: 'holdpoint 0.1.0',
	commit: '1'.repeat(40),
	tree: '2'.repeat(40),
};
const approval: Approval = {
	...bound, gate: {id: 'g', title: 'Gate – ünï', digest: sha('g')}, checklist: sha('c'), decision: 'approve', comment: 'well', results: sha('r'), journal: {seq: 7, head: sha('h')},
};
const seal: Seal = {
	...bound, decision: 'GO', events: 8, head: sha('h'), bundle: sha('b'),
};

test('statements are in-toto statements in canonical JSON', () => {
	const text = decodeText(writeApproval(approval)) ?? '';
	expect(canonicalJson(JSON.parse(text))).toBe(text);
	expect(JSON.parse(text)).toMatchObject({
		_type: 'https://in-toto.io/Statement/v1',
		predicateType: 'urn:holdpoint:gate-approval:v1',
		subject: [{name: 'commit', digest: {gitCommit: bound.commit}}, {name: 'tree', digest: {gitTree: bound.tree}}],
		predicate: {journal: {seq: 7}},
	});
	const sealText = decodeText(writeSeal(seal)) ?? '';
	expect(JSON.parse(sealText)).toMatchObject({predicateType: 'urn:holdpoint:seal:v1'});
});

test('what was written is read again, and neither kind is taken for the other', () => {
	const approved = readStatement(writeApproval(approval), approvalSchema);
	const sealed = readStatement(writeSeal(seal), sealSchema);
	expect(isFault(approved) ? approved : flattenApproval(approved)).toEqual(approval);
	expect(isFault(sealed) ? sealed : flattenSeal(sealed)).toEqual(seal);
	expect(readStatement(writeApproval(approval), sealSchema)).toMatchObject({code: 'statement.format'});
	expect(readStatement(writeSeal(seal), approvalSchema)).toMatchObject({code: 'statement.format'});
});

test('an envelope holds exact bytes, one signature and the key\'s fingerprint', () => {
	const statement = writeApproval(approval);
	const armored = ada.sign(preAuthEncoding(statement), 'approval-v1@holdpoint');
	const written = writeEnvelope({statement, armored, key: ada.key});
	expect(readEnvelope(written)).toEqual({
		statement, armored, keyid: fingerprintOf(ada.key), signed: preAuthEncoding(statement),
	});
	expect(keyIdOf(ada.key)).toBe(fingerprintOf(ada.key));
	const encoded = preAuthEncoding(encodeText('hello'));
	expect(decodeText(encoded)).toBe('DSSEv1 28 application/vnd.in-toto+json 5 hello');
});

test.for<[string, (envelope: Record<string, unknown>) => string, string]>([
	['no signature', envelope => canonicalJson({...envelope, signatures: []}), 'statement.one-signature'],
	['another field', envelope => canonicalJson({...envelope, note: ''}), 'statement.format'],
	['blanks', envelope => JSON.stringify(envelope, undefined, 1), 'statement.format'],
	['a newline at its end', envelope => `${canonicalJson(envelope)}\n`, 'statement.format'],
	['a byte order mark', envelope => `\u{FEFF}${canonicalJson(envelope)}`, 'statement.format'],
	['a key twice', envelope => canonicalJson(envelope).replace('{', '{"payload":"",'), 'statement.format'],
	['base64 in another form', envelope => canonicalJson({...envelope, payload: `${String(envelope.payload).replaceAll('=', '')}\n`}), 'statement.format'],
	['nothing in it', () => 'null', 'statement.format'],
	['no JSON', () => '{', 'statement.format'],
	['deep nesting', () => '['.repeat(50_000) + ']'.repeat(50_000), 'statement.format'],
])('an envelope with %s is refused', ([, change, code]) => {
	const bytes = writeEnvelope({statement: writeSeal(seal), armored: 'x', key: ada.key});
	const written = decodeText(bytes) ?? '';
	const changed = change(JSON.parse(written) as Record<string, unknown>);
	const changedBytes = encodeText(changed);
	expect(readEnvelope(changedBytes)).toMatchObject({code});
});

test('bytes go through base64 and text and come back', () => {
	fc.assert(fc.property(fc.uint8Array({maxLength: 20_000}), bytes => {
		const text = encodeBase64(bytes);
		expect(text).toBe(Buffer.from(bytes).toString('base64'));
		expect(decodeBase64(text)).toEqual(bytes);
		const decoded = decodeText(bytes);
		if (decoded !== undefined) {
			expect(encodeText(decoded)).toEqual(bytes);
		}
	}));
	expect(decodeText(Uint8Array.of(0xFF))).toBeUndefined();
	expect(decodeText(encodeText('\u{FEFF}x'))).toBe('\u{FEFF}x');
});
