import type {Finding} from '../findings.js';
import type {
	Checklist,
	Phase,
	Section,
	Step,
} from '../model.js';

/** What can be required: a section or a step, with what it is part of. */
type Place = {
	readonly id: string;
	readonly title: string;
	readonly phase: Phase;
	readonly part: Section['part'];
	readonly offset: number;
	readonly end: number;
	readonly requires: readonly string[];
	readonly above: Place | undefined;
	readonly below: Place[];
};

const stepPlaces = (steps: readonly Step[], above: Place, part: Section['part']): Place[] => steps.flatMap(step => {
	const place: Place = {
		id: step.id, title: step.title, phase: step.phase, part, offset: step.start.offset, end: step.range.to, requires: step.requires, above, below: [],
	};
	above.below.push(place);
	return [place, ...stepPlaces(step.steps, place, part)];
});

const sectionPlaces = (section: Section, above: Place | undefined): Place[] => {
	const {id, title, phase, part, start, range, requires} = section;
	const place: Place = {
		id, title, phase, part, offset: start.offset, end: range.to, requires, above, below: [],
	};
	above?.below.push(place);
	return [place, ...stepPlaces(section.steps, place, part), ...section.sections.flatMap(inner => sectionPlaces(inner, place))];
};

type Moment = {readonly place: Place; readonly moment: 'start' | 'pass'; /** Who requires it, where that is why it has to be waited for. */ readonly requirer?: Place};

const keyOf = ({place, moment}: Moment): string => `${moment} ${place.id}`;

type Requirement = {readonly requirer: Place; readonly required: Place};

/** Follows what has to have happened before: a place starts when what it requires has passed, and passes when all below it has. */
class Waiting {
	readonly #places: ReadonlyMap<string, Place>;
	readonly #settled = new Set<string>();
	readonly circles: Requirement[][] = [];

	constructor(places: readonly Place[]) {
		this.#places = new Map(places.map(place => [place.id, place]));
	}

	/** What is below but in another phase does not count for the place. */
	#before({place, moment}: Moment): Moment[] {
		const {above, below, phase} = place;
		return moment === 'start'
			? [...this.required(place).map((required): Moment => ({place: required, moment: 'pass', requirer: place})), ...(above ? [{place: above, moment} as const] : [])]
			: [...below.filter(inner => inner.phase === phase).map((inner): Moment => ({place: inner, moment})), {place, moment: 'start'}];
	}

	required(place: Place): Place[] {
		return place.requires.flatMap(id => this.#places.get(id) ?? []);
	}

	/** Without recursion: a document may have thousands of gates, each requiring the next. */
	follow(place: Place): void {
		const path: Array<{readonly at: Moment; readonly rest: Moment[]}> = [];
		const enter = (at: Moment): void => {
			const key = keyOf(at);
			const index = path.findIndex(one => keyOf(one.at) === key);
			if (index !== -1) {
				this.circles.push([...path.slice(index + 1).map(one => one.at), at].flatMap(({place: required, requirer}) => requirer ? [{requirer, required}] : []));
			} else if (!this.#settled.has(key)) {
				this.#settled.add(key);
				path.push({at, rest: this.#before(at)});
			}
		};

		enter({place, moment: 'start'});
		for (let last = path.at(-1); last; last = path.at(-1)) {
			const next = last.rest.shift();
			if (next) {
				enter(next);
			} else {
				path.pop();
			}
		}
	}
}

const isLate = (place: Place, required: Place): boolean =>
	(required.part !== 'steps' && place.part === 'steps')
	|| (required.phase !== place.phase && required.phase !== 'before the tag' && !(place.phase === 'rolling back' && required.phase === 'after the tag'));

const whenOf = ({part, phase}: Place): string => part === 'steps' ? `is ${phase === 'no-go' ? 'for NO-GO' : phase}` : 'is confirmed at the decision';

const lateIn = (place: Place, required: Place, strict: boolean): Finding[] => {
	const finding = (why: string): Finding[] => [{rule: 'requires-late', message: `"${place.title}" requires "${required.title}", which ${why}.`, offset: place.offset}];
	if (isLate(place, required)) {
		return finding(`${whenOf(required)}, while it ${whenOf(place)}`);
	}

	return strict && place.phase === required.phase && required.offset >= place.end ? finding('stands below it, and `order: strict` keeps to the order of the document') : [];
};

const circleFinding = (circle: readonly Requirement[]): Finding[] => {
	const [first] = circle;
	const titles = circle.map(({required}) => `"${required.title}"`).join(', which needs ');
	return first
		? [{
			rule: 'requires-cycle', message: `"${first.requirer.title}" can never start: it requires ${titles}, which waits for it.`, offset: first.requirer.offset,
		}]
		: [];
};

/** `Requires` that can never be met. */
export const lintOrder = ({root, settings}: Checklist): Finding[] => {
	const places = sectionPlaces(root, undefined);
	const waiting = new Waiting(places);
	const requiring = places.filter(({requires}) => requires.length > 0);
	for (const place of requiring) {
		waiting.follow(place);
	}

	return [
		...requiring.flatMap(place => waiting.required(place).flatMap(required => lateIn(place, required, settings.order === 'strict'))),
		...waiting.circles.flatMap(circle => circleFinding(circle)),
	];
};
