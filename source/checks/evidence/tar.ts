/** The names in a tar archive: the formats of POSIX (ustar, pax) and of GNU. */
import {Buffer} from 'node:buffer';

const block = 512;
const noArchive = 'it is neither a zip nor a tar archive, or it is damaged';
const mostEntries = 1_000_000;
/** Names and headers beyond this are nobody's. */
const largestName = 1024 * 1024;

/** Throws the sentence when it is no whole archive. */
export async function listTar(chunks: AsyncIterable<Uint8Array>): Promise<string[]> {
	const reader = openReader(chunks);
	const names: string[] = [];
	let longName: string | undefined;
	for (;;) {
		// One entry stands behind the other.
		const header = await reader.take(block);
		if (header.length < block && names.length === 0) {
			throw new Error(header.length === 0 ? 'it is empty' : noArchive);
		}

		// Some writers leave out the two empty blocks at the end, and some only the second.
		if (header.every(byte => byte === 0)) {
			return names;
		}

		const {name, size, type} = readHeader(header);
		if (isAbout(type)) {
			const body = await reader.take(size);
			longName = nameIn(type, body, size) ?? longName;
		} else {
			names.push(longName ?? name);
			longName = undefined;
			await reader.skip(size);
		}

		if (names.length > mostEntries) {
			throw new Error('it holds more than a million entries');
		}

		await reader.skip((block - (size % block)) % block);
	}
}

/** Entries that say something about the next one, or about all. */
const isAbout = (type: string): boolean => ['L', 'K', 'x', 'g', 'X'].includes(type);

function nameIn(type: string, body: Uint8Array, size: number): string | undefined {
	if (size > largestName || body.length < size) {
		throw new Error(body.length < size ? 'the archive ends too early' : 'a name in it is too long');
	}

	if (type === 'L') {
		return textIn(body);
	}

	return type === 'x' ? paxName(Buffer.from(body).toString()) : undefined;
}

/** Records are `length key=value\n`, where the length counts the whole record in bytes. */
function paxName(text: string): string | undefined {
	let rest = Buffer.from(text);
	let name: string | undefined;
	while (rest.length > 0) {
		const {length} = /^(?<length>\d{1,9}) /v.exec(rest.subarray(0, 11).toString('latin1'))?.groups ?? {};
		if (length === undefined || Number(length) > rest.length || Number(length) < 5) {
			throw new Error('a header in it is damaged');
		}

		const record = rest.subarray(length.length + 1, Number(length) - 1).toString();
		name = record.startsWith('path=') ? record.slice('path='.length) : name;
		rest = rest.subarray(Number(length));
	}

	return name;
}

const textIn = (bytes: Uint8Array): string => {
	const end = bytes.indexOf(0);
	return Buffer.from(end === -1 ? bytes : bytes.subarray(0, end)).toString();
};

function readHeader(header: Uint8Array): {readonly name: string; readonly size: number; readonly type: string} {
	if (header.length < block) {
		throw new Error('the archive ends too early');
	}

	// The checksum's own field counts as spaces.
	const sum = header.reduce((total, byte, at) => total + (at >= 148 && at < 156 ? 32 : byte), 0);
	if (readNumber(header.subarray(148, 156)) !== sum) {
		throw new Error(noArchive);
	}

	const isPosix = textIn(header.subarray(257, 263)) === 'ustar';
	const prefix = isPosix ? textIn(header.subarray(345, 500)) : '';
	const name = textIn(header.subarray(0, 100));
	return {name: prefix === '' ? name : `${prefix}/${name}`, size: readNumber(header.subarray(124, 136)), type: String.fromCodePoint(header[156] ?? 0)};
}

/** Octal digits, or for what is too large for them a number of its bytes. */
function readNumber(field: Uint8Array): number {
	const [first = 0] = field;
	if (first >= 128) {
		return [first % 128, ...field.subarray(1)].reduce((value, byte) => (value * 256) + byte, 0);
	}

	const digits = textIn(field).trim();
	if (!/^[0-7]+$/v.test(digits)) {
		throw new Error(noArchive);
	}

	return Number.parseInt(digits, 8);
}

type Reader = {
	/** So many bytes, or what is left. */
	readonly take: (count: number) => Promise<Uint8Array>;
	/** Throws when there are fewer. */
	readonly skip: (count: number) => Promise<void>;
};

function openReader(chunks: AsyncIterable<Uint8Array>): Reader {
	const iterator = chunks[Symbol.asyncIterator]();
	let held: Uint8Array = new Uint8Array();
	const next = async (): Promise<boolean> => {
		const result = await iterator.next();
		if (result.done === true) {
			return false;
		}

		held = result.value;
		return true;
	};

	return {
		async take(count) {
			const parts: Uint8Array[] = [];
			let wanted = Math.min(count, largestName + 1);
			while (wanted > 0 && (held.length > 0 || await next())) {
				const part = held.subarray(0, wanted);
				parts.push(part);
				held = held.subarray(part.length);
				wanted -= part.length;
			}

			return Buffer.concat(parts);
		},
		async skip(count) {
			let wanted = count;
			while (wanted > held.length) {
				wanted -= held.length;
				held = new Uint8Array();
				if (!await next()) {
					throw new Error('the archive ends too early');
				}
			}

			held = held.subarray(wanted);
		},
	};
}
