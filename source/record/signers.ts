/** Who may sign as what: `.holdpoint/signers.yaml`, read strictly. */
import {parseDocument} from 'yaml';
import * as z from 'zod';
import {normaliseRole} from '../checklist/role.js';
import type {Operator} from '../run/plan.js';
import {decodeText, encodeText, sha256} from './bytes.js';
import {fault, isFault, type Fault} from './record-fault.js';
import {
	keyName,
	signersSchema,
	type SignerKey,
	type SignersFile,
} from './signers-schema.js';

/** Where the file stands in the repository. */
export const signersPath = '.holdpoint/signers.yaml';

export type Signers = SignersFile & {
	/** Each in its normal form (`normaliseRole`). */
	readonly roles: SignersFile['roles'];
	/** SHA-256 of the file's bytes: what is pinned. */
	readonly digest: string;
};

const largest = 1_000_000;

/**
Reads the file. Nothing is guessed: what the schema does not know, or what stands twice, makes all of it invalid.
Its digest is taken over the bytes, so give those when there are any.
*/
export function parseSigners(source: string | Uint8Array): Signers | Fault<'trust.format' | 'trust.shared-key'> {
	const text = typeof source === 'string' ? source : decodeText(source);
	if (text === undefined || text.length > largest) {
		return fault('trust.format', 'The signers file is not UTF-8, or too large.');
	}

	const value = readYaml(text);
	if (isFault(value)) {
		return value;
	}

	const parsed = signersSchema.safeParse(value.content);
	if (!parsed.success) {
		return fault('trust.format', `The signers file is not valid: ${z.prettifyError(parsed.error)}`);
	}

	const roles = Object.fromEntries(Object.entries(parsed.data.roles).map(([role, members]) => [normaliseRole(role), members]));
	return findContradiction(parsed.data) ?? {...parsed.data, roles, digest: sha256(typeof source === 'string' ? encodeText(source) : source)};
}

function readYaml(text: string): Fault<'trust.format'> | {readonly content: unknown} {
	try {
		const document = parseDocument(text, {strict: true, uniqueKeys: true});
		const problem = document.errors[0] ?? document.warnings[0];
		return problem
			? fault('trust.format', `The signers file is not plain YAML: ${problem.message}`)
			// One place says one thing: no aliases.
			: {content: document.toJS({maxAliasCount: 0})};
	} catch (error) {
		return fault('trust.format', `The signers file is not plain YAML: ${error instanceof Error ? error.message : String(error)}`);
	}
}

function findContradiction({people, roles}: SignersFile): Fault<'trust.format' | 'trust.shared-key'> | undefined {
	const emails = Object.keys(people);
	if (new Set(emails.map(email => email.toLowerCase())).size < emails.length) {
		return fault('trust.format', 'Two people have the same e-mail address.');
	}

	const names = Object.keys(roles);
	const twice = names.find((role, index) => names.slice(0, index).some(other => normaliseRole(other) === normaliseRole(role)));
	if (twice !== undefined) {
		return fault('trust.format', `The role ${twice} stands there twice: upper and lower case are the same.`);
	}

	for (const [role, members] of Object.entries(roles)) {
		const stranger = members.find(email => !Object.hasOwn(people, email));
		if (stranger !== undefined) {
			return fault('trust.format', `${stranger} has the role ${role} and is not among the people.`);
		}
	}

	const owners = new Map<string, string>();
	for (const [email, {keys}] of Object.entries(people)) {
		for (const key of keys) {
			const name = keyName(key);
			const other = owners.get(name);
			if (other !== undefined) {
				return other === email
					? fault('trust.format', `A key of ${email} is listed twice.`)
					: fault('trust.shared-key', `${other} and ${email} have the same key.`);
			}

			owners.set(name, email);
		}
	}

	return undefined;
}

export type Actor = {
	/** E-mail address. */
	readonly person: string;
	readonly name: string;
	readonly key: SignerKey;
};

export type ActFault = Fault<'sig.unknown-key' | 'sig.role' | 'sig.revoked' | 'sig.validity'>;

/** Whose key it is. */
export function findOwner(signers: Signers, key: string): Actor | undefined {
	for (const [person, {name, keys}] of Object.entries(signers.people)) {
		const own = keys.find(candidate => keyName(candidate) === key);
		if (own) {
			return {person, name, key: own};
		}
	}

	return undefined;
}

/**
Whether the owner of a key could sign in a role at a time.
`person`, when given, is who the signer claims to be.
*/
export function mayAct(signers: Signers, {key, role, at, person}: {key: string; role: string | undefined; at: string; person?: string}): Actor | ActFault {
	const owner = findOwner(signers, key);
	if (!owner) {
		return fault('sig.unknown-key', 'The key that signed is not listed in the signers file.');
	}

	if (person !== undefined && person !== owner.person) {
		return fault('sig.role', `The key is ${owner.person}'s, and the signature claims to be ${person}'s.`);
	}

	if (role !== undefined && !rolesOf(signers, owner.person).includes(role)) {
		return fault('sig.role', `${owner.person} does not hold the role ${role}.`);
	}

	return checkLifetime(owner, at) ?? owner;
}

export function rolesOf(signers: Signers, person: string): string[] {
	return Object.entries(signers.roles).filter(([, members]) => members.includes(person)).map(([role]) => role);
}

/** Who drives a run: known by their address when it is listed, else by the key that they sign with. */
export function operatorOf({email, key}: {readonly email: string; readonly key: string}, signers: Signers | undefined): Operator {
	const owner = signers && findOwner(signers, key)?.person;
	return {
		emails: owner === undefined ? [email] : [email, owner],
		roles: signers && rolesOf(signers, Object.hasOwn(signers.people, email) ? email : owner ?? ''),
	};
}

function checkLifetime({person, key: {revoked, valid}}: Actor, at: string): ActFault | undefined {
	const time = Date.parse(at);
	if (revoked && (revoked.reason === 'compromised' || time >= startOf(revoked.at))) {
		return fault('sig.revoked', `The key of ${person} was revoked on ${revoked.at} (${revoked.reason}).`);
	}

	const isEarly = valid?.from !== undefined && time < startOf(valid.from);
	const isLate = valid?.to !== undefined && time >= endOf(valid.to);
	return isEarly || isLate ? fault('sig.validity', `The key of ${person} was not valid at ${at} (${valid.from ?? '…'} to ${valid.to ?? '…'}).`) : undefined;
}

const isDay = (moment: string): boolean => moment.length === 10;

/** The first millisecond of a day, or the moment itself. */
export function startOf(moment: string): number {
	return Date.parse(moment);
}

/** The first millisecond behind a day, or behind the moment. */
export function endOf(moment: string): number {
	return Date.parse(moment) + (isDay(moment) ? 86_400_000 : 1);
}
