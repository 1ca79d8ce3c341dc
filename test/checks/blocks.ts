/** Blocks, and the verdict that a careful engineer would give. */
export type Case = {
	readonly name: string;
	readonly block: string;
	/** `pass`, or a part of the one sentence that says why not. */
	readonly verdict: 'pass' | RegExp;
	/** Statuses of its statements, where they matter. */
	readonly statuses?: ReadonlyArray<number | undefined>;
	/** What it printed. */
	readonly output?: RegExp;
};

export const blocks: readonly Case[] = [
	// Statements
	{
		name: 'one that succeeds', block: 'true', verdict: 'pass', statuses: [0],
	},
	{
		name: 'one that fails', block: 'false', verdict: /Line 1: ended with 1/v, statuses: [1],
	},
	{
		name: 'the first of two fails', block: 'false\ntrue', verdict: /Line 1: ended with 1/v, statuses: [1, undefined],
	},
	{
		name: 'the last of three fails', block: 'true\ntrue\nfalse', verdict: /Line 3/v, statuses: [0, 0, 1],
	},
	{
		name: 'several on one line', block: 'true; false; true', verdict: /ended with 1/v, statuses: [0, 1, undefined],
	},
	{
		name: 'over several lines', block: 'test \\\n  -f \\\n  conf\necho done', verdict: 'pass', statuses: [0, 0],
	},
	{name: 'an argument over several lines', block: 'printf %s "a\nb" | grep -q b\nfalse', verdict: /Line 3/v},
	{
		name: 'comments and blank lines', block: '# first\n\ntrue # and\n\n# last', verdict: 'pass', statuses: [0],
	},
	{name: 'comments only', block: '# nothing\n# at all', verdict: /nothing to run/v},
	{name: 'nothing', block: '', verdict: /nothing to run/v},
	{
		name: 'line ends of Windows', block: 'x=conf\r\ntest -f "$x"\r\ncat <<EOF | grep -qx body\r\nbody\r\nEOF\r\n', verdict: 'pass', statuses: [0, 0, 0],
	},
	{name: 'line ends of Windows, failing', block: 'true\r\nfalse\r\ntrue\r\n', verdict: /Line 2/v},
	{name: 'cd is kept', block: 'cd inside\ntest "$(basename "$PWD")" = inside\ntest ! -f conf', verdict: 'pass'},
	{name: 'variables and functions are kept', block: 'x=3\nf() { test "$1" = 3; }\nf "$x"', verdict: 'pass'},
	{name: 'a sourced file', block: '. ./lib.sh\ngreet | grep -qx hello', verdict: 'pass'},
	{name: 'positional parameters', block: 'set -- a b\ntest $# = 2\ntest "$2" = b', verdict: 'pass'},
	{name: '$_ and $? are as they were', block: 'echo one two\ntest "$_" = two\ntest $? = 0', verdict: 'pass'},
	{name: '$LINENO is as it was', block: 'true\n\ntest $LINENO = 3', verdict: 'pass'},
	{name: 'a status asked for afterwards', block: 'grep -q nowhere conf\n[ $? = 1 ]', verdict: /Line 1: ended with 1/v},
	{name: 'arithmetic that yields 0', block: 'i=0\n((i++))', verdict: /Line 2: ended with 1/v},
	{name: 'arithmetic that does not', block: 'i=1\n((i++))\ntest $i = 2', verdict: 'pass'},
	{name: 'reading with no input', block: 'read -r answer\necho "$answer"', verdict: /Line 1: ended with 1/v},
	{name: 'a file that is not there', block: 'cat < missing\ntrue', verdict: /Line 1: ended with 1/v},
	{name: 'an unset variable under set -u', block: 'set -u\necho "$NOBODY_HAS_SET_THIS"\ntrue', verdict: /Line 2/v},
	{name: 'redirects alone', block: '> made\ntest -f made', verdict: 'pass'},
	{name: 'descriptors of the block itself', block: 'exec 9> nine\necho x >&9\nexec 9>&-\ngrep -q x nine', verdict: 'pass'},
	{name: 'standard output is closed', block: 'exec >&-\nfalse\ntrue', verdict: /Line 2/v},

	// Pipelines
	{name: 'an earlier stage fails', block: '(exit 3) | cat', verdict: /stage 1 of 2.* ended with 3/v},
	{
		name: 'tests behind tee', block: 'bash -c "echo 1 failed; exit 1" | tee log\necho published', verdict: /stage 1 of 2/v, statuses: [1, undefined],
	},
	{name: 'the middle stage fails', block: 'echo a | grep -q b | cat', verdict: /stage 2 of 3/v},
	{name: 'a reader that had enough', block: 'seq 1000000 | head -n 1', verdict: 'pass'},
	{name: 'a reader that had enough, quietly', block: 'seq 1000000 | grep -q 7', verdict: 'pass'},
	{name: 'a reader that had enough, under pipefail', block: 'set -euo pipefail\nseq 1000000 | head -n 1\n( set -o pipefail; seq 1000000 | head -n 1; true )', verdict: 'pass'},
	{name: 'a program that answers a reader who left by itself', block: 'python3 -c "\nimport sys, signal\nfor i in range(100000): print(i)\n" | head -n 1', verdict: /stage 1 of 2.*let the reader read all/sv},
	{name: 'the last stage fails', block: 'echo a | grep b', verdict: /ended with 1/v},
	{name: 'standard error goes along', block: '{ echo oops >&2; } |& grep -q oops', verdict: 'pass'},
	{name: 'a pipeline as an operand', block: '(exit 3) | cat && true', verdict: /stage 1 of 2.*no answer/v},
	{name: 'a pipeline right of &&', block: 'true && (exit 3) | cat', verdict: /stage 1 of 2/v},
	{name: 'a pipeline right of ||', block: 'false || (exit 3) | cat', verdict: /stage 1 of 2/v},
	{name: 'a timed pipeline', block: 'time -p (exit 3) | cat', verdict: /stage 1 of 2/v},

	// Questions
	{name: '! at the beginning, no', block: '! grep -q localhost conf\ntrue', verdict: 'pass'},
	{
		name: '! at the beginning, yes', block: '! grep -q host conf\ntrue\ntrue', verdict: /Line 1: the answer was yes/v, statuses: [1, undefined, undefined],
	},
	{name: '! in the middle, yes', block: 'true\n! grep -q host conf\ntrue', verdict: /Line 2: the answer was yes/v},
	{name: '! at the end, yes', block: 'true\ntrue\n! grep -q host conf', verdict: /Line 3: the answer was yes/v},
	{name: '! of a pipeline, no', block: '! cat conf | grep -q localhost', verdict: 'pass'},
	{name: '! of a pipeline, yes', block: '! cat conf | grep -q host\ntrue', verdict: /Line 1/v},
	{name: '! of a pipeline whose first stage fails', block: '! cat missing | grep -q localhost', verdict: /`cat missing` \(stage 1 of 2\) ended with 1, which is no answer/v},
	{name: '! of a program that is not there', block: '! no-such-rpm -qa | grep -qi mysql', verdict: /`no-such-rpm` was not found|stage 1 of 2/v},
	{name: '! of a file that is not there', block: '! grep -q localhost missing', verdict: /ended with 2, which is no answer/v},
	{name: '! with a redirect from a file that is not there', block: '! grep -q localhost < missing', verdict: /`< missing` cannot be opened/v},
	{name: '! of a pipeline with such a redirect at its end', block: '! true | grep -q localhost < missing', verdict: /cannot be opened/v},
	{name: '! with a redirect from a file that is there', block: '! grep -q localhost < conf', verdict: 'pass'},
	{name: '! of a status above 1 that is an answer', block: '! bash -c "exit 3"', verdict: 'pass'},
	{name: '! ! twice', block: '! ! true', verdict: 'pass'},
	{name: '! in a subshell', block: '( ! grep -q host conf; true )', verdict: /ended with 1/v},
	{name: '! in a loop, first time', block: 'for word in host nobody; do ! grep -q $word conf; done', verdict: /ended with 1/v},
	{name: '! in a function, in the middle', block: 'f() { ! grep -q host conf; true; }\nf', verdict: /Line 2/v},
	{name: '! [[ ]]', block: '! [[ a == b ]]', verdict: 'pass'},
	{name: '&& with no', block: 'test -f missing && true\ntrue', verdict: /Line 1: ended with 1/v},
	{name: '&& with yes', block: 'test -f conf && grep -q host conf', verdict: 'pass'},
	{name: '&& in a chain', block: 'true && true && grep -q nowhere conf', verdict: /ended with 1/v},
	{name: '&& in a loop, first time', block: 'for f in missing conf; do test -f $f && grep -q host $f; done', verdict: /ended with 1/v},
	{name: '&& continue in a loop', block: 'for f in inside conf; do [ -d $f ] && continue; grep -q host $f; done', verdict: 'pass'},
	{name: '&& x=1 at the end of a loop', block: 'n=0\nfor f in conf lib.sh; do grep -q host $f && n=$((n + 1)); done\ntest $n = 1', verdict: 'pass'},
	{name: '&& return in a function', block: 'f() { [ "$1" = a ] && return 0; grep -q host conf; }\nf a\nf b', verdict: 'pass'},
	{name: '|| true', block: 'false || true', verdict: 'pass'},
	{name: '|| true behind what cannot be found', block: 'no-such-program || true', verdict: /`no-such-program` was not found/v},
	{name: '|| true behind what cannot be answered', block: 'grep -q x missing || true\ntrue', verdict: /ended with 2, which is no answer/v},
	{name: '|| exit 1', block: 'grep -q nowhere conf || exit 1\ntrue', verdict: /Line 1: `exit 1`/v},
	{name: '|| with both saying no', block: 'false || false', verdict: /ended with 1/v},
	{name: 'if with yes', block: 'if grep -q host conf; then true; else false; fi', verdict: 'pass'},
	{name: 'if with no and no else', block: 'if grep -q nowhere conf; then false; fi', verdict: 'pass'},
	{name: 'if that cannot be answered', block: 'if grep -q x missing; then false; fi', verdict: /no answer/v},
	{name: 'if with a failing stage', block: 'if cat missing | grep -q x; then false; fi\ntrue', verdict: /stage 1 of 2/v},
	{name: 'if with a failing body', block: 'if true; then false; true; fi', verdict: /ended with 1/v},
	{name: 'elif that cannot be answered', block: 'if false; then true; elif grep x missing; then true; fi', verdict: /no answer/v},
	{name: 'if with a list whose first part fails', block: 'if cd nowhere; grep -q host conf; then true; fi', verdict: /before the question was asked/v},
	{name: 'if with a function', block: 'f() { cd nowhere; true; }\nif f; then true; fi', verdict: /before the question was asked/v},
	{name: 'if with a function that says no', block: 'f() { grep -q nowhere conf; }\nif f; then false; fi\n! f', verdict: 'pass'},
	{name: 'if with a function that cannot answer', block: 'f() { cat missing | grep -q x; }\n! f', verdict: /stage 1 of 2/v},
	{name: 'if with a function within a function', block: 'g() { cat missing | grep -q x; }\nf() { g; }\nif f; then true; fi', verdict: /stage 1 of 2/v},
	{name: 'while that reads lines', block: 'n=0\nwhile read -r line; do n=$((n + 1)); done < conf\ntest $n = 2', verdict: 'pass'},
	{name: 'while that reads a file that is not there', block: 'while read -r line; do true; done < missing\ntrue', verdict: /Line 1/v},
	{name: 'while with a failing body', block: 'while read -r line; do grep -q 3306 <<< "$line"; done < conf', verdict: /ended with 1/v},
	{name: 'until that is reached', block: 'n=0\nuntil [ $n -ge 3 ]; do n=$((n + 1)); done', verdict: 'pass'},
	{name: 'a test that is written wrong', block: 'if [ 1 -eq one ]; then true; fi', verdict: /ended with 2, which is no answer/v},
	{name: 'a question ended by a signal', block: 'if bash -c \'kill -9 $$\'; then true; else true; fi', verdict: /ended with 137, which is no answer/v},
	{name: 'a program that cannot be executed', block: './conf || true', verdict: /ended with 126/v},
	{name: 'a path that is not there', block: '/no/such/program || true', verdict: /ended with 127/v},

	{name: 'a question with a substitution', block: 'if version=$(cat missing); then false; fi', verdict: 'pass'},
	{name: 'a question about a group', block: '! { true; grep -q nowhere conf; }', verdict: 'pass'},
	{name: 'a question about a group whose first part fails', block: '! { cat missing; grep -q nowhere conf; }', verdict: /before the question was asked/v},
	{name: 'a question about a subshell that cannot answer', block: '! ( grep -q x missing )', verdict: /no answer/v},
	{name: 'a question in a loop in a function that is asked', block: 'f() { for f in missing conf; do grep -q host $f; done; }\nif f; then true; fi', verdict: /no answer/v},
	{name: 'a function by a name that is computed', block: 'f() { cd nowhere; true; }\nn=f\nif $n; then true; fi', verdict: /before the question/v},
	{name: 'a question past sudo-like words', block: '! env LC_ALL=C nice grep -q x missing', verdict: /ended with 2, which is no answer/v},
	{name: 'grep -c that counts none', block: 'n=$(grep -c nowhere conf || true)\ntest "$n" = 0', verdict: 'pass'},
	{name: 'a status kept for later', block: 'status=0\nbash -c "exit 3" || status=$?\ntest $status = 3', verdict: 'pass'},
	{name: 'case on an answer', block: 'case $(cat conf) in *localhost*) false;; *db*) true;; esac', verdict: 'pass'},
	{name: 'select and coproc are left alone', block: 'coproc cat\nkill $COPROC_PID\ntrue', verdict: 'pass'},

	// Within
	{name: 'a failing statement in a loop', block: 'for x in a b; do test $x = b; echo $x; done', verdict: /ended with 1/v},
	{name: 'a failing stage in a loop', block: 'for x in 1 2; do (exit $((2 - x))) | cat; done', verdict: /stage 1 of 2/v},
	{name: 'a failing stage in a function', block: 'f() { (exit 4) | cat; true; }\nf', verdict: /stage 1 of 2.*ended with 4/v},
	{name: 'a failing statement in a group', block: '{ false; true; }', verdict: /ended with 1/v},
	{name: 'a failing statement in a subshell', block: '( false; true )\ntrue', verdict: /Line 1/v},
	{name: 'a failing statement in case', block: 'case x in x) false; true;; esac', verdict: /ended with 1/v},
	{name: 'a failing statement within a stage', block: '{ false; true; } | cat', verdict: /stage 1 of 2/v},
	{name: 'a loop that a reader leaves', block: 'for i in $(seq 100000); do echo $i; done | head -n 1', verdict: 'pass'},

	// Substitutions
	{name: 'a failing substitution', block: 'x=$(false)\ntrue', verdict: /Line 1: ended with 1/v},
	{name: 'a failing statement in a substitution', block: 'x=$(cd nowhere; pwd)', verdict: /ended with 1/v},
	{name: 'a failing substitution that export hides', block: 'export x=$(cat missing)\ntrue', verdict: /`\$\(cat missing\)` ended with 1/v},
	{name: 'a failing substitution that local hides', block: 'f() { local x=$(cat missing); true; }\nf', verdict: /ended with 1, and nothing else/v},
	{name: 'the first of two assignments', block: 'a=$(cat missing) b=$(true)', verdict: /nothing else would have noticed/v},
	{name: 'a failing substitution as an argument', block: 'echo "$(cat missing)"', verdict: /nothing else would have noticed/v},
	{name: 'nothing, because the program failed', block: 'test -z "$(git -C / status --porcelain 2>&-)"', verdict: /ended with 128/v},
	{name: 'nothing, because there was nothing', block: 'test -z "$(cat /dev/null)"', verdict: 'pass'},
	{name: 'nothing found', block: 'test -z "$(grep localhost conf)"', verdict: 'pass'},
	{name: 'a failing substitution in backquotes', block: 'echo `cat missing`', verdict: /nothing else/v},
	{name: 'a failing substitution in a heredoc', block: 'cat <<EOF\n$(cat missing)\nEOF', verdict: /nothing else/v},
	{name: 'a failing substitution in a condition', block: 'if [ "$(cat missing)" = "" ]; then true; fi', verdict: /nothing else/v},
	{name: 'a failing substitution in arithmetic', block: 'test $(( $(cat missing) + 1 )) = 1', verdict: /nothing else/v},
	{name: 'a failing process substitution', block: 'diff <(cat missing) /dev/null', verdict: /nothing else/v},
	{name: 'what a loop goes over fails', block: 'for x in $(cat missing); do echo $x; done', verdict: /nothing else/v},
	{name: 'a file read in a substitution', block: 'test "$(<conf)" = "$(cat conf)"\nx=$(<conf)\ntest -n "$x"', verdict: 'pass'},
	{name: 'a file that is not there read in a substitution', block: 'echo "$(<missing)"', verdict: /nothing else/v},
	{name: 'a program missing in a substitution', block: 'x=$(no-such-program | head -n 1)', verdict: /`no-such-program` was not found/v},
	{name: 'a path missing in a substitution', block: 'x=$(/no/such/program | cat)', verdict: /ended with 127/v},
	{name: 'a reader in a substitution that had enough', block: 'x=$(seq 100000 | head -n 1)\ntest "$x" = 1', verdict: 'pass'},
	{name: 'pipefail, which the author asked for, in a substitution', block: 'set -o pipefail\nx=$(cat missing | cat)', verdict: /Line 2: .*ended with 1/v},

	// What is not found
	{name: 'a program that is not found', block: 'no-such-program --version', verdict: /`no-such-program` was not found/v},
	{name: 'not found as the first stage', block: 'no-such-program | cat', verdict: /not found/v},
	{name: 'not found as the last stage', block: 'echo x | no-such-program', verdict: /not found/v},
	{name: 'not found in a loop', block: 'for i in 1 2; do no-such-program || true; done', verdict: /not found/v},
	{name: 'not found in a function', block: 'f() { no-such-program; }\nf || true', verdict: /not found/v},
	{name: 'not found in a condition', block: 'if no-such-program 2>/dev/null; then true; fi', verdict: /not found/v},
	{name: 'not found in the background', block: 'no-such-program &\nwait', verdict: /not found/v},
	{name: 'a program that is only looked for', block: 'if command -v no-such-program; then no-such-program; fi', verdict: 'pass'},

	// Exit, options, traps
	{
		name: 'exit 0 in the middle', block: 'true\nexit 0\nfalse', verdict: 'pass', statuses: [0, 0, undefined],
	},
	{name: 'exit 3', block: 'exit 3', verdict: /`exit 3`/v},
	{name: 'exit without a number', block: 'true\nexit', verdict: 'pass'},
	{name: 'exit in a subshell', block: '( exit 0; false )\n( exit 2 )', verdict: /Line 2: ended with 2/v},
	{name: 'exit within a condition', block: 'if true; then exit 0; fi\nfalse', verdict: 'pass'},
	{
		name: 'set -e of the author', block: 'set -e\nfalse\ntrue', verdict: /Line 2: ended with 1/v, statuses: [0, 1, undefined],
	},
	{name: 'set +e', block: 'set +e\nfalse\ntrue', verdict: /Every statement/v},
	{name: 'set -x', block: 'set -ex\ntrue', verdict: /xtrace/v},
	{name: 'a DEBUG trap', block: 'trap "echo x" DEBUG\ntrue', verdict: /DEBUG trap/v},
	{name: 'exec with a command', block: 'exec true\nfalse', verdict: /`exec` with a command/v},
	{name: 'unset -f', block: 'unset -f exit\nexit 0', verdict: /unset -f/v},
	{name: 'POSIX mode', block: 'set -o posix\ntrue', verdict: /posix/v},
	{
		name: 'an EXIT trap', block: 'trap "echo bye" EXIT\ntrue', verdict: 'pass', output: /bye/v,
	},
	{
		name: 'an EXIT trap after a failure', block: 'trap "echo bye" EXIT\nfalse', verdict: /Line 2/v, output: /bye/v,
	},
	{name: 'an EXIT trap that says all is well', block: 'trap "exit 0" EXIT\nfalse\ntrue', verdict: /Line 2: ended with 1/v},
	{name: 'an EXIT trap that fails', block: 'trap "exit 4" EXIT\ntrue', verdict: /ended with 4/v},
	{
		name: 'an ERR trap', block: 'trap "echo caught" ERR\n(exit 3) | cat', verdict: /stage 1 of 2/v, output: /caught/v,
	},
	{name: 'ended by its own hand', block: 'true\nkill -9 $$\ntrue', verdict: /Line 2: the shell was ended by SIGKILL/v},
	{name: 'a program ended by a signal', block: 'bash -c \'kill -SEGV $$\'', verdict: /ended with 139/v},
	{name: 'return at the top', block: 'return 0\ntrue', verdict: /Line 1/v},
	{name: 'an exit that the author defines', block: 'exit() { true; }\nexit 1', verdict: /function called `exit`/v},
	{name: 'reports that somebody shortens', block: 'true\neval "builtin exit 0"\nfalse', verdict: /without a word/v},

	// Background
	{name: 'a background job that succeeds', block: 'sleep 0.05 &\ntrue', verdict: 'pass'},
	{name: 'a background job that fails', block: '(exit 3) &\ntrue', verdict: /background job `\(exit 3\)` ended with 3/v},
	{name: 'a background job that fails a little later', block: '(sleep 0.2; exit 3) &\necho meanwhile', verdict: /background job .* ended with 3/v},
	{name: 'a background job that fails, waited for', block: '(exit 3) &\nwait\ntrue', verdict: /ended with 3/v},
	{name: 'a background job that fails, waited for by number', block: '(exit 3) &\nwait $!\ntrue', verdict: /Line 2: ended with 3/v},
	{name: 'a background job that the block ends', block: 'sleep 30 & pid=$!\ntrue\nkill $pid\nwait $pid || true', verdict: 'pass'},
	{name: 'a background job that still runs', block: 'sleep 30 &\ntrue', verdict: 'pass'},
	{name: 'a failing stage in the background', block: '(exit 3) | cat &\nwait', verdict: /ended with 3/v},
	{name: 'background jobs in a loop', block: 'for i in 0 1 0; do (exit $i) & done\nwait', verdict: /ended with 1/v},
	{name: 'background jobs in a subshell', block: '( (exit 5) & wait )', verdict: /ended with 5/v},

	// Names
	{name: 'readonly variables of usual names', block: 'readonly i=1 s=2 n=3 t=4 pid=5 status=6\ntrue | true\n! false\nsleep 0.01 & wait\n[ $i$s = 12 ] && test $status = 6', verdict: 'pass'},
	{name: 'exported variables of usual names', block: 'test "$status-$script-$block-$go" = "---"', verdict: 'pass'},
	{name: 'a strange IFS', block: 'IFS=0123456789\ntrue | true\n! grep -q nowhere conf\n(exit 3) | cat', verdict: /stage 1 of 2.*ended with 3/v},
	{name: 'no file names from patterns', block: 'set -f\ntrue | cat\n! false', verdict: 'pass'},
	{name: 'nounset', block: 'set -u\ntrue | cat\n! false\nfalse || true\nx=$(true | cat)\nsleep 0.01 &\nwait', verdict: 'pass'},
	{name: 'noclobber', block: 'set -C\necho x > fresh\n! grep -q y fresh', verdict: 'pass'},
	{name: 'no PATH', block: 'PATH=/nowhere\ntrue\nls', verdict: /`ls` was not found/v},

	// Heredocs
	{
		name: 'a heredoc', block: 'cat <<EOF | grep -q body\nbody\nEOF\ntrue', verdict: 'pass', statuses: [0, 0],
	},
	{name: 'a heredoc into what fails', block: 'grep -q other <<EOF\nbody\nEOF\ntrue', verdict: /Line 1: ended with 1/v},
	{
		name: 'two heredocs on one line', block: 'cat <<A; cat <<B\n1\nA\n2\nB\nfalse', verdict: /Line 6/v, statuses: [0, 0, 1],
	},
	{name: 'a heredoc behind a loop', block: 'while read -r x; do test "$x" != b; done <<EOF\na\nb\nc\nEOF', verdict: /ended with 1/v},
	{name: 'a heredoc within an if', block: 'if cat <<EOF | grep -q b\na\nEOF\nthen false; fi', verdict: 'pass'},
	{name: 'a heredoc that looks like a block', block: 'cat <<\'EOF\' > script\nfalse | true\n! true\nEOF\ntest -s script', verdict: 'pass'},
	{name: 'a heredoc that is not closed', block: 'cat <<EOF\nbody', verdict: /no closing `EOF`/v},

	// Unreadable
	{name: 'a quote that is not closed', block: 'true\necho "x', verdict: /cannot be read/v},
	{name: 'an if that is not closed', block: 'if true; then', verdict: /cannot be read/v},
	{name: 'what only bash sees', block: 'for do in; done', verdict: /cannot be read|bash cannot read/v},
	{name: 'a stray parenthesis', block: 'true )', verdict: /cannot be read/v},

	// Output and processes
	{name: 'binary output', block: 'head -c 100000 /dev/urandom', verdict: 'pass'},
	{
		name: '10 MB on one line', block: String.raw`head -c 10000000 /dev/zero | tr "\0" x`, verdict: 'pass', output: /^x+$/v,
	},
	{
		name: 'a grandchild that holds the output', block: '(setsid sleep 3 &)\necho done', verdict: 'pass', output: /done/v,
	},
	{name: 'reading the terminal', block: 'read -r answer < /dev/tty', verdict: /ended with 1/v},
	{name: 'asking the terminal', block: 'if read -r answer < /dev/tty; then true; fi\ntest -t 0', verdict: /Line 2/v},
];
