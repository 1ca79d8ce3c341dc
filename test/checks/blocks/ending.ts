/** Ending: exit, options, traps, signals. */
import type {Case} from './case.js';

export const ending: readonly Case[] = [
	{
		block: 'true\nexit 0\nfalse', verdict: 'pass', why: 'the author says that all is well', statuses: [0, 0, undefined],
	},
	{
		block: 'exit 3', verdict: 'fail', why: 'the author says that it is not', says: /`exit 3`/v,
	},
	{block: 'true\nexit', verdict: 'pass', why: 'the status is that of the statement before'},
	{
		block: '( exit 0; false )\n( exit 2 )', verdict: 'fail', why: 'a subshell ends itself alone', says: /Line 2: ended with 2/v,
	},
	{block: 'if true; then exit 0; fi\nfalse', verdict: 'pass', why: 'the rest is not reached, and need not be'},
	{
		block: 'set -e\nfalse\ntrue', verdict: 'fail', why: 'the author\'s `set -e` changes nothing', says: /Line 2: ended with 1/v, statuses: [0, 1, undefined],
	},
	{
		block: 'set +e\nfalse\ntrue', verdict: 'fail', why: 'every statement has to succeed, whatever is switched off', says: /Every statement/v,
	},
	{
		block: 'set -ex\ntrue', verdict: 'fail', why: 'what watches the block would be traced too', says: /xtrace/v,
	},
	{
		block: 'trap "echo x" DEBUG\ntrue', verdict: 'fail', why: 'what watches the block would be trapped too', says: /DEBUG trap/v,
	},
	{
		block: 'exec true\nfalse', verdict: 'fail', why: 'nothing is watched after `exec`', says: /`exec` with a command/v,
	},
	{
		block: 'unset -f exit\nexit 0', verdict: 'fail', why: 'what watches the block could be removed', says: /unset -f/v,
	},
	{
		block: 'set -o posix\ntrue', verdict: 'fail', why: 'bash would read the block in another way', says: /posix/v,
	},
	{
		block: 'trap "echo bye" EXIT\ntrue', verdict: 'pass', why: 'an EXIT trap runs, and changes nothing', output: /bye/v,
	},
	{
		block: 'trap "echo bye" EXIT\nfalse', verdict: 'fail', why: 'it runs after a failure too', says: /Line 2/v, output: /bye/v,
	},
	{
		block: 'trap "exit 0" EXIT\nfalse\ntrue', verdict: 'fail', why: 'it does not turn a failure into a pass', says: /Line 2: ended with 1/v,
	},
	{
		block: 'trap "exit 4" EXIT\ntrue', verdict: 'fail', why: 'it failed itself', says: /ended with 4/v,
	},
	{
		block: 'trap "echo caught" ERR\n(exit 3) | cat', verdict: 'fail', why: 'an ERR trap runs, and changes nothing', says: /stage 1 of 2/v, output: /caught/v,
	},
	{
		block: 'true\nkill -9 $$\ntrue', verdict: 'fail', why: 'the shell was ended, and the rest was not reached', says: /Line 2: the shell was ended by SIGKILL/v,
	},
	{
		block: 'bash -c \'kill -SEGV $$\'', verdict: 'fail', why: 'a crash is a failure', says: /ended with 139/v,
	},
	{
		block: 'return 0\ntrue', verdict: 'fail', why: 'there is nothing to return from', says: /Line 1/v,
	},
	{
		block: 'exit() { true; }\nexit 1', verdict: 'fail', why: 'nobody else may say what `exit` does', says: /function called `exit`/v,
	},
	{
		block: 'true\neval "builtin exit 0"\nfalse', verdict: 'fail', why: 'a shell that is left unseen has reported nothing', says: /without a word/v,
	},
	{
		block: 'failures=256\nexit $failures', verdict: 'fail', why: 'a status is taken modulo 256: so many failures are not none', says: /`exit 256`/v,
	},
	{
		block: 'exit many', verdict: 'fail', why: 'no number says how it ended', says: /no number/v,
	},
	{
		block: 'if false; then true; else exit 2; fi', verdict: 'fail', why: 'the author says that it has failed', says: /`exit 2`/v,
	},
	{
		block: 'set -e\nexit 3', verdict: 'fail', why: 'also under `set -e`', says: /`exit 3`/v,
	},
	{
		block: 'set -e\ngrep -q nowhere conf\nexit 0', verdict: 'fail', why: '`set -e` of the author ended it before its `exit 0`', says: /Line 2: ended with 1/v,
	},
	{
		block: 'trap "exit 0" ERR\nfalse\ntrue', verdict: 'fail', why: 'an ERR trap cannot turn a failure into a pass', says: /ERR trap/v,
	},
	{
		block: 'trap "exit 0" EXIT ERR\nfalse', verdict: 'fail', why: 'nor one that is an EXIT trap too', says: /ended with 1/v,
	},
	{block: 'trap \'echo "caught $?"\' ERR\nfalse || true\nif false; then true; fi\n! false', verdict: 'pass', why: 'it does not run for what may fail'},
	{block: 'trap "true" INT TERM HUP\ntrue', verdict: 'pass', why: 'traps for signals are left alone'},
];
