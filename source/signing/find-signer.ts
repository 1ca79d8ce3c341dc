/** Which key git would sign with here. */
import {
	isFault,
	quote,
	within,
	type SigningFault,
} from './fault.js';
import {findOpenpgpSigner} from './find-openpgp.js';
import {
	expandPath,
	readGitConfig,
	splitCommandLine,
	type GitConfig,
} from './git-config.js';
import {readKeyFile} from './key-file.js';
import {findProgram, runSilently, type Environment} from './program.js';
import {parsePublicKey, type PublicKey} from './public-key.js';
import type {Signer, SshSigner} from './signer.js';

type Wanted = {readonly directory: string; readonly key?: string | undefined; readonly environment: Environment};
type FoundKey = Pick<SshSigner, 'source' | 'keyFile'> & {readonly key: PublicKey};

const makeOne = '`ssh-keygen -t ed25519 -f ~/.ssh/id_ed25519` makes one, and `git config --global gpg.format ssh && git config --global user.signingKey ~/.ssh/id_ed25519.pub` names it';

/**
Finds the key and the program as git would, except that the repository's own configuration cannot name programs.
What `--key` names, a file or a public key, goes before git's configuration.
*/
export async function findSigner({directory, key, environment}: Wanted): Promise<Signer | SigningFault> {
	const config = await readGitConfig(directory, environment);
	if (isFault(config)) {
		return config;
	}

	const format = key === undefined ? formatOf(config) : (isOpenpgpName(key) ? 'openpgp' : 'ssh');
	if (typeof format !== 'string') {
		return format;
	}

	if (format === 'openpgp') {
		return findOpenpgpSigner({
			directory, environment, config, key,
		});
	}

	const found = await (key === undefined
		? findConfigured({directory, environment, config})
		: readKey({
			text: key, source: '`--key`', directory, environment,
		}));
	if (isFault(found)) {
		return found;
	}

	const named = config.programOf('gpg.ssh.program');
	const program = await findProgram(named === undefined ? 'ssh-keygen' : (named.includes('/') || named.startsWith('~') ? expandPath(named, {directory, environment}) : named), environment);
	if (program === undefined) {
		const sentence = named === undefined
			? '`ssh-keygen` was not found: install the OpenSSH client and try again.'
			: `The program ${quote(named)} that \`gpg.ssh.program\` names was not found: install it or correct the setting.`;
		return {code: 'program.missing', sentence};
	}

	return {
		format: 'ssh',
		publicKey: found.key.line,
		fingerprint: found.key.fingerprint,
		source: found.source,
		program,
		keyFile: found.keyFile,
		environment,
		notes: ['gpg.ssh.program', 'gpg.ssh.defaultkeycommand']
			.filter(name => config.refused(name))
			.map(name => `The repository's own configuration sets \`${name}\`; programs are taken only from your own, so it is not used.`),
	};
}

/** The default of git is OpenPGP, so a key without a format is one of those; without either, nobody has set up signing. */
function formatOf(config: GitConfig): Signer['format'] | SigningFault {
	const format = config.of('gpg.format');
	if (format === 'ssh') {
		return 'ssh';
	}

	if (format === undefined && config.of('user.signingkey') === undefined) {
		return {code: 'key.none', sentence: `No signing key is configured: ${makeOne}.`};
	}

	if (format === undefined || format === 'openpgp') {
		return 'openpgp';
	}

	const name = format === 'x509' ? 'X.509' : quote(format);
	const advice = 'name an SSH key with `--key ~/.ssh/id_ed25519`, or set `git config gpg.format ssh` and `user.signingKey`';
	return {code: 'format.unsupported', sentence: `git is set to sign with ${name} here (by \`gpg.format\`), and Holdpoint signs with SSH and OpenPGP keys: ${advice}.`};
}

/** A fingerprint or key id, as `--key` takes it for OpenPGP. */
function isOpenpgpName(key: string): boolean {
	return /^(?:0x)?(?:[\da-f]{16}|[\da-f]{40})!?$/iv.test(key);
}

async function findConfigured({directory, environment, config}: Wanted & {config: GitConfig}): Promise<FoundKey | SigningFault> {
	const configured = config.of('user.signingkey');
	if (configured !== undefined && configured !== '') {
		return readKey({
			text: configured, source: '`user.signingKey`', directory, environment,
		});
	}

	const command = config.programOf('gpg.ssh.defaultkeycommand');
	if (command !== undefined) {
		return runKeyCommand({command, directory, environment});
	}

	const hint = config.refused('gpg.ssh.defaultkeycommand')
		? ' (the repository\'s own `gpg.ssh.defaultKeyCommand` is not run)'
		: '';
	return {code: 'key.none', sentence: `No signing key is configured${hint}: ${makeOne}.`};
}

async function readKey({text, source, directory, environment}: {text: string; source: string; directory: string; environment: Environment}): Promise<FoundKey | SigningFault> {
	const literal = literalOf(text);
	if (literal !== undefined) {
		const key = parsePublicKey(literal);
		return 'code' in key
			? {code: 'key.unreadable', sentence: `The public key in ${source} cannot be used, because ${within(key.message)}: name another one.`}
			: {key, source: `the key in ${source}`, keyFile: undefined};
	}

	const file = expandPath(text, {directory, environment});
	const key = await readKeyFile(file, environment);
	return isFault(key) ? key : {key, source: `${quote(file)}, named by ${source}`, keyFile: file};
}

/** A public key written out in place of a file's name. */
function literalOf(text: string): string | undefined {
	if (text.startsWith('key::')) {
		return text.slice('key::'.length);
	}

	return text.startsWith('ssh-') ? text : undefined;
}

async function runKeyCommand({command, directory, environment}: {command: string; directory: string; environment: Environment}): Promise<FoundKey | SigningFault> {
	const [name = '', ...args] = splitCommandLine(command);
	const program = await findProgram(name, environment);
	if (program === undefined) {
		return {code: 'key.command', sentence: `The command of \`gpg.ssh.defaultKeyCommand\` (${quote(name)}) was not found: install it or correct the setting.`};
	}

	const ending = await runSilently({
		program, args, environment, directory, timeoutMs: 20_000,
	});
	const literal = literalOf(ending.output.split('\n', 1)[0] ?? '');
	const key = literal !== undefined && ending.exit === 0 ? parsePublicKey(literal) : undefined;
	const sentence = `\`gpg.ssh.defaultKeyCommand\` (${quote(command)}) gave no key: run it yourself to see why; with \`ssh-add -L\` the agent must hold a key.`;
	return !key || 'code' in key ? {code: 'key.command', sentence} : {key, source: 'the first key of `gpg.ssh.defaultKeyCommand`', keyFile: undefined};
}
