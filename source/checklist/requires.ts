import {
	draftsOf,
	report,
	stepDraftsOf,
	type Reading,
	type Requirement,
	type SectionDraft,
	type StepDraft,
} from './draft.js';
import type {Identities} from './identity.js';
import {normalise, wordSet} from './titles.js';

type Named = SectionDraft | StepDraft;

type Index = Map<string, Set<Named>>;

const addTo = (index: Index, named: Named): void => {
	for (const word of wordSet(named.title)) {
		const known = index.get(word);
		if (known) {
			known.add(named);
		} else {
			index.set(word, new Set([named]));
		}
	}
};

/** Those whose titles hold all the words. */
const holdingAll = (index: Index, title: string): Named[] => {
	const sets = [...wordSet(title)].map(word => index.get(word) ?? new Set<Named>()).toSorted((one, other) => one.size - other.size);
	const [smallest, ...rest] = sets;
	return smallest ? [...smallest].filter(named => rest.every(set => set.has(named))) : [];
};

/** Finds what `Requires` names: a section or step whose title alone holds its words; sections come first. */
export class Titles {
	readonly #sections: Index = new Map();
	readonly #steps: Index = new Map();

	constructor(readonly reading: Reading, readonly identities: Identities, root: SectionDraft) {
		for (const section of draftsOf(root)) {
			if (section.parent) {
				addTo(this.#sections, section);
			}

			for (const step of stepDraftsOf(section.steps)) {
				addTo(this.#steps, step);
			}
		}
	}

	#idOf({title, offset}: Requirement, self: Named): string | undefined {
		for (const index of [this.#sections, this.#steps]) {
			const all = holdingAll(index, title).filter(named => named !== self);
			const same = all.filter(named => normalise(named.title) === normalise(title));
			const found = same.length === 1 ? same : all;
			const [only] = found;
			if (only && found.length === 1) {
				return this.identities.of(only);
			}

			if (found.length > 1) {
				report(this.reading, {severity: 'error', rule: 'requires-ambiguous', message: `"${title}" occurs in ${found.length} titles; write more of the one that is meant.`}, offset);
				return undefined;
			}
		}

		report(this.reading, {severity: 'error', rule: 'requires-unknown', message: `No other gate or step has a title with the words "${title}".`}, offset);
		return undefined;
	}

	idsOf(requirements: readonly Requirement[], self: Named): string[] {
		return [...new Set(requirements.flatMap(requirement => this.#idOf(requirement, self) ?? []))];
	}
}
