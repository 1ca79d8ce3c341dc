/** An input was wrong: another value for it, and what follows from that. */
import {versionIn} from '../../checklist/titles.js';
import type {Fact} from '../events.js';
import type {Intent} from '../intents.js';
import {isFollowUp} from '../phase.js';
import type {Plan} from '../plan.js';
import type {Ruling} from '../ruling.js';
import {stateOf} from '../standing.js';
import type {RunState} from '../state.js';
import {nameTag} from '../values/tag-name.js';
import {listUsers} from '../reduce/value.js';

export function correctInput(plan: Plan, state: RunState, intent: Extract<Intent, {type: 'correct input'}>): Ruling {
	const {name} = intent;
	const value = intent.value.trim();
	const refusal = findReasonAgainstValue(plan, state, name, value);
	if (refusal !== undefined) {
		return {refusal};
	}

	const tag = findOtherTag(plan, state, name, value);
	if (tag !== undefined && state.signatures.length > 0) {
		return {refusal: `With ${name}=${value} the tag would be ${tag}, and it cannot change after the first signature. Go on as it is, or close this run with \`holdpoint abandon\` and start anew.`};
	}

	const steps = listUsers(state, tag === undefined ? [name] : [name, 'tag']);
	return [
		{
			type: 'input-corrected', data: {
				name, value, steps, old: state.values.get(name) ?? '', ...(tag !== undefined && {tag}),
			},
		},
		...(tag === undefined ? [] : correctNamed(plan, state, tag, new Set(steps))),
	];
}

function findReasonAgainstValue({checklist}: Plan, state: RunState, name: string, value: string): string | undefined {
	const {settings: {inputs}, namedVersion} = checklist;
	if (isFollowUp(state)) {
		return 'A follow-up goes by the values of its release.';
	}

	const input = inputs.find(one => one.name === name);
	if (input?.secret) {
		return `The input ${name} is secret: it is never written down, and asked for each time.`;
	}

	const known = state.values.get(name);
	const isInput = input !== undefined || name === 'version' || name === namedVersion;
	if (!isInput || known === undefined) {
		return `This run has no input ${name}${inputs.length > 0 ? `; it has ${inputs.map(one => one.name).join(', ')}` : ''}.`;
	}

	if (known === value) {
		return `${name} is ${value} already.`;
	}

	const {choices = []} = input ?? {};
	if (choices.length > 0 && !choices.includes(value)) {
		return `“${value}” is no value for ${name}: it is one of ${choices.join(', ')}.`;
	}

	return value === '' ? `Nothing was entered for ${name}.` : undefined;
}

/** The tag that the front matter's template makes of it, where that is another one. */
function findOtherTag({checklist}: Plan, {started, values}: RunState, name: string, value: string): string | undefined {
	const named = nameTag(checklist, values);
	const tag = nameTag(checklist, new Map([...values, [name, value]]));
	return named === undefined || named === tag || named !== started?.tag ? undefined : tag;
}

/** A document that was written for another release is read with the new version too. */
function correctNamed({checklist: {namedVersion}}: Plan, state: RunState, tag: string, told: ReadonlySet<string>): Fact[] {
	const known = namedVersion === undefined ? undefined : state.values.get(namedVersion);
	const own = versionIn(tag)?.replace(/^v/v, '');
	if (namedVersion === undefined || known === undefined || own === undefined) {
		return [];
	}

	const value = namedVersion.startsWith('v') ? `v${own}` : own;
	// What waits to be judged waits still when the first of the two has happened.
	const steps = listUsers(state, [namedVersion]).filter(id => !told.has(id) || stateOf(state, id).awaiting);
	return value === known
		? []
		: [{
			type: 'input-corrected', data: {
				name: namedVersion, value, steps, old: known,
			},
		}];
}
