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

const input = z.strictObject({
	ask: text.optional(),
	match: z.string().refine(isPattern, {error: 'is no regular expression'}).optional(),
	choices: z.array(word).min(1).optional(),
	default: word.optional(),
	secret: z.boolean().optional(),
}).superRefine((value, context) => {
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

const inputName = z.string().refine(isInputName, {error: 'is no name for an input: lower-case letters, digits and _, and none that changes how a shell, git or an interpreter works'});

const oneOrMore = z.union([text, z.array(text).min(1)]).transform(value => typeof value === 'string' ? [value] : value);

const folder = text.refine(path => /^[^\-\/:\\~][^:\\]*$/v.test(path) && path.split('/').every(part => !(part === '..' || part === '.git')), {error: 'is no folder inside the repository'});

/** The front matter as people write it; unknown keys are errors. */
export const frontMatterSchema = z.strictObject({
	release: text.optional(),
	tag: text.optional(),
	inputs: z.record(inputName, input.nullable().transform(value => value ?? {})).optional(),
	placeholders: z.record(text, word).optional(),
	decision: oneOrMore.optional(),
	order: z.enum(['strict', 'free']).optional(),
	pair: z.enum(['required', 'optional']).optional(),
	'same person': z.enum(['allowed', 'not']).optional(),
	note: z.enum(['required', 'optional']).optional(),
	record: folder.optional(),
	steps: z.enum(['tasks', 'lists']).optional(),
	text: oneOrMore.optional(),
	optional: oneOrMore.optional(),
});

export type FrontMatter = z.output<typeof frontMatterSchema>;

export const ourKeys: ReadonlySet<string> = new Set(Object.keys(frontMatterSchema.shape));
