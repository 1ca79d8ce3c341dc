/** The signers for stock git and OpenSSH. */
import type {SignerKey} from './signers-schema.js';
import {endOf, startOf, type Signers} from './signers.js';
import {approvalNamespace} from './statement.js';

/** An allowed-signers file for `gpg.ssh.allowedSignersFile`; times are UTC (OpenSSH 9.1 or newer reads the Z). */
export function exportAllowedSigners(signers: Signers): string {
	const lines = Object.entries(signers.people).flatMap(([email, {keys}]) => keys.map(key => lineOf(email, key)));
	return [`# ${signers.project}, signers version ${signers.version}, sha256:${signers.digest}`, ...lines, ''].join('\n');
}

function lineOf(email: string, key: SignerKey): string {
	if ('openpgp' in key) {
		return `# ${email} signs with the OpenPGP key ${key.openpgp}`;
	}

	if (key.revoked?.reason === 'compromised') {
		return `# ${email} had a key that was compromised: ${key.ssh}`;
	}

	const ends = [key.valid?.to === undefined ? undefined : endOf(key.valid.to), key.revoked ? startOf(key.revoked.at) : undefined].filter(end => end !== undefined);
	const options = [
		`namespaces="git,${approvalNamespace}"`,
		...(key.valid?.from === undefined ? [] : [`valid-after="${stamp(startOf(key.valid.from))}"`]),
		...(ends.length === 0 ? [] : [`valid-before="${stamp(Math.min(...ends))}"`]),
	];
	return `${email} ${options.join(',')} ${key.ssh}`;
}

/** `YYYYMMDDHHMMSSZ` */
function stamp(time: number): string {
	return `${new Date(time).toISOString().replaceAll(/\D/gv, '').slice(0, 14)}Z`;
}
