import {existsSync, readdirSync, readFileSync} from 'node:fs';
import {describe, expect, test} from 'vitest';
import {parse} from 'yaml';
import * as z from 'zod';
import {allSteps} from '../../source/checklist/outline.js';
import {parseChecklist} from '../../source/checklist/parse.js';
import {readingOf, tagPlaceOf} from './outline.js';
import {fileOf} from './documents.js';

/** What a careful person lists who reads a document beside the format, written down before the program has read it. */
const readingSchema = z.strictObject({
	/** The beginning of the title where the tag is made, or `end`. */
	tag: z.string(),
	/** How many other places could be it. */
	others: z.number().default(0),
	/** What is filled in from the run's state. */
	fills: z.array(z.string()).default([]),
	/** Words that stand in no command: output, prompts, mails, content of files. */
	never: z.array(z.string()).default([]),
	outline: z.string(),
});

const folder = new URL('.', import.meta.url);
const readings = readdirSync(folder).filter(name => name.endsWith('.yaml'));

describe.each(readings)('%s', name => {
	const file = fileOf(name.replace(/\.yaml$/v, '.md'));
	test.skipIf(!existsSync(file))('is read as a careful reader reads it', () => {
		const written = readFileSync(new URL(name, folder), 'utf8');
		const reading = readingSchema.parse(parse(written));
		const checklist = parseChecklist(readFileSync(file));
		expect(readingOf(checklist)).toEqual(reading.outline.trimEnd().split('\n'));
		expect({tag: tagPlaceOf(checklist), others: checklist.tagPlace.others.length, fills: checklist.fills.map(({what}) => what)})
			.toEqual({tag: reading.tag, others: reading.others, fills: reading.fills});
		const commands = allSteps(checklist).flatMap(step => step.commands).map(({text}) => text);
		for (const words of reading.never) {
			expect(commands.filter(text => text.includes(words))).toEqual([]);
		}
	});
});
