/** Who signed as what, and what was waived: the lines below a verdict. */
import type {SignatureLine, WaiverLine} from './verdict.js';
import type {Walked} from './checklist.js';
import type {Seals} from './seals.js';

/** Signatures that stand, then the seals. */
export function signatureLines(walked: Walked | undefined, seals: Seals | undefined): SignatureLine[] {
	const titles = new Map([...walked?.plan.gateById ?? []].map(([id, {section}]) => [id, section.title]));
	const standing = walked?.state.signatures.filter(({withdrawn, stale}) => !withdrawn && !stale) ?? [];
	return [
		...standing.map(({gate, role, signer, key, statement, decision, mark}) => ({
			gate: titles.get(gate) ?? gate, role, person: signer, key: statement === null ? null : key, decision, at: mark.at,
		})),
		...(seals?.seals ?? []).map(({role, person, key, decision, at}) => ({
			gate: null, role, person, key, decision, at,
		})),
	];
}

/** Of the text that counts: what another one had, or had elsewhere, stands in the record's history. */
export function waiverLines(walked: Walked | undefined): WaiverLine[] {
	return [...walked?.state.steps ?? []].flatMap(([id, {status, answers}]) => {
		const answer = answers.at(-1);
		const planned = walked?.plan.byId.get(id);
		if (status !== 'waived' || !answer || !planned) {
			return [];
		}

		const {as, reason, mark, carried} = answer;
		return [{
			step: planned.step.title, role: as, reason, person: mark.by.email, at: mark.at, ...(carried && {carried: carried.from}),
		}];
	});
}
