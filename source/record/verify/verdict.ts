/** What verifying came to, as `verify --json` prints it. Fields are only ever added. */
import * as z from 'zod';
import {faultCodes, isIncomplete, type Fault} from '../record-fault.js';

const text = z.string();

/** A seal has no gate; a role that was only said has no key. */
const signatureLine = z.strictObject({
	gate: text.nullable(),
	role: text,
	person: text,
	key: text.nullable(),
	decision: text,
	at: text,
});

const waiverLine = z.strictObject({
	step: text,
	role: text,
	reason: text,
	person: text,
	at: text,
	/** The commit on which it had passed, when the waiver carries that over. */
	carried: text.optional(),
});

const point = z.strictObject({name: text, ok: z.boolean(), detail: text});

export const verdictSchema = z.strictObject({
	result: z.enum(['verified', 'rejected', 'incomplete', 'unanchored', 'self-signed']),
	code: z.enum(faultCodes).nullable(),
	/** One sentence. */
	detail: text,
	tag: text.nullable(),
	commit: text.nullable(),
	/** The record commit, and the folder that it adds. */
	record: text.nullable(),
	folder: text.nullable(),
	decision: z.enum(['GO', 'NO-GO']).nullable(),
	/** SHA-256 of the signers file that is pinned and was found. */
	anchor: text.nullable(),
	/** The signers file of the tested commit: what a pin would take. */
	signers: z.strictObject({project: text, version: z.int(), digest: text}).nullable(),
	signatures: z.array(signatureLine),
	waivers: z.array(waiverLine),
	points: z.array(point),
});
export type Verdict = z.infer<typeof verdictSchema>;
export type SignatureLine = z.infer<typeof signatureLine>;
export type WaiverLine = z.infer<typeof waiverLine>;

/** 0 verified · 1 rejected · 3 incomplete · 4 unanchored or self-signed. */
export function exitCodeOf({result}: Pick<Verdict, 'result'>): 0 | 1 | 3 | 4 {
	switch (result) {
		case 'verified': {
			return 0;
		}

		case 'rejected': {
			return 1;
		}

		case 'incomplete': {
			return 3;
		}

		case 'unanchored':
		case 'self-signed': {
			return 4;
		}
	}
}

/** The outcome of the points together. */
export function judge({fault, signers, anchor}: {fault: Fault | undefined} & Pick<Verdict, 'signers' | 'anchor'>): Pick<Verdict, 'result' | 'code' | 'detail'> {
	if (fault) {
		return {result: isIncomplete(fault.code) ? 'incomplete' : 'rejected', code: fault.code, detail: fault.message};
	}

	if (!signers) {
		return {result: 'self-signed', code: null, detail: 'The record is consistent, and one key vouches for it alone: there is no signers file.'};
	}

	if (anchor === null) {
		const advice = `\`holdpoint trust pin ${signers.digest}\` does, once you know that this digest is right`;
		return {result: 'unanchored', code: 'trust.anchor', detail: `The record is consistent, and nothing outside the repository says who may sign: ${advice}.`};
	}

	return {result: 'verified', code: null, detail: 'Everything is as the listed people signed it.'};
}
