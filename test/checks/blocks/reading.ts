/** Heredocs, and what cannot be read. */
import type {Case} from './case.js';

export const reading: readonly Case[] = [
	{
		block: 'cat <<EOF | grep -q body\nbody\nEOF\ntrue', verdict: 'pass', why: 'the heredoc is read', statuses: [0, 0],
	},
	{
		block: 'grep -q other <<EOF\nbody\nEOF\ntrue', verdict: 'fail', why: 'it does not hold what was looked for', says: /Line 1: ended with 1/v,
	},
	{
		block: 'cat <<A; cat <<B\n1\nA\n2\nB\nfalse', verdict: 'fail', why: 'what stands behind two heredocs counts', says: /Line 6/v, statuses: [0, 0, 1],
	},
	{
		block: 'while read -r x; do test "$x" != b; done <<EOF\na\nb\nc\nEOF', verdict: 'fail', why: 'a round over a heredoc failed', says: /ended with 1/v,
	},
	{block: 'if cat <<EOF | grep -q b\na\nEOF\nthen false; fi', verdict: 'pass', why: 'the heredoc does not hold it, and that is an answer'},
	{block: 'cat <<\'EOF\' > script\nfalse | true\n! true\nEOF\ntest -s script', verdict: 'pass', why: 'the text of a heredoc is no statement'},
	{
		block: 'cat <<EOF\nbody', verdict: 'fail', why: 'bash would take the rest of the block for text', says: /no closing `EOF`/v,
	},
	{
		block: 'true\necho "x', verdict: 'fail', why: 'it cannot be read', says: /cannot be read/v,
	},
	{
		block: 'if true; then', verdict: 'fail', why: 'it cannot be read', says: /cannot be read/v,
	},
	{
		block: 'for do in; done', verdict: 'fail', why: 'it cannot be read', says: /cannot be read|bash cannot read/v,
	},
	{
		block: 'true )', verdict: 'fail', why: 'it cannot be read', says: /cannot be read/v,
	},
	{block: 'cat <<-EOF | grep -qx body\n\tbody\n\tEOF', verdict: 'pass', why: 'tabs before a heredoc are taken off'},
	{block: 'cat <<\'EOF\' | grep -qx \'$(false)\'\n$(false)\nEOF', verdict: 'pass', why: 'a quoted heredoc is text'},
	{
		block: 'f() { cat <<EOF\nbody\nEOF\nfalse\n}\nf', verdict: 'fail', why: 'what stands behind a heredoc in a function counts', says: /ended with 1/v,
	},
	{
		block: 'true\ntest -f conf \\', verdict: 'fail', why: 'the last line goes on, and there is nothing', says: /goes on nowhere/v,
	},
	{
		block: '(! )\ntrue', verdict: 'fail', why: 'only bash sees that there is nothing to negate', says: /bash cannot read this block/v,
	},
];
