/** `holdpoint init`: a first checklist for a repository, or front matter for a document; shown before it is written. */
import {mkdir} from 'node:fs/promises';
import path from 'node:path';
import process from 'node:process';
import {styleText} from 'node:util';
import {showText} from '../checklist/escape.js';
import {readDocument} from '../checklist/parse.js';
import {fileSystem, writeFileDurably, writeNewFile} from '../journal/files.js';
import {isRepositoryFault} from '../repository/faults.js';
import {readPlace} from '../repository/place.js';
import {askPerson} from './asking.js';
import {exits, UserError, type Exit} from './exit.js';
import {proposeFirst, proposeFor, type Proposal} from './init/proposal.js';
import {surveyRepository, type Survey} from './init/survey.js';
import {diagnose} from './lint/diagnose.js';

type Options = {readonly file: string | undefined; readonly yes: boolean; readonly repo: string};

export async function initCommand({file, yes, repo}: Options): Promise<Exit> {
	const top = await topOf(file === undefined ? repo : path.dirname(file));
	const survey = await surveyRepository(top);
	const proposal = file === undefined ? await proposeFirst(top, survey) : await proposeFor(file, survey);
	if (!proposal) {
		process.stdout.write(`${showText(file ?? '')} has front matter of Holdpoint already; \`holdpoint lint ${showText(file ?? '')}\` says what could be better.\n`);
		return exits.done;
	}

	process.stdout.write(`${proposal.diff.map(line => paint(showText(line))).join('\n')}\n\n`);
	if (!yes && !await agrees(proposal)) {
		process.stdout.write('Nothing was written.\n');
		return exits.no;
	}

	await write(proposal);
	process.stdout.write(`${await nextSteps(proposal, survey)}\n`);
	return exits.done;
}

async function topOf(folder: string): Promise<string> {
	const place = await readPlace(folder);
	if (isRepositoryFault(place)) {
		throw new UserError(place.sentence);
	}

	return place.top;
}

const styles = [[/^(?:---|\+\+\+)/v, 'bold'], [/^@@/v, 'cyan'], [/^\+/v, 'green'], [/^-/v, 'red']] as const;

function paint(line: string): string {
	const style = styles.find(([begins]) => begins.test(line))?.[1];
	return style === undefined ? line : styleText(style, line, {stream: process.stdout});
}

/** Asked as lines, so that what is asked about stays in sight. */
async function agrees({shown, isNew}: Proposal): Promise<boolean> {
	if (!process.stdin.isTTY || !process.stdout.isTTY) {
		throw new UserError(`nothing was written, because nobody can be asked here: \`--yes\` writes ${showText(shown)} as shown above.`);
	}

	const answers = await askPerson([{
		name: 'write', ask: `${isNew ? 'Write' : 'Change'} ${showText(shown)} as shown above?`, kind: 'select', items: [{label: `Yes, ${isNew ? 'write' : 'change'} it`, value: 'yes'}, {label: 'No', value: 'no'}],
	}], {plain: true});
	return answers.write === 'yes';
}

/** What is new never takes the place of anything. */
async function write({file, shown, isNew, bytes}: Proposal): Promise<void> {
	try {
		if (isNew) {
			await mkdir(path.dirname(file), {recursive: true});
			await writeNewFile(fileSystem, file, bytes);
		} else {
			await writeFileDurably(fileSystem, file, bytes);
		}
	} catch (error) {
		throw new UserError(`${showText(shown)} could not be written: ${error instanceof Error ? error.message : String(error)}`);
	}
}

/** What lint says about it now, and what is missing for a signed release. */
async function nextSteps({file, shown, isNew, bytes}: Proposal, {roles, signs}: Survey): Promise<string> {
	const diagnostics = await diagnose(file, readDocument(bytes));
	return [
		`${showText(shown)} is written.`,
		...(diagnostics.length > 0 ? [`\`holdpoint lint ${showText(shown)}\` has ${diagnostics.length} ${diagnostics.length === 1 ? 'remark' : 'remarks'} on it.`] : []),
		...(isNew ? [] : ['From now on whoever walks it may waive no failed blocking step but those where `Waivable by: ROLE` stands.']),
		`Look at it: holdpoint show ${showText(shown)}`,
		...(roles === undefined ? ['Say who may sign: holdpoint signers init'] : []),
		...(signs ? [] : ['Git has no key to sign with yet: git config gpg.format ssh && git config user.signingKey ~/.ssh/id_ed25519.pub']),
		`Commit it, then walk it: holdpoint ${showText(shown)}`,
	].join('\n');
}
