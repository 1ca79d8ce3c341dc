/** Within loops, functions, groups, subshells. */
import type {Case} from './case.js';

export const within: readonly Case[] = [
	{
		block: 'for x in a b; do test $x = b; echo $x; done', verdict: 'fail', why: 'a statement in the first round failed', says: /ended with 1/v,
	},
	{
		block: 'for x in 1 2; do (exit $((2 - x))) | cat; done', verdict: 'fail', why: 'a stage in the first round failed', says: /stage 1 of 2/v,
	},
	{
		block: 'f() { (exit 4) | cat; true; }\nf', verdict: 'fail', why: 'a stage in a function failed', says: /stage 1 of 2.*ended with 4/v,
	},
	{
		block: '{ false; true; }', verdict: 'fail', why: 'a statement in a group failed', says: /ended with 1/v,
	},
	{
		block: '( false; true )\ntrue', verdict: 'fail', why: 'a statement in a subshell failed', says: /Line 1/v,
	},
	{
		block: 'case x in x) false; true;; esac', verdict: 'fail', why: 'a statement in `case` failed', says: /ended with 1/v,
	},
	{
		block: '{ false; true; } | cat', verdict: 'fail', why: 'a statement within a stage failed', says: /stage 1 of 2/v,
	},
	{block: 'for i in $(seq 100000); do echo $i; done | head -n 1', verdict: 'pass', why: 'the reader of a loop had enough'},
	{
		block: 'f() ( false; true )\nf', verdict: 'fail', why: 'a statement failed in a function that is a subshell', says: /ended with 1/v,
	},
	{
		block: 'f() { false || return; }\nf', verdict: 'fail', why: 'the function gives the failure on', says: /ended with 1/v,
	},
	{block: 'f() { false || return 0; }\nf', verdict: 'pass', why: 'the function says that it may fail'},
	{
		block: 'while true; do false; break; done', verdict: 'fail', why: 'a statement of the round failed', says: /ended with 1/v,
	},
	{
		block: 'for x in 1; do cat missing | grep -q x || true; done', verdict: 'fail', why: 'a stage failed in a loop, left of `||`', says: /stage 1 of 2/v,
	},
	{
		block: 'f() { if cat missing | grep -q x; then true; fi; }\nf', verdict: 'fail', why: 'a stage failed in the condition of a function', says: /stage 1 of 2/v,
	},
	{
		block: 'eval "false; true"', verdict: 'fail', why: 'a statement failed within `eval`', says: /ended with 1/v,
	},
];
