/** A first checklist for a repository that has none: what its machine can check, and the questions that matter. Pure. */
import {stringify} from 'yaml';
import {nodePart} from './node-part.js';
import {goPart, makePart} from './other-parts.js';
import type {Item, Part, ProjectFiles} from './part.js';
import type {Survey} from './survey.js';
import {cargoPart, pythonPart} from './toml-part.js';

/** Several where several are built together; a Makefile counts where nothing else does. */
const partsOf = (files: ProjectFiles): Part[] => {
	const parts = [nodePart(files), cargoPart(files), goPart(files), pythonPart(files)].filter(part => part !== undefined);
	const make = parts.length === 0 ? makePart(files) : undefined;
	return make ? [make] : parts;
};

const scalar = (text: string): string => stringify(text, {lineWidth: 0}).trim();

const nameOf = ({folder, files}: Pick<Survey, 'folder' | 'files'>): string =>
	partsOf(files).map(({name}) => name).find(name => name !== undefined && /^[\w@][\w \-.\/@]*$/v.test(name)) ?? folder.replaceAll(/[^\w \-.]/gv, '-');

/** The role that decides: the one that every checklist knows, if the signers file has it, else its first. */
const decidingRole = (roles: readonly string[] | undefined): string => {
	const usual = 'release manager';
	return roles === undefined || roles.includes(usual) ? usual : roles[0] ?? usual;
};

export const frontMatter = (survey: Survey): string[] => {
	const {tag, match} = survey.scheme;
	return [
		`release: ${scalar(nameOf(survey))}`,
		...(tag === 'v{{version}}' ? [] : [`tag: ${scalar(tag)}`]),
		'inputs:',
		`  version: {ask: Version to release, match: '${match}'}`,
	];
};

const blockLines = ({block, expected}: Item): string[] => block
	? ['', `  \`\`\`bash ${block.words}`.trimEnd(), ...block.lines.map(line => `  ${line}`), '  ```', ...(expected === undefined ? [] : ['', `  Expected: ${expected}`]), '']
	: [];

const itemLines = (item: Item): string[] => [`- [ ] ${item.title}${item.expect === undefined ? '' : `. **Expect**: \`${item.expect}\``}`, ...blockLines(item)];

const section = (title: string, items: readonly Item[], labels: readonly string[] = []): string[] => items.length === 0
	? []
	: ['', `## ${title}`, '', ...labels.flatMap(label => [label, '']), ...items.flatMap(item => itemLines(item))];

/** The items of all parts, told apart by their tools where there are several. */
const gather = (parts: readonly Part[], what: 'code' | 'package' | 'publication' | 'rollback'): Item[] => parts.flatMap(part => part[what].map(item => ({...item, title: parts.length > 1 ? `${item.title} (${part.tool})` : item.title})));

const codeItems = ({branch, scheme}: Survey, parts: readonly Part[]): Item[] => {
	const found = gather(parts, 'code');
	return [
		...(branch === undefined ? [] : [{title: `We release from ${branch}`, expect: `branch == ${JSON.stringify(branch)}`}]),
		// Only these two are versions as they stand.
		...(scheme.last !== undefined && /^v?\{/v.test(scheme.tag) ? [{title: 'The version is newer than the last one', expect: 'version(tag) > version(previous)'}] : []),
		...(found.length > 0 ? found : [{title: 'It builds, and the tests pass'}]),
		{title: 'No open issue, pull request or security report has to be settled first'},
	];
};

const changeItems = ({changelog}: Survey): Item[] => [
	...(changelog === undefined ? [] : [{title: `${changelog} has this version`, block: {words: 'check', lines: [`grep -Fw -- "$version" ${changelog}`]}}]),
	{title: `${changelog === undefined ? 'The release notes say' : `${changelog} says`} in the users' words what is new, what breaks, and what to do about it`},
	{title: 'Somebody used what is new as a user would, and it works'},
];

const publicationItems = ({publishes}: Survey, parts: readonly Part[]): Item[] => [
	...(publishes ? [{title: 'The workflow that publishes has ended well'}] : gather(parts, 'publication')),
	{title: 'Somebody installed the new version where it had never been, and it runs'},
	{title: 'Those who wait for it have been told'},
];

export const composeChecklist = (survey: Survey): string => {
	const parts = partsOf(survey.files);
	return [
		'---',
		...frontMatter(survey),
		`decision: [${scalar(decidingRole(survey.roles))}]`,
		'---',
		'',
		`# Release of ${nameOf(survey)}`,
		...section('The code', codeItems(survey, parts)),
		...section('The changes', changeItems(survey)),
		...section('The package', gather(parts, 'package'), ['**Requires**: The code']),
		...section('Publication', publicationItems(survey, parts), ['**When**: after the tag']),
		...section('Rollback', [{title: 'What went wrong, and which version to use instead, stands where users look'}, ...gather(parts, 'rollback')]),
	].join('\n').replaceAll(/\n{3,}/gv, '\n\n').trimEnd() + '\n';
};
