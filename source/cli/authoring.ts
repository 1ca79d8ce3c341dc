/** The commands for those who write checklists: read, check, lint, begin. */
import {Option, type Command} from 'commander';
import {
	textOf,
	repoOf,
	type Options,
	type Run,
} from './options.js';

export function addAuthoring(program: Command, run: Run): void {
	program.command('show').description('the outline of a checklist, or where a run stands')
		.argument('[file]', 'a checklist, or the name of a run')
		.option('--json', 'for programs')
		.action(async (file: string | undefined, options: Options) => run(import('../commands/show.js').then(async ({showCommand}) => showCommand({file, json: options.json === true, repo: repoOf(program)}))));

	addCheck(program, run);
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
		.action(async (files: string[], options: Options) => run(import('../commands/lint.js').then(async ({lintCommand}) => lintCommand({files, format: textOf(options.format) ?? 'text', rules: options.rules === true}))));

	program.command('init').description('write a first checklist, or front matter for a document; shown before it is written')
		.argument('[file]', 'a document that is there already; without it, checklists/release.md is written')
		.option('--yes', 'write without asking')
		.addHelpText('after', `
Examples:
  $ holdpoint init                a first checklist, by what the repository holds
  $ holdpoint init RELEASE.md     front matter, and \`check\` on blocks that decide; the rest stays as it is, byte for byte
  $ holdpoint init --yes          in a script

Exit codes: 0 written, or nothing to add · 1 declined · 2 bad usage, or nobody to ask`)
		.action(async (file: string | undefined, options: Options) => run(import('../commands/init.js').then(async ({initCommand}) => initCommand({
			file, yes: options.yes === true, repo: repoOf(program),
		}))));
}

function addCheck(program: Command, run: Run): void {
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
		.action(async (file: string | undefined, options: Options) => run(import('../commands/check.js').then(async ({checkCommand, formats}) => checkCommand({
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
