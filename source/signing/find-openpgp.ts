/** Which OpenPGP key git would sign with here. */
import {quote, type SigningFault} from './fault.js';
import type {OpenpgpSigner} from './signer.js';
import type {GitConfig} from './git-config.js';
import {findGpg, readKeys, runGpg} from './gpg.js';
import type {Environment} from './program.js';

type Wanted = {
	readonly directory: string;
	readonly environment: Environment;
	readonly config: GitConfig;
	/** A fingerprint, key id or user id that goes before git's configuration. */
	readonly key?: string | undefined;
};

export async function findOpenpgpSigner({directory, environment, config, key}: Wanted): Promise<OpenpgpSigner | SigningFault> {
	const named = config.programOf('gpg.openpgp.program') ?? config.programOf('gpg.program');
	const program = await findGpg(environment, named);
	if (program === undefined) {
		return {code: 'program.missing', sentence: named === undefined ? '`gpg` was not found: install GnuPG and try again.' : `The program ${quote(named)} that \`gpg.program\` names was not found: install it or correct the setting.`};
	}

	const configured = config.of('user.signingkey');
	const user = key ?? (configured === undefined || configured === '' ? config.of('user.email') : configured);
	if (user === undefined) {
		return {code: 'key.none', sentence: 'git is set to sign with OpenPGP and no key is named: `git config --global user.signingKey FINGERPRINT` names one; `gpg --list-secret-keys` shows yours.'};
	}

	const source = key === undefined ? (user === configured ? '`user.signingKey`' : '`user.email`') : '`--key`';
	const {output} = await runGpg({program, environment, directory}, ['--with-colons', '--list-secret-keys', '--', user], 20_000);
	const keys = readKeys(output);
	const primaries = [...new Set(keys.map(({primary}) => primary))];
	const [primary] = primaries;
	if (primary === undefined) {
		return {code: 'key.missing', sentence: `GnuPG has no secret key for ${quote(user)} (${source}): \`gpg --list-secret-keys\` shows what it has; name one by its fingerprint.`};
	}

	if (primaries.length > 1) {
		return {code: 'key.none', sentence: `GnuPG has ${primaries.length} secret keys for ${quote(user)} (${source}): name one by its fingerprint, ${primaries.slice(0, 3).join(' or ')}.`};
	}

	return {
		format: 'openpgp',
		publicKey: primary,
		fingerprint: primary,
		user,
		source: `the OpenPGP key of ${source}`,
		program,
		environment,
		notes: ['gpg.program', 'gpg.openpgp.program']
			.filter(name => config.refused(name))
			.map(name => `The repository's own configuration sets \`${name}\`; programs are taken only from your own, so it is not used.`),
	};
}

/** The public half, as it is listed in a signers file. */
export async function exportOpenpgpKey({program, environment, publicKey}: OpenpgpSigner, directory: string): Promise<string | SigningFault> {
	const {exit, output} = await runGpg({program, environment, directory}, ['--armor', '--export-options', 'export-minimal', '--export', publicKey], 20_000);
	return exit === 0 && output.startsWith('-----BEGIN PGP PUBLIC KEY BLOCK-----')
		? output
		: {code: 'failed', sentence: `gpg did not export the public key ${publicKey}: \`gpg --armor --export ${publicKey}\` shows why.`};
}
