import type {Nodes} from 'mdast';
import {fenceOffset} from '../block-place.js';
import type {Finding} from '../findings.js';
import {rangeOf} from '../markdown.js';
import type {Command} from '../command.js';
import type {Checklist, Section} from '../model.js';
import {nodesIn} from '../nodes.js';
import {ownSteps, sectionsOf, stepsOf} from '../outline.js';
import {positionAt, type Source} from '../source.js';

/** "Do NOT use", "never run the": what stands between such words and a command forbids it; anything else is about something else. */
const forbids = /\b(?:do not|don['’]t|never|must not|must never|should not|shouldn['’]t|may not)(?: (?:ever|just|simply|directly|manually|please|use|run|execute|do|call|invoke|issue|type|try|push with|the|a|any|plain|command|commands))* ?["'‘“]?$/iv;

const wordsOf = (text: string): string[] => text.trim().split(/\s+/v).filter(word => word !== '');

/** A command that the text forbids, and where its section ends. */
type Prohibition = {readonly words: readonly string[]; readonly offset: number; readonly line: number};

const inText = (source: Source, node: Nodes): Prohibition[] => {
	if (node.type !== 'paragraph') {
		return [];
	}

	let before = '';
	const found: Prohibition[] = [];
	for (const inner of nodesIn(node.children)) {
		if (inner.type === 'text') {
			before += inner.value;
		} else if (inner.type === 'inlineCode') {
			const sentence = before.replaceAll(/\s+/gv, ' ');
			const words = wordsOf(inner.value);
			const {from} = rangeOf(inner);
			if (words.length > 0 && forbids.test(sentence)) {
				found.push({words, offset: from, line: positionAt(source, from).line});
			}

			before += '`';
		}
	}

	return found;
};

/** `# Never: git push --tags` in the block itself. */
const inComment = /^\s*#\s*(?<said>(?:do not|don['’]t|never)\b[^`]*?)[:`]\s*(?<command>[a-z][\w\-]* [^`]+)`?$/iv;

const inComments = ({text, line}: Command, offset: number): Prohibition[] => text.split('\n').flatMap((one, index) => {
	const {said = '', command} = inComment.exec(one.trimEnd())?.groups ?? {};
	return command === undefined || !forbids.test(said) ? [] : [{words: wordsOf(command), offset, line: line + 1 + index}];
});

/** All its words, in order, begin where a command begins; an option alone is forbidden anywhere. */
const holds = (typed: readonly string[], forbidden: readonly string[]): boolean => {
	const [first = ''] = forbidden;
	if (typed.find(word => word !== 'sudo') !== first && !first.startsWith('-')) {
		return false;
	}

	let at = 0;
	for (const word of typed) {
		at += word === forbidden[at] ? 1 : 0;
	}

	return at === forbidden.length;
};

const typedIn = ({text}: Command): string[][] => text.split('\n').filter(line => !/^\s*#/v.test(line)).flatMap(line => line.split(/\s(?:\u{26}{1,2}|\|{1,2})\s|;/v)).map(part => wordsOf(part));

/** Commands that the walk offers to run, each with where its step begins. */
const commandsOf = (section: Section): Array<{readonly command: Command; readonly offset: number}> =>
	[...stepsOf(section)].flatMap(({commands, start}) => commands.filter(({mode}) => mode !== 'manual').map(command => ({command, offset: start.offset})));

const lintForbiddenIn = (source: Source, section: Section, prohibitions: readonly Prohibition[]): Finding[] => {
	const commands = commandsOf(section);
	const comments = [...ownSteps(section)].flatMap(({commands: own, start}) => own.flatMap(command => inComments(command, start.offset)));
	return [...prohibitions, ...comments].flatMap(({words, line}) => commands.flatMap(({command}): Finding[] => {
		const typed = typedIn(command).find(typed => holds(typed, words));
		return typed
			? [{
				rule: 'command-forbidden', message: `\`${typed.join(' ')}\` would be offered to run, but line ${line} forbids \`${words.join(' ')}\`.`, fix: 'Write `manual` behind the language of the block, or mend one of the two.', offset: fenceOffset(source, command),
			}]
			: [];
	}));
};

/** Commands that the text of their section, or of one around it, forbids. */
export const lintForbidden = (source: Source, nodes: readonly Nodes[], {root}: Checklist): Finding[] => {
	const prohibitions = nodes.flatMap(node => inText(source, node));
	const sections = [...sectionsOf(root)];
	// Sections stand in document order, those inside behind those around them: the last one that begins above is its own.
	const bySection = Map.groupBy(prohibitions, ({offset}) => sections.findLast(({range}) => range.from <= offset && offset < range.to) ?? root);
	return sections.flatMap(section => lintForbiddenIn(source, section, bySection.get(section) ?? []));
};

/** A check runs unasked, so nobody is there to fill anything in. */
export const lintPlaceholders = (source: Source, {root, settings}: Checklist): Finding[] => {
	const filled = new Set(settings.placeholders.map(({text}) => text));
	const inputs = new Set(settings.inputs.map(({name}) => name));
	const isOpen = (placeholder: string): boolean => !filled.has(placeholder) && !inputs.has(placeholder.replaceAll(/[\s\{\}]/gv, ''));
	return commandsOf(root).filter(({command}) => command.mode === 'check').flatMap(({command}) => command.placeholders.filter(placeholder => isOpen(placeholder)).map((placeholder): Finding => ({
		rule: 'check-placeholder',
		message: `This check cannot run: somebody would have to replace \`${placeholder}\` first.`,
		fix: 'Make it an input, and write `$name`; or leave `check` out.',
		offset: fenceOffset(source, command),
	})));
};
