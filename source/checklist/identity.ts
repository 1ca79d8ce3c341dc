/** Names for sections and steps that outlive edits of the document. */
import {hash} from 'node:crypto';
import {
	draftsOf,
	type ConditionDraft,
	type SectionDraft,
	type StepDraft,
} from './draft.js';
import {foldText, normalise} from './titles.js';

export const digestOf = (data: string | Uint8Array): string => hash('sha256', data);

const longest = {part: 60, id: 160};

const cut = (text: string, length: number): string => text.length > length ? `${text.slice(0, length - 9).replace(/[\u{D800}-\u{DBFF}]$/v, '')}~${digestOf(text).slice(0, 8)}` : text;

/** Placeholders and arrows compare nothing. */
const withoutArrows = (text: string): string => text.replaceAll(/<\p{Letter}[^<>]*>|(?:-|==?)>|<(?:--|==)/gv, ' ');

/** Signs that turn the same words into another demand: `< 5` and `> 5`, `C++` and `C#`, `5` and `-5`, `=` and `!=`. */
const signsIn = (text: string): string => withoutArrows(text).match(/[+<=>¬±×÷≈≠≤≥]|!(?==)|(?<=\p{Letter})#|(?<!\S)[\-\u{2212}](?=\d)/gv)?.join('') ?? '';

function slugOf(text: string): string {
	const signs = signsIn(text);
	return cut(normalise(text).replace(/^$/v, '-'), longest.part) + (signs === '' ? '' : `~${digestOf(signs).slice(0, 8)}`);
}

/** What was answered to one condition is no answer to another: `5 %` and `5` of the same words are two. */
const conditionSlug = (text: string): string => {
	const said = foldText(text);
	const isPlain = /^[\s\p{Letter}\p{Mark}\p{Number}"'\(\),\-]*$/v.test(said);
	return isPlain ? slugOf(text) : `${cut(normalise(text), longest.part)}~${digestOf(said).slice(0, 8)}`;
};

/** Ids of sections, steps and conditions: titles above and own text, counted among equals. */
export class Identities {
	readonly #ids = new Map<SectionDraft | StepDraft | ConditionDraft, string>();
	readonly #counts = new Map<string, number>();

	constructor(root: SectionDraft) {
		// A first heading of level 1 is the document's title, or was until another one came.
		const [first] = root.sections;
		const isTitle = (section: SectionDraft): boolean => section === root || (section === first && section.level === 1);
		for (const section of draftsOf(root)) {
			const above = section.parent && !isTitle(section.parent) ? `${this.of(section.parent)}/` : '';
			const id = this.#keep(section, section === root ? '.' : above + slugOf(section.title));
			this.#keepOnlyIf(section.onlyIf, id);
			this.#steps(section.steps, isTitle(section) ? ':' : `${id}:`, id);
		}
	}

	#steps(steps: readonly StepDraft[], above: string, section: string): void {
		for (const step of steps) {
			// What an item does keeps its id when items are put below it, and the group that it then is takes another.
			const work = step.steps.find(({start, title, signature}) => start === step.start && title === step.title && !signature);
			const id = this.#keep(work ?? step, above + slugOf(step.identity ?? step.title));
			if (work) {
				this.#keep(step, `${id}/.`);
			}

			if (step.condition && !this.#ids.has(step.condition)) {
				this.#keep(step.condition, `${section}?${conditionSlug(step.condition.text)}`);
			}

			this.#keepOnlyIf(step.onlyIf, section);
			this.#steps(step.steps.filter(inner => inner !== work), `${id}/`, section);
		}
	}

	/** Words alone would take `a == b` and `a != b` for the same. */
	#keepOnlyIf(condition: ConditionDraft | undefined, section: string): void {
		if (condition) {
			this.#keep(condition, `${section}?only-if~${digestOf(condition.expression ?? '').slice(0, 8)}`);
		}
	}

	#keep(draft: SectionDraft | StepDraft | ConditionDraft, path: string): string {
		const bounded = cut(path, longest.id);
		const count = (this.#counts.get(bounded) ?? 0) + 1;
		this.#counts.set(bounded, count);
		const id = count === 1 ? bounded : `${bounded}#${count}`;
		this.#ids.set(draft, id);
		return id;
	}

	find(draft: SectionDraft | StepDraft | ConditionDraft): string | undefined {
		return this.#ids.get(draft);
	}

	/** Every section and step has an id. */
	of(draft: SectionDraft | StepDraft): string {
		return this.find(draft) ?? '';
	}
}
