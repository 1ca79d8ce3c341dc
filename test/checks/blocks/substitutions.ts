/** Substitutions. */
import type {Case} from './case.js';

export const substitutions: readonly Case[] = [
	{
		block: 'x=$(false)\ntrue', verdict: 'fail', why: 'the substitution failed', says: /Line 1: ended with 1/v,
	},
	{
		block: 'x=$(cd nowhere; pwd)', verdict: 'fail', why: 'so did its first statement', says: /ended with 1/v,
	},
	{
		block: 'export x=$(cat missing)\ntrue', verdict: 'fail', why: '`export` hides it from bash', says: /`\$\(cat missing\)` ended with 1/v,
	},
	{
		block: 'f() { local x=$(cat missing); true; }\nf', verdict: 'fail', why: 'so does `local`', says: /ended with 1, and nothing else/v,
	},
	{
		block: 'a=$(cat missing) b=$(true)', verdict: 'fail', why: 'so does the second assignment', says: /nothing else would have noticed/v,
	},
	{
		block: 'echo "$(cat missing)"', verdict: 'fail', why: 'so does `echo`', says: /nothing else would have noticed/v,
	},
	{
		block: 'test -z "$(git -C / status --porcelain 2>&-)"', verdict: 'fail', why: 'nothing was printed because git failed, not because all is clean', says: /ended with 128/v,
	},
	{block: 'test -z "$(cat /dev/null)"', verdict: 'pass', why: 'nothing was printed because there was nothing'},
	{block: 'test -z "$(grep localhost conf)"', verdict: 'pass', why: 'grep says with 1 that there was nothing'},
	{
		block: 'echo `cat missing`', verdict: 'fail', why: 'backquotes are substitutions', says: /nothing else/v,
	},
	{
		block: 'cat <<EOF\n$(cat missing)\nEOF', verdict: 'fail', why: 'so are those in a heredoc', says: /nothing else/v,
	},
	{
		block: 'if [ "$(cat missing)" = "" ]; then true; fi', verdict: 'fail', why: 'in a condition', says: /nothing else/v,
	},
	{
		block: 'test $(( $(cat missing) + 1 )) = 1', verdict: 'fail', why: 'and in arithmetic', says: /nothing else/v,
	},
	{
		block: 'diff <(cat missing) /dev/null', verdict: 'fail', why: 'bash never looks at what a process substitution ends with', says: /nothing else/v,
	},
	{
		block: 'for x in $(cat missing); do echo $x; done', verdict: 'fail', why: 'the loop went over nothing because the program failed', says: /nothing else/v,
	},
	{block: 'test "$(<conf)" = "$(cat conf)"\nx=$(<conf)\ntest -n "$x"', verdict: 'pass', why: '`$(<file)` reads the file'},
	{
		block: 'echo "$(<missing)"', verdict: 'fail', why: '`$(<file)` without the file', says: /nothing else/v,
	},
	{
		block: 'x=$(no-such-program | head -n 1)', verdict: 'fail', why: 'the program is missing, and `head` hides it', says: /`no-such-program` was not found/v,
	},
	{
		block: 'x=$(/no/such/program | cat)', verdict: 'fail', why: 'so does `cat`', says: /ended with 127/v,
	},
	{block: 'x=$(seq 100000 | head -n 1)\ntest "$x" = 1', verdict: 'pass', why: 'the reader had enough'},
	{
		block: 'set -o pipefail\nx=$(cat missing | cat)', verdict: 'fail', why: 'the author asked for pipefail', says: /Line 2: .*ended with 1/v,
	},
	{
		block: 'mapfile -t lines < <(cat missing)', verdict: 'fail', why: 'there are no lines because there is no file', says: /nothing else would have noticed/v,
	},
	{
		block: 'while read -r line; do true; done < <(cat missing)', verdict: 'fail', why: 'nor rounds', says: /nothing else would have noticed/v,
	},
	{
		block: 'declare x=$(false)', verdict: 'fail', why: '`declare` hides it', says: /nothing else/v,
	},
	{
		block: 'readonly x=$(false)', verdict: 'fail', why: 'so does `readonly`', says: /nothing else/v,
	},
	{
		block: 'set -- $(cat missing)', verdict: 'fail', why: 'so does `set`', says: /nothing else/v,
	},
	{
		// eslint-disable-next-line no-template-curly-in-string -- it is bash's
		block: 'echo ${x:-$(cat missing)}', verdict: 'fail', why: 'so does a default', says: /nothing else/v,
	},
	{
		block: '[[ $(cat missing) == "" ]]', verdict: 'fail', why: 'it is empty because there is no file', says: /nothing else/v,
	},
	{
		block: 'case $(cat missing) in "") true;; esac', verdict: 'fail', why: 'so is this', says: /nothing else/v,
	},
	{
		block: 'x=$(cat missing | head -n 1)\necho "$x"', verdict: 'fail', why: 'the file is missing, whatever was read of it', says: /ended with [12]/v,
	},
	{block: 'x=$(yes | head -n 1)\ntest "$x" = y', verdict: 'pass', why: 'a reader that has enough ends the stage before it'},
	{block: 'x=$(echo one | grep two | wc -l)\ntest "$x" -eq 0', verdict: 'pass', why: 'none was found, and that is counted'},
	{
		block: 'x=$(grep two missing | wc -l)\ntest "$x" -eq 0', verdict: 'fail', why: 'nothing was searched', says: /ended with [12]/v,
	},
	{
		block: 'test "$(false | wc -l)" -eq 0', verdict: 'fail', why: 'what failed printed nothing to count', says: /nothing else/v,
	},
	{block: 'if x=$(cat missing); then false; else true; fi', verdict: 'pass', why: 'the author asked'},
];
