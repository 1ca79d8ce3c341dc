/** `holdpoint signers init|add|remove`: writes `.holdpoint/signers.yaml` in the work tree; committing it stays with the person. */
import {mkdir, readFile} from 'node:fs/promises';
import path from 'node:path';
import process from 'node:process';
import {showText} from '../checklist/escape.js';
import {fileSystem, writeFileDurably} from '../journal/files.js';
import {encodeText} from '../record/bytes.js';
import {isFault as isRecordFault, type Fault} from '../record/record-fault.js';
import {
	addSigner,
	initSigners,
	removeSigner,
	type Leaver,
} from '../record/signers-edit.js';
import type {SignerKey} from '../record/signers-schema.js';
import {parseSigners, signersPath} from '../record/signers.js';
import {isFault as isSigningFault} from '../signing/fault.js';
import {exportOpenpgpKey} from '../signing/find-openpgp.js';
import {findSigner} from '../signing/find-signer.js';
import {describeDifference} from './difference.js';
import {exits, UserError, type Exit} from './exit.js';
import {
	readValidity,
	requireEmail,
	requireNewcomer,
	requireRoles,
	type Validity,
} from './signers/given.js';
import {openSurroundings, type Surroundings} from './workplace.js';

type InitOptions = {readonly repo: string; readonly project: string | undefined; readonly key: string | undefined; readonly roles: readonly string[]};

/** The first signers file: the person whose git identity this is, with the key that git would sign with. */
export async function initSignersCommand({repo, project, key, roles}: InitOptions): Promise<Exit> {
	const workplace = await openSurroundings(repo);
	const {facts, by} = workplace;
	if (await readSignersFile(workplace) !== undefined) {
		throw new UserError(`${signersPath} is there already: \`holdpoint signers add\` adds people to it.`, exits.no);
	}

	requireRoles(roles);
	const found = await readKey(workplace, key);
	const text = initSigners(project ?? path.basename(facts.top), {
		email: by.email, name: by.name, key: found, roles: roles.length > 0 ? roles : ['release manager'],
	});
	return write(workplace, undefined, text);
}

type AddOptions = {
	readonly repo: string;
	readonly email: string;
	readonly name: string | undefined;
	readonly key: string | undefined;
	readonly roles: readonly string[];
	readonly valid: Validity;
};

export async function addSignerCommand({repo, email, name, key, roles, valid}: AddOptions): Promise<Exit> {
	const workplace = await openSurroundings(repo);
	const before = await requireSignersFile(workplace);
	requireEmail(email);
	requireRoles(roles);
	const lifetime = readValidity(valid, key);
	const found = key === undefined ? undefined : await readKey(workplace, key);
	const signers = parseSigners(before);
	if (!isRecordFault(signers)) {
		requireNewcomer(signers, email, found);
	}

	return write(workplace, before, addSigner(before, {
		email, roles, ...(name !== undefined && {name}), ...(found && {key: lifetime ? {...found, valid: lifetime} : found}),
	}));
}

type RemoveOptions = {readonly repo: string; readonly email: string; readonly key: string | undefined; readonly role: string | undefined; readonly revoked: 'rotated' | 'compromised' | undefined};

export async function removeSignerCommand({repo, email, key, role, revoked}: RemoveOptions): Promise<Exit> {
	const workplace = await openSurroundings(repo);
	const before = await requireSignersFile(workplace);
	if (revoked !== undefined && key === undefined) {
		throw new UserError('--revoked says why a key stops counting: name the key with --key.');
	}

	const name = key === undefined ? undefined : await nameKey(workplace, before, key);
	const leaver: Leaver = {
		email, ...(name !== undefined && {key: name}), ...(role !== undefined && {role}), ...(revoked !== undefined && {revoked: {at: new Date().toISOString(), reason: revoked}}),
	};
	return write(workplace, before, removeSigner(before, leaver));
}

const fileOf = ({facts}: Surroundings): string => path.join(facts.top, signersPath);

async function readSignersFile(workplace: Surroundings): Promise<string | undefined> {
	try {
		return await readFile(fileOf(workplace), 'utf8');
	} catch (error) {
		if (error instanceof Error && 'code' in error && error.code === 'ENOENT') {
			return undefined;
		}

		throw new UserError(`${signersPath} cannot be read: ${error instanceof Error ? error.message : String(error)}`);
	}
}

async function requireSignersFile(workplace: Surroundings): Promise<string> {
	const text = await readSignersFile(workplace);
	if (text === undefined) {
		throw new UserError(`there is no ${signersPath} in the work tree yet: \`holdpoint signers init\` writes one.`, exits.no);
	}

	return text;
}

/** A public key's line, the file of one, a public OpenPGP block's file, or the name of a key in the person's own GnuPG. */
async function readKey({facts, environment}: Surroundings, key: string | undefined): Promise<SignerKey> {
	const signer = await findSigner({directory: facts.top, key, environment});
	if (isSigningFault(signer)) {
		throw new UserError(signer.sentence);
	}

	if (signer.format === 'ssh') {
		return {ssh: signer.publicKey};
	}

	const block = await exportOpenpgpKey(signer, facts.top);
	if (typeof block !== 'string') {
		throw new UserError(block.sentence);
	}

	return {openpgp: signer.publicKey, key: block};
}

/** An OpenPGP key may be gone from here when it is taken off the list; its fingerprint names it all the same. */
async function nameKey(workplace: Surroundings, text: string, key: string): Promise<string> {
	const signers = parseSigners(text);
	const listed = isRecordFault(signers) ? [] : Object.values(signers.people).flatMap(person => person.keys);
	const fingerprint = key.replace(/^0x/iv, '').toUpperCase();
	const openpgp = listed.find(candidate => 'openpgp' in candidate && candidate.openpgp.endsWith(fingerprint) && fingerprint.length >= 16);
	if (openpgp && 'openpgp' in openpgp) {
		return openpgp.openpgp;
	}

	const found = await readKey(workplace, key);
	return 'ssh' in found ? found.ssh : found.openpgp;
}

async function write(workplace: Surroundings, before: string | undefined, text: string | Fault): Promise<Exit> {
	if (isRecordFault(text)) {
		throw new UserError(`nothing was written: ${text.message}`);
	}

	if (text === before) {
		process.stdout.write(`Nothing to change: ${signersPath} says so already.\n`);
		return exits.done;
	}

	const file = fileOf(workplace);
	await mkdir(path.dirname(file), {recursive: true});
	await writeFileDurably(fileSystem, file, encodeText(text));
	const signers = parseSigners(text);
	const digest = isRecordFault(signers) ? '' : signers.digest;
	const version = isRecordFault(signers) ? 0 : signers.version;
	process.stdout.write([
		...(before === undefined ? text.trimEnd().split('\n').map(line => `+ ${showText(line)}`) : describeDifference(before, text)),
		'',
		`${signersPath} is version ${version} now, sha256:${digest}.`,
		`It counts once it is committed: git add ${signersPath} && git commit -m "Signers, version ${version}"`,
		`Whoever verifies records pins it: holdpoint trust pin ${digest}`,
		'',
	].join('\n'));
	return exits.done;
}
