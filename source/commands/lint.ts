/** `holdpoint lint`: what is wrong with checklists, before anybody walks them. Nothing of them runs. */
import process from 'node:process';
import {rules} from '../checklist/rules.js';
import {readDocument} from '../checklist/parse.js';
import {readBytes} from './checklist-file.js';
import {exits, UserError, type Exit} from './exit.js';
import {diagnose} from './lint/diagnose.js';
import {formats, isFormat, type FileDiagnostics} from './lint/formats.js';

type Options = {readonly files: readonly string[]; readonly format: string; readonly rules: boolean};

export async function lintCommand({files, format, rules: wantsRules}: Options): Promise<Exit> {
	if (wantsRules) {
		process.stdout.write(`${rulesText().join('\n')}\n`);
		return exits.done;
	}

	if (!isFormat(format)) {
		throw new UserError(`there is no format ${format}: write --format text, json or github.`);
	}

	if (files.length === 0) {
		throw new UserError('name the checklists to look at: holdpoint lint FILE…');
	}

	const linted = await Promise.all(files.map(async file => lintFile(file)));
	const read = linted.filter(one => 'diagnostics' in one);
	process.stdout.write(formats[format](read));
	for (const one of linted) {
		if (!('diagnostics' in one)) {
			process.stderr.write(`holdpoint: ${one.unreadable}\n`);
		}
	}

	if (read.length < linted.length) {
		return exits.usage;
	}

	return read.some(({diagnostics}) => diagnostics.some(({severity}) => severity === 'error')) ? exits.no : exits.done;
}

/** One file that cannot be read does not keep the others from being looked at. */
async function lintFile(file: string): Promise<FileDiagnostics | {readonly unreadable: string}> {
	try {
		return {file, diagnostics: await diagnose(file, readDocument(await readBytes(file)))};
	} catch (error) {
		if (error instanceof UserError) {
			return {unreadable: error.message};
		}

		throw error;
	}
}

function rulesText(): string[] {
	const names = Object.entries(rules);
	const width = Math.max(...names.map(([name]) => name.length));
	return [
		...names.map(([name, {severity, finds}]) => `${name.padEnd(width)}  ${(severity === 'error in our documents' ? 'error*' : severity).padEnd(7)}  ${finds}`),
		'',
		'* a warning in a document without front matter of Holdpoint',
	];
}
