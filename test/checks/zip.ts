/** Small zip archives, of entries that are stored as they are. */
import {Buffer} from 'node:buffer';
import {crc32} from 'node:zlib';

export function makeZip(files: Readonly<Record<string, string>>): Uint8Array {
	const bodies: Uint8Array[] = [];
	const directory: Uint8Array[] = [];
	let at = 0;
	for (const [file, text] of Object.entries(files)) {
		const [name, data] = [Buffer.from(file), Buffer.from(text)];
		const common = Buffer.alloc(26);
		common.writeUInt16LE(20, 0);
		common.writeUInt32LE(crc32(data), 10);
		common.writeUInt32LE(data.length, 14);
		common.writeUInt32LE(data.length, 18);
		common.writeUInt16LE(name.length, 22);
		const body = Buffer.concat([Buffer.from('PK\u{3}\u{4}'), common, name, data]);
		const place = Buffer.alloc(14);
		place.writeUInt32LE(at, 10);
		directory.push(Buffer.concat([Buffer.from('PK\u{1}\u{2}\u{14}\0'), common, place, name]));
		bodies.push(body);
		at += body.length;
	}

	const listing = Buffer.concat(directory);
	const end = Buffer.alloc(18);
	end.writeUInt16LE(directory.length, 4);
	end.writeUInt16LE(directory.length, 6);
	end.writeUInt32LE(listing.length, 8);
	end.writeUInt32LE(at, 12);
	return Buffer.concat([...bodies, listing, Buffer.from('PK\u{5}\u{6}'), end]);
}
