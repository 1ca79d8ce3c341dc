/** The commit that counts has another signers file: when the run can go by it. */
import type {Intent} from '../intents.js';
import {isFollowUp} from '../phase.js';
import type {Ruling} from '../ruling.js';
import type {RunState} from '../state.js';

const path = '.holdpoint/signers.yaml';
const otherwise = 'Go back to a commit that has the run\'s own, or close this run with `holdpoint abandon` and start anew.';

export function changeSigners(state: RunState, {signers}: Extract<Intent, {type: 'change signers'}>): Ruling {
	if (state.decision) {
		return {refusal: `${state.decision.decision} is decided; take the decision back first.`};
	}

	if (isFollowUp(state)) {
		return {refusal: 'A follow-up goes by the signers file of its release.'};
	}

	const from = state.started?.signers ?? null;
	if (signers?.digest === from?.digest) {
		return {refusal: 'That is the signers file that the run goes by.'};
	}

	if (!from || !signers) {
		return {refusal: from ? `This commit has no ${path}, and the run goes by one. ${otherwise}` : `This commit has a ${path}, and the run is self-signed. ${otherwise}`};
	}

	if (signers.project !== state.started?.project) {
		return {refusal: `${path} is that of another project now (${signers.project}). ${otherwise}`};
	}

	if (signers.version < from.version) {
		return {refusal: `${path} went back from version ${from.version} to ${signers.version}. ${otherwise}`};
	}

	const {digest, version} = signers;
	return [{type: 'signers-changed', data: {digest, version, from}}];
}
