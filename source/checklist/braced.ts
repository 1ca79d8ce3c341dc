/** Names in braces where nothing is put in for them: in expectations, and in commands. */
import {
	draftsOf,
	report,
	stepDraftsOf,
	type Braced,
	type Reading,
	type SectionDraft,
} from './draft.js';
import type {Finding} from './findings.js';
import {runNames} from './names.js';

/** How each name of the document is written instead, in an expectation and in a command. */
type Ways = Readonly<Record<Braced['where'], ReadonlyMap<string, string>>>;

const waysOf = ({settings: {inputs}}: Reading, root: SectionDraft): Ways => {
	const sections = draftsOf(root);
	const steps = sections.flatMap(section => stepDraftsOf(section.steps));
	const loops = [...sections, ...steps].flatMap(({forEach}) => forEach?.name ?? []);
	const values = [...steps.flatMap(({commands}) => commands.flatMap(({save}) => save ?? [])), ...loops];
	const files = steps.flatMap(({evidence}) => evidence.flatMap(({name}) => name ?? []));
	return {
		expectation: new Map([
			...[...runNames, ...values, ...files.map(name => `${name}.path`)].map(name => [name, name] as const),
			...inputs.map(({name}) => [name, `inputs.${name}`] as const),
			...inputs.map(({name}) => [`inputs.${name}`, `inputs.${name}`] as const),
		]),
		command: new Map([
			...[...values, ...inputs.map(({name}) => name)].map(name => [name, `$${name}`] as const),
			...files.map(name => [`${name}.path`, `$${name}_path`] as const),
		]),
	};
};

/** A name in braces would be compared as it stands, and pass, or be set aside, by that; or be asked for once and hold for every copy. */
const faultOf = ({written, where}: Braced, name: string, way: string): Pick<Finding, 'rule' | 'message'> => where === 'expectation'
	? {rule: 'expectation-input', message: `Nothing is put into an expectation: write \`${way}\` instead of \`${written}\`, or \`"{" + "${written.slice(1)}"\` for those very signs.`}
	: {rule: 'fence-input', message: `\`${name}\` is an environment variable in a command: write \`${way}\` instead of \`${written}\`.`};

/** Only where all of the document is read are its names known. */
export const checkBraced = (reading: Reading, root: SectionDraft): void => {
	if (reading.braced.length === 0) {
		return;
	}

	const ways = waysOf(reading, root);
	for (const braced of reading.braced) {
		const name = braced.written.slice(2, -2).trim();
		const way = ways[braced.where].get(name);
		if (way !== undefined) {
			report(reading, {severity: 'error', ...faultOf(braced, name, way)}, braced.offset);
		}
	}
};
