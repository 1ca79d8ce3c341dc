/** Why a check is not run: it does not apply, nobody can say so, or something that it needs is not there. */
import {isShell} from '../../checklist/fences/languages.js';
import type {Step} from '../../checklist/model.js';
import {answerCondition} from '../../checks/expectations.js';
import type {PlannedStep} from '../../run/plan.js';
import {factsFor, type Desk} from './desk.js';
import {resultOf, type CheckResult} from './report.js';

/** Why it is not for this time: a condition that does not hold, that cannot be judged, or that a person has to answer. */
export async function findWhyAway(desk: Desk, planned: PlannedStep): Promise<CheckResult | undefined> {
	const {step, conditions} = planned;
	let open: CheckResult | undefined;
	for (const condition of conditions) {
		if (condition.expression === undefined) {
			open ??= resultOf(planned, 'open', `A person has to say whether this applies: “${condition.text}”.`);
			continue;
		}

		const answer = desk.conditions.get(condition.id) ?? await answerCondition(condition.expression, {...factsFor(desk, step.bindings), command: undefined});
		if ('fault' in answer) {
			return resultOf(planned, 'failed', `Whether it applies cannot be said: ${answer.fault}. Values that are saved by what is not run here are given by --set.`);
		}

		desk.conditions.set(condition.id, answer);
		if (!answer.holds) {
			return resultOf(planned, 'set-aside', `It does not apply: ${condition.text}`);
		}
	}

	return open;
}

/** What it needs and cannot have here. */
export function findReasonAgainst({surroundings: {secrets}, scope: {plan}, scopes, values}: Desk, {step}: PlannedStep): string | undefined {
	const placeholder = step.commands.flatMap(({placeholders}) => placeholders)[0];
	if (placeholder !== undefined) {
		return `${placeholder} has to be filled in first, and there is nobody to ask.`;
	}

	if (step.commands.some(({tty}) => tty)) {
		return 'It wants a terminal of its own, and there is none to lend.';
	}

	const isNamed = namesIn(step);
	const missing = plan.checklist.settings.inputs.find(({name, secret}) => secret && !secrets.has(name) && isNamed(name));
	if (missing) {
		return `The secret input ${missing.name} is not there: give it as a variable of the environment.`;
	}

	// An empty one would mean something else.
	const own = new Set([...step.bindings.map(({name}) => name), ...step.commands.map(({save}) => save)]);
	const unknown = scopes.get(step.id)?.values.find(name => isNamed(name) && !own.has(name) && !values.has(name));
	return unknown === undefined ? undefined : `\`${unknown}\` is saved by a command that did not run here: give it by --set ${unknown}=…`;
}

/** Whether a step asks for a value: as a variable of a shell, or by its name in any other language. */
function namesIn({commands, expectations}: Step): (name: string) => boolean {
	const wordsOf = (text: string, word: RegExp): string[] => text.matchAll(word).map(({groups}) => groups?.name ?? '').toArray();
	const words = new Set([
		...commands.flatMap(({text, language}) => wordsOf(text, isShell(language) ? /\$\{?[!#]?(?<name>\w+)/gv : /(?<name>\w+)/gv)),
		...expectations.flatMap(({expression}) => wordsOf(expression, /(?<name>\w+)/gv)),
	]);
	return name => words.has(name);
}
