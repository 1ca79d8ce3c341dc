/** Statements one after the other. */
import type {Case} from './case.js';

export const statements: readonly Case[] = [
	{
		block: 'true', verdict: 'pass', why: 'it succeeds', statuses: [0],
	},
	{
		block: 'false', verdict: 'fail', why: 'it fails', says: /Line 1: ended with 1/v, statuses: [1],
	},
	{
		block: 'false\ntrue', verdict: 'fail', why: 'the first statement failed; bash itself would report the second', says: /Line 1: ended with 1/v, statuses: [1, undefined],
	},
	{
		block: 'true\ntrue\nfalse', verdict: 'fail', why: 'the last statement failed', says: /Line 3/v, statuses: [0, 0, 1],
	},
	{
		block: 'true; false; true', verdict: 'fail', why: 'a statement in the middle of a line failed', says: /ended with 1/v, statuses: [0, 1, undefined],
	},
	{
		block: 'test \\\n  -f \\\n  conf\necho done', verdict: 'pass', why: 'a statement over several lines is one', statuses: [0, 0],
	},
	{
		block: 'printf %s "a\nb" | grep -q b\nfalse', verdict: 'fail', why: 'what follows a text over two lines still counts', says: /Line 3/v,
	},
	{
		block: '# first\n\ntrue # and\n\n# last', verdict: 'pass', why: 'comments and blank lines are no statements', statuses: [0],
	},
	{
		block: '# nothing\n# at all', verdict: 'fail', why: 'nothing was checked', says: /nothing to run/v,
	},
	{
		block: '', verdict: 'fail', why: 'nothing was checked', says: /nothing to run/v,
	},
	{
		block: 'x=conf\r\ntest -f "$x"\r\ncat <<EOF | grep -qx body\r\nbody\r\nEOF\r\n', verdict: 'pass', why: 'line ends of Windows are line ends, in heredocs too', statuses: [0, 0, 0],
	},
	{
		block: 'true\r\nfalse\r\ntrue\r\n', verdict: 'fail', why: 'they do not hide what failed', says: /Line 2/v,
	},
	{block: 'cd inside\ntest "$(basename "$PWD")" = inside\ntest ! -f conf', verdict: 'pass', why: 'the directory stays from statement to statement'},
	{block: 'x=3\nf() { test "$1" = 3; }\nf "$x"', verdict: 'pass', why: 'so do variables and functions'},
	{block: '. ./lib.sh\ngreet | grep -qx hello', verdict: 'pass', why: 'so does what a sourced file defines'},
	{block: 'set -- a b\ntest $# = 2\ntest "$2" = b', verdict: 'pass', why: 'so do positional parameters'},
	{block: 'echo one two\ntest "$_" = two\ntest $? = 0', verdict: 'pass', why: 'watching leaves $_ and $? as they were'},
	{block: 'true\n\ntest $LINENO = 3', verdict: 'pass', why: 'and $LINENO'},
	{
		block: 'grep -q nowhere conf\n[ $? = 1 ]', verdict: 'fail', why: 'under `set -e` the first statement has failed, whatever the second makes of it', says: /Line 1: ended with 1/v,
	},
	{
		block: 'i=0\n((i++))', verdict: 'fail', why: '`((…))` that yields 0 has failed, as under `set -e`', says: /Line 2: ended with 1/v,
	},
	{block: 'i=1\n((i++))\ntest $i = 2', verdict: 'pass', why: 'it yields 1'},
	{
		block: 'read -r answer\necho "$answer"', verdict: 'fail', why: 'there is nobody who could answer', says: /Line 1: ended with 1/v,
	},
	{
		block: 'cat < missing\ntrue', verdict: 'fail', why: 'the file is not there', says: /Line 1: ended with 1/v,
	},
	{
		block: 'set -u\necho "$NOBODY_HAS_SET_THIS"\ntrue', verdict: 'fail', why: 'the author asked for this to be an error', says: /Line 2/v,
	},
	{block: '> made\ntest -f made', verdict: 'pass', why: 'a redirect alone makes a file'},
	{block: 'exec 9> nine\necho x >&9\nexec 9>&-\ngrep -q x nine', verdict: 'pass', why: 'descriptors of the author are left alone'},
	{
		block: 'exec >&-\nfalse\ntrue', verdict: 'fail', why: 'a failure counts where nothing can be printed', says: /Line 2/v,
	},
	{
		block: 'echo x > /dev/full\ntrue', verdict: 'fail', why: 'the disk is full', says: /ended with 1/v,
	},
	{
		block: '!false', verdict: 'fail', why: 'there is no history: this is the name of a program', says: /`!false` was not found/v,
	},
	{
		block: 'for f in *.nothing; do grep -q x "$f"; done', verdict: 'fail', why: 'the pattern matches nothing, so it is the name of a file that is not there', says: /ended with 2/v,
	},
	{block: 'shopt -s nullglob\nfor f in *.nothing; do false; done', verdict: 'pass', why: 'the author wants a pattern that matches nothing to be nothing'},
];
