/** The key that signs, and what signs with it. */
import type {Environment} from './program.js';

type AnySigner = {
	/** What names the key in signers files and statements: an SSH key's type and base64, or an OpenPGP primary key's fingerprint. */
	readonly publicKey: string;
	/** `SHA256:…`, or the OpenPGP one. */
	readonly fingerprint: string;
	/** Where the key was found, in words. */
	readonly source: string;
	/** Absolute path of what makes the signatures: `ssh-keygen` or `gpg`, or what git's configuration names. */
	readonly program: string;
	readonly environment: Environment;
	/** What was found and not used, a sentence each. */
	readonly notes: readonly string[];
};

export type SshSigner = AnySigner & {
	readonly format: 'ssh';
	/** The key file that the program is given; undefined when only the public key is known and an agent holds the rest. */
	readonly keyFile: string | undefined;
};

export type OpenpgpSigner = AnySigner & {
	readonly format: 'openpgp';
	/** How gpg is told which key: as git's configuration says it, because that can name one subkey. */
	readonly user: string;
};

export type Signer = SshSigner | OpenpgpSigner;
