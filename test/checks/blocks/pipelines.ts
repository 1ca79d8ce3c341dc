/** Pipelines: all stages count. */
import type {Case} from './case.js';

export const pipelines: readonly Case[] = [
	{
		block: '(exit 3) | cat', verdict: 'fail', why: 'an earlier stage failed, and `cat` hides it from bash', says: /stage 1 of 2.* ended with 3/v,
	},
	{
		block: 'bash -c "echo 1 failed; exit 1" | tee log\necho published', verdict: 'fail', why: 'the tests failed; `tee` did not', says: /stage 1 of 2/v, statuses: [1, undefined],
	},
	{
		block: 'echo a | grep -q b | cat', verdict: 'fail', why: 'nothing was found, and `cat` hides it', says: /stage 2 of 3/v,
	},
	{block: 'seq 1000000 | head -n 1', verdict: 'pass', why: 'the reader had enough: that is how it is meant'},
	{block: 'seq 1000000 | grep -q 7', verdict: 'pass', why: 'it was found, and the writer\'s SIGPIPE is no failure'},
	{block: 'set -euo pipefail\nseq 1000000 | head -n 1\n( set -o pipefail; seq 1000000 | head -n 1; true )', verdict: 'pass', why: 'nor is it where the author set pipefail'},
	{
		block: 'python3 -c "\nimport sys, signal\nfor i in range(100000): print(i)\n" | head -n 1', verdict: 'fail', why: 'python fails by itself when its reader leaves: nobody can tell this from a real failure', says: /stage 1 of 2.*let the reader read all/sv,
	},
	{
		block: 'echo a | grep b', verdict: 'fail', why: 'nothing was found', says: /ended with 1/v,
	},
	{block: '{ echo oops >&2; } |& grep -q oops', verdict: 'pass', why: 'standard error goes through `|&`'},
	{
		block: '(exit 3) | cat && true', verdict: 'fail', why: 'a failing stage left of `&&` is no answer', says: /stage 1 of 2.*no answer/v,
	},
	{
		block: 'true && (exit 3) | cat', verdict: 'fail', why: 'a failing stage right of `&&` counts', says: /stage 1 of 2/v,
	},
	{
		block: 'false || (exit 3) | cat', verdict: 'fail', why: 'and right of `||`', says: /stage 1 of 2/v,
	},
	{
		block: 'time -p (exit 3) | cat', verdict: 'fail', why: 'and behind `time`', says: /stage 1 of 2/v,
	},
	{block: 'rpm() { seq -f \'package-%.0f.el9\' 100000; }\nrpm -qa | grep -q package-7', verdict: 'pass', why: 'the package is there, and grep leaves early'},
	{
		block: 'rpm() { seq -f \'package-%.0f.el9\' 100000; }\n! rpm -qa | grep -q package-7', verdict: 'fail', why: 'the package must not be there, and is; grep leaves early', says: /the answer was yes/v,
	},
	{block: 'rpm() { seq -f \'package-%.0f.el9\' 100000; }\n! rpm -qa | grep -q mysql', verdict: 'pass', why: 'it must not be there, and is not'},
	{
		block: 'true | false | true', verdict: 'fail', why: 'the middle stage failed', says: /`false` \(stage 2 of 3\)/v,
	},
	{
		block: 'cat conf | while read -r line; do false; done', verdict: 'fail', why: 'a round within the last stage failed', says: /ended with 1/v,
	},
	{
		block: 'cat missing | while read -r line; do true; done', verdict: 'fail', why: 'there was nothing to go over', says: /stage 1 of 2/v,
	},
	{block: 'cat conf | (cat; exit 0) | grep -q host', verdict: 'pass', why: 'all stages are well'},
	{
		block: 'cat conf | (exit 3)', verdict: 'fail', why: 'the last stage failed, and the first one did not mind', says: /ended with 3/v,
	},
	{
		block: 'printf x | tee missing/file >/dev/null', verdict: 'fail', why: '`tee` could not write', says: /ended with 1/v,
	},
	{block: 'yes | head -n 1 | cat', verdict: 'pass', why: 'one reader had enough, the next one read it all'},
	{
		block: 'find nowhere -name x | sort', verdict: 'fail', why: 'nothing was searched', says: /stage 1 of 2/v,
	},
	{
		block: 'sort conf | uniq | diff - missing', verdict: 'fail', why: 'there is nothing to compare with', says: /ended with 2/v,
	},
	{
		block: 'time ! cat missing | grep -q x', verdict: 'fail', why: 'timed or not, nothing was read', says: /no answer|stage 1/v,
	},
];
