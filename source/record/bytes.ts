/** Bytes and the texts that stand for them. */
import {Buffer} from 'node:buffer';
import {createHash} from 'node:crypto';

const encoder = new TextEncoder();
// Both refuse or keep every byte, so that a text encoded again is the bytes that it came from.
const decoder = new TextDecoder('utf-8', {fatal: true, ignoreBOM: true});

export function encodeText(text: string): Uint8Array {
	return encoder.encode(text);
}

/** Strict UTF-8; undefined for anything else. */
export function decodeText(bytes: Uint8Array): string | undefined {
	try {
		return decoder.decode(bytes);
	} catch {
		return undefined;
	}
}

/** One character for each byte. */
export function byteText(bytes: Uint8Array): string {
	return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString('latin1');
}

/** The UTF-8 text of such characters; what is none of it is replaced, as git's own output is when it is read. */
export function decodeLossy(characters: string): string {
	return Buffer.from(characters, 'latin1').toString();
}

export function sha256(...parts: ReadonlyArray<string | Uint8Array>): string {
	const hash = createHash('sha256');
	for (const part of parts) {
		hash.update(part);
	}

	return hash.digest('hex');
}

export function encodeBase64(bytes: Uint8Array): string {
	return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString('base64');
}

/** Only the one form in which it would be written. */
export function decodeBase64(text: string): Uint8Array | undefined {
	const bytes = Uint8Array.from(Buffer.from(text, 'base64'));
	return encodeBase64(bytes) === text ? bytes : undefined;
}

export function equalBytes(one: Uint8Array, other: Uint8Array): boolean {
	return one.length === other.length && one.every((byte, at) => byte === other[at]);
}

export function joinBytes(...parts: readonly Uint8Array[]): Uint8Array {
	return Uint8Array.from(Buffer.concat(parts));
}
