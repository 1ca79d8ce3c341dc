/** The armour around an SSH signature. */
import {Buffer} from 'node:buffer';
import {decodeBase64} from './wire.js';

const begin = '-----BEGIN SSH SIGNATURE-----';
const end = '-----END SSH SIGNATURE-----';
const width = 70;

/** The one form in which a signature is kept: what `ssh-keygen` writes. */
export function armor(blob: Uint8Array): string {
	const lines = Buffer.from(blob).toString('base64').match(new RegExp(`.{1,${width}}`, 'gv')) ?? [];
	return `${[begin, ...lines, end].join('\n')}\n`;
}

/** Reads only what `armor` writes: nothing before, nothing behind, the same line lengths. */
export function readArmor(text: string): Uint8Array | undefined {
	const blob = unwrap(text);
	return blob && armor(blob) === text ? blob : undefined;
}

/** Takes the armour off what a signing program wrote, whose line lengths and line ends may differ. */
export function unwrap(text: string): Uint8Array | undefined {
	const lines = text.trim().split(/\r?\n/v);
	return lines.shift() !== begin || lines.pop() !== end ? undefined : decodeBase64(lines.join(''));
}
