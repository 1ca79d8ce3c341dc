import {showText} from '../checklist/escape.js';
import {UserError} from './exit.js';

/** The digest of a signers file, as somebody was told it. */
export function readDigest(given: string): string {
	const digest = given.trim().toLowerCase().replace(/^sha256:/v, '');
	if (!/^[\da-f]{64}$/v.test(digest)) {
		throw new UserError(`“${showText(given)}” is no digest of a signers file: 64 hexadecimal digits, as \`holdpoint signers list\` prints them.`);
	}

	return digest;
}
