/** From the titles in `Requires` to the ids of what is meant. */
import type {Copies, Copy} from './copies.js';
import {
	draftsOf,
	report,
	stepDraftsOf,
	type Reading,
	type Requirement,
	type SectionDraft,
} from './draft.js';
import type {Diagnostic} from './model.js';
import {nearest} from './nearest.js';
import {severityOf} from './rules.js';
import {normalise, wordSet} from './titles.js';

type Index = Map<string, Set<Copy>>;

type Indexes = {readonly sections: Index; readonly steps: Index};

const addTo = (index: Index, copy: Copy): void => {
	for (const word of wordSet(copy.title)) {
		const known = index.get(word);
		if (known) {
			known.add(copy);
		} else {
			index.set(word, new Set([copy]));
		}
	}
};

const indexTitles = (root: SectionDraft, copies: Copies): Indexes => {
	const index: Indexes = {sections: new Map(), steps: new Map()};
	for (const section of draftsOf(root)) {
		for (const copy of section.parent ? copies.of(section) : []) {
			addTo(index.sections, copy);
		}

		for (const copy of stepDraftsOf(section.steps).flatMap(step => copies.of(step))) {
			addTo(index.steps, copy);
		}
	}

	return index;
};

/** Those whose titles hold all the words. */
const holdingAll = (index: Index, title: string): Copy[] => {
	const sets = [...wordSet(title)].map(word => index.get(word) ?? new Set<Copy>()).toSorted((one, other) => one.size - other.size);
	const [smallest, ...rest] = sets;
	return smallest ? [...smallest].filter(copy => rest.every(set => set.has(copy))) : [];
};

/** What stands in another turn of a `For each` around both is not what is meant. */
const inSameTurn = (copies: readonly Copy[], {loops}: Copy): readonly Copy[] => {
	const same = copies.filter(copy => copy.loops.every(({forEach, binding}) => loops.every(own => own.forEach !== forEach || own.binding.value === binding.value)));
	return same.length > 0 ? same : copies;
};

/** Finds what `Requires` names: a section or step whose title alone holds its words, with all its copies; sections come first. */
export class Titles {
	/** Made when the first title is looked for: most documents name none. */
	#indexes: Indexes | undefined;
	readonly #said = new Set<string>();

	constructor(readonly reading: Reading, readonly copies: Copies, readonly root: SectionDraft) {}

	get #index(): Indexes {
		this.#indexes ??= indexTitles(this.root, this.copies);
		return this.#indexes;
	}

	/** Once, also where what requires it is walked more than once. */
	#say(finding: Pick<Diagnostic, 'rule' | 'message' | 'fix'>, offset: number): void {
		const said = `${offset} ${finding.message}`;
		if (this.#said.has(said)) {
			return;
		}

		this.#said.add(said);
		report(this.reading, {severity: severityOf(finding.rule, this.reading.settings.own), ...finding}, offset);
	}

	/** The title that has most of these words, and at least half of them; else the one that is spelt almost so. Of more titles than anybody overlooks, none. */
	#nearest(title: string): string | undefined {
		if (this.#index.steps.size + this.#index.sections.size > 5000) {
			return undefined;
		}

		const words = wordSet(title);
		const titles = new Map([...this.#index.steps.values(), ...this.#index.sections.values()].flatMap(copies => [...copies].map(copy => [normalise(copy.title), copy.title])));
		const shared = titles.values().map(known => ({known, count: wordSet(known).intersection(words).size})).toArray().toSorted((one, other) => other.count - one.count).at(0);
		return shared && shared.count * 2 >= words.size && shared.count > 0 ? shared.known : titles.get(nearest(normalise(title), titles.keys()) ?? '');
	}

	#find(requirement: Requirement, self: Copy): readonly Copy[] {
		if ('step' in requirement) {
			return this.copies.of(requirement.step);
		}

		const {title, offset} = requirement;
		for (const index of [this.#index.sections, this.#index.steps]) {
			const all = holdingAll(index, title).filter(({draft}) => draft !== self.draft);
			const same = all.filter(copy => normalise(copy.title) === normalise(title) || normalise(copy.draft.title) === normalise(title));
			const count = new Set(all.map(({draft}) => draft)).size;
			const found = new Set(same.map(({draft}) => draft)).size === 1 ? same : all;
			if (count === 1 || found === same) {
				return found;
			}

			if (count > 1) {
				this.#say({rule: 'requires-ambiguous', message: `"${title}" occurs in ${count} titles; write more of the one that is meant.`}, offset);
				return [];
			}
		}

		const meant = this.#nearest(title);
		this.#say({rule: 'requires-unknown', message: `No other gate or step has a title with the words "${title}".`, fix: meant === undefined ? undefined : `Did you mean "${meant}"?`}, offset);
		return [];
	}

	idsOf(self: Copy): string[] {
		return [...new Set(self.draft.requires.flatMap(requirement => inSameTurn(this.#find(requirement, self), self).map(({id}) => id)))];
	}
}
