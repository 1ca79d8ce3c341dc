/** The numbered cases about OpenPGP keys, each with its exact code: whole records, signed with gpg. */
import {cp, writeFile} from 'node:fs/promises';
import path from 'node:path';
import {expect, test} from 'vitest';
import type {Verdict} from '../../../source/record/verify/verdict.js';
import {openGpgHome, type GpgHome} from '../../signing/gpg-workshop.js';
import {second} from '../changes.js';
import type {Attack} from '../forge-attack.js';
import {forge} from '../forge.js';
import {checklistText, honestSigners} from '../forge-texts.js';
import {
	ada,
	grace,
	linus,
	type Walk,
} from '../forge-walk.js';
import {gpgPerson, listedKey} from '../gpg-people.js';
import {writeRepository} from '../real-repository.js';
import {pin, verifyReal} from './real-verify.js';
import {table} from './table.js';

/** The signers file in which Grace has this key in place of her own. */
const listing = (key: string): string => honestSigners.replace(`{ssh: ${grace.key}, valid: {from: 2026-01-01, to: 2027-12-31}}`, () => key);

async function listed(home: GpgHome, key: string): Promise<string> {
	return listing(await listedKey(home, key));
}

async function verify(signers: string, attack: Attack): Promise<Verdict> {
	await pin(signers);
	return verifyReal(await writeRepository(forge({...attack, signers})));
}

async function addSubkey(home: GpgHome, primary: string): Promise<string> {
	await home.run('--pinentry-mode', 'loopback', '--passphrase', '', '--quick-add-key', primary, 'ed25519', 'sign', 'never');
	const colons = await home.run('--with-colons', '--list-keys', primary);
	return `${colons.matchAll(/^fpr:+(?<fingerprint>[\dA-F]{40}):/gmv).toArray().at(-1)?.groups?.fingerprint ?? ''}!`;
}

const rejected = (number: string) => ({result: 'rejected', code: table[number]?.[2]});

/** The key as the signers file lists it once it is revoked, while who holds it signs on as before. */
async function listRevoked(home: GpgHome, key: string): Promise<string> {
	const other = await openGpgHome();
	const {key: block} = await home.listed(key);
	await writeFile(path.join(other.directory, 'public'), block);
	await other.run('--import', path.join(other.directory, 'public'));
	await cp(path.join(home.directory, 'openpgp-revocs.d'), path.join(other.directory, 'openpgp-revocs.d'), {recursive: true});
	await other.revoke(key);
	return listedKey(other, key);
}

test('A1: OpenPGP signature by a revoked key (gpg exits 0)', async () => {
	const home = await openGpgHome();
	const key = await home.makeKey('Grace');
	const attack = second({}, gpgPerson(home, 'Grace', key));
	const living = await listed(home, key);
	expect(await verify(living, attack)).toMatchObject({result: 'verified'});
	const revoked = await listRevoked(home, key);
	expect(await verify(listing(revoked), attack)).toMatchObject(rejected('A1'));
});

test('A2: OpenPGP signature by an expired key, made after its end', async () => {
	const home = await openGpgHome();
	const key = await home.makeKey('Grace', {at: '20200101T000000'});
	const expire = async (when: string): Promise<string> => home.run('--pinentry-mode', 'loopback', '--passphrase', '', '--faked-system-time', '20200602T000000', '--quick-set-expire', key, when);
	await expire('1y');
	const expired = await listed(home, key);
	// Who holds the key lets it live on at home.
	await expire('0');
	const attack = second({}, gpgPerson(home, 'Grace', key));
	expect(await verify(expired, attack)).toMatchObject(rejected('A2'));
	const living = await listed(home, key);
	expect(await verify(living, attack)).toMatchObject({result: 'verified'});
});

test('A3: two OpenPGP signatures in one armour, one good', async () => {
	const home = await openGpgHome();
	const [key, other] = [await home.makeKey('Grace'), await home.makeKey('Mallory')];
	const person = gpgPerson(home, 'Grace', key, {more: ['--local-user', other]});
	const signers = await listed(home, key);
	expect(await verify(signers, second({}, person))).toMatchObject(rejected('A3'));
});

test('A4: two subkeys of one primary where two people are wanted', async () => {
	const home = await openGpgHome();
	const key = await home.makeKey('Grace');
	const subkeys = [await addSubkey(home, key), await addSubkey(home, key)];
	const [one = grace, other = grace] = subkeys.map(as => gpgPerson(home, 'Grace', key, {as}));
	const walk = (others: readonly [typeof one, typeof other]) => (walked: Walk): void => {
		walked.check(0, 1);
		walked.confirm(0);
		walked.sign(0, ada);
		walked.confirm(1);
		walked.sign(1, others[0], {event: data => ({...data, missing: 1})});
		walked.sign(1, others[1]);
		walked.confirm(2);
		walked.sign(2, linus);
		walked.decide();
	};

	const checklist = checklistText.replace('**Signed by**: director', '**Signed by**: director (2)');
	const signers = await listed(home, key);
	expect(await verify(signers, {checklist, walk: walk([one, other])})).toMatchObject(rejected('A4'));
	expect(await verify(signers, {checklist, walk: walk([one, linus])})).toMatchObject({result: 'verified'});
});

test('A5: tag signed in another format than the signers file lists for that person', async () => {
	const home = await openGpgHome();
	const key = await home.makeKey('Ada');
	expect(await verify(honestSigners, {tagSignedBy: gpgPerson(home, 'Ada', key)})).toMatchObject(rejected('A5'));
	expect(await verify(honestSigners, {commitSignedBy: gpgPerson(home, 'Ada', key)})).toMatchObject(rejected('A5'));
});
