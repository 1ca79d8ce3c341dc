/** The JSON Schemas that editors read are those of the program (`vitest -u` renews them), and say the same as it does. */
import {readFileSync} from 'node:fs';
import path from 'node:path';
import {expect, test} from 'vitest';
import * as z from 'zod';
import {frontMatterSchema} from '../source/checklist/front-matter-schema.js';
import {signersSchema} from '../source/record/signers-schema.js';

const folder = path.join(import.meta.dirname, '..', 'checklists');

const schemas = [
	{file: 'front-matter.schema.json', schema: frontMatterSchema},
	{file: 'signers.schema.json', schema: signersSchema},
];

// Of all its versions this is the one that editors know best.
const jsonOf = (schema: z.ZodType): unknown => z.toJSONSchema(schema, {io: 'input', target: 'draft-7'});

test.each(schemas)('$file', async ({file, schema}) => {
	await expect(`${JSON.stringify(jsonOf(schema), undefined, '\t')}\n`).toMatchFileSnapshot(path.join(folder, file));
});

const readShipped = (file: string): z.core.JSONSchema.JSONSchema => {
	const text = readFileSync(path.join(folder, file), 'utf8');
	return JSON.parse(text) as z.core.JSONSchema.JSONSchema;
};

test.each(schemas)('$file describes every key', ({file}) => {
	const {properties = {}} = readShipped(file);
	const described = Object.entries(properties);
	expect(described.length).toBeGreaterThan(0);
	expect(described.filter(([, property]) => typeof property === 'boolean' || property.description === undefined)).toEqual([]);
});

test('an editor that reads the schema takes what the program takes', () => {
	const editor = z.fromJSONSchema(readShipped('front-matter.schema.json'));
	const documents: unknown[] = [
		{
			release: 'x', tag: 'v{{version}}', inputs: {version: {ask: 'Which?'}, kind: null}, decision: ['a', 'b'], order: 'strict',
		},
		{
			decision: 'a', 'same person': 'allowed', steps: 'lists', text: 'Notes', placeholders: {'vX.Y': 1.5}, $schema: './x.json',
		},
		{relase: 'x'},
		{order: 'perhaps'},
		{inputs: {Version: {}}},
		{inputs: {version: {aks: 'x'}}},
		{decision: []},
		{release: 1},
	];
	for (const document of documents) {
		expect(editor.safeParse(document).success).toBe(frontMatterSchema.safeParse(document).success);
	}
});
