/** Which values a step's result hangs on: those that its words, its commands and its expectations name. */
import type {Command} from '../../checklist/command.js';
import type {Checklist, Step} from '../../checklist/model.js';
import {namesIn} from '../../checklist/names-in-text.js';
import {allSteps} from '../../checklist/outline.js';
import {filesNamedBy, isScript} from '../../checklist/scripts.js';
import {speakingPlaceholders} from './filling.js';

export type Names = ReadonlySet<string>;

type Values = {
	readonly checklist: Checklist;
	/** Known from the start. */
	readonly inputs: Names;
	/** These and those that are saved or entered during the run: what commands have as variables. */
	readonly variables: Names;
	/** What is said for them stands in their place, wherever they stand. */
	readonly placeholders: Names;
};

const none: Names = new Set();
/** What every run has, and another one of when HEAD moves or an input is corrected. */
const facts: Names = new Set(['tag', 'branch', 'commit']);
/** As a command has them: the bare words are those of git. */
const given = new Map([['tag', ''], ['commit', ''], ['HOLDPOINT_TAG', 'tag'], ['HOLDPOINT_COMMIT', 'commit']]);
const variableName = /^[a-z][\d_a-z]*$/v;

/** All that can have a value in a run of this checklist. */
export function valuesOf(checklist: Checklist): Values {
	const entered = allSteps(checklist).flatMap(({value, commands}) => [value?.label, ...commands.map(({save}) => save)]);
	const inputs = new Set([...checklist.settings.inputs.filter(({secret}) => !secret).map(({name}) => name), 'version']);
	const named = new Set(entered.filter(name => name !== undefined && variableName.test(name)).map(String));
	return {
		checklist, inputs, variables: inputs.union(named), placeholders: speakingPlaceholders(checklist),
	};
}

export function usesOf(step: Step, values: Values): Names {
	// A signature goes by the results of its gate.
	if (step.kind === 'signature') {
		return none;
	}

	const {title, context, expected, evidence, value, expectations} = step;
	const commands = step.commands.map(({text}) => text);
	const texts = [title, ...context, ...expected, ...evidence.map(({glob}) => glob), value?.label ?? ''];
	const used = new Set([
		...texts.flatMap(text => namesIn(text)),
		...commands.flatMap(text => wordsIn(text)).map(word => given.get(word) ?? word),
		...expectations.flatMap(({expression}) => wordsIn(expression)),
		...readAs([...texts, ...commands], values),
		...(step.commands.some(command => runsFile(command)) ? ['tag', ...values.inputs] : []),
	]);
	return keep([...used], values);
}

/** Of a condition, or any other text. */
export function usesIn(text: string, expression: string | undefined, values: Values): Names {
	return keep([...namesIn(text), ...wordsIn(expression ?? ''), ...readAs([text], values)], values);
}

function keep(names: readonly string[], {checklist, variables, placeholders}: Values): Names {
	const known = names.filter(name => variables.has(name) || placeholders.has(name) || facts.has(name) || name === checklist.namedVersion);
	return known.length === 0 ? none : new Set(known);
}

/** Words that could be a variable's name: no part of an option. */
function wordsIn(text: string): string[] {
	return text.match(/(?<![\w\-])[A-Z_a-z]\w*/gv) ?? [];
}

/** Texts that stand for others. */
function readAs(texts: readonly string[], {checklist: {settings, namedVersion}, placeholders}: Values): string[] {
	const stands = (text: string): boolean => texts.some(one => one.includes(text));
	return [
		...settings.placeholders.filter(({text}) => stands(text)).flatMap(({value}) => namesIn(value)),
		...[...placeholders].filter(text => stands(text)),
		...(namedVersion !== undefined && stands(namedVersion.replace(/^v/v, '')) ? [namedVersion] : []),
	];
}

/** Where a command can stand. */
const program = /(?:^|[\n\u{26}\(;\|]|\b(?:do|else|env|exec|sudo|then|time)\s)[\t ]*(?:\.{0,2}\/)?(?:[\w\-.]+\/)+[\w\-.]+/v;

/** A file of the repository that is run has the inputs in its environment; what it makes of them nobody sees. */
function runsFile(command: Command): boolean {
	return program.test(command.text) || filesNamedBy(command).some(file => isScript(file, false));
}
