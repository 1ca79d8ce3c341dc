/** Bytes and the texts that stand for them, without anything of Node's but hashing. */
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
	let text = '';
	for (let at = 0; at < bytes.length; at += 8192) {
		text += String.fromCodePoint(...bytes.subarray(at, at + 8192));
	}

	return text;
}

export function sha256(...parts: ReadonlyArray<string | Uint8Array>): string {
	const hash = createHash('sha256');
	for (const part of parts) {
		hash.update(part);
	}

	return hash.digest('hex');
}

export function encodeBase64(bytes: Uint8Array): string {
	// The only base64 that is there in every Node without a module of its own.
	// eslint-disable-next-line no-restricted-globals
	return btoa(byteText(bytes));
}

/** Only the one form in which it would be written. */
export function decodeBase64(text: string): Uint8Array | undefined {
	try {
		// eslint-disable-next-line no-restricted-globals -- as above
		const bytes = Uint8Array.from(atob(text), character => character.codePointAt(0) ?? 0);
		return encodeBase64(bytes) === text ? bytes : undefined;
	} catch {
		return undefined;
	}
}

export function equalBytes(one: Uint8Array, other: Uint8Array): boolean {
	return one.length === other.length && one.every((byte, at) => byte === other[at]);
}

export function joinBytes(...parts: readonly Uint8Array[]): Uint8Array {
	const joined = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
	let at = 0;
	for (const part of parts) {
		joined.set(part, at);
		at += part.length;
	}

	return joined;
}
