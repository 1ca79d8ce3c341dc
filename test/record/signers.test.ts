import {Buffer} from 'node:buffer';
import {mkdtemp, rm, writeFile} from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import {execa} from 'execa';
import {expect, test} from 'vitest';
import {isFault} from '../../source/record/record-fault.js';
import {addSigner, initSigners, removeSigner} from '../../source/record/signers-edit.js';
import {exportAllowedSigners} from '../../source/record/signers-export.js';
import {
	mayAct,
	parseSigners,
	rolesOf,
	type Signers,
} from '../../source/record/signers.js';
import {approvalNamespace} from '../../source/record/statement.js';
import {honestSigners} from './forge-texts.js';
import {
	ada,
	grace,
	linus,
	mallory,
	sha,
} from './forge-walk.js';

function read(text: string): Signers {
	const signers = parseSigners(text);
	if (isFault(signers)) {
		throw new Error(signers.message);
	}

	return signers;
}

function valid(text: ReturnType<typeof addSigner>): string {
	if (typeof text !== 'string') {
		throw new TypeError(text.message);
	}

	return text;
}

test('a file is read, and its digest is that of its bytes', () => {
	const signers = read(honestSigners);
	expect(signers).toMatchObject({project: 'forge', version: 3, digest: sha(honestSigners)});
	expect(parseSigners(Buffer.from(honestSigners))).toEqual(signers);
	expect(rolesOf(signers, linus.email)).toEqual(['director']);
	const commented = read(honestSigners.replace(`${linus.key}}`, () => `${linus.key} linus@laptop}`));
	expect(commented.people[linus.email]?.keys[0]).toEqual({ssh: linus.key});
});

const openPgp = `keys: [{openpgp: ${'A'.repeat(40)}, key: block}]`;

test('OpenPGP keys have their place', () => {
	const signers = read(honestSigners.replace(`keys: [{ssh: ${linus.key}}]`, () => openPgp));
	expect(mayAct(signers, {key: 'A'.repeat(40), role: 'director', at: '2026-06-01T00:00:00Z'})).toMatchObject({person: linus.email});
});

test.for<[string, (text: string) => string, string]>([
	['an unknown field', text => `${text}extra: 1\n`, 'trust.format'],
	['an unknown field of a person', text => text.replace('name: Ada', 'name: Ada, age: 36'), 'trust.format'],
	['a version that is no number', text => text.replace('version: 3', 'version: three'), 'trust.format'],
	['version 0', text => text.replace('version: 3', 'version: 0'), 'trust.format'],
	['a field twice', text => `${text}version: 4\n`, 'trust.format'],
	['a person twice', text => text.replace('  linus@', '  ada@'), 'trust.format'],
	['a person twice in another case', text => text.replaceAll('linus@example.com', 'ADA@example.com'), 'trust.format'],
	['a wildcard', text => text.replaceAll('linus@example.com', '"*@example.com"'), 'trust.format'],
	['a comma', text => text.replaceAll('linus@example.com', '"a@b.c,d@e.f"'), 'trust.format'],
	['a negation', text => text.replaceAll('linus@example.com', '"!a@b.c"'), 'trust.format'],
	['a line break', text => text.replaceAll('linus@example.com', String.raw`"a@b.c\nd"`), 'trust.format'],
	['a stranger in a role', text => text.replace('[ada@example.com]', '[eve@example.com]'), 'trust.format'],
	['somebody twice in a role', text => text.replace('[ada@example.com]', '[ada@example.com, ada@example.com]'), 'trust.format'],
	['an empty role', text => text.replace('[ada@example.com]', '[]'), 'trust.format'],
	['somebody without a key', text => text.replace(`{ssh: ${linus.key}}`, ''), 'trust.format'],
	['a key of two people', text => text.replace(linus.key, () => grace.key), 'trust.shared-key'],
	['a key of two people, once with a comment', text => text.replace(linus.key, () => `${grace.key} laptop`), 'trust.shared-key'],
	['a key twice', text => text.replace(`{ssh: ${linus.key}}`, entry => `${entry}, ${entry}`), 'trust.format'],
	['half a key', text => text.replace(linus.key, key => key.slice(0, 40)), 'trust.format'],
	['a key of another type than it says', text => text.replace(linus.key, key => key.replace('ssh-ed25519', 'ssh-rsa')), 'trust.format'],
	['a day that is none', text => text.replace('2027-12-31', '2027-12-32'), 'trust.format'],
	['an unknown reason', text => text.replace('valid: {from: 2026-01-01, to: 2027-12-31}', 'revoked: {at: 2026-05-01, reason: lost}'), 'trust.format'],
	['an alias', text => text.replace('people:', 'people: &people').replace('roles:', 'more: *people\nroles:'), 'trust.format'],
	['a tag', text => text.replace('project: forge', 'project: !!binary Zm9yZ2U='), 'trust.format'],
	['two documents', text => `${text}---\n${text}`, 'trust.format'],
	['nothing', () => '', 'trust.format'],
	['deep nesting', () => '['.repeat(100_000), 'trust.format'],
	['a prototype', text => text.replace('people:', '__proto__: {}\npeople:'), 'trust.format'],
])('%s is invalid', ([, change, code]) => {
	expect(parseSigners(change(honestSigners))).toMatchObject({code});
});

test('bytes that are no UTF-8 are invalid', () => {
	const bytes = Buffer.concat([Buffer.from(honestSigners), Uint8Array.of(0x23, 0xFF)]);
	expect(parseSigners(bytes)).toMatchObject({code: 'trust.format'});
});

test('who may act as what, and when', () => {
	const at = '2026-06-01T12:00:00.000Z';
	const signers = read(honestSigners);
	expect(mayAct(signers, {key: grace.key, role: 'director', at})).toMatchObject({person: grace.email, name: 'Grace'});
	expect(mayAct(signers, {key: grace.key, role: undefined, at})).toMatchObject({person: grace.email});
	expect(mayAct(signers, {key: mallory.key, role: 'director', at})).toMatchObject({code: 'sig.unknown-key'});
	expect(mayAct(signers, {key: ada.key, role: 'director', at})).toMatchObject({code: 'sig.role'});
	expect(mayAct(signers, {
		key: linus.key, role: 'director', at, person: grace.email,
	})).toMatchObject({code: 'sig.role'});
	for (const [moment, allowed] of [
		['2025-12-31T23:59:59.999Z', false],
		['2026-01-01T00:00:00.000Z', true],
		['2027-12-31T23:59:59.999Z', true],
		['2028-01-01T00:00:00.000Z', false],
	] as const) {
		const actor = mayAct(signers, {key: grace.key, role: 'director', at: moment});
		expect(isFault(actor)).toBe(!allowed);
	}
});

test('a rotated key counts until its day, a compromised one never', () => {
	const revoked = (reason: string): Signers => read(honestSigners.replace('valid: {from: 2026-01-01, to: 2027-12-31}', () => `revoked: {at: 2026-05-01, reason: ${reason}}`));
	const act = (signers: Signers, at: string) => mayAct(signers, {key: grace.key, role: 'director', at});
	expect(act(revoked('rotated'), '2026-04-30T23:59:59.000Z')).toMatchObject({person: grace.email});
	expect(act(revoked('rotated'), '2026-05-01T00:00:00.000Z')).toMatchObject({code: 'sig.revoked'});
	expect(act(revoked('compromised'), '2026-01-30T23:59:59.000Z')).toMatchObject({code: 'sig.revoked'});
});

test('what is exported, ssh-keygen verifies with', async () => {
	const text = exportAllowedSigners(read(honestSigners.replace(`{ssh: ${linus.key}}`, () => `{ssh: ${linus.key}, revoked: {at: 2026-05-01, reason: compromised}}`)));
	expect(text).toContain(`grace@example.com namespaces="git,${approvalNamespace}",valid-after="20260101000000Z",valid-before="20280101000000Z" ${grace.key}\n`);
	expect(text).toMatch(/^# linus@example\.com had a key that was compromised/mv);
	const folder = await mkdtemp(path.join(os.tmpdir(), 'holdpoint-signers-test-'));
	try {
		const allowed = path.join(folder, 'allowed');
		const signature = path.join(folder, 'signature');
		const message = path.join(folder, 'message');
		await writeFile(allowed, text);
		await writeFile(message, 'signed');
		const verify = async (person: typeof ada, namespace: string): Promise<boolean> => {
			await writeFile(signature, person.sign(Buffer.from('signed'), namespace));
			const {failed} = await execa('ssh-keygen', ['-Y', 'verify', '-f', allowed, '-I', person.email, '-n', namespace, '-s', signature], {reject: false, inputFile: message});
			return !failed;
		};

		expect(await verify(ada, 'git')).toBe(true);
		expect(await verify(ada, approvalNamespace)).toBe(true);
		expect(await verify(ada, 'file')).toBe(false);
		expect(await verify(linus, 'git')).toBe(false);
	} finally {
		await rm(folder, {recursive: true});
	}
});

test('the first file, and one person after the other', () => {
	const first = valid(initSigners('forge', {
		email: ada.email, name: 'Ada Lovelace', key: {ssh: `${ada.key} ada@laptop`}, roles: ['release manager'],
	}));
	expect(read(first)).toMatchObject({
		project: 'forge', version: 1, people: {[ada.email]: {name: 'Ada Lovelace', keys: [{ssh: ada.key}]}}, roles: {'release manager': [ada.email]},
	});
	const second = valid(addSigner(first, {
		email: grace.email, name: 'Grace', key: {ssh: grace.key}, roles: ['director', 'release manager'],
	}));
	expect(read(second)).toMatchObject({version: 2, roles: {'release manager': [ada.email, grace.email], director: [grace.email]}});
	expect(second).toContain('# Who may sign as what.');
	expect(addSigner(second, {email: grace.email, key: {ssh: grace.key}, roles: ['director']})).toBe(second);
	const third = valid(addSigner(second, {email: grace.email, key: {ssh: linus.key}}));
	expect(read(third).people[grace.email]?.keys).toHaveLength(2);
	expect(addSigner(third, {email: linus.email, key: {ssh: linus.key}})).toMatchObject({code: 'trust.shared-key'});
	expect(addSigner(third, {email: linus.email})).toMatchObject({code: 'trust.format'});
	expect(addSigner('no: file', {email: linus.email})).toMatchObject({code: 'trust.format'});
});

test('a role is the same in upper and lower case, and keeps its spelling in the file', () => {
	const text = honestSigners.replace('  director:', '  Board  DIRECTOR:');
	expect(read(text).roles).toMatchObject({'board director': expect.arrayContaining([grace.email]) as string[]});
	const act = (role: string) => mayAct(read(text), {key: grace.key, role, at: '2026-03-01T00:00:00.000Z'});
	expect(act('board director')).toMatchObject({person: grace.email});
	expect(act('director')).toMatchObject({code: 'sig.role'});
	const more = valid(addSigner(text, {email: ada.email, roles: ['BOARD director', ' New  Role']}));
	expect(more).toContain('Board  DIRECTOR:');
	expect(read(more).roles).toMatchObject({'board director': expect.arrayContaining([ada.email]) as string[], 'new role': [ada.email]});
	const less = valid(removeSigner(more, {email: ada.email, role: 'Board Director'}));
	expect(read(less).roles['board director']).not.toContain(ada.email);
	expect(removeSigner(less, {email: ada.email, role: 'Board Director'})).toMatchObject({message: expect.stringContaining('does not hold the role') as string});
	expect(parseSigners(text.replace('roles:', 'roles:\n  board director: [ada@example.com]'))).toMatchObject({code: 'trust.format', message: expect.stringContaining('upper and lower case are the same') as string});
});

test('people, keys and roles are taken away, and comments stay', () => {
	const text = `# kept\n${honestSigners.replace('  linus', '  # kept too\n  linus')}`;
	const withoutRole = valid(removeSigner(text, {email: linus.email, role: 'director'}));
	expect(read(withoutRole)).toMatchObject({version: 4, roles: {director: [grace.email]}});
	expect(withoutRole).toContain('# kept\n');
	expect(withoutRole).toContain('# kept too\n');
	const gone = valid(removeSigner(text, {email: ada.email}));
	expect(Object.keys(read(gone).people)).toEqual([grace.email, linus.email]);
	expect(Object.keys(read(gone).roles)).toEqual(['director']);
	const two = valid(addSigner(text, {email: linus.email, key: {ssh: mallory.key}}));
	const other = valid(removeSigner(two, {email: linus.email, key: linus.key}));
	expect(read(other).people[linus.email]?.keys).toEqual([{ssh: mallory.key}]);
	expect(removeSigner(text, {email: linus.email, key: linus.key})).toMatchObject({code: 'trust.format'});
	expect(removeSigner(text, {email: linus.email, key: mallory.key})).toMatchObject({code: 'trust.format'});
	expect(removeSigner(text, {email: mallory.email})).toMatchObject({code: 'trust.format'});
	const revoked = valid(removeSigner(text, {email: linus.email, key: linus.key, revoked: {at: '2026-07-01', reason: 'rotated'}}));
	expect(read(revoked).people[linus.email]?.keys).toEqual([{ssh: linus.key, revoked: {at: '2026-07-01', reason: 'rotated'}}]);
});
