/** Background jobs. */
import type {Case} from './case.js';

export const background: readonly Case[] = [
	{block: 'sleep 0.05 &\ntrue', verdict: 'pass', why: 'the job ended well'},
	{
		block: '(exit 3) &\ntrue', verdict: 'fail', why: 'the job failed; bash would not look', says: /background job `\(exit 3\)` ended with 3/v,
	},
	{
		block: '(sleep 0.2; exit 3) &\necho meanwhile', verdict: 'fail', why: 'nor would it wait', says: /background job .* ended with 3/v,
	},
	{
		block: '(exit 3) &\nwait\ntrue', verdict: 'fail', why: '`wait` alone says 0', says: /ended with 3/v,
	},
	{
		block: '(exit 3) &\nwait $!\ntrue', verdict: 'fail', why: '`wait` with a number says how it ended', says: /Line 2: ended with 3/v,
	},
	{block: 'sleep 30 & pid=$!\ntrue\nkill $pid\nwait $pid || true', verdict: 'pass', why: 'the block ended its own job'},
	{block: 'sleep 30 &\ntrue', verdict: 'pass', why: 'a server in the background may run until the end'},
	{
		block: '(exit 3) | cat &\nwait', verdict: 'fail', why: 'a stage of the job failed', says: /ended with 3/v,
	},
	{
		block: 'for i in 0 1 0; do (exit $i) & done\nwait', verdict: 'fail', why: 'one of three jobs failed', says: /ended with 1/v,
	},
	{
		block: '( (exit 5) & wait )', verdict: 'fail', why: 'the job of a subshell failed', says: /ended with 5/v,
	},
	{
		block: 'sleep 0.1 && false &\nwait', verdict: 'fail', why: 'a job that is a chain failed', says: /ended with 1/v,
	},
	{
		block: '(sleep 0.1; no-such-program) &\nwait || true', verdict: 'fail', why: 'a program of a job is missing', says: /not found/v,
	},
	{
		block: 'false & wait -n', verdict: 'fail', why: 'the first that ended failed', says: /ended with 1/v,
	},
	{block: 'sleep 0.05 & sleep 0.05 & wait', verdict: 'pass', why: 'both ended well'},
];
