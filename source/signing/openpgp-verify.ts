/**
OpenPGP signatures, verified by gpg in a home of its own that holds only the listed keys. Its exit status is not believed:
it is 0 for keys that are revoked or have expired.
*/
import {
	chmod,
	mkdtemp,
	rm,
	writeFile,
} from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import {
	findGpg,
	readKeys,
	readStatus,
	runGpg,
	type ListedKey,
	type Status,
} from './gpg.js';
import type {Environment} from './program.js';

/** A key of the signers file: the primary key's fingerprint, and its public key block. */
export type OpenpgpKey = {readonly openpgp: string; readonly key: string};

type OpenpgpFault = {
	readonly code: 'sig.format' | 'sig.bad' | 'sig.algorithm' | 'sig.revoked' | 'sig.validity' | 'sig.unknown-key' | 'sig.unavailable';
	readonly message: string;
};

export type OpenpgpVerifier = {
	/** `key` of the result is the primary key's fingerprint, whichever subkey signed. */
	readonly verify: (signature: {armored: string; message: Uint8Array; keys: readonly OpenpgpKey[]}) => Promise<OpenpgpFault | {readonly key: string}>;
	/** Removes the homes. */
	readonly close: () => Promise<void>;
};

type Home = {readonly directory: string; readonly listed: readonly ListedKey[]};

const patienceMs = 30_000;

/** Homes are made once for each list of keys, so that a record of many signatures imports them once. */
export function openOpenpgpVerifier(environment: Environment): OpenpgpVerifier {
	const homes = new Map<string, Promise<Home>>();
	const looking = findGpg(environment);
	const quiet = Object.fromEntries([['PATH', environment.PATH ?? '']]);
	return {
		async verify({armored, message, keys}) {
			const program = await looking;
			if (program === undefined) {
				return {code: 'sig.unavailable', message: 'It is an OpenPGP signature, and gpg was not found: install GnuPG to verify it.'};
			}

			if (!isOneSignature(armored)) {
				return {code: 'sig.format', message: 'Its armour does not hold exactly one OpenPGP signature.'};
			}

			const id = keys.map(({openpgp, key}) => `${openpgp}\n${key}`).join('\n');
			const making = homes.get(id) ?? makeHome({program, environment: quiet}, keys);
			homes.set(id, making);
			const home = await making;
			const statuses = await runVerify({program, environment: quiet, directory: home.directory}, armored, message);
			return judge(statuses, home.listed.filter(({primary}) => keys.some(({openpgp}) => openpgp === primary)));
		},
		async close() {
			for (const {directory} of await Promise.all(homes.values())) {
				await rm(directory, {recursive: true, force: true});
			}
		},
	};
}

/** One armour from the first byte to the last newline. What else is in it, gpg counts. */
function isOneSignature(armored: string): boolean {
	return /^-----BEGIN PGP SIGNATURE-----\n(?:[\-A-Za-z]+: [^\n]*\n)*\n(?:[\d+\/A-Za-z]+={0,2}\n)+(?:=[\d+\/A-Za-z]{4}\n)?-----END PGP SIGNATURE-----\n$/v.test(armored);
}

async function makeHome(gpg: {program: string; environment: Environment}, keys: readonly OpenpgpKey[]): Promise<Home> {
	const directory = await mkdtemp(path.join(os.tmpdir(), 'holdpoint-gpg-'));
	await chmod(directory, 0o700);
	for (const [index, {key}] of keys.entries()) {
		const file = path.join(directory, `key-${index}.asc`);
		await writeFile(file, key);
		await runGpg({...gpg, directory}, [...alone(directory), '--import', file], patienceMs);
	}

	const {output} = await runGpg({...gpg, directory}, [...alone(directory), '--with-colons', '--list-keys'], patienceMs);
	return {directory, listed: readKeys(output)};
}

/** Nothing of the person's own GnuPG, no network, no trust of its own. */
function alone(directory: string): string[] {
	return ['--homedir', directory, '--no-options', '--no-auto-check-trustdb', '--trust-model', 'always', '--disable-dirmngr', '--no-auto-key-retrieve', '--no-autostart'];
}

async function runVerify(gpg: {program: string; environment: Environment; directory: string}, armored: string, message: Uint8Array): Promise<Status[]> {
	const directory = await mkdtemp(path.join(gpg.directory, 'signature-'));
	const [messageFile, signatureFile] = [path.join(directory, 'message'), path.join(directory, 'signature.asc')];
	await Promise.all([writeFile(messageFile, message), writeFile(signatureFile, armored)]);
	const {output} = await runGpg(gpg, [...alone(gpg.directory), '--status-fd', '1', '--verify', signatureFile, messageFile], patienceMs);
	await rm(directory, {recursive: true, force: true});
	return readStatus(output);
}

const weakHashes = new Set(['1', '2', '3']);
const [rsa, dsa] = [1, 17];

function judge(statuses: readonly Status[], listed: readonly ListedKey[]): OpenpgpFault | {readonly key: string} {
	const count = (keyword: string) => statuses.filter(status => status.keyword === keyword).length;
	if (count('NEWSIG') !== 1) {
		return {code: 'sig.format', message: `It holds ${count('NEWSIG')} OpenPGP signatures and must hold one.`};
	}

	if (count('ERRSIG') > 0 || count('NO_PUBKEY') > 0) {
		return {code: 'sig.unknown-key', message: 'It was made by an OpenPGP key that is not listed.'};
	}

	if (count('REVKEYSIG') > 0) {
		return {code: 'sig.revoked', message: 'Its OpenPGP key is revoked.'};
	}

	const valid = statuses.find(({keyword}) => keyword === 'VALIDSIG')?.args;
	if (!valid || count('BADSIG') > 0 || count('GOODSIG') + count('EXPKEYSIG') + count('EXPSIG') !== 1) {
		return {code: 'sig.bad', message: 'The OpenPGP signature does not fit what was signed.'};
	}

	return judgeValid(valid, listed, count('EXPSIG') > 0);
}

/** `fingerprint date time expires version reserved algorithm hash class primary`. */
function judgeValid(fields: readonly string[], listed: readonly ListedKey[], isOver: boolean): OpenpgpFault | {readonly key: string} {
	const [fingerprint, time, hash, kind] = [0, 2, 7, 8].map(place => fields[place] ?? '');
	const primary = fields.at(-1) ?? '';
	const own = listed.filter(key => key.primary === primary && (key.fingerprint === fingerprint || key.fingerprint === primary));
	const signing = own.find(key => key.fingerprint === fingerprint);
	if (!signing) {
		return {code: 'sig.unknown-key', message: 'It was made by an OpenPGP key that is not listed.'};
	}

	if (kind !== '00') {
		return {code: 'sig.format', message: 'It is not a signature over a binary document.'};
	}

	const isWeak = weakHashes.has(hash ?? '') || signing.algorithm === dsa || (signing.algorithm === rsa && signing.bits < 2048);
	if (isWeak) {
		return {code: 'sig.algorithm', message: 'It was made with a hash or a key that is too weak: RSA counts from 2048 bits on, and SHA-2.'};
	}

	// Gpg compares with today; what counts is when it was signed.
	const hadExpired = own.some(({expires}) => expires !== undefined && Number(time) >= expires);
	return isOver || hadExpired
		? {code: 'sig.validity', message: isOver ? 'The OpenPGP signature has itself expired.' : 'Its OpenPGP key had expired when it was made.'}
		: {key: primary};
}
