/** Argv, environment, exit codes; each command is loaded when it is asked for. */
import process from 'node:process';
import {Command, CommanderError} from 'commander';
import {addAuthoring} from './cli/authoring.js';
import {
	collect,
	walkOptions,
	type Options,
	type Run,
} from './cli/options.js';
import {addRuns} from './cli/runs.js';
import {addTools} from './cli/tools.js';
import {addTrust} from './cli/trust.js';
import {
	exits,
	PreferencesError,
	UserError,
	type Exit,
} from './commands/exit.js';
import {version} from './commands/version.js';

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

function buildProgram(run: Run): Command {
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

	addAuthoring(program, run);
	addRuns(program, run);
	addTrust(program, run);
	addTools(program, run);
	return program;
}
