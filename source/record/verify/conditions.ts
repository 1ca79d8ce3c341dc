/** Point 10, what a machine answered: every `Only if` is asked again, on the values that the journal had then and that count at its end. */
import type {Condition} from '../../checklist/model.js';
import {replayUnderTexts} from '../../run/audit.js';
import {conditionsToJudge, listRules} from '../../run/decide/condition.js';
import {factsAround} from '../../run/facts.js';
import type {Plan} from '../../run/plan.js';
import type {RunState} from '../../run/state.js';
import {fault, type Fault} from '../record-fault.js';
import {count} from '../render/words.js';
import type {Walked} from './checklist.js';
import type {History} from './journal.js';
import type {Checked, VerifyRequest} from './request.js';

type Moment = {readonly plan: Plan; readonly state: RunState; readonly when: string};

/** What the run could not tell set nothing aside and let nothing pass; that is said. */
export async function checkConditions(request: VerifyRequest, {history: {events}, walked: {plan, state}}: {readonly history: History; readonly walked: Walked}): Checked<Record<string, unknown>> {
	let asked = 0;
	for (const {before, event: {seq, type, data}, inForce} of replayUnderTexts(plan, events)) {
		const rule = type === 'condition-answered' && data.why === undefined ? listRules(inForce).get(data.condition) : undefined;
		if (type !== 'condition-answered' || !rule) {
			continue;
		}

		asked++;
		const wrong = await answerAgain(request, rule, data.holds, {plan: inForce, state: before, when: `at event ${seq}`});
		if (wrong) {
			return wrong;
		}
	}

	const wrong = await checkEnd(request, plan, state);
	if (wrong) {
		return wrong;
	}

	const untold = listRules(plan).values().filter(({id}) => state.doubts.has(id)).map(({text}) => `“${text}”`).toArray();
	return {detail: `${count(asked, 'answer')} by a rule, the same when asked again${untold.length === 0 ? '' : `; the run could not tell ${untold.join(', ')}, which set nothing aside`}`};
}

/** What an answer was given on may be another by the end; what stands below something that does not apply is not asked again. */
async function checkEnd(request: VerifyRequest, plan: Plan, state: RunState): Promise<Fault | undefined> {
	for (const rule of conditionsToJudge(plan, state)) {
		const holds = state.conditions.get(rule.id);
		const wrong = holds === undefined ? undefined : await answerAgain(request, rule, holds, {plan, state, when: 'at the end'});
		if (wrong) {
			return wrong;
		}
	}

	return undefined;
}

/** A yes or no that nobody can find again is none that the rules would have given. */
async function answerAgain({answerCondition}: VerifyRequest, rule: Condition, said: boolean, {plan, state, when}: Moment): Promise<Fault | undefined> {
	const answer = await answerCondition(rule.expression ?? '', factsAround(rule, plan, state));
	if ('holds' in answer && answer.holds === said) {
		return undefined;
	}

	const found = 'fault' in answer ? `it cannot be told, ${answer.fault}` : `it ${answer.holds ? 'holds' : 'does not hold'}`;
	return fault('condition.answer', `The journal says that “${rule.text}” ${said ? 'holds' : 'does not hold'}, and by the values that it has ${when} ${found}.`);
}
