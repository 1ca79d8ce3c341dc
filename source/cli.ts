/** Argv, environment, exit codes; each command is loaded when it is asked for. */
import process from 'node:process';
import {
	Argument,
	Command,
	CommanderError,
	Option,
} from 'commander';
import {
	exits,
	PreferencesError,
	UserError,
	type Exit,
} from './commands/exit.js';
import {version} from './commands/version.js';

type Options = Record<string, unknown>;

export async function main(argv: readonly string[]): Promise<number> {
	let exit: Exit = exits.done;
	const program = buildProgram(async outcome => {
		exit = await outcome;
	});
	try {
		await program.parseAsync(argv, {from: 'user'});
		return exit;
	} catch (error) {
		return explain(error);
	}
}

function explain(error: unknown): Exit {
	if (error instanceof CommanderError) {
		return error.exitCode === 0 ? exits.done : exits.usage;
	}

	if (error instanceof UserError || error instanceof PreferencesError) {
		process.stderr.write(`holdpoint: ${error.message}\n`);
		return error instanceof UserError ? error.exit : exits.usage;
	}

	const message = error instanceof Error ? error.message : String(error);
	const details = process.env.HOLDPOINT_DEBUG === undefined ? ' (HOLDPOINT_DEBUG=1 shows where)' : `\n${error instanceof Error ? error.stack ?? '' : ''}`;
	process.stderr.write(`holdpoint: something went wrong that should not: ${message}. What was answered is kept.${details}\n`);
	return exits.usage;
}

function buildProgram(run: (outcome: Promise<Exit>) => Promise<void>): Command {
	const program = new Command('holdpoint')
		.description('Walk a Markdown release checklist gate by gate, and leave a signed record and a signed tag.')
		.version(version, '--version', 'print the version')
		.helpOption('-h, --help', 'print this help')
		.exitOverride()
		.showSuggestionAfterError()
		.option('--repo <dir>', 'the repository to work in', '.')
		.argument('[file]', 'the checklist; without it, open runs and the checklists found are offered')
		.option('--set <k=v>', 'a value for an input, again for each (never a secret)', collect, [])
		.option('--key <file>', 'the SSH key to sign with, instead of the one git would use')
		.option('--pair <person>', 'a pair walkthrough with this witness, as in "Grace Hopper <grace@example.com>"')
		.option('--allow-dirty', 'modified tracked files do not stop the run; the record says so')
		.option('--rehearse', 'the same walk as a rehearsal: checks run, actions are only shown, no tag, no record in the repository')
		.option('--plain', 'questions and answers as lines, for screen readers and odd terminals')
		.addHelpText('after', `
Examples:
  $ holdpoint RELEASE.md          walk this checklist
  $ holdpoint                     go on with an open run, or choose a checklist
  $ holdpoint --rehearse          the same walk, without effects
  $ holdpoint show RELEASE.md     what it would ask
  $ holdpoint check RELEASE.md    run its checks, and ask nothing
  $ holdpoint continue v1.2.0     what comes after the tag
  $ holdpoint verify v1.2.0       check a record, offline
  $ holdpoint demo                try the whole ceremony in a throwaway repository

Exit codes of the walk: 0 tagged or closed GO · 1 NO-GO · 2 bad usage or input · 3 paused`)
		.action(async (file: string | undefined, options: Options) => run(import('./commands/enter-walk.js').then(async ({walkCommand}) => walkCommand({file, ...walkOptions(options)}))));

	program.command('show').description('the outline of a checklist, or where a run stands')
		.argument('[file]', 'a checklist, or the name of a run')
		.option('--json', 'for programs')
		.action(async (file: string | undefined, options: Options) => run(import('./commands/show.js').then(async ({showCommand}) => showCommand({file, json: options.json === true, repo: repoOf(program)}))));

	addCheck(program, run);
	addAuthoring(program, run);
	program.command('runs').description('all runs of this repository')
		.option('--json', 'for programs')
		.action(async (options: Options) => run(import('./commands/runs.js').then(async ({runsCommand}) => runsCommand({json: options.json === true, repo: repoOf(program)}))));

	program.command('abandon').description('close a run without a decision, with a reason; its journal stays')
		.argument('<run>', 'the run as `holdpoint runs` names it, or its tag')
		.option('--reason <why>', 'why; asked for when it is not given')
		.option('--confirm <tag>', 'the tag, as it would be typed to confirm')
		.addHelpText('after', `
Examples:
  $ holdpoint abandon v1.4.0#1
  $ holdpoint abandon v1.4.0 --reason "released as 1.4.1" --confirm v1.4.0     in a script

Exit codes: 0 closed · 2 no such run, or it cannot be closed`)
		.action(async (name: string, options: Options) => run(import('./commands/abandon.js').then(async ({abandonCommand}) => abandonCommand({
			run: name, reason: textOf(options.reason), confirm: textOf(options.confirm), repo: repoOf(program), plain: program.opts().plain === true,
		}))));

	addFollowUps(program, run);
	addSign(program, run);
	program.command('verify').description('check a record: signatures, journal, commit and tag, offline')
		.argument('[tag]', 'a tag, or the commit of a record; by default the newest tag with a record')
		.option('--json', 'for programs')
		.option('--signers-digest <sha256>', 'the anchor, instead of the pinned one')
		.action(async (tag: string | undefined, options: Options) => run(import('./commands/verify.js').then(async ({verifyCommand}) => verifyCommand({
			tag, json: options.json === true, anchor: textOf(options.signersDigest), repo: repoOf(program),
		}))));

	addTrust(program, run);
	program.command('doctor').description('what a walk needs here: git, identity, key, signers file, interpreters, terminal; nothing is changed')
		.argument('[file]', 'only this checklist; without it, all that are found')
		.option('--json', 'for programs')
		.addHelpText('after', `
Examples:
  $ holdpoint doctor                     before the first walk on a machine
  $ holdpoint doctor RELEASE.md --json   for a script

A trial signature is made and thrown away; nobody is asked for a passphrase.
Exit codes: 0 everything is here · 1 something is missing; each line says what helps`)
		.action(async (file: string | undefined, options: Options) => run(import('./commands/doctor.js').then(async ({doctorCommand}) => doctorCommand({
			file, key: textOf(program.opts().key), json: options.json === true, repo: repoOf(program),
		}))));
	program.command('completion').description('completion of these commands for a shell, on standard output')
		.addArgument(new Argument('<shell>', 'which shell').choices(['bash', 'zsh', 'fish']))
		.addHelpText('after', `
Examples:
  $ source <(holdpoint completion bash)                                          in ~/.bashrc
  $ holdpoint completion zsh > ~/.zfunc/_holdpoint                               a folder of fpath
  $ holdpoint completion fish > ~/.config/fish/completions/holdpoint.fish`)
		.action(async (shell: string) => run(import('./commands/completion.js').then(async ({completionCommand}) => completionCommand(shell, program))));
	program.command('demo').description('try the whole ceremony in a repository of its own, with its own keys')
		.argument('[dir]', 'where to keep it; by default it is temporary')
		.addOption(new Option('--plain', 'as lines'))
		.action(async (directory: string | undefined, options: Options) => run(import('./commands/demo.js').then(async ({demoCommand}) => demoCommand({directory, plain: options.plain === true}))));
	return program;
}

function addFollowUps(program: Command, run: (outcome: Promise<Exit>) => Promise<void>): void {
	const follow = (kind: 'after the tag' | 'rolling back') => async (tag: string) => {
		const {repo, key, pair, allowDirty, plain} = walkOptions(program.opts());
		return run(import('./commands/enter-walk.js').then(async ({followUpCommand}) => followUpCommand({
			tag, kind, repo, key, pair, allowDirty, plain,
		})));
	};

	program.command('continue').description('walk the gates after a tag; they get a record of their own')
		.argument('<tag>', 'a tag whose record is here')
		.addHelpText('after', `
Examples:
  $ holdpoint continue v1.2.0                 what is to be done after the tag, days later if need be
  $ holdpoint --key ~/.ssh/id_release continue v1.2.0

The checklist and its values are those of the record; commands run in the work tree as it stands. What is paused goes on from there.
Exit codes: 0 done · 1 NO-GO · 2 bad usage, or no record to follow up · 3 paused`)
		.action(follow('after the tag'));

	program.command('roll-back').description('walk the rollback sections of a tag\'s checklist; they get a record of their own')
		.argument('<tag>', 'a tag whose record is here')
		.addHelpText('after', `
Examples:
  $ holdpoint roll-back v1.2.0

The checklist and its values are those of the record; commands run in the work tree as it stands. What is paused goes on from there.
Exit codes: 0 done · 1 NO-GO · 2 bad usage, or no record to follow up · 3 paused`)
		.action(follow('rolling back'));
}

function addCheck(program: Command, run: (outcome: Promise<Exit>) => Promise<void>): void {
	program.command('check').description('run every check of a checklist, nothing else, and ask nothing')
		.argument('[file]', 'the checklist; without it, the only one of the repository')
		.option('--gate <gate>', 'only the checks of this gate: its title, or enough words of it')
		.option('--set <k=v>', 'a value for an input, again for each (a secret one comes from the environment)')
		.option('--since <time>', 'evidence counts that is newer than this (a time, or 2h, 7d), instead of newer than the commit')
		.option('--fail-fast', 'end at the first check that blocks')
		.option('--commands <digest>', 'agree that the commands with this digest may run, as `show` prints it; `any`: whatever they are')
		.addOption(new Option('--format <format>', 'how to say what was found').choices(['text', 'json', 'junit', 'github']).default('text'))
		.addHelpText('after', `
Examples:
  $ holdpoint check RELEASE.md --set version=1.4.0        all checks before the tag
  $ holdpoint check RELEASE.md --gate "The package"       those of one gate
  $ holdpoint check --commands any --format junit > release.xml
  $ holdpoint check --commands any --format github        annotations and a job summary

What a person has to answer is left open and counted; what a check requires has to have passed here. Nothing is recorded.
Exit codes: 0 every check passed · 1 the release is blocked · 2 there is nothing to check, or bad usage`)
		.action(async (file: string | undefined, options: Options) => run(import('./commands/check.js').then(async ({checkCommand, formats}) => checkCommand({
			file,
			gate: textOf(options.gate),
			set: program.opts().set as readonly string[],
			since: textOf(options.since),
			failFast: options.failFast === true,
			commands: textOf(options.commands),
			format: formats.find(format => format === options.format) ?? 'text',
			repo: repoOf(program),
		}))));
}

function addSign(program: Command, run: (outcome: Promise<Exit>) => Promise<void>): void {
	program.command('sign').description('sign in a run that somebody else walks: a gate, or after the decision its seal')
		.argument('[run]', 'the run as `holdpoint runs` names it, or its tag; by default the last one')
		.requiredOption('--as <role>', 'the role to sign as')
		.option('--gate <gate>', 'which gate, where several wait: its title, or enough words of it')
		.addOption(new Option('--key <key>', 'an SSH key file or an OpenPGP fingerprint, instead of the key git would use'))
		.option('--reject <reason>', 'do not approve, and sign why')
		.option('--yes', 'sign what is shown without asking')
		.addHelpText('after', `
Examples:
  $ holdpoint sign --as director                          the gate that waits for it, or the seal
  $ holdpoint sign v1.4.0 --as QA --gate "The package"
  $ holdpoint sign --as QA --reject "the log shows two errors"
  $ holdpoint sign --as QA --key ~/.ssh/id_release --yes    in a script

What it will mean is shown first, and wants yes typed. The walk goes on meanwhile, and shows it.
Exit codes: 0 signed · 1 refused, nothing is signed · 2 bad usage`)
		.action(async (name: string | undefined, options: Options) => run(import('./commands/sign.js').then(async ({signCommand}) => signCommand({
			run: name,
			role: textOf(options.as) ?? '',
			gate: textOf(options.gate),
			// The walk has an option of this name, and takes it wherever it stands.
			key: textOf(program.opts().key),
			reject: textOf(options.reject),
			yes: options.yes === true,
			repo: repoOf(program),
		}))));
}

/** For those who write checklists. */
function addAuthoring(program: Command, run: (outcome: Promise<Exit>) => Promise<void>): void {
	program.command('lint').description('what is wrong with checklists, before anybody walks them; nothing of them runs')
		.argument('[files...]', 'checklists')
		.option('--format <format>', 'text, json, or github (annotations)', 'text')
		.option('--rules', 'list the rules')
		.addHelpText('after', `
Examples:
  $ holdpoint lint checklists/*.md
  $ holdpoint lint --format github RELEASE.md     in a workflow: annotations on the lines
  $ holdpoint lint --rules                        what is looked for

Exit codes: 0 no errors · 1 errors · 2 bad usage, or a file that cannot be read`)
		.action(async (files: string[], options: Options) => run(import('./commands/lint.js').then(async ({lintCommand}) => lintCommand({files, format: textOf(options.format) ?? 'text', rules: options.rules === true}))));

	program.command('init').description('write a first checklist, or front matter for a document; shown before it is written')
		.argument('[file]', 'a document that is there already; without it, checklists/release.md is written')
		.option('--yes', 'write without asking')
		.addHelpText('after', `
Examples:
  $ holdpoint init                a first checklist, by what the repository holds
  $ holdpoint init RELEASE.md     front matter, and \`check\` on blocks that decide; the rest stays as it is, byte for byte
  $ holdpoint init --yes          in a script

Exit codes: 0 written, or nothing to add · 1 declined · 2 bad usage, or nobody to ask`)
		.action(async (file: string | undefined, options: Options) => run(import('./commands/init.js').then(async ({initCommand}) => initCommand({
			file, yes: options.yes === true, repo: repoOf(program),
		}))));
}

function addTrust(program: Command, run: (outcome: Promise<Exit>) => Promise<void>): void {
	const load = async () => import('./commands/trust.js');
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
		.action(async () => run(import('./commands/signers.js').then(async ({listSignersCommand}) => listSignersCommand({repo: repoOf(program)}))));
	signers.command('export').description('an allowed-signers file for stock git and ssh-keygen, on standard output')
		.action(async () => run(import('./commands/signers.js').then(async ({exportSignersCommand}) => exportSignersCommand({repo: repoOf(program)}))));
}

function addSignersEditing(signers: Command, program: Command, run: (outcome: Promise<Exit>) => Promise<void>): void {
	const load = async () => import('./commands/change-signers.js');
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

function collect(value: string, before: string[]): string[] {
	return [...before, value];
}

function textOf(value: unknown): string | undefined {
	return typeof value === 'string' ? value : undefined;
}

function repoOf(program: Command): string {
	return textOf(program.opts().repo) ?? '.';
}

function walkOptions(options: Options) {
	return {
		repo: textOf(options.repo) ?? '.',
		set: options.set as readonly string[],
		key: textOf(options.key),
		pair: textOf(options.pair),
		allowDirty: options.allowDirty === true,
		rehearse: options.rehearse === true,
		plain: options.plain === true,
	};
}
