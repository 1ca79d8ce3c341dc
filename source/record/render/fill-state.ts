/** The places that the state fills in and nobody is asked about: dates, status, results, the decision. */
import type {Alternative, Fill} from '../../checklist/model.js';
import {stepsOf} from '../../checklist/outline.js';
import {stateOf} from '../../run/gates.js';
import type {Signature} from '../../run/state.js';
import {
	nameSeal,
	nameSigner,
	standingSignatures,
	type Material,
} from './material.js';
import {describeDate, describeStatus} from './words.js';

export type Filling = {
	/** For a blank; empty: it stays as it is. */
	readonly value: string;
	readonly isChosen: (alternative: Alternative) => boolean;
};

/** What one place gets. Several blanks for one thing are told apart by the fill's index among all fills. */
export function fillState(fill: Fill, index: number, material: Material): Filling {
	return {value: describeFill(fill, index, material) ?? '', isChosen: chooseAlternative(fill, material)};
}

function describeFill(fill: Fill, index: number, material: Material): string | undefined {
	const {state: {decision}, started, checklist} = material;
	switch (fill.what) {
		case 'date': {
			const at = dateOf(fill, material);
			return at === undefined ? undefined : describeDate(at);
		}

		case 'status':
		case 'result':
		case 'decision': {
			return fill.about === undefined ? decision?.decision : describeGate(fill.about, material);
		}

		case 'signed off': {
			return signaturesAbout(fill.about, material).map(signature => nameSigner(signature)).join(', ');
		}

		case 'release': {
			return started.tag ?? started.name;
		}

		case 'blocking issues': {
			return decision?.decision === 'NO-GO' ? shareReasons(decision.reasons, checklist.fills, index) : undefined;
		}
	}
}

/** One reason a blank; the last blank takes what is left. */
function shareReasons(reasons: readonly string[], fills: readonly Fill[], index: number): string | undefined {
	const before = fills.slice(0, index).filter(({what}) => what === 'blocking issues').length;
	const isLast = fills.slice(index + 1).every(({what}) => what !== 'blocking issues');
	return isLast ? reasons.slice(before).join('; ') : reasons[before];
}

/** A signature's line speaks of the gate that it signs. */
function describeGate(about: string, material: Material): string | undefined {
	const {gateStatus, state, titles} = material;
	const step = material.steps.find(({id}) => id === about);
	if (step?.signature) {
		return step.signature.seals ? state.decision?.decision : describeSignature(signaturesAbout(about, material));
	}

	const isGate = material.sections.some(({id}) => id === about);
	return isGate || titles.has(about) ? describeStatus(isGate ? gateStatus(about) : stateOf(state, about).status) : undefined;
}

function describeSignature(signatures: readonly Signature[]): string | undefined {
	if (signatures.length === 0) {
		return undefined;
	}

	return signatures.some(({decision}) => decision === 'reject') ? 'failed' : (signatures.some(({decision}) => decision === 'waive') ? 'waived' : 'passed');
}

function chooseAlternative(fill: Fill, material: Material): (alternative: Alternative) => boolean {
	if (fill.what === 'signed off') {
		const signed = isSignedOff(fill.about, material);
		return ({fails}) => signed && !fails;
	}

	const status = fill.about === undefined ? material.state.decision?.decision : describeGate(fill.about, material);
	return ({fails}) => fails ? status === 'failed' || status === 'NO-GO' : status === 'passed' || status === 'GO';
}

/** All signature lines of the gate stand; a gate without lines is signed off by a signature of its own. */
function isSignedOff(about: string | undefined, material: Material): boolean {
	const section = material.sections.find(({id}) => id === about);
	const lines = section ? [...stepsOf(section)].filter(({signature}) => signature && !signature.seals) : [];
	return lines.length > 0
		? lines.every(({id}) => stateOf(material.state, id).status === 'passed')
		: signaturesAbout(about, material).some(({decision}) => decision === 'approve');
}

/** Of a gate or of a signature line. */
function signaturesAbout(about: string | undefined, material: Material): Signature[] {
	return standingSignatures(material).filter(({gate, step}) => about !== undefined && (gate === about || step === about));
}

function dateOf({about}: Fill, material: Material): string | undefined {
	const {state: {decision}, steps} = material;
	const step = steps.find(({id}) => id === about);
	if (step?.signature && !step.signature.seals) {
		return signaturesAbout(about, material).at(-1)?.mark.at;
	}

	if (step?.signature?.seals) {
		return nameSeal(step.signature.role, material) === undefined ? undefined : decision?.mark.at;
	}

	return about === undefined ? decision?.mark.at : (signaturesAbout(about, material).at(-1)?.mark.at ?? stateOf(material.state, about).answers.at(-1)?.mark.at);
}
