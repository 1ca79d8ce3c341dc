/** What stands in the boxes and blanks of the filled-in checklist. */
import type {Box, Range, Step} from '../../checklist/model.js';
import {stepsBelow} from '../../checklist/outline.js';
import {stateOf, wasOnlyShown} from '../../run/gates.js';
import type {Answer, StepState} from '../../run/state.js';
import {fillState} from './fill-state.js';
import {
	nameSeal,
	nameSigner,
	standingSignatures,
	type Material,
} from './material.js';

/** A box's new sign, or a value that has to be written as the place wants it. */
export type Place = {readonly at: Range; readonly box?: string; readonly value?: string};

/** What `For each` walks more than once has one place in the text: it is filled once, from all copies. */
export function * fillPlaces(material: Material): Generator<Place> {
	const {steps, checklist} = material;
	const byId = new Map(steps.map(step => [step.id, step]));
	const others = new Set(checklist.copies.values().flatMap(([, ...ids]) => ids));
	for (const step of steps) {
		if (!others.has(step.id)) {
			yield * fillStep(step, copiesOf(step.id, material).flatMap(id => byId.get(id) ?? []), material);
		}
	}

	for (const [index, fill] of checklist.fills.entries()) {
		const copies = (fill.about === undefined ? [undefined] : copiesOf(fill.about, material)).map(about => ({
			name: material.titles.get(about ?? '') ?? '', ...fillState({...fill, about}, index, material),
		}));
		const value = joinCopies(copies);
		if (value !== '' && fill.blank) {
			yield {at: fill.blank.at, value};
		}

		for (const alternative of fill.alternatives) {
			const chosen = copies.filter(({isChosen}) => isChosen(alternative));
			yield tick(alternative.box, alternative.fails ? chosen.length > 0 : chosen.length === copies.length, checklist.text);
		}
	}
}

function copiesOf(id: string, {checklist}: Material): readonly string[] {
	return checklist.copies.get(id) ?? [id];
}

/** One value where all say the same; else each with the copy's name. */
function joinCopies(copies: ReadonlyArray<{readonly name: string; readonly value: string}>): string {
	const values = new Set(copies.map(({value}) => value));
	const [only = ''] = values;
	return values.size === 1 ? only : copies.filter(({value}) => value !== '').map(({name, value}) => `${name}: ${value}`).join('; ');
}

function * fillStep(step: Step, copies: readonly Step[], material: Material): Generator<Place> {
	const {checklist: {text}, state, titles} = material;
	if (step.box) {
		yield tick(step.box, copies.every(copy => hasPassed(copy, material)), text);
	}

	const answers = copies.map(({id}) => {
		const stepState = stateOf(state, id);
		return {
			name: titles.get(id) ?? '', value: standingAnswer(stepState)?.answer ?? '', isAnswered: ['passed', 'failed', 'waived'].includes(stepState.status),
		};
	});
	for (const {label, box, fails} of step.alternatives) {
		const chosen = answers.filter(({isAnswered, value}) => isAnswered && value === label);
		yield tick(box, fails ? chosen.length > 0 : chosen.length === copies.length, text);
	}

	const answer = joinCopies(answers);
	if (answer !== '' && step.value) {
		yield {at: step.value.blank.at, value: answer};
	}

	const names = joinCopies(copies.map(copy => ({name: titles.get(copy.id) ?? '', value: nameSigners(copy, material)})));
	if (names !== '' && step.signature?.blank) {
		yield {at: step.signature.blank.at, value: names};
	}
}

/** Ticked is what passed and nothing else: a waiver is not a pass. */
function tick({at, sign}: Box, ticked: boolean, text: string): Place {
	const now = text.slice(at.from, at.to);
	const isTicked = sign ? !/[□▢◻☐⬜🔲]/v.test(now) : now.trim() !== '';
	if (isTicked === ticked) {
		return {at, box: now};
	}

	return {at, box: ticked ? (sign ? '☑' : 'x') : (sign ? '⬜' : ' ')};
}

/** A group that is not asked itself has passed when all below it has. */
export function hasPassed(step: Step, material: Material): boolean {
	if (step.kind !== 'group' || step.asked) {
		return stateOf(material.state, step.id).status === 'passed' && !wasOnlyShown(step, 'passed', material.state);
	}

	const asked = [...stepsBelow(step)].filter(inner => inner.kind !== 'group' || inner.asked);
	return asked.length > 0 && asked.every(inner => hasPassed(inner, material));
}

/** The last answer in words that nobody took back; a waiver keeps the answer that it waives. */
function standingAnswer({answers}: StepState): Answer | undefined {
	for (const answer of answers.toReversed()) {
		if (answer.status === 'open' || answer.status === 'set-aside') {
			return undefined;
		}

		if (answer.answer !== '') {
			return answer;
		}
	}

	return undefined;
}

function nameSigners(step: Step, material: Material): string {
	if (step.signature?.seals === true) {
		return nameSeal(step.signature.role, material) ?? '';
	}

	const signatures = standingSignatures(material).filter(signature => signature.step === step.id);
	return signatures.map(signature => `${signature.decision === 'reject' ? 'rejected: ' : ''}${nameSigner(signature)}`).join(', ');
}
