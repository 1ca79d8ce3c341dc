/** Where the release's tag is made. */
import {addAll} from './add-all.js';
import {draftsOf, type SectionDraft, type StepDraft} from './draft.js';
import type {Source} from './source.js';

const withoutName = /^(?:-l|--list|-d|--delete|-v|--verify|--contains|--no-contains|--points-at|--merged|--no-merged|-n\d*|--sort.*|--column.*)$/v;

const takesValue = /^(?:-m|-F|-u|--message|--file|--local-user|--cleanup|--trailer|-[afs]+m)$/v;

/** One command per line, without the program's own flags in front: `git -C dir tag v1` is `git tag v1`. */
const commandsIn = (text: string): string[] => text.split(/[\n\u{26};`\|]/v).map(part => part.replaceAll(/\bgit(?: -[Cc] \S+)+ /gv, 'git '));

/** `git tag` with a name makes one, where `git tag -l` only lists. */
const makesTag = (command: string): boolean => {
	const at = command.search(/\bgit tag\b/v);
	const words = at === -1 ? [] : command.slice(at + 'git tag'.length).split(/\s+/v).filter(word => word !== '');
	return words.every(word => !withoutName.test(word))
		&& words.some((word, index) => !word.startsWith('-') && !takesValue.test(words[index - 1] ?? '') && /[\p{Letter}\p{Number}$]/v.test(word));
};

/** Two numbers alone (`v1.4`), and `5.2.x`, are branches. */
const tagWord = /^(?:--tags|--follow-tags|tag|refs\/tags\/.*|["']?v?\d+\.\d+\.\d.*|["']?v?x\.y\.z.*|["']?\$?\{?\w*(?:tag|version)\w*\}?["']?)$/iv;

const pushesTag = (command: string): boolean => {
	const at = command.search(/\bgit push\b/v);
	return at !== -1 && command.slice(at + 'git push'.length).split(/\s+/v).some(word => tagWord.test(word));
};

const makesRelease = /\bgh release create\b/v;

const tagsIt = /\btags? (?:the|this) (?:new |final )?(?:release|version|commit)\b/iv;

const makesOne = /\b(?:create|make|push|add|cut)s? (?:and \w+ )?(?:(?:the|a|an|new|final|annotated|signed|git|version|release) )*tag\b/iv;

/** True for text or commands that create or push the release's tag. */
const isTagging = (text: string): boolean => makesRelease.test(text) || tagsIt.test(text) || makesOne.test(text)
	|| commandsIn(text).some(command => makesTag(command) || pushesTag(command));

/** What stands below a step's own text, as far as it forbids nothing. */
const textBelow = (source: Source, {note, range}: StepDraft): string => source.text.slice(note.at, Math.max(note.at, range.to)).split(/[\n\r]/v)
	.filter(line => !/\b(?:not|never|don't)\b/iv.test(line))
	.join('\n');

const textOf = (source: Source, step: StepDraft): string => [step.title, ...step.commands.map(command => command.text), textBelow(source, step)].join('\n');

export type TagCandidate = {readonly about: StepDraft | SectionDraft; readonly start: number; readonly after: boolean};

const inSteps = (source: Source, steps: readonly StepDraft[], after: boolean): TagCandidate[] => steps.flatMap(step => {
	if (step.when !== undefined) {
		return [];
	}

	const inside = inSteps(source, step.steps, after);
	const asksOnly = step.signature !== undefined || step.value !== undefined;
	return asksOnly || inside.length > 0 || !isTagging(step.steps.length > 0 ? step.title : textOf(source, step)) ? inside : [{about: step, start: step.start, after}];
});

/** Sections whose place a name or a label decides already; "post-release" only says that it is not before. */
const isElsewhere = (section: SectionDraft | undefined): boolean => section !== undefined
	&& (section.phaseSaid || section.part !== 'steps' || section.phase === 'rolling back' || section.phase === 'no-go' || isElsewhere(section.parent));

const isAfter = (section: SectionDraft | undefined): boolean => section !== undefined && (section.phase === 'after the tag' || isAfter(section.parent));

/** Where the tag could be made, in document order. A heading counts where no step below it does. */
export const findTagPlaces = (source: Source, root: SectionDraft): TagCandidate[] => {
	const inside = new Set<SectionDraft>();
	const candidates: TagCandidate[] = [];
	const sections = draftsOf(root).filter(section => !isElsewhere(section));
	for (const section of sections) {
		const found = inSteps(source, section.steps, isAfter(section));
		addAll(candidates, found);
		for (let above: SectionDraft | undefined = section; above && found.length > 0; above = above.parent) {
			inside.add(above);
		}
	}

	for (const section of sections) {
		if (section.parent && !inside.has(section) && isTagging(section.title)) {
			candidates.push({about: section, start: section.start, after: isAfter(section)});
		}
	}

	candidates.sort((one, other) => one.start - other.start);
	// What a post-release section tags (the next development version) competes with nothing before it.
	return candidates.filter(({after}, index) => index === 0 || !after || candidates[0]?.after === true);
};
