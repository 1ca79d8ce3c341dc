/** Output and processes. */
import type {Case} from './case.js';

export const processes: readonly Case[] = [
	{block: 'head -c 100000 /dev/urandom', verdict: 'pass', why: 'what is printed does not matter'},
	{
		block: String.raw`head -c 10000000 /dev/zero | tr "\0" x`, verdict: 'pass', why: 'however much of it there is', output: /^x+$/v,
	},
	{
		block: '(setsid sleep 3 &)\necho done', verdict: 'pass', why: 'the block has ended; who still holds its output keeps nobody waiting', output: /done/v,
	},
	{
		block: 'read -r answer < /dev/tty', verdict: 'fail', why: 'there is no terminal to ask at', says: /ended with 1/v,
	},
	{
		block: 'if read -r answer < /dev/tty; then true; fi\ntest -t 0', verdict: 'fail', why: 'there is none, and the second line fails', says: /Line 2/v,
	},
	{
		block: 'trap \'\' TERM\nsleep 60 & wait\ntrue', verdict: 'fail', why: 'its time is up, and it does not want to end', says: /timed out after 0\.3 s/v, timeoutMs: 300,
	},
	{
		block: 'sleep 60', verdict: 'fail', why: 'its time is up', says: /timed out after 0\.3 s/v, timeoutMs: 300,
	},
	{
		block: 'kill -HUP $$\ntrue', verdict: 'fail', why: 'a signal is a failure', says: /Line 1: the shell was/v,
	},
	{block: 'seq 100000 >&2', verdict: 'pass', why: 'standard error is no failure'},
];
