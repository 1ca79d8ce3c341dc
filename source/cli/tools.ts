/** What helps beside the walk: what a machine lacks, completion, a trial. */
import {Argument, Option, type Command} from 'commander';
import {
	textOf,
	repoOf,
	type Options,
	type Run,
} from './options.js';

export function addTools(program: Command, run: Run): void {
	program.command('doctor').description('what a walk needs here: git, identity, key, signers file, interpreters, terminal; nothing is changed')
		.argument('[file]', 'only this checklist; without it, all that are found')
		.option('--json', 'for programs')
		.addHelpText('after', `
Examples:
  $ holdpoint doctor                     before the first walk on a machine
  $ holdpoint doctor RELEASE.md --json   for a script

A trial signature is made and thrown away; nobody is asked for a passphrase.
Exit codes: 0 everything is here · 1 something is missing; each line says what helps`)
		.action(async (file: string | undefined, options: Options) => run(import('../commands/doctor.js').then(async ({doctorCommand}) => doctorCommand({
			file, key: textOf(program.opts().key), json: options.json === true, repo: repoOf(program),
		}))));
	program.command('completion').description('completion of these commands for a shell, on standard output')
		.addArgument(new Argument('<shell>', 'which shell').choices(['bash', 'zsh', 'fish']))
		.addHelpText('after', `
Examples:
  $ source <(holdpoint completion bash)                                          in ~/.bashrc
  $ holdpoint completion zsh > ~/.zfunc/_holdpoint                               a folder of fpath
  $ holdpoint completion fish > ~/.config/fish/completions/holdpoint.fish`)
		.action(async (shell: string) => run(import('../commands/completion.js').then(async ({completionCommand}) => completionCommand(shell, program))));
	program.command('demo').description('try the whole ceremony in a repository of its own, with its own keys')
		.argument('[dir]', 'where to keep it; by default it is temporary')
		.addOption(new Option('--plain', 'as lines'))
		.action(async (directory: string | undefined, options: Options) => run(import('../commands/demo.js').then(async ({demoCommand}) => demoCommand({directory, plain: options.plain === true}))));
}
