/** Programs that are not there. */
import type {Case} from './case.js';

export const missing: readonly Case[] = [
	{
		block: 'no-such-program --version', verdict: 'fail', why: 'the program is missing', says: /`no-such-program` was not found/v,
	},
	{
		block: 'no-such-program | cat', verdict: 'fail', why: 'as the first stage, too', says: /not found/v,
	},
	{
		block: 'echo x | no-such-program', verdict: 'fail', why: 'as the last stage, too', says: /not found/v,
	},
	{
		block: 'for i in 1 2; do no-such-program || true; done', verdict: 'fail', why: 'in a loop, although the author allows a failure', says: /not found/v,
	},
	{
		block: 'f() { no-such-program; }\nf || true', verdict: 'fail', why: 'in a function', says: /not found/v,
	},
	{
		block: 'if no-such-program 2>/dev/null; then true; fi', verdict: 'fail', why: 'in a condition, where bash takes it for a no', says: /not found/v,
	},
	{
		block: 'no-such-program &\nwait', verdict: 'fail', why: 'in the background', says: /not found/v,
	},
	{block: 'if command -v no-such-program; then no-such-program; fi', verdict: 'pass', why: 'the author looks whether it is there'},
	{
		block: 'f() { if no-such-program; then true; fi; }\nf', verdict: 'fail', why: 'in a condition within a function', says: /not found/v,
	},
	{
		block: 'x=$(no-such-program) || true', verdict: 'fail', why: 'in a substitution that may fail', says: /not found/v,
	},
	{
		block: 'for x in $(no-such-program); do true; done', verdict: 'fail', why: 'in what a loop goes over', says: /not found/v,
	},
	{
		block: 'while no-such-program; do true; done', verdict: 'fail', why: 'in the condition of a loop', says: /not found/v,
	},
	{
		block: '! no-such-program', verdict: 'fail', why: 'behind `!`', says: /not found/v,
	},
	{
		block: 'no-such-program && true || true', verdict: 'fail', why: 'left of `&&`', says: /not found/v,
	},
	{
		block: '( no-such-program; true )', verdict: 'fail', why: 'in a subshell', says: /not found/v,
	},
	{
		block: 'command no-such-program || true', verdict: 'fail', why: 'behind `command`', says: /not found/v,
	},
	{
		block: 'timeout 5 no-such-program || true', verdict: 'fail', why: 'behind `timeout`', says: /ended with 127/v,
	},
];
