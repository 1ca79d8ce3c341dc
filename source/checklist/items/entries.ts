/** What the blanks, boxes and signature lines of a passage ask for. */
import type {
	Alternative,
	Blank,
	Range,
	Step,
} from '../model.js';
import {
	draftStep,
	type FillDraft,
	type SectionDraft,
	type StepDraft,
} from '../draft.js';
import {normaliseRole} from '../role.js';
import type {Field, FieldLine} from './fields.js';

/** What the lines of a paragraph or form ask for. */
export type Entries = {readonly steps: StepDraft[]; readonly fills: FillDraft[]; readonly texts: FieldLine[]};

const signatureLabel = /^(?:signed(?: off)?|approved|reviewed|verified) by\b[\s\(,:]*(?<role>[^\)]*)/iv;

/** `Engineering approver`, `QA sign-off`: who signs, where a section is called sign-off. */
const signerLabel = /^(?<role>.+?) (?:approver|signature|sign[ \-]?off)$/iv;

const dateLabel = /^(?:date|time|date and time|date ?\/ ?time|when)$/iv;

const resultLabel = /^(?:result|status|decision|outcome|verdict)?$/iv;

const releaseLabel = /^(?:release|version|release version|tag|release tag)$/iv;

const evidenceLabel = /\bevidence(?: location)?$/iv;

const extraLabel = /^(?:signature|signed|initials)$/iv;

const noLabel = /^if no\b.*:$/iv;

const decisionLabel = /\b(?:approv\w*|decision|release\w*|go)\b/iv;

const roleOf = (label: string): string => {
	const written = signatureLabel.exec(label)?.groups?.role ?? signerLabel.exec(label)?.groups?.role ?? '';
	const role = normaliseRole(written.replaceAll(/\b(?:name|signature|final|overall)\b/giv, ''));
	return role === '' ? 'release manager' : role;
};

/** True for the choice that the whole document is about: approved or not, GO or NO-GO. */
const isDecision = (label: string, alternatives: readonly Alternative[], deciding: boolean): boolean =>
	alternatives.some(({fails}) => fails) && alternatives.some(({fails}) => !fails)
	&& (alternatives.some(alternative => /^no\P{Letter}?go$/iv.test(alternative.label)) || decisionLabel.test(label)) && deciding;

export type EntryPlace = {
	readonly section: SectionDraft;
	readonly note: Step['note'];
	/** In a section called decision or sign-off: a choice of GO or NO-GO is the decision, a name beside a date is a signature. */
	readonly deciding: boolean;
};

/** Goes through lines in order; what stands beside or right below a signature belongs to it, what stands under "If NO" is for NO-GO. */
class EntryReader {
	#signature: StepDraft | undefined;
	#underNo = false;
	#title = '';
	readonly entries: Entries = {steps: [], fills: [], texts: []};

	constructor(readonly place: EntryPlace, readonly signs: boolean) {}

	#text(line: FieldLine): void {
		this.#signature = undefined;
		const text = line.text.replaceAll(/[*_`]/gv, '').trim();
		this.#underNo = noLabel.test(text);
		this.#title = text.endsWith(':') ? text.replace(/:$/v, '') : '';
		this.entries.texts.push(line);
	}

	#field(field: Field, range: Range, first: boolean): void {
		switch (field.kind) {
			case 'blank': {
				this.#blank(field.label, field.blank, range, first);
				return;
			}

			case 'box': {
				this.#step(field.label, range, {box: field.box, ticked: field.ticked});
				return;
			}

			case 'choice': {
				this.#choice(field.label, field.alternatives, range);
			}
		}
	}

	#signs(label: string): boolean {
		return signatureLabel.test(label) || (this.place.deciding && signerLabel.test(label));
	}

	#blank(label: string, blank: Blank, range: Range, first: boolean): void {
		const {section} = this.place;
		const signs = this.#signs(label);
		if (first || signs) {
			const role = signs ? roleOf(label) : normaliseRole(label);
			this.#signature = this.#step(label, range, {
				signature: {
					role: /^(?:name|signature)?$/v.test(role) ? 'release manager' : role, count: 1, blank, seals: false,
				},
			});
		} else if (this.#signature && dateLabel.test(label)) {
			this.#fill(this.#signature, 'date', blank);
		} else if (label !== '' && this.#signature && resultLabel.test(label)) {
			this.#fill(section, 'result', blank);
		} else if (this.#signature && extraLabel.test(label)) {
			this.#fill(this.#signature, 'signed off', blank);
		} else if (label === '' && this.#underNo) {
			this.#fill(undefined, 'blocking issues', blank);
		} else if (/^(?:overall )?status$/iv.test(label)) {
			this.#fill(undefined, 'status', blank);
		} else if (releaseLabel.test(label)) {
			this.#fill(undefined, 'release', blank);
		} else if (label !== '' || this.#title !== '') {
			const title = label === '' ? this.#title : label;
			this.#step(title, range, {value: {label: title, blank, evidence: evidenceLabel.test(title)}});
			this.#title = '';
		}
	}

	#choice(label: string, alternatives: readonly Alternative[], range: Range): void {
		const {section, deciding} = this.place;
		if (this.#signature && resultLabel.test(label)) {
			this.entries.fills.push({
				about: section, what: 'result', blank: undefined, alternatives,
			});
		} else if (isDecision(label, alternatives, deciding)) {
			this.entries.fills.push({
				about: undefined, what: 'decision', blank: undefined, alternatives,
			});
		} else {
			this.#step([label, this.#title].find(title => title !== '') ?? section.title, range, {alternatives});
		}
	}

	#fill(about: FillDraft['about'], what: FillDraft['what'], blank: Blank): void {
		this.entries.fills.push({
			about, what, blank, alternatives: [],
		});
	}

	#step(title: string, range: Range, more: Partial<StepDraft>): StepDraft {
		const step = draftStep({
			title, start: range.from, range, note: this.place.note, when: this.#underNo ? 'no-go' : undefined, ...more,
		});
		this.entries.steps.push(step);
		return step;
	}

	read(line: FieldLine): void {
		if (line.text.trim() === '') {
			this.#signature = undefined;
			// The first blank line may stand between "If NO:" and its lines; the next one ends them.
			this.#underNo &&= this.#title !== '';
			return;
		}

		if (line.fields.length === 0) {
			this.#text(line);
			return;
		}

		const signing = line.fields.some(field => field.kind === 'blank' && signatureLabel.test(field.label))
			|| (this.signs && line.fields.length > 1 && line.fields.slice(1).some(field => field.kind === 'blank' && dateLabel.test(field.label)));
		for (const [index, field] of line.fields.entries()) {
			this.#field(field, line.range, signing && index === 0);
		}

		this.#title = '';
	}
}

export const readEntries = (lines: readonly FieldLine[], place: EntryPlace): Entries => {
	const signs = place.deciding || lines.some(({fields}) => fields.some(field => field.kind === 'blank' && signatureLabel.test(field.label)));
	const reader = new EntryReader(place, signs);
	for (const line of lines) {
		reader.read(line);
	}

	return reader.entries;
};
