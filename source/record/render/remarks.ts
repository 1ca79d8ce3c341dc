import type {Section, Step} from '../../checklist/model.js';
import type {Signature} from '../../run/state.js';
import type {Remark} from './fill-places.js';
import type {Dialect} from './markdown.js';
import type {Material} from './material.js';
import {
	describeMark,
	describeSigned,
	describeTagPlace,
	tellStep,
} from './step.js';
import {sentence} from './words.js';

/** All that the record says between the checklist's lines, in document order. */
export function remarkOnEverything(material: Material): Remark[] {
	return [
		...material.sections.flatMap(section => remarkOnGate(section, material)),
		...material.steps.map(step => remarkOnStep(step, material)),
	];
}

const lineKinds: ReadonlySet<Step['kind']> = new Set(['value', 'choice', 'signature', 'evidence', 'wait']);

function remarkOnStep(step: Step, material: Material): Remark {
	return {
		at: step.note.at,
		indent: step.note.indent,
		tell(dialect, shared) {
			const lines = tellStep(step, material, dialect);
			// Where it could be about something else, it says what it is about.
			const [first, ...rest] = lines;
			const isNamed = shared || step.bindings.length > 0 || (lineKinds.has(step.kind) && !step.box);
			return first && isNamed ? [{text: `${dialect.begin(material.titles.get(step.id) ?? step.title)}: ${first.text}`, inner: [...first.inner ?? [], ...rest]}] : lines;
		},
	};
}

/** Notes about a gate, signatures that have no line of their own, and the tag's place stand below its title. */
function remarkOnGate(section: Section, material: Material): Remark[] {
	const notes = material.state.notes.filter(({about}) => about === section.id);
	const signatures = material.state.signatures.filter(({gate, step}) => gate === section.id && step === '');
	const isTagPlace = material.checklist.tagPlace.id === section.id;
	if (section.level === 0 || (!isTagPlace && notes.length + signatures.length === 0)) {
		return [];
	}

	return [{
		at: section.start.offset + 1,
		indent: '',
		tell(dialect) {
			const lines = [
				...(isTagPlace ? [describeTagPlace(material, dialect)] : []),
				...notes.map(({note, mark}) => sentence(`note: ${dialect.say(note)}`, describeMark(mark, dialect))),
				...signatures.map(signature => describeSignature(signature, dialect)),
			];
			return lines.map(text => ({text: material.copied.has(section.id) ? `${dialect.begin(section.title)}: ${text}` : text}));
		},
	}];
}

function describeSignature(signature: Signature, dialect: Dialect): string {
	const {withdrawn, stale, mark} = signature;
	return sentence(describeSigned(signature, dialect), describeMark(mark, dialect), withdrawn ? 'taken back' : stale && 'stale');
}
