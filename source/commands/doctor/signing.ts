/** The key, whether it signs, who it makes one, and whether the signers file is believed. */
import {showText} from '../../checklist/escape.js';
import {isFault as isRecordFault} from '../../record/record-fault.js';
import {mayAct, rolesOf, signersPath} from '../../record/signers.js';
import {isFault, type SigningFault} from '../../signing/fault.js';
import {findSigner} from '../../signing/find-signer.js';
import type {Signer} from '../../signing/signer.js';
import type {Environment} from '../../signing/program.js';
import {signBytes} from '../../signing/sign.js';
import type {SignersFile} from '../../walk/materials.js';
import {UserError} from '../exit.js';
import {openPreferences} from '../preferences.js';
import {readSigners, unlistedOpenpgp} from '../signing.js';
import type {Point} from './point.js';

type Place = {readonly top: string; readonly commit: string | undefined; readonly key: string | undefined; readonly environment: Environment};

export async function seeSigning({top, commit, key, environment}: Place): Promise<Point[]> {
	const [signer, signers] = await Promise.all([findSigner({directory: top, key, environment}), findSigners(top, commit)]);
	return [
		...(isFault(signer) ? [{name: 'signing key', ok: false, detail: signer.sentence}] : await seeKey(signer)),
		...seeSigners(signer, signers, commit),
	];
}

function seeSigners(signer: Signer | SigningFault, signers: Point | {readonly file: SignersFile | undefined}, commit: string | undefined): Point[] {
	if ('ok' in signers) {
		return [signers];
	}

	return commit === undefined ? [] : [seeFile(signers.file), ...(isFault(signer) ? [] : [seeRoles(signer, signers.file)]), ...seeAnchor(signers.file)];
}

async function findSigners(top: string, commit: string | undefined): Promise<Point | {readonly file: SignersFile | undefined}> {
	try {
		return {file: commit === undefined ? undefined : await readSigners(top, commit)};
	} catch (error) {
		return {name: 'signers file', ok: false, detail: error instanceof UserError ? error.message : String(error)};
	}
}

/** A trial signature, which means nothing and is thrown away; nobody is asked for it. */
async function seeKey(signer: Signer): Promise<Point[]> {
	const found: Point = {name: 'signing key', ok: true, detail: `${signer.format === 'ssh' ? 'SSH' : 'OpenPGP'} ${signer.fingerprint} (${showText(signer.source)})`};
	const notes = signer.notes.map((detail): Point => ({name: 'signing key', ok: true, detail}));
	const signed = await signBytes({signer, bytes: new TextEncoder().encode('A trial of holdpoint doctor, which means nothing.\n'), namespace: 'trial@holdpoint'});
	const trial: Point = isFault(signed)
		? {name: 'signing', ok: signed.code === 'terminal.none', detail: signed.code === 'terminal.none' ? 'the key asks at the terminal, for each signature, until an agent knows it' : signed.sentence}
		: {name: 'signing', ok: true, detail: 'the key signs without asking'};
	return [found, ...notes, trial];
}

function seeFile(file: SignersFile | undefined): Point {
	return {
		name: 'signers file',
		ok: true,
		detail: file
			? `${showText(file.signers.project)}, version ${file.signers.version}, sha256:${file.digest}`
			: `no ${signersPath} in the commit: runs are self-signed; \`holdpoint signers init\` writes one, and lets others sign`,
	};
}

function seeRoles(signer: Signer, file: SignersFile | undefined): Point {
	if (!file) {
		return signer.format === 'openpgp' ? {name: 'roles', ok: false, detail: unlistedOpenpgp} : {name: 'roles', ok: true, detail: 'this key alone signs, as whoever walks'};
	}

	const actor = mayAct(file.signers, {key: signer.publicKey, role: undefined, at: new Date().toISOString()});
	if (isRecordFault(actor)) {
		return {
			name: 'roles', ok: false, detail: actor.message, remedy: `sign with another key (--key), or have ${signersPath} changed: \`holdpoint signers add EMAIL --key KEY --role ROLE\``,
		};
	}

	const roles = rolesOf(file.signers, actor.person);
	return roles.length > 0
		? {name: 'roles', ok: true, detail: `${showText(actor.person)} signs as ${roles.map(role => showText(role)).join(', ')}`}
		: {
			name: 'roles', ok: false, detail: `${showText(actor.person)} is listed without a role`, remedy: `\`holdpoint signers add ${showText(actor.person)} --role ROLE\``,
		};
}

/** Needed for verifying alone. */
function seeAnchor(file: SignersFile | undefined): Point[] {
	if (!file) {
		return [];
	}

	const {signers: {project, version}, digest} = file;
	const pin = openPreferences().stored.pins[project];
	if (!pin) {
		return [{name: 'anchor', ok: true, detail: `${showText(project)} is not pinned, so \`holdpoint verify\` says UNANCHORED; once somebody you trust has told you the digest: \`holdpoint trust pin ${digest}\``}];
	}

	if (pin.digest === digest) {
		return [{name: 'anchor', ok: true, detail: `version ${version} is pinned`}];
	}

	return [version < pin.highest
		? {
			name: 'anchor', ok: false, detail: `version ${version} stands here, and version ${pin.highest} was pinned: a lower one is a rollback`, remedy: 'fetch the branch that has the newer file',
		}
		: {
			name: 'anchor', ok: false, detail: `version ${pin.version} is pinned, and version ${version} stands here`, remedy: `\`holdpoint trust pin ${digest}\` shows what changed, once somebody you trust has told you the digest`,
		}];
}
