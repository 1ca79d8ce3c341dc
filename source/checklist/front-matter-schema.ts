/** What may stand in the front matter, as a schema that also editors can have. */
import * as z from 'zod';
import {isInputName} from './names.js';

const text = z.string().trim().min(1);

/** YAML reads `1.0` and `yes` as something else than text; a person who writes them means what is written. */
const word = z.union([z.string(), z.number(), z.boolean()]).transform(String);

const isPattern = (pattern: string): boolean => {
	try {
		return new RegExp(pattern, 'v') instanceof RegExp;
	} catch {
		return false;
	}
};

const inputShape = z.strictObject({
	ask: text.optional().describe('How the question reads; else the name.'),
	match: z.string().refine(isPattern, {error: 'is no regular expression'}).optional().describe(String.raw`A regular expression that the whole value has to match, such as \d+\.\d+\.\d+`),
	choices: z.array(word).min(1).optional().describe('The values to choose from.'),
	default: word.optional().describe('Offered as the answer; one of the choices, and as `match` wants it.'),
	secret: z.boolean().optional().describe('Never written anywhere, and masked in what commands print. Comes from the environment, or is asked.'),
});

/** What may be said of an input. */
export const inputKeys: readonly string[] = Object.keys(inputShape.shape);

const input = inputShape.superRefine((value, context) => {
	if (value.default === undefined) {
		return;
	}

	if (value.secret) {
		context.addIssue({code: 'custom', path: ['default'], message: 'a secret has no default: it would stand in the document'});
	} else if (value.choices && !value.choices.includes(value.default)) {
		context.addIssue({code: 'custom', path: ['default'], message: 'is none of the choices'});
	} else if (value.match !== undefined && isPattern(value.match) && !new RegExp(`^(?:${value.match})$`, 'v').test(value.default)) {
		context.addIssue({code: 'custom', path: ['default'], message: 'does not match `match`'});
	}
});

const inputName = z.string()
	.refine(isInputName, {error: 'is no name for an input: lower-case letters, digits and _, and none that changes how a shell, git or an interpreter works'})
	.meta({description: 'Lower-case letters, digits and _: a variable of the same name in commands, and {{name}} in text.', pattern: '^[a-z][0-9_a-z]{0,63}$'});

const oneOrMore = z.union([text, z.array(text).min(1)]).transform(value => typeof value === 'string' ? [value] : value);

const folder = text.refine(path => /^[^\-\/:\\~][^:\\]*$/v.test(path) && path.split('/').every(part => !(part === '..' || part === '.git')), {error: 'is no folder inside the repository'});

/** The front matter as people write it; unknown keys are errors. */
export const frontMatterSchema = z.strictObject({
	$schema: text.optional().describe('Where an editor finds this schema; Holdpoint does not look at it.'),
	release: text.optional().describe('What is released: a name for the records.'),
	tag: text.optional().describe('The tag, with {{name}} of inputs in it; by default v{{version}}. `none`: no tag is made, the record stands alone.'),
	inputs: z.record(inputName, input.nullable().transform(value => value ?? {})).optional().describe('What is asked at the start of a run.'),
	placeholders: z.record(text, word).optional().describe('Texts that the document already uses for a value, such as vX.Y.Z, and what to put in their place: v{{version}}.'),
	decision: oneOrMore.optional().describe('The roles that sign GO; people and keys stand in .holdpoint/signers.yaml.'),
	order: z.enum(['strict', 'free']).optional().describe('strict: gates in the order of the document. free, the default: any order that `Requires` allows.'),
	pair: z.enum(['required', 'optional']).optional().describe('required: a second person, the witness, answers too.'),
	'same person': z.enum(['allowed', 'not']).optional().describe('Whether one person may sign as two roles; by default not.'),
	note: z.enum(['required', 'optional']).optional().describe('required: every confirmation wants a note, a link or a file.'),
	record: folder.optional().describe('The folder of the records, inside the repository; by default releases.'),
	steps: z.enum(['tasks', 'lists']).optional().describe('What is walked: task items, or every item of every list. By default lists where there are no task items.'),
	text: oneOrMore.optional().describe('Titles of sections that are only text.'),
	optional: oneOrMore.optional().describe('Words in brackets, such as NICE in (NICE), that let a step be set aside without a reason.'),
}).describe('Front matter of a Holdpoint release checklist.');

export type FrontMatter = z.output<typeof frontMatterSchema>;

/** A key that editors know is nobody's own. */
export const ourKeys: ReadonlySet<string> = new Set(Object.keys(frontMatterSchema.shape).filter(key => key !== '$schema'));
