/** Questions: what follows `!`, stands left of `&&` or `||`, or is a condition. */
import type {Case} from './case.js';

export const questions: readonly Case[] = [
	{block: '! grep -q localhost conf\ntrue', verdict: 'pass', why: 'it must not be there, and is not'},
	{
		block: '! grep -q host conf\ntrue\ntrue', verdict: 'fail', why: 'it must not be there, and is; bash would go on', says: /Line 1: the answer was yes/v, statuses: [1, undefined, undefined],
	},
	{
		block: 'true\n! grep -q host conf\ntrue', verdict: 'fail', why: 'also in the middle, where `set -e` says nothing', says: /Line 2: the answer was yes/v,
	},
	{
		block: 'true\ntrue\n! grep -q host conf', verdict: 'fail', why: 'also at the end', says: /Line 3: the answer was yes/v,
	},
	{block: '! cat conf | grep -q localhost', verdict: 'pass', why: 'the pipeline found nothing'},
	{
		block: '! cat conf | grep -q host\ntrue', verdict: 'fail', why: 'the pipeline found something', says: /Line 1/v,
	},
	{
		block: '! cat missing | grep -q localhost', verdict: 'fail', why: 'nothing was read, so nothing was asked', says: /`cat missing` \(stage 1 of 2\) ended with 1, which is no answer/v,
	},
	{
		block: '! no-such-rpm -qa | grep -qi mysql', verdict: 'fail', why: 'without the program nobody knows', says: /`no-such-rpm` was not found|stage 1 of 2/v,
	},
	{
		block: '! grep -q localhost missing', verdict: 'fail', why: 'without the file nobody knows', says: /ended with 2, which is no answer/v,
	},
	{
		block: '! grep -q localhost < missing', verdict: 'fail', why: 'neither with a redirect from it', says: /`< missing` cannot be opened/v,
	},
	{
		block: '! true | grep -q localhost < missing', verdict: 'fail', why: 'nor at the end of a pipeline', says: /cannot be opened/v,
	},
	{block: '! grep -q localhost < conf', verdict: 'pass', why: 'the file is there and does not hold it'},
	{block: '! bash -c "exit 3"', verdict: 'pass', why: 'of most programs any status is an answer'},
	{block: '! ! true', verdict: 'pass', why: 'no of a no'},
	{
		block: '( ! grep -q host conf; true )', verdict: 'fail', why: '`!` counts in a subshell too', says: /ended with 1/v,
	},
	{
		block: 'for word in host nobody; do ! grep -q $word conf; done', verdict: 'fail', why: 'and in the first round of a loop', says: /ended with 1/v,
	},
	{
		block: 'f() { ! grep -q host conf; true; }\nf', verdict: 'fail', why: 'and in the middle of a function', says: /Line 2/v,
	},
	{block: '! [[ a == b ]]', verdict: 'pass', why: 'they are not equal'},
	{
		block: 'test -f missing && true\ntrue', verdict: 'fail', why: 'A and B, and A says no', says: /Line 1: ended with 1/v,
	},
	{block: 'test -f conf && grep -q host conf', verdict: 'pass', why: 'A and B, and both say yes'},
	{
		block: 'true && true && grep -q nowhere conf', verdict: 'fail', why: 'the last of the chain says no', says: /ended with 1/v,
	},
	{
		block: 'for f in missing conf; do test -f $f && grep -q host $f; done', verdict: 'fail', why: 'the first round says no, the last one would hide it', says: /ended with 1/v,
	},
	{block: 'for f in inside conf; do [ -d $f ] && continue; grep -q host $f; done', verdict: 'pass', why: 'a guard decides whether the rest of the round is done, and fails nothing'},
	{block: 'n=0\nfor f in conf lib.sh; do grep -q host $f && n=$((n + 1)); done\ntest $n = 1', verdict: 'pass', why: 'a guard before an assignment fails nothing'},
	{block: 'f() { [ "$1" = a ] && return 0; grep -q host conf; }\nf a\nf b', verdict: 'pass', why: 'nor one before `return`'},
	{block: 'false || true', verdict: 'pass', why: 'the author says that it may fail'},
	{
		block: 'no-such-program || true', verdict: 'fail', why: 'but not that it may be missing', says: /`no-such-program` was not found/v,
	},
	{
		block: 'grep -q x missing || true\ntrue', verdict: 'fail', why: 'nor that it may be unreadable', says: /ended with 2, which is no answer/v,
	},
	{
		block: 'grep -q nowhere conf || exit 1\ntrue', verdict: 'fail', why: 'the author says that it has failed', says: /Line 1: `exit 1`/v,
	},
	{
		block: 'false || false', verdict: 'fail', why: 'neither says yes', says: /ended with 1/v,
	},
	{block: 'if grep -q host conf; then true; else false; fi', verdict: 'pass', why: 'the answer was yes, and the right branch passed'},
	{block: 'if grep -q nowhere conf; then false; fi', verdict: 'pass', why: 'no is an answer'},
	{
		block: 'if grep -q x missing; then false; fi', verdict: 'fail', why: 'the condition could not be read', says: /no answer/v,
	},
	{
		block: 'if cat missing | grep -q x; then false; fi\ntrue', verdict: 'fail', why: 'a stage of the condition failed', says: /stage 1 of 2/v,
	},
	{
		block: 'if true; then false; true; fi', verdict: 'fail', why: '`set -e` holds in the body', says: /ended with 1/v,
	},
	{
		block: 'if false; then true; elif grep x missing; then true; fi', verdict: 'fail', why: 'the second condition could not be read', says: /no answer/v,
	},
	{
		block: 'if cd nowhere; grep -q host conf; then true; fi', verdict: 'fail', why: 'the question was asked in the wrong directory', says: /before the question was asked/v,
	},
	{
		block: 'f() { cd nowhere; true; }\nif f; then true; fi', verdict: 'fail', why: 'so it was within the function', says: /before the question was asked/v,
	},
	{block: 'f() { grep -q nowhere conf; }\nif f; then false; fi\n! f', verdict: 'pass', why: 'the function says no, and that is an answer'},
	{
		block: 'f() { cat missing | grep -q x; }\n! f', verdict: 'fail', why: 'the function could not read what it asks about', says: /stage 1 of 2/v,
	},
	{
		block: 'g() { cat missing | grep -q x; }\nf() { g; }\nif f; then true; fi', verdict: 'fail', why: 'nor could one that it calls', says: /stage 1 of 2/v,
	},
	{block: 'n=0\nwhile read -r line; do n=$((n + 1)); done < conf\ntest $n = 2', verdict: 'pass', why: '`read` says no at the end of the file'},
	{
		block: 'while read -r line; do true; done < missing\ntrue', verdict: 'fail', why: 'there is no file to read', says: /Line 1/v,
	},
	{
		block: 'while read -r line; do grep -q 3306 <<< "$line"; done < conf', verdict: 'fail', why: 'a round failed', says: /ended with 1/v,
	},
	{block: 'n=0\nuntil [ $n -ge 3 ]; do n=$((n + 1)); done', verdict: 'pass', why: 'it is reached'},
	{
		block: 'if [ 1 -eq one ]; then true; fi', verdict: 'fail', why: '`[` says with 2 that it was written wrong', says: /ended with 2, which is no answer/v,
	},
	{
		block: 'if bash -c \'kill -9 $$\'; then true; else true; fi', verdict: 'fail', why: 'ended by a signal is no answer', says: /ended with 137, which is no answer/v,
	},
	{
		block: './conf || true', verdict: 'fail', why: 'what cannot be executed gives no answer', says: /ended with 126/v,
	},
	{
		block: '/no/such/program || true', verdict: 'fail', why: 'nor what is not there', says: /ended with 127/v,
	},
	{block: 'if version=$(cat missing); then false; fi', verdict: 'pass', why: '`cat` says no, and the author asked'},
	{block: '! { true; grep -q nowhere conf; }', verdict: 'pass', why: 'the group\'s last command answers'},
	{
		block: '! { cat missing; grep -q nowhere conf; }', verdict: 'fail', why: 'the first part failed before the question', says: /before the question was asked/v,
	},
	{
		block: '! ( grep -q x missing )', verdict: 'fail', why: 'the subshell could not read the file', says: /no answer/v,
	},
	{
		block: 'f() { for f in missing conf; do grep -q host $f; done; }\nif f; then true; fi', verdict: 'fail', why: 'the first round could not be answered', says: /no answer/v,
	},
	{
		block: 'f() { cd nowhere; true; }\nn=f\nif $n; then true; fi', verdict: 'fail', why: 'a name that is computed hides no function', says: /before the question/v,
	},
	{
		block: '! env LC_ALL=C nice grep -q x missing', verdict: 'fail', why: 'words in front of grep do not change what its 2 means', says: /ended with 2, which is no answer/v,
	},
	{block: 'n=$(grep -c nowhere conf || true)\ntest "$n" = 0', verdict: 'pass', why: '`grep -c` that counts none says 1, and the author allows it'},
	{block: 'status=0\nbash -c "exit 3" || status=$?\ntest $status = 3', verdict: 'pass', why: 'the author keeps the status, and compares it'},
	{block: 'case $(cat conf) in *localhost*) false;; *db*) true;; esac', verdict: 'pass', why: '`case` takes the right branch'},
	{block: 'coproc cat\nkill $COPROC_PID\ntrue', verdict: 'pass', why: 'a coprocess that the block ends is no failure'},
	{block: '! cat conf | grep -q localhost\ntrue', verdict: 'pass', why: 'a negated pipeline first: it found nothing'},
	{
		block: '! cat conf | grep -q host\ntrue\ntrue', verdict: 'fail', why: 'a negated pipeline first: it found something', says: /Line 1: the answer was yes/v,
	},
	{
		block: 'true\n! cat conf | grep -q host\ntrue', verdict: 'fail', why: 'the same in the middle', says: /Line 2: the answer was yes/v,
	},
	{
		block: 'true\ntrue\n! cat conf | grep -q host', verdict: 'fail', why: 'the same in the last line', says: /Line 3: the answer was yes/v,
	},
	{
		block: 'true\n! cat missing | grep -q host\ntrue', verdict: 'fail', why: 'nothing was read in the middle', says: /Line 2: .*no answer/v,
	},
	{
		block: 'true\n! cat missing | grep -q host', verdict: 'fail', why: 'nothing was read in the last line', says: /Line 2: .*no answer/v,
	},
	{
		block: '! (cat missing | grep -q x)', verdict: 'fail', why: 'nothing was read within the parentheses', says: /stage 1 of 2/v,
	},
	{
		block: '! false | true', verdict: 'fail', why: 'the first stage gave no answer', says: /no answer/v,
	},
	{block: '! true | false', verdict: 'pass', why: 'the last stage answers no'},
	{
		block: 'until grep -q x missing; do break; done', verdict: 'fail', why: 'what is waited for cannot be read', says: /no answer/v,
	},
	{block: 'false && true || true', verdict: 'pass', why: 'no, so neither; then yes'},
	{
		block: '[ -e missing ] && [ -e conf ] || exit 1', verdict: 'fail', why: 'the author says that it has failed', says: /`exit 1`/v,
	},
	{block: '[ -e conf ] || exit 1', verdict: 'pass', why: 'it is there'},
	{block: 'grep -q host conf && ! grep -q nowhere conf', verdict: 'pass', why: 'one is there and the other is not'},
	{
		block: 'true && ! grep -q host conf', verdict: 'fail', why: 'one must not be there, and is', says: /ended with 1/v,
	},
	{block: 'if ! command -v no-such-program >/dev/null; then true; else false; fi', verdict: 'pass', why: 'the author looks whether it is there'},
	{
		block: 'if true > missing/file; then true; fi', verdict: 'fail', why: 'what it prints cannot be written', says: /cannot be opened/v,
	},
	{
		block: '[ "" -gt 3 ] || true', verdict: 'fail', why: '`[` cannot compare nothing', says: /ended with 2, which is no answer/v,
	},
	{
		block: 'x="a b"\n! [[ $x -gt 3 ]]', verdict: 'fail', why: '`[[` cannot compare it either, and says so with 1', says: /no answer/v,
	},
	{
		block: 'x="a b"\n! (( x > 3 ))', verdict: 'fail', why: 'nor can `((`', says: /no answer/v,
	},
	{
		block: 'x="1 2"\nif [[ $x -gt 3 ]]; then false; fi', verdict: 'fail', why: 'nor is it a no in a condition', says: /no answer/v,
	},
	{
		block: '((1 / 0)) || true', verdict: 'fail', why: 'nobody can divide by zero', says: /no answer/v,
	},
	{block: 'x=2\n! (( x > 3 ))\nwhile ((x++ < 9)); do true; done\n! [[ $x -lt 3 ]]', verdict: 'pass', why: 'what can be computed is an answer'},
	{
		block: 're="("\n! [[ a =~ $re ]]', verdict: 'fail', why: 'this is no pattern', says: /ended with 2, which is no answer/v,
	},
	{
		block: '! zgrep -q x missing.gz', verdict: 'fail', why: 'there is nothing to search', says: /ended with 2, which is no answer/v,
	},
	{
		block: '! env no-such-program', verdict: 'fail', why: '`env` says with 127 that it is missing', says: /ended with 127, which is no answer/v,
	},
	{
		block: 'xargs no-such-program < conf || true', verdict: 'fail', why: 'so does `xargs`', says: /ended with 127/v,
	},
];
