/** What must hold of every verdict about a record that was changed. */
import {faultCodes, isIncomplete} from '../../source/record/record-fault.js';
import type {Verdict} from '../../source/record/verify/verdict.js';

/** In words; undefined when all is well. */
export function faultInVerdict({result, code, detail, points}: Verdict): string | undefined {
	if (result !== 'rejected' && result !== 'incomplete') {
		return `it is ${result.toUpperCase()}`;
	}

	if (code === null || !faultCodes.includes(code)) {
		return `its code is ${code ?? 'none'}`;
	}

	if (result !== (isIncomplete(code) ? 'incomplete' : 'rejected')) {
		return `${code} is ${result}`;
	}

	// What nobody foresaw is caught by verify, and comes out as such a sentence.
	if (/^The record cannot be|cannot be (?:read|rendered) again/v.test(detail) || detail.includes('\n    at ')) {
		return `an exception: ${detail}`;
	}

	return detail.trim() === '' || points.at(-1)?.ok === true ? 'it says nothing' : undefined;
}
