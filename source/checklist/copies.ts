/** `For each`: the drafts spread out into what is walked, once for each value. */
import {
	draftsOf,
	report,
	stepDraftsOf,
	type ForEach,
	type Reading,
	type SectionDraft,
	type StepDraft,
} from './draft.js';
import type {Identities} from './identity.js';
import type {Binding, Diagnostic} from './model.js';
import {fillBindings, namesIn} from './names-in-text.js';
import {normalise} from './titles.js';

type Loop = {readonly forEach: ForEach; readonly binding: Binding};

/** A draft as it is walked: once, or in one of the copies that `For each` makes of it or of what is around it. */
export type Copy<Draft extends SectionDraft | StepDraft = SectionDraft | StepDraft> = {
	readonly draft: Draft;
	readonly id: string;
	/** What tells its id from those of the other copies. */
	readonly suffix: string;
	readonly title: string;
	/** Those around it, outermost first. */
	readonly loops: readonly Loop[];
	readonly steps: ReadonlyArray<Copy<StepDraft>>;
	readonly sections: ReadonlyArray<Copy<SectionDraft>>;
};

export const bindingsOf = ({loops}: Pick<Copy, 'loops'>): Binding[] => loops.map(({binding}) => binding);

/** More than anybody walks; reading must come to an end. */
const mostCopies = 5000;

const sizeOf = ({steps, ...draft}: SectionDraft | StepDraft): number => 1 + stepDraftsOf(steps).length
	+ ('sections' in draft ? draft.sections.reduce((sum, section) => sum + sizeOf(section), 0) : 0);

type Fault = Pick<Diagnostic, 'rule' | 'message'>;

type Turn = Pick<Copy, 'suffix' | 'loops'>;

export class Copies {
	readonly #byDraft = new Map<SectionDraft | StepDraft, Copy[]>();
	/** What a name may not stand for, because it means something already. */
	readonly #taken: ReadonlySet<string>;
	readonly #said = new Set<ForEach>();
	#left = mostCopies;
	readonly root: Copy<SectionDraft>;

	constructor(readonly reading: Reading, readonly identities: Identities, root: SectionDraft) {
		const steps = draftsOf(root).flatMap(section => stepDraftsOf(section.steps));
		this.#taken = new Set([
			...reading.settings.inputs.map(({name}) => name),
			...steps.flatMap(({commands, evidence}) => [...commands.map(({save}) => save), ...evidence.map(({name}) => name)]).filter(name => name !== undefined),
		]);
		this.root = this.#copySection(root, {suffix: '', loops: []});
	}

	#keep<Draft extends SectionDraft | StepDraft>(copy: Copy<Draft>): Copy<Draft> {
		const known = this.#byDraft.get(copy.draft);
		if (known) {
			known.push(copy);
		} else {
			this.#byDraft.set(copy.draft, [copy]);
		}

		return copy;
	}

	#copySection(draft: SectionDraft, turn: Turn): Copy<SectionDraft> {
		return this.#keep({
			...this.#named(draft, turn),
			draft,
			steps: draft.steps.flatMap(step => this.#turnsOf(step, turn).map(own => this.#copyStep(step, own))),
			sections: draft.sections.flatMap(section => this.#turnsOf(section, turn).map(own => this.#copySection(section, own))),
		});
	}

	#copyStep(draft: StepDraft, turn: Turn): Copy<StepDraft> {
		return this.#keep({
			...this.#named(draft, turn),
			draft,
			steps: draft.steps.flatMap(step => this.#turnsOf(step, turn).map(own => this.#copyStep(step, own))),
			sections: [],
		});
	}

	#named(draft: SectionDraft | StepDraft, {suffix, loops}: Turn): Omit<Copy, 'draft' | 'steps' | 'sections'> {
		const own = loops.at(-1);
		const isNamed = own !== undefined && own.forEach === draft.forEach && !namesIn(draft.title).includes(own.binding.name);
		const title = fillBindings(draft.title, bindingsOf({loops}));
		return {
			id: this.identities.of(draft) + suffix, suffix, loops, title: isNamed ? `${title} (${own.binding.value})` : title,
		};
	}

	#faultOf({name, values}: ForEach, draft: SectionDraft | StepDraft, {loops}: Turn): Fault | undefined {
		if (this.#taken.has(name) || loops.some(({binding}) => binding.name === name)) {
			return {rule: 'name-shadows', message: `\`For each\` calls its value \`${name}\`, which is the name of an input, a saved value, evidence or another \`For each\` already.`};
		}

		if ('part' in draft && draft.part === 'decision') {
			return {rule: 'for-each', message: 'The decision is made once, and not for each of several.'};
		}

		return sizeOf(draft) * (values.length - 1) > this.#left ? {rule: 'for-each', message: 'This comes to more steps than anybody could walk.'} : undefined;
	}

	/** Once, or once for each value; what cannot be meant is said, and walked once. */
	#turnsOf(draft: SectionDraft | StepDraft, turn: Turn): Turn[] {
		const {forEach} = draft;
		if (!forEach) {
			return [turn];
		}

		const fault = this.#faultOf(forEach, draft, turn);
		if (fault) {
			// Said once, also where it stands in several copies itself.
			if (!this.#said.has(forEach)) {
				this.#said.add(forEach);
				report(this.reading, {severity: 'error', ...fault}, forEach.offset);
			}

			return [turn];
		}

		this.#left -= sizeOf(draft) * (forEach.values.length - 1);
		const slugs = new Map<string, number>();
		return forEach.values.map(value => {
			const slug = normalise(value).replace(/^$/v, '-');
			const count = (slugs.get(slug) ?? 0) + 1;
			slugs.set(slug, count);
			return {
				suffix: `${turn.suffix}=${slug}${count > 1 ? `#${count}` : ''}`,
				loops: [...turn.loops, {forEach, binding: {name: forEach.name, value}}],
			};
		});
	}

	/** All copies of a draft: one where no `For each` is about it. */
	of(draft: SectionDraft | StepDraft): readonly Copy[] {
		return this.#byDraft.get(draft) ?? [];
	}

	/** The id of the first copy stands for all of them. */
	idOf(draft: SectionDraft | StepDraft): string {
		return this.of(draft)[0]?.id ?? '';
	}

	/** Of what is walked more than once, the ids of all copies by that of the first. */
	ids(): Map<string, readonly string[]> {
		const several = this.#byDraft.values().filter(copies => copies.length > 1).map(copies => copies.map(({id}) => id));
		return new Map(several.map(ids => [ids[0] ?? '', ids]));
	}
}
