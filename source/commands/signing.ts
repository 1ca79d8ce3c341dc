/** Who signs a run, and who may: key and signers file. */
import {mayAct, signersPath} from '../record/signers.js';
import {isFault as isSigningFault} from '../signing/fault.js';
import {findSigner} from '../signing/find-signer.js';
import type {Signer} from '../signing/signer.js';
import type {SignersFile} from '../walk/materials.js';
import {readSignersFile} from '../walk/signers.js';
import {UserError} from './exit.js';
import type {Workplace} from './workplace.js';

export type Signing = {readonly signer: Signer; readonly signers: SignersFile | undefined};

export const unlistedOpenpgp = `an OpenPGP key can sign only where ${signersPath} lists it, because nobody else could verify it: \`holdpoint signers init\` writes that file. Or name an SSH key with --key.`;

/** `commit`: whose signers file counts; undefined for a run without one. */
export async function readSigning(workplace: Workplace, {key, commit}: {key: string | undefined; commit: string | undefined}): Promise<Signing> {
	const [signer, signers] = await Promise.all([
		readSigner(workplace, key),
		commit === undefined ? undefined : readSigners(workplace.facts.top, commit),
	]);
	if (!signers && signer.format === 'openpgp') {
		throw new UserError(unlistedOpenpgp);
	}

	return {signer, signers};
}

/** The signers file of a commit; undefined where there is none: a self-signed run. */
export async function readSigners(top: string, commit: string): Promise<SignersFile | undefined> {
	const found = await readSignersFile(top, commit);
	if (found && 'unusable' in found) {
		throw new UserError(found.unusable);
	}

	return found;
}

async function readSigner({facts, environment}: Workplace, key: string | undefined): Promise<Signer> {
	const signer = await findSigner({directory: facts.top, key, environment});
	if (isSigningFault(signer)) {
		throw new UserError(signer.sentence);
	}

	return signer;
}

/** The operator signs tag and record commit, so they must hold the first deciding role: better known now than at the end. */
export function checkOperator(signer: Signer, signers: SignersFile | undefined, role: string): void {
	const actor = signers && mayAct(signers.signers, {key: signer.publicKey, role, at: new Date().toISOString()});
	if (actor && 'code' in actor) {
		throw new UserError(`The key that git would sign with (${signer.fingerprint}) cannot sign as ${role}, which decides here: ${actor.message} Name another key with --key, or have ${signersPath} changed.`);
	}
}
