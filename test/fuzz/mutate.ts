/** One small change of bytes: mostly a single byte flipped. */
import {Buffer} from 'node:buffer';
import type {Draw} from '../draw.js';

export type Mutation = {readonly what: string; readonly bytes: Uint8Array};

/** Never the same bytes. */
export function mutate(draw: Draw, bytes: Uint8Array): Mutation {
	if (bytes.length === 0) {
		return {what: 'a byte put into nothing', bytes: Uint8Array.of(draw.below(256))};
	}

	const at = draw.below(bytes.length);
	const [before, behind] = [bytes.subarray(0, at), bytes.subarray(at)];
	switch (draw.below(10)) {
		case 0: {
			return {what: `cut off at ${at}`, bytes: Uint8Array.from(before)};
		}

		case 1: {
			return {what: `a byte put in at ${at}`, bytes: Buffer.concat([before, Uint8Array.of(draw.below(256)), behind])};
		}

		case 2: {
			const range = behind.subarray(0, 1 + draw.below(64));
			return {what: `${range.length} bytes at ${at} twice`, bytes: Buffer.concat([before, range, behind])};
		}

		default: {
			const flipped = Uint8Array.from(bytes);
			const by = 1 + draw.below(255);
			flipped[at] = (flipped[at] ?? 0) ^ by; // eslint-disable-line no-bitwise -- a flip is what is tried
			return {what: `byte ${at} flipped by ${by}`, bytes: flipped};
		}
	}
}
