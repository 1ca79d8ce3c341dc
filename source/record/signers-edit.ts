/** Changing the signers file: comments stay, the version rises, and what comes out is valid or is not written. */
import {Document, isMap, parseDocument} from 'yaml';
import {normaliseRole} from '../checklist/role.js';
import {fault, isFault, type Fault} from './record-fault.js';
import {keyName, type SignerKey} from './signers-schema.js';
import {parseSigners, type Signers} from './signers.js';

export type Newcomer = {
	readonly email: string;
	/** Needed for somebody who is not there yet. */
	readonly name?: string;
	readonly key?: SignerKey;
	readonly roles?: readonly string[];
};

type EditFault = Fault<'trust.format' | 'trust.shared-key'>;

/** The first file of a project. */
export function initSigners(project: string, {email, name, key, roles = []}: Required<Pick<Newcomer, 'email' | 'name' | 'key'>> & Pick<Newcomer, 'roles'>): string | EditFault {
	const document = new Document({
		project,
		version: 1,
		people: {[email]: {name, keys: [tidy(key)]}},
		roles: Object.fromEntries(roles.map(role => [normaliseRole(role), [email]])),
	});
	document.commentBefore = ' Who may sign as what. Change it with `holdpoint signers`; whoever verifies pins its digest.';
	return finish(document);
}

/** Adds somebody, or a key or roles to somebody who is there. */
export function addSigner(text: string, {email, name, key, roles = []}: Newcomer): string | EditFault {
	const signers = parseSigners(text);
	if (isFault(signers)) {
		return signers;
	}

	const document = parseDocument(text);
	const entry = key && tidy(key);
	const known = signers.people[email];
	if (!known) {
		document.setIn(['people', email], document.createNode({name: name ?? email, keys: entry ? [entry] : []}));
	} else if (entry) {
		setKey(document, {email, known, entry});
	}

	for (const wanted of roles) {
		const role = normaliseRole(wanted);
		const members = signers.roles[role];
		if (!members) {
			document.setIn(['roles', role], document.createNode([email]));
		} else if (!members.includes(email)) {
			document.addIn(['roles', writtenAs(role, document)], email);
		}
	}

	return finish(document, {text, signers});
}

/** A key that is new to them, or how long one counts that they have. */
function setKey(document: Document, {email, known, entry}: {email: string; known: Signers['people'][string]; entry: SignerKey}): void {
	const keys = ['people', email, 'keys'];
	const at = known.keys.findIndex(key => keyName(key) === keyName(entry));
	if (at === -1) {
		document.addIn(keys, document.createNode(entry));
	} else if (entry.valid) {
		document.setIn([...keys, at, 'valid'], document.createNode(entry.valid));
	}
}

export type Leaver = {
	readonly email: string;
	/** As `keyName` has it: only this key. */
	readonly key?: string;
	readonly role?: string;
	/** The key stays listed and stops counting: from now on when it was rotated, for good when it was compromised. */
	readonly revoked?: NonNullable<SignerKey['revoked']>;
};

/** Takes somebody away, or only one key or one role of theirs, or says that a key is revoked. */
export function removeSigner(text: string, {email, key, role, revoked}: Leaver): string | EditFault {
	const signers = parseSigners(text);
	if (isFault(signers)) {
		return signers;
	}

	const person = signers.people[email];
	if (!person) {
		return fault('trust.format', `${email} is not among the people.`);
	}

	if (role !== undefined && !signers.roles[normaliseRole(role)]?.includes(email)) {
		return fault('trust.format', `${email} does not hold the role ${role}.`);
	}

	const document = parseDocument(text);
	if (key !== undefined) {
		const at = person.keys.findIndex(candidate => keyName(candidate) === withoutComment(key));
		if (at === -1) {
			return fault('trust.format', `${email} has no such key.`);
		}

		if (revoked) {
			document.setIn(['people', email, 'keys', at, 'revoked'], document.createNode(revoked));
			return finish(document, {text, signers});
		}

		document.deleteIn(['people', email, 'keys', at]);
	}

	if (key === undefined && role === undefined) {
		document.deleteIn(['people', email]);
	}

	for (const [name, members] of Object.entries(signers.roles)) {
		const leaves = (role !== undefined && normaliseRole(role) === name) || (role === undefined && key === undefined);
		if (!leaves || !members.includes(email)) {
			continue;
		}

		// A role that nobody holds any more goes too.
		const written = writtenAs(name, document);
		document.deleteIn(members.length === 1 ? ['roles', written] : ['roles', written, members.indexOf(email)]);
	}

	return finish(document, {text, signers});
}

/** How the file spells a role that it has. */
function writtenAs(role: string, document: Document): string {
	const roles = document.get('roles');
	const names = isMap(roles) ? roles.items.map(({key}) => String(key)) : [];
	return names.find(name => normaliseRole(name) === role) ?? role;
}

function finish(document: Document, before?: {text: string; signers: Signers}): string | EditFault {
	if (before && document.toString() === parseDocument(before.text).toString()) {
		return before.text;
	}

	if (before) {
		document.set('version', before.signers.version + 1);
	}

	const text = document.toString({lineWidth: 0});
	const result = parseSigners(text);
	return isFault(result) ? result : text;
}

function tidy(key: SignerKey): SignerKey {
	return 'ssh' in key ? {...key, ssh: withoutComment(key.ssh)} : key;
}

function withoutComment(line: string): string {
	return line.trim().split(/\s+/v, 2).join(' ');
}
