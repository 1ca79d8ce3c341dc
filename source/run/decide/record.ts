/** After the decision: seals, the record, the tag, the push, each once and in this order. */
import type {Ruling} from '../ruling.js';
import type {Intent} from '../intents.js';
import {makesTag} from '../phase.js';
import {sealingRoles} from '../roles.js';
import type {RunState} from '../state.js';

const rehearsed: Ruling = {refusal: 'A rehearsal cannot become a release.'};

function hasSealed(state: RunState, role: string): boolean {
	return state.seals.some(given => !given.void && given.role === role);
}

export function seal(state: RunState, intent: Extract<Intent, {type: 'seal'}>): Ruling {
	const {role} = intent.seal;
	if (state.started?.rehearsal) {
		return rehearsed;
	}

	if (!state.decision) {
		return {refusal: 'There is no decision to seal.'};
	}

	if (state.record) {
		return {refusal: 'The record is committed with its seals; none is added.'};
	}

	if (!sealingRoles(state).includes(role)) {
		return {refusal: `${state.decision.decision} is sealed as ${sealingRoles(state).join(', ')}, not as ${role}.`};
	}

	return hasSealed(state, role) ? {refusal: `It is sealed as ${role} already.`} : [{type: 'seal-signed', data: intent.seal}];
}

export function commitRecord(state: RunState, {record}: Extract<Intent, {type: 'record'}>): Ruling {
	if (!state.decision) {
		return {refusal: 'There is no decision to record.'};
	}

	if (state.started?.rehearsal) {
		return rehearsed;
	}

	if (state.record) {
		return {refusal: 'The record is committed already.'};
	}

	const missing = sealingRoles(state).filter(role => !hasSealed(state, role));
	return missing.length > 0
		? {refusal: `The seal is missing: ${missing.join(', ')}.`}
		: [{type: 'record-committed', data: record}];
}

export function createTag(state: RunState, {tag}: Extract<Intent, {type: 'tag'}>): Ruling {
	if (state.decision?.decision !== 'GO' || !state.record) {
		return {refusal: 'Only a recorded GO is tagged.'};
	}

	if (state.tagged) {
		return {refusal: 'The tag is made already.'};
	}

	if (tag.tag !== state.started?.tag) {
		return {refusal: `This run is for ${state.started?.tag ?? 'no tag'}, not for ${tag.tag}.`};
	}

	if (!makesTag(state)) {
		return {refusal: 'A follow-up makes no tag: it has its own already.'};
	}

	return tag.commit === state.commit
		? [{type: 'tag-created', data: tag}]
		: {refusal: `What was tested is tagged: ${state.commit.slice(0, 7)}, not ${tag.commit.slice(0, 7)}.`};
}

export function push(state: RunState, {pushed}: Extract<Intent, {type: 'push'}>): Ruling {
	return state.record ? [{type: 'pushed', data: pushed}] : {refusal: 'There is no record to push yet.'};
}
