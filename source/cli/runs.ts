/** The commands about runs: what comes after a tag, signing apart, listing, abandoning. */
import {Option, type Command} from 'commander';
import {
	textOf,
	repoOf,
	walkOptions,
	type Options,
	type Run,
} from './options.js';

export function addRuns(program: Command, run: Run): void {
	program.command('runs').description('all runs of this repository')
		.option('--json', 'for programs')
		.action(async (options: Options) => run(import('../commands/runs.js').then(async ({runsCommand}) => runsCommand({json: options.json === true, repo: repoOf(program)}))));

	program.command('abandon').description('close a run without a decision, with a reason; its journal stays')
		.argument('<run>', 'the run as `holdpoint runs` names it, or its tag')
		.option('--reason <why>', 'why; asked for when it is not given')
		.option('--confirm <tag>', 'the tag, as it would be typed to confirm')
		.addHelpText('after', `
Examples:
  $ holdpoint abandon v1.4.0#1
  $ holdpoint abandon v1.4.0 --reason "released as 1.4.1" --confirm v1.4.0     in a script

Exit codes: 0 closed · 2 no such run, or it cannot be closed`)
		.action(async (name: string, options: Options) => run(import('../commands/abandon.js').then(async ({abandonCommand}) => abandonCommand({
			run: name, reason: textOf(options.reason), confirm: textOf(options.confirm), repo: repoOf(program), plain: program.opts().plain === true,
		}))));

	addFollowUps(program, run);
	addSign(program, run);
}

function addFollowUps(program: Command, run: Run): void {
	const follow = (kind: 'after the tag' | 'rolling back') => async (tag: string) => {
		const {repo, key, pair, allowDirty, plain} = walkOptions(program.opts());
		return run(import('../commands/enter-walk.js').then(async ({followUpCommand}) => followUpCommand({
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

function addSign(program: Command, run: Run): void {
	program.command('sign').description('sign in a run that somebody else walks: a gate, or after the decision its seal')
		.argument('[run]', 'the run as `holdpoint runs` names it, or its tag; by default the open one, or the last')
		.option('--as <role>', 'the role to sign as')
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
		.action(async (name: string | undefined, options: Options) => run(import('../commands/sign.js').then(async ({signCommand}) => signCommand({
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
