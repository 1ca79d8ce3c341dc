/** What stands in the boxes and blanks of the filled-in checklist. */
import type {Box, Range, Step} from '../checklist/model.js';
import {stepsBelow} from '../checklist/outline.js';
import {stateOf} from '../run/gates.js';
import type {Answer, StepState} from '../run/state.js';
import {fillState} from './fill-state.js';
import {
	nameSeal,
	nameSigner,
	standingSignatures,
	type Material,
} from './render-material.js';

/** A box's new sign, or a value that has to be written as the place wants it. */
export type Place = {readonly at: Range; readonly box?: string; readonly value?: string};

export function * fillPlaces(material: Material): Generator<Place> {
	const {steps, checklist} = material;
	for (const step of steps) {
		yield * fillStep(step, material);
	}

	for (const [index, fill] of checklist.fills.entries()) {
		const {value, isChosen} = fillState(fill, index, material);
		if (value !== '' && fill.blank) {
			yield {at: fill.blank.at, value};
		}

		for (const alternative of fill.alternatives) {
			yield tick(alternative.box, isChosen(alternative), checklist.text);
		}
	}
}

function * fillStep(step: Step, material: Material): Generator<Place> {
	const {checklist: {text}, state} = material;
	const stepState = stateOf(state, step.id);
	if (step.box) {
		yield tick(step.box, hasPassed(step, material), text);
	}

	const answer = standingAnswer(stepState)?.answer ?? '';
	const isAnswered = ['passed', 'failed', 'waived'].includes(stepState.status);
	for (const {label, box} of step.alternatives) {
		yield tick(box, isAnswered && label === answer, text);
	}

	if (answer !== '' && step.value) {
		yield {at: step.value.blank.at, value: answer};
	}

	const names = nameSigners(step, material);
	if (names !== '' && step.signature?.blank) {
		yield {at: step.signature.blank.at, value: names};
	}
}

/** Ticked is what passed and nothing else: a waiver is not a pass. */
function tick({at, sign}: Box, ticked: boolean, text: string): Place {
	const now = text.slice(at.from, at.to);
	const isTicked = sign ? !/[□◻☐⬜🔲]/v.test(now) : now.trim() !== '';
	if (isTicked === ticked) {
		return {at, box: now};
	}

	return {at, box: ticked ? (sign ? '☑' : 'x') : (sign ? '⬜' : ' ')};
}

/** A group that is not asked itself has passed when all below it has. */
export function hasPassed(step: Step, {state}: Material): boolean {
	if (step.kind !== 'group' || step.asked) {
		return stateOf(state, step.id).status === 'passed';
	}

	const asked = [...stepsBelow(step)].filter(inner => inner.kind !== 'group' || inner.asked);
	return asked.length > 0 && asked.every(inner => stateOf(state, inner.id).status === 'passed');
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
