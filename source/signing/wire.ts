/** The data types that SSH puts on the wire (RFC 4251, section 5), read strictly. */

/** Thrown inside this room only; readers of whole structures turn it into a value. */
import {Buffer} from 'node:buffer';

export class WireError extends Error {
	override readonly name = 'WireError';
}

/** Reads one structure from front to back. */
export class WireReader {
	#at = 0;

	constructor(private readonly bytes: Uint8Array) {}

	get atEnd(): boolean {
		return this.#at === this.bytes.length;
	}

	take(length: number): Uint8Array {
		if (length > this.bytes.length - this.#at) {
			throw new WireError('it ends too early');
		}

		this.#at += length;
		return this.bytes.subarray(this.#at - length, this.#at);
	}

	byte(): number {
		return this.take(1)[0] ?? 0;
	}

	uint32(): number {
		const four = this.take(4);
		return new DataView(four.buffer, four.byteOffset, 4).getUint32(0);
	}

	string(): Uint8Array {
		return this.take(this.uint32());
	}

	text(): string {
		return Buffer.from(this.string()).toString('latin1');
	}

	/** A positive integer in its only form: no leading zero byte that is not needed, not negative, not zero. */
	positive(): Uint8Array {
		const bytes = this.string();
		const first = bytes[0] ?? 0;
		if (bytes.length === 0 || first >= 0x80 || (first === 0 && (bytes[1] ?? 0) < 0x80)) {
			throw new WireError('a number in it is not in its shortest form');
		}

		return first === 0 ? bytes.subarray(1) : bytes;
	}

	end(): void {
		if (!this.atEnd) {
			throw new WireError('something stands behind it');
		}
	}
}

/** A `string`: its length and its bytes. */
export function wireString(value: string | Uint8Array): Uint8Array {
	const bytes = Buffer.from(value);
	const length = Buffer.alloc(4);
	length.writeUInt32BE(bytes.length);
	return Buffer.concat([length, bytes]);
}

/** Several `string`s, one behind the other. */
export function wireStrings(...values: ReadonlyArray<string | Uint8Array>): Uint8Array {
	return Buffer.concat(values.map(value => wireString(value)));
}

/** Reads base64 only in the one form in which it would be written. */
export function decodeBase64(text: string): Uint8Array | undefined {
	const bytes = Buffer.from(text, 'base64');
	return bytes.length > 0 && bytes.toString('base64') === text ? bytes : undefined;
}
