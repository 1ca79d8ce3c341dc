/** Which section is the decision, and which roles decide. */
import {
	draftsOf,
	stepDraftsOf,
	type SectionDraft,
	type StepDraft,
} from './draft.js';
import {isCriteria, isSignOff} from './titles.js';

const signaturesOf = (section: SectionDraft): StepDraft[] => stepDraftsOf(section.steps).filter(({signature}) => signature);

/**
A section holds the seals when it is called so, holds the choice of GO or NO-GO, or nothing but signature lines. The
last gate of a document that signs each of its gates is a gate like the others: its lines are not taken from it.
*/
const isDecision = (section: SectionDraft): boolean => section.parent !== undefined && (
	isCriteria(section.title) || isSignOff(section.title) || section.fills.some(({what}) => what === 'decision')
	|| (section.sections.length === 0 && stepDraftsOf(section.steps).every(({signature, value}) => signature ?? value))
);

/** Finds the section of the decision's signature lines, makes them seals, and gives the roles that decide. */
export const settleDecision = (root: SectionDraft, wanted: readonly string[] | undefined): readonly string[] => {
	const signed = draftsOf(root).filter(section => signaturesOf(section).some(({signature}) => signature && (wanted?.includes(signature.role) ?? true)));
	const last = signed.toSorted((one, other) => one.start - other.start).at(-1);
	if (!last || !isDecision(last)) {
		return wanted ?? ['release manager'];
	}

	last.part = 'decision';
	const lines = signaturesOf(last);
	for (const line of lines) {
		line.signature &&= {...line.signature, seals: true};
	}

	return wanted ?? [...new Set(lines.flatMap(({signature}) => signature?.role ?? []))];
};
