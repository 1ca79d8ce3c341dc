/** `holdpoint signers`: the signers file, looked at and exported. */
import process from 'node:process';
import {showText} from '../checklist/escape.js';
import {exportAllowedSigners} from '../record/signers-export.js';
import type {SignersFile} from '../walk/materials.js';
import {exits, UserError, type Exit} from './exit.js';
import {readSigners} from './signing.js';
import {findCheckedOut} from './workplace.js';

async function requireSigners(repo: string): Promise<SignersFile> {
	const {top, commit} = await findCheckedOut(repo);
	const file = await readSigners(top, commit);
	if (!file) {
		throw new UserError('there is no .holdpoint/signers.yaml in the checked-out commit.', exits.no);
	}

	return file;
}

export async function listSignersCommand({repo}: {repo: string}): Promise<Exit> {
	const {signers, digest} = await requireSigners(repo);
	const lines = [
		`${showText(signers.project)}, version ${signers.version}, sha256:${digest}`,
		...Object.entries(signers.people).map(([email, {name, keys}]) => {
			const roles = Object.entries(signers.roles).filter(([, members]) => members.includes(email)).map(([role]) => role);
			return `${showText(name)} <${showText(email)}>  ${keys.length} ${keys.length === 1 ? 'key' : 'keys'}  ${roles.length > 0 ? showText(roles.join(', ')) : 'no role'}`;
		}),
	];
	process.stdout.write(`${lines.join('\n')}\n`);
	return exits.done;
}

export async function exportSignersCommand({repo}: {repo: string}): Promise<Exit> {
	const {signers} = await requireSigners(repo);
	process.stdout.write(exportAllowedSigners(signers));
	return exits.done;
}
