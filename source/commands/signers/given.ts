/** What somebody typed about a signer, each with its own sentence when it cannot be meant. */
import {showText} from '../../checklist/escape.js';
import {keyName, signerFields, type SignerKey} from '../../record/signers-schema.js';
import {findOwner, type Signers} from '../../record/signers.js';
import {UserError} from '../exit.js';

export type Validity = {readonly from: string | undefined; readonly to: string | undefined};

export function requireEmail(email: string): void {
	if (!signerFields.email.safeParse(email).success) {
		throw new UserError(`“${showText(email)}” is no e-mail address: people are named as in ada@example.com.`);
	}
}

export function requireRoles(roles: readonly string[]): void {
	const wrong = roles.find(role => !signerFields.label.safeParse(role.trim()).success);
	if (wrong !== undefined) {
		throw new UserError(`“${showText(wrong)}” cannot be a role: it is a few words, as in --role "release manager".`);
	}
}

/** When a key counts; undefined: nothing is said about that. */
export function readValidity({from, to}: Validity, key: string | undefined): NonNullable<SignerKey['valid']> | undefined {
	const wrong = [from, to].find(day => day !== undefined && !signerFields.moment.safeParse(day).success);
	if (wrong !== undefined) {
		throw new UserError(`“${showText(wrong)}” is no day: write it as in 2027-12-31.`);
	}

	if (from === undefined && to === undefined) {
		return undefined;
	}

	if (key === undefined) {
		throw new UserError('--valid-from and --valid-to say when a key counts: name the key with --key.');
	}

	if (from !== undefined && to !== undefined && Date.parse(from) > Date.parse(to)) {
		throw new UserError(`a key cannot count from ${from} to ${to}: the first day comes after the last.`);
	}

	return {...(from !== undefined && {from}), ...(to !== undefined && {to})};
}

/** Somebody new comes with a key, and nobody twice. */
export function requireNewcomer({people, ...signers}: Signers, email: string, key: SignerKey | undefined): void {
	if (Object.hasOwn(people, email)) {
		return;
	}

	const same = Object.keys(people).find(other => other.toLowerCase() === email.toLowerCase());
	if (same !== undefined) {
		throw new UserError(`${showText(email)} is listed as ${showText(same)}: name them so.`);
	}

	if (!key) {
		throw new UserError(`${showText(email)} is not listed yet, so a key is wanted: --key with the file of their public key, or the fingerprint of an OpenPGP key.`);
	}

	const owner = findOwner({people, ...signers}, keyName(key));
	if (owner) {
		throw new UserError(`this key is ${showText(owner.person)}'s already, and two people cannot have the same key: ask ${showText(email)} for their own.`);
	}
}
