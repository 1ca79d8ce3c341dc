/** The commands about trust: a record, the anchor, who may sign. */
import {Option, type Command} from 'commander';
import {
	collect,
	textOf,
	repoOf,
	type Options,
	type Run,
} from './options.js';

export function addTrust(program: Command, run: Run): void {
	program.command('verify').description('check a record: signatures, journal, commit and tag, offline')
		.argument('[tag]', 'a tag, or the commit of a record; by default the newest tag with a record')
		.option('--json', 'for programs')
		.option('--signers-digest <sha256>', 'the anchor, instead of the pinned one')
		.action(async (tag: string | undefined, options: Options) => run(import('../commands/verify.js').then(async ({verifyCommand}) => verifyCommand({
			tag, json: options.json === true, anchor: textOf(options.signersDigest), repo: repoOf(program),
		}))));

	const load = async () => import('../commands/trust.js');
	const trust = program.command('trust').description('the anchor: which signers file you believe, per project');
	trust.command('pin').description('believe the signers file with this digest')
		.argument('<digest>', 'SHA-256 of .holdpoint/signers.yaml, from somebody you trust')
		.action(async (digest: string) => run(load().then(async ({pinCommand}) => pinCommand({digest, repo: repoOf(program)}))));
	trust.command('list').description('what is pinned').action(async () => run(load().then(async ({listPinsCommand}) => listPinsCommand())));
	trust.command('forget').description('forget a project\'s pin').argument('<project>')
		.action(async (project: string) => run(load().then(async ({forgetCommand}) => forgetCommand({project}))));

	const signers = program.command('signers').description('who may sign as what');
	addSignersEditing(signers, program, run);
	signers.command('list').description('people, keys and roles of .holdpoint/signers.yaml')
		.action(async () => run(import('../commands/signers.js').then(async ({listSignersCommand}) => listSignersCommand({repo: repoOf(program)}))));
	signers.command('export').description('an allowed-signers file for stock git and ssh-keygen, on standard output')
		.action(async () => run(import('../commands/signers.js').then(async ({exportSignersCommand}) => exportSignersCommand({repo: repoOf(program)}))));
}

function addSignersEditing(signers: Command, program: Command, run: Run): void {
	const load = async () => import('../commands/change-signers.js');
	const key = '--key <key>';
	// The walk has an option of this name, and takes it wherever it stands.
	const keyOf = () => textOf(program.opts().key);
	signers.command('init').description('write the first signers file: you, with the key that git would sign with')
		.option('--project <name>', 'what the anchor is pinned for; by default the name of the folder')
		.option('--role <role>', 'a role of yours, again for each; by default release manager', collect, [])
		.action(async (options: Options) => run(load().then(async ({initSignersCommand}) => initSignersCommand({
			repo: repoOf(program), project: textOf(options.project), key: keyOf(), roles: options.role as string[],
		}))));
	signers.command('add').description('add somebody, or a key or a role to somebody who is there')
		.argument('<email>')
		.option('--name <name>', 'how they are called')
		.option(key, 'an SSH public key or its file, or an OpenPGP fingerprint that your GnuPG knows')
		.option('--role <role>', 'a role, again for each', collect, [])
		.option('--valid-from <date>', 'the key counts from this day')
		.option('--valid-to <date>', 'the key counts to the end of this day')
		.action(async (email: string, options: Options) => run(load().then(async ({addSignerCommand}) => addSignerCommand({
			repo: repoOf(program), email, name: textOf(options.name), key: keyOf(), roles: options.role as string[], valid: {from: textOf(options.validFrom), to: textOf(options.validTo)},
		}))));
	signers.command('remove').description('take somebody off, or one key or role of theirs')
		.argument('<email>')
		.option(key, 'only this key')
		.option('--role <role>', 'only this role')
		.addOption(new Option('--revoked <why>', 'keep the key listed, as revoked: from now on, or for good').choices(['rotated', 'compromised']))
		.action(async (email: string, options: Options) => run(load().then(async ({removeSignerCommand}) => removeSignerCommand({
			repo: repoOf(program), email, key: keyOf(), role: textOf(options.role), revoked: options.revoked === 'rotated' || options.revoked === 'compromised' ? options.revoked : undefined,
		}))));
}
