/** Which of the values that come up during a run a step makes use of, by their names in its text. */
import {namesIn} from '../checklist/names-in-text.js';
import type {Step} from '../checklist/model.js';
import type {Plan} from './plan.js';

/** Values that a command saves, or a person enters under a name that can be used. Inputs do not change during a run. */
export function changingNames({steps}: Plan): ReadonlySet<string> {
	return new Set(steps.flatMap(({step}) => [...step.commands.flatMap(({save}) => save ?? []), step.value?.label ?? '']).filter(name => /^[a-z][0-9_a-z]*$/v.test(name)));
}

/** Any word of a command may be the variable of that name; in prose it stands in braces. */
export function usesOf(step: Step, names: ReadonlySet<string>, {checklist: {settings}}: Plan): ReadonlySet<string> {
	if (names.size === 0) {
		return names;
	}

	const code = [...step.commands.map(({text}) => text), ...step.expectations.map(({expression}) => expression)];
	const prose = [step.title, ...step.context, ...step.expected, ...step.evidence.map(({glob}) => glob), ...settings.placeholders.flatMap(({text, value}) => code.some(line => line.includes(text)) ? [value] : [])];
	const used = new Set([...code.flatMap(text => text.match(/[a-z][0-9_a-z]*/gv) ?? []), ...prose.flatMap(text => namesIn(text))]);
	return names.intersection(used);
}
