/** What surrounds a block and must not matter. */
import type {Case} from './case.js';

export const surroundings: readonly Case[] = [
	{block: 'readonly i=1 s=2 n=3 t=4 pid=5 status=6\ntrue | true\n! false\nsleep 0.01 & wait\n[ $i$s = 12 ] && test $status = 6', verdict: 'pass', why: 'the author\'s names are the author\'s'},
	{block: 'test "$status-$script-$block-$go" = "---"', verdict: 'pass', why: 'and none of ours is seen'},
	{
		block: 'IFS=0123456789\ntrue | true\n! grep -q nowhere conf\n(exit 3) | cat', verdict: 'fail', why: 'a strange IFS hides nothing', says: /stage 1 of 2.*ended with 3/v,
	},
	{block: 'set -f\ntrue | cat\n! false', verdict: 'pass', why: 'nor does `set -f`'},
	{block: 'set -u\ntrue | cat\n! false\nfalse || true\nx=$(true | cat)\nsleep 0.01 &\nwait', verdict: 'pass', why: 'nor `set -u`'},
	{block: 'set -C\necho x > fresh\n! grep -q y fresh', verdict: 'pass', why: 'nor `set -C`'},
	{
		block: 'PATH=/nowhere\ntrue\nls', verdict: 'fail', why: 'nor an empty PATH', says: /`ls` was not found/v,
	},
];
