/** The shape of `.holdpoint/signers.yaml`. */
import * as z from 'zod';
import {byteText, decodeBase64} from './bytes.js';

/** Nothing that a list of allowed signers would read as a pattern, a list or an option. */
const email = z.string().max(200).regex(/^[^\s\p{Other}!"#*,<>?@\\]+@[^\s\p{Other}!"#*,<>?@\\]+$/v, 'An e-mail address is expected, without wildcards, commas or quotes.');
const label = z.string().max(200).regex(/^[^\s\p{Other}](?:\P{Other}*[^\s\p{Other}])?$/v, 'A text on one line is expected.');
const moment = z.union([z.iso.date(), z.iso.datetime()]);

/** What a person may type for one of them. */
export const signerFields = {email, label, moment} as const;

/** The fields of a key's own bytes, each behind its length; undefined when they do not fill them exactly. */
function readFields(bytes: Uint8Array): Uint8Array[] | undefined {
	const fields: Uint8Array[] = [];
	const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
	let at = 0;
	while (at + 4 <= bytes.length) {
		const end = at + 4 + view.getUint32(at);
		fields.push(bytes.subarray(at + 4, end));
		at = end;
	}

	return at === bytes.length ? fields : undefined;
}

/** Type and base64; a comment behind them is left off. */
const sshKey = z.string().max(8000).transform((line, context) => {
	const [type = '', base64 = ''] = line.split(' ', 2);
	const fields = readFields(decodeBase64(base64) ?? new Uint8Array());
	const isKey = fields !== undefined && fields.length > 1 && byteText(fields[0] ?? new Uint8Array()) === type;
	if (!isKey) {
		context.addIssue({code: 'custom', message: 'An SSH public key is expected: its type and base64.'});
		return z.NEVER;
	}

	return `${type} ${base64}`;
}).describe('An SSH public key, as in a .pub file: its type and base64.');

const lifetime = {
	/** Both days included, UTC. */
	valid: z.strictObject({from: moment.optional(), to: moment.optional()}).optional().describe('When the key counts: both days included, UTC.'),
	revoked: z.strictObject({at: moment, reason: z.enum(['rotated', 'compromised'])}).optional().describe('rotated: signatures made before stay good. compromised: none does.'),
};

const keySchema = z.union([
	z.strictObject({ssh: sshKey, ...lifetime}),
	z.strictObject({
		openpgp: z.string().regex(/^[\dA-F]{40}$/v).describe('The fingerprint of an OpenPGP key.'),
		key: z.string().max(100_000).describe('The armoured public key.'),
		...lifetime,
	}),
]);
export type SignerKey = z.infer<typeof keySchema>;

const distinct = <T>(values: readonly T[]): boolean => new Set(values).size === values.length;

const person = z.strictObject({name: label, keys: z.array(keySchema).min(1).max(50)});
const members = z.array(email).min(1).refine(distinct, 'Somebody stands twice in a role.');

export const signersSchema = z.strictObject({
	project: label.describe('What the project is called; anchors are pinned to this name.'),
	version: z.int().positive().describe('Counts up by one with every change.'),
	people: z.record(email, person).describe('Those who may sign, by e-mail address.'),
	roles: z.record(label, members).describe('The roles of the checklists, each with the e-mail addresses of those who have it.'),
}).describe('Who may sign as what: .holdpoint/signers.yaml of Holdpoint.');
export type SignersFile = z.infer<typeof signersSchema>;

/** How a key is named in statements and events: an SSH key's line, or an OpenPGP fingerprint. */
export function keyName(key: SignerKey): string {
	return 'ssh' in key ? key.ssh : key.openpgp;
}
