/** `holdpoint trust`: which signers file a person believes, per project; kept with the person, outside every repository. */
import process from 'node:process';
import {showText} from '../checklist/escape.js';
import {decodeText} from '../record/bytes.js';
import {readDigest} from './digest.js';
import {describeDifference} from './difference.js';
import {exits, UserError, type Exit} from './exit.js';
import {openPreferences, type Preferences} from './preferences.js';
import {readSigners} from './signing.js';
import {findCheckedOut} from './workplace.js';

export async function pinCommand({digest, repo}: {digest: string; repo: string}): Promise<Exit> {
	const said = await pinSigners({preferences: openPreferences(), ...await findCheckedOut(repo), digest});
	process.stdout.write(said.map(line => `${line}\n`).join(''));
	return exits.done;
}

/** Pins the signers file of a commit; the digest, when given, has to be its. What changed since the last pin is shown. */
export async function pinSigners({preferences, top, commit, digest}: {preferences: Preferences; top: string; commit: string; digest: string | undefined}): Promise<string[]> {
	const file = await readSigners(top, commit);
	if (!file) {
		throw new UserError('there is no .holdpoint/signers.yaml in the checked-out commit, so there is nothing to pin.');
	}

	const {signers: {project, version}, bytes} = file;
	const wanted = digest === undefined ? file.digest : readDigest(digest);
	if (wanted !== file.digest) {
		throw new UserError(`the signers file here has the digest ${file.digest}, not ${showText(wanted)}. Ask whoever gave you the digest which version they mean; nothing was pinned.`);
	}

	const before = preferences.stored.pins[project];
	if (before && version < before.highest) {
		throw new UserError(`this signers file is version ${version}, and version ${before.highest} of ${showText(project)} was seen before: a lower one is a rollback. Nothing was pinned; \`holdpoint trust forget ${showText(project)}\` first, if it is meant.`);
	}

	const text = decodeText(bytes) ?? '';
	preferences.set('pins', {
		...preferences.stored.pins,
		[project]: {
			digest: file.digest, version, highest: Math.max(version, before?.highest ?? 0), at: new Date().toISOString(), text,
		},
	});
	return [
		...(before && before.digest !== file.digest ? ['Compared with what was pinned before:', ...describeDifference(before.text, text)] : []),
		`Pinned: ${showText(project)}, signers version ${version}, sha256:${file.digest}`,
	];
}

export async function listPinsCommand(): Promise<Exit> {
	const {stored} = openPreferences();
	const pins = Object.entries(stored.pins);
	process.stdout.write(pins.length === 0 ? 'Nothing is pinned.\n' : pins.map(([project, {digest, version, at}]) => `${showText(project)}  version ${version}  sha256:${digest}  pinned ${at.slice(0, 10)}\n`).join(''));
	return exits.done;
}

export async function forgetCommand({project}: {project: string}): Promise<Exit> {
	const preferences = openPreferences();
	const {[project]: gone, ...rest} = preferences.stored.pins;
	if (!gone) {
		throw new UserError(`nothing is pinned for ${showText(project)}; \`holdpoint trust list\` says what is.`, exits.no);
	}

	preferences.set('pins', rest);
	process.stdout.write(`Forgot ${showText(project)}; its records are UNANCHORED until it is pinned again.\n`);
	return exits.done;
}
