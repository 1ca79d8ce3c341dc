/** Reading what a process prints: lines, and counts of bytes that may turn out not to come. */
import {Buffer} from 'node:buffer';
import type {Readable} from 'node:stream';

export type Output = {
	/** Up to the next newline, without it; undefined at the end, or when it is no reasonable line. */
	line(): Promise<string | undefined>;
	/** Undefined when the output ends before, or when what has come ends with `stop`: then no more will come. */
	exactly(count: number, stop: string): Promise<Uint8Array | undefined>;
};

const longestLine = 1024;
const newline = 0x0A;

export function readOutput(stream: Readable): Output {
	const chunks = stream[Symbol.asyncIterator]() as AsyncIterator<Uint8Array, undefined>;
	let rest: Uint8Array = new Uint8Array();
	const more = async (): Promise<Uint8Array | undefined> => {
		try {
			const {value} = await chunks.next();
			return value;
		} catch {
			return undefined;
		}
	};

	return {
		async line() {
			for (;;) {
				const end = rest.indexOf(newline);
				if (end !== -1) {
					const line = Buffer.from(rest.subarray(0, end)).toString();
					rest = rest.subarray(end + 1);
					return line;
				}

				const chunk = rest.length > longestLine ? undefined : await more();
				if (chunk === undefined) {
					return undefined;
				}

				rest = Buffer.concat([rest, chunk]);
			}
		},
		async exactly(count, stop) {
			const parts = [rest];
			let {length} = rest;
			while (length < count) {
				const chunk = endsWith(parts, stop) ? undefined : await more();
				if (chunk === undefined) {
					return undefined;
				}

				parts.push(chunk);
				length += chunk.length;
			}

			const all = parts.length === 1 ? rest : Buffer.concat(parts);
			rest = all.subarray(count);
			return all.subarray(0, count);
		},
	};
}

/** Looks at the last parts only: they hold more than the text is long. */
function endsWith(parts: readonly Uint8Array[], text: string): boolean {
	let tail: Uint8Array = new Uint8Array();
	for (let index = parts.length - 1; index >= 0 && tail.length < text.length; index--) {
		tail = Buffer.concat([parts[index] ?? new Uint8Array(), tail]);
	}

	return Buffer.from(tail.subarray(-text.length)).toString('latin1') === text;
}
