/**
Reading everything that an expression names, before it is evaluated.

Loaded as it stands by the thread that judges, so it imports no file of ours; what it works with is handed in.
*/
import type * as Contents from './expectation-contents.js';
import type * as Evidence from './expectation-evidence.js';
import type * as Language from './expectation-language.js';
import type {
	Missing,
	Observed,
	ObservedCommand,
	ObservedEvidence,
	ObservedFile,
	ObservedRun,
} from './observed.js';

type Parts = {readonly language: typeof Language; readonly evidence: typeof Evidence; readonly contents: typeof Contents};

export type Known = {
	readonly names: Readonly<Record<string, unknown>>;
	/** What could not be read after all, in words; grows while an expression is evaluated. */
	readonly faults: readonly string[];
};

/** Throws the sentence when something that is named cannot be had, or is empty where nobody said that it may be. */
export function readNames({ast, ids, calls}: Language.Read, observed: Observed, parts: Parts): Known {
	const {language} = parts;
	const names: Record<string, unknown> = {...observed.values, inputs: {...observed.inputs}};
	const faults: string[] = [];
	const mayBeEmpty = calls.has('size');
	const orSay = <Value>(name: string, read: () => Value): Value => {
		try {
			const value = read();
			if (!mayBeEmpty && Array.isArray(value) && value.length === 0) {
				throw new Error(`it is empty: say \`size(${name})\` where that is right`);
			}

			return value;
		} catch (error) {
			throw new Error(sayMissing(name, language.explain(error)), {cause: error});
		}
	};

	for (const name of ids) {
		const {command} = observed;
		if (command && isCommandName(name, language)) {
			names[name] = orSay(name, () => readName(name, command, parts.contents));
		} else if (isRunName(name, language)) {
			names[name] = orSay(name, () => observed[name] ?? refuse('there is none'));
		}
	}

	const about = Object.entries(observed.evidence ?? {}).filter(([name]) => ids.has(name));
	for (const [name, found] of about) {
		names[name] = valueOf(name, found, {...parts, faults});
	}

	for (const {name, field, each} of parts.evidence.sourcesNamed(ast, about.map(([named]) => named))) {
		const value = names[name] as Evidence.EvidenceValue;
		const files = each ? orSay(`${name}.all`, () => value.all) : [value];
		for (const file of field === undefined ? [] : files) {
			orSay(`${name}${each ? '.all' : ''}.${field ?? ''}`, () => field === undefined ? undefined : file.get(field));
		}
	}

	return {names, faults};
}

const sayMissing = (name: string, why: string): string => why.startsWith('it is empty: say') ? `\`${name}\` is empty: ${why.slice('it is empty: '.length)}` : `\`${name}\` cannot be had: ${why}`;

const refuse = (why: string): never => {
	throw new Error(why);
};

const isCommandName = (name: string, {commandNames}: typeof Language): name is keyof typeof Language.commandNames => Object.hasOwn(commandNames, name);
const isRunName = (name: string, {runNames}: typeof Language): name is typeof Language.runNames[number] => (runNames as readonly string[]).includes(name);

function valueOf(name: string, {newest, all}: ObservedEvidence, {evidence, contents, language, faults}: Parts & {readonly faults: string[]}): Evidence.EvidenceValue {
	const reader = (file: ObservedFile | Missing, where: string): Evidence.ReadField => field => {
		try {
			return 'missing' in file ? refuse(file.missing) : contents.readField(file, field);
		} catch (error) {
			const path = 'missing' in file ? '' : `\`${file.path}\`: `;
			faults.push(`\`${where}.${field}\` cannot be had: ${path}${language.explain(error)}`);
			throw new Error(`${path}${language.explain(error)}`, {cause: error});
		}
	};

	const files = 'missing' in all ? undefined : all.map(file => evidence.makeFile(reader(file, `${name}.all`)));
	return evidence.makeEvidence(reader(newest, name), () => {
		if (files === undefined && 'missing' in all) {
			faults.push(`\`${name}.all\` cannot be had: ${all.missing}`);
			return refuse(all.missing);
		}

		return files ?? [];
	});
}

/** Reads what a name stands for; throws when that cannot be had. */
function readName(name: keyof typeof Language.commandNames, command: ObservedCommand, contents: typeof Contents): unknown {
	const {
		exit, seconds, stdout, stderr, output, runs = [command],
	} = command;
	const {readSource, splitLines, readJson, readValues} = contents;
	switch (name) {
		case 'exit': {
			return exit === undefined ? refuse('the command has no exit status') : BigInt(exit);
		}

		case 'seconds': {
			return seconds;
		}

		case 'stdout':
		case 'stderr':
		case 'output': {
			return readSource({stdout, stderr, output}[name]);
		}

		case 'lines': {
			return splitLines(readSource(output));
		}

		case 'json': {
			return readJson(readSource(stdout), 'standard output', 'nothing was printed on standard output');
		}

		case 'values': {
			return readValues(readSource(stdout));
		}

		case 'runs': {
			return 'missing' in runs ? refuse(runs.missing) : runs.map(run => readRun(run, contents));
		}
	}
}

/** Read when an expression comes to it: what one run printed need not be JSON because that of another one is. */
function readRun(run: ObservedRun, contents: typeof Contents): object {
	const names = ['exit', 'seconds', 'stdout', 'stderr', 'output', 'lines', 'json', 'values'] as const;
	return Object.defineProperties({}, Object.fromEntries(names.map(name => [name, {enumerable: true, get: () => readName(name, run, contents)}])));
}
