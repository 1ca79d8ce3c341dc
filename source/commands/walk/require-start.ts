/** What a run cannot start without, as far as git knows it: a clean work tree, and a free place for tag and record. */
import path from 'node:path';
import {showText} from '../../checklist/escape.js';
import type {Checklist} from '../../checklist/model.js';
import {recordFolder} from '../../record/folders.js';
import {isRepositoryFault} from '../../repository/faults.js';
import {checkFolder, checkRecordRef} from '../../repository/free-place.js';
import {readOverlooked} from '../../repository/overlooked.js';
import {isValidTagName, tagObject} from '../../repository/tags.js';
import type {FactsWithHead} from '../../walk/materials.js';
import {UserError} from '../exit.js';

export async function requireClean({top, modified}: FactsWithHead): Promise<void> {
	if (modified.length === 0) {
		return;
	}

	const overlooked = await readOverlooked(top);
	const hint = isRepositoryFault(overlooked) || overlooked.length === 0
		? ''
		: ` Git was told to overlook ${listFiles(overlooked)}; it looks again after \`git update-index --no-assume-unchanged FILE\`, or \`--no-skip-worktree\`.`;
	throw new UserError(`tracked files are modified (${listFiles(modified)}), so what is checked would not be what is tagged. Commit or restore them, or start with --allow-dirty.${hint}`);
}

function listFiles(files: readonly string[]): string {
	return `${files.slice(0, 5).map(name => showText(name)).join(', ')}${files.length > 5 ? ' …' : ''}`;
}

/** The tag, and the record's folder and ref: what is in the way is better known now than after the last signature. */
export async function requireFree({top, head}: FactsWithHead, {settings}: Checklist, tag: string): Promise<void> {
	if (!isValidTagName(tag)) {
		throw new UserError(`${showText(tag)} cannot be a tag. Use letters, digits and . _ + / - @, as in v2.4.0.`);
	}

	const name = recordFolder(tag);
	const [existing, folder, ref] = await Promise.all([
		tagObject(top, tag), checkFolder(top, head.commit, path.posix.join(settings.record, name)), checkRecordRef(top, name),
	]);
	if (existing !== undefined) {
		throw new UserError(`there is a tag ${tag} already. Release under another name; or, if that tag is a mistake, look at it with \`git show ${tag}\` and remove it first.`);
	}

	const taken = folder ?? ref;
	if (isRepositoryFault(taken)) {
		throw new UserError(taken.sentence);
	}
}
