/**
What the probes in a watched block call. Every report is one line, appended to a file that a readonly name holds:

    B statement time            begins                     E statement status time     ended
    F point status…             a stage of a pipeline failed
    T point status…             a question, or a command in a substitution, that could not be answered
    M point status              a statement before the one that answers a question failed
    S point status              a substitution failed and nobody would have noticed
    R point                     a file that a question reads or writes cannot be opened
    N name                      a command was not found
    W status                    an ERR trap runs: something failed, whatever the trap makes of it
    J point status              a background job failed    K point   one still ran at the end and was stopped
    X status time               `exit` was called          D status time command   the shell ends
    V version                   this bash is too old

Whatever makes a verdict impossible is also marked in a second file, so that the shell at the top, which may be several
processes away, stops at its next probe. Probes take `$?` and `$_` as arguments and leave both as they were.
*/
const quote = (text: string): string => `'${text.replaceAll('\'', String.raw`'\''`)}'`;

/** The text of the file that a watched block sources in front of its first line. */
export const preludeFor = (report: string, mark: string): string => String.raw`if (( BASH_VERSINFO[0] * 100 + BASH_VERSINFO[1] < 404 )); then
	builtin printf 'V %s\n' "$BASH_VERSION" >> ${quote(report)}; builtin exit 125
fi
set +o posix; set +o pipefail; set -e; shopt -s inherit_errexit
readonly __hp_report=${quote(report)} __hp_mark=${quote(mark)} __hp_main=$BASHPID
__hp_over= __hp_pipefail= __hp_owner=$BASHPID __hp_jobs=() __hp_points=() __hp_ended=()
${functions}`;

// Every name of ours begins alike, so that none can be a readonly variable of the block.
const functions = `
__hp_put() { builtin printf '%s\\n' "$1" >> "$__hp_report"; }
__hp_timed() { local __hp_t=\${EPOCHREALTIME-}; [[ $__hp_t ]] || __hp_t=$SECONDS; __hp_put "$1 $__hp_t \${2-}"; }
__hp_flag() { __hp_put "$1"; builtin printf . >> "$__hp_mark"; }
__hp_trouble() { __hp_flag "$1"; builtin exit 125; }
__hp_still() { [[ ! -s $__hp_mark ]] || builtin exit 125; }
__hp_b() { __hp_still; __hp_timed "B $1"; }
__hp_o() { if [[ -o pipefail ]]; then __hp_pipefail=1; fi; set -e; set +o pipefail; return "$1"; }
__hp_r() { __hp_still; return "$1"; }
__hp_0() { return 0; }
__hp_s() { __hp_still; (( $2 == 0 )) || __hp_trouble "M $1 $2"; }
__hp_e() {
	__hp_o 0; shopt -s inherit_errexit; __hp_still
	__hp_timed "E $1 $2"
	(( $2 == 0 )) || builtin exit "$2"
}
__hp_p() {
	__hp_still
	local IFS=' ' __hp_i __hp_s=0 __hp_n=$(($# - 1))
	for (( __hp_i = 3; __hp_i < __hp_n && __hp_s == 0; __hp_i++ )); do (( \${!__hp_i} == 141 )) || __hp_s=\${!__hp_i}; done
	(( __hp_s )) || __hp_s=\${!__hp_n}
	(( __hp_s == 0 )) || __hp_put "F $1 \${*:3:__hp_n-2}"
	return "$__hp_s"
}
__hp_q() {
	__hp_still
	local IFS=' ' __hp_i __hp_n=$(($# - 1))
	for (( __hp_i = 4; __hp_i < __hp_n; __hp_i++ )); do
		(( \${!__hp_i} == 0 || \${!__hp_i} == 141 )) || __hp_trouble "T $1 \${*:4:__hp_n-3}"
	done
	__hp_i=\${!__hp_n}
	if (( __hp_i != 141 && (__hp_i > 125 || ($2 && __hp_i > 1)) )); then __hp_trouble "T $1 \${*:4:__hp_n-3}"; fi
	return "$__hp_i"
}
__hp_a() {
	__hp_still
	if [[ -s $__hp_mark.$BASHPID ]]; then
		builtin printf '%s\\n' "$(<"$__hp_mark.$BASHPID")" >&2
		__hp_trouble "T $1 $2"
	fi
	(( $2 == 1 )) || __hp_trouble "T $1 $2"
	return "$2"
}
__hp_c() {
	local IFS=' ' __hp_i __hp_s=$3 __hp_n=$(($# - 1))
	for (( __hp_i = 4; __hp_i <= __hp_n; __hp_i++ )); do
		if (( \${!__hp_i} > 125 && \${!__hp_i} != 141 )); then __hp_trouble "T $1 \${*:4:__hp_n-3}"; fi
		if (( \${!__hp_i} == 0 || \${!__hp_i} == 141 )); then continue; fi
		if [[ $__hp_pipefail ]] || (( __hp_i < __hp_n && (\${!__hp_i} > 1 || !\${2:__hp_i-4:1}) )); then __hp_s=\${!__hp_i}; fi
	done
	return "$__hp_s"
}
__hp_f() {
	if [[ $2 == r && ! -r $3 ]]; then __hp_trouble "R $1"; fi
	if [[ $2 == w ]] && ! { [[ -e $3 ]] || : >> "$3"; } 2>/dev/null; then __hp_trouble "R $1"; fi
	if [[ $2 == w && ! -w $3 ]]; then __hp_trouble "R $1"; fi
}
__hp_t() { builtin trap "__hp_v $1 $2 \\"\\$?\\"" EXIT; }
__hp_v() {
	set +e
	if (( $3 != 0 && $3 != 141 && !($2 && $3 == 1) )); then __hp_flag "S $1 $3"; fi
}
__hp_bye() {
	[[ $BASHPID == "$__hp_main" ]] || return 0
	set +e; __hp_over=1
	__hp_timed "D $1" "\${2//[$'\\n\\r']/ }"
	return "$1"
}
__hp_w() { [[ $BASHPID != "$__hp_main" ]] || __hp_put "W $1"; return "$1"; }
__hp_trap() {
	builtin trap "$@" || return
	eval "set -- $(builtin trap -p ERR)"
	if [[ \${3-} && $3 != __hp_w* ]]; then builtin trap "__hp_w \\"\\$?\\" &&:"$'\\n'"$3" ERR; fi
	[[ $BASHPID == "$__hp_main" ]] || return 0
	eval "set -- $(builtin trap -p EXIT)"
	builtin trap '__hp_bye "$?" "$BASH_COMMAND"'"\${3:+$'\\n'$3}" EXIT
}
__hp_job() {
	if [[ $__hp_owner != "$BASHPID" ]]; then __hp_owner=$BASHPID __hp_jobs=() __hp_points=() __hp_ended=(); fi
	__hp_jobs+=("$!"); __hp_points+=("$1")
}
__hp_collect() {
	local __hp_s=0
	builtin wait "\${__hp_jobs[$1]}" || __hp_s=$?
	if (( __hp_s == 127 )) || [[ \${__hp_ended[$1]-} ]]; then __hp_s=0; fi
	(( __hp_s == 0 )) || __hp_put "J \${__hp_points[$1]} $__hp_s"
	unset "__hp_jobs[$1]"
	return "$__hp_s"
}
__hp_running() {
	local __hp_i
	for __hp_i in "\${!__hp_jobs[@]}"; do
		if builtin kill -0 "\${__hp_jobs[$__hp_i]}" 2>/dev/null; then return 0; fi
	done
	return 1
}
__hp_done() {
	[[ $__hp_owner == "$BASHPID" ]] || return 0
	local __hp_i __hp_tries=0 __hp_s=0
	while __hp_running && (( __hp_tries++ < 20 )); do command -p sleep 0.05; done
	for __hp_i in "\${!__hp_jobs[@]}"; do
		if builtin kill -0 "\${__hp_jobs[$__hp_i]}" 2>/dev/null; then
			__hp_put "K \${__hp_points[$__hp_i]}"
			builtin kill "\${__hp_jobs[$__hp_i]}" 2>/dev/null || :
		else
			__hp_collect "$__hp_i" || __hp_s=$?
		fi
	done
	return "$__hp_s"
}
wait() {
	local __hp_i __hp_pid __hp_s=0
	if [[ $__hp_owner != "$BASHPID" ]]; then builtin wait "$@"; return; fi
	if (( $# == 0 )); then
		for __hp_i in "\${!__hp_jobs[@]}"; do __hp_collect "$__hp_i" || __hp_s=$?; done
		builtin wait
		return "$__hp_s"
	fi
	builtin wait "$@" || __hp_s=$?
	for __hp_pid; do
		for __hp_i in "\${!__hp_jobs[@]}"; do
			[[ \${__hp_jobs[$__hp_i]} == "$__hp_pid" ]] || continue
			if [[ \${__hp_ended[$__hp_i]-} ]]; then __hp_s=0; fi
			unset "__hp_jobs[$__hp_i]"
		done
	done
	return "$__hp_s"
}
kill() {
	local __hp_i __hp_pid __hp_all=' '
	for __hp_pid; do
		case $__hp_pid in
			%*) __hp_all+="$(jobs -p "$__hp_pid" 2>/dev/null || :) " ;;
			*) __hp_all+="\${__hp_pid#-} " ;;
		esac
	done
	builtin kill "$@" || return
	case \${1-} in -0|-l|-L) return 0 ;; esac
	for __hp_i in "\${!__hp_jobs[@]}"; do
		if [[ $__hp_all == *" \${__hp_jobs[$__hp_i]} "* ]]; then __hp_ended[$__hp_i]=1; fi
	done
}
exit() {
	local __hp_s=$?
	if (( $# )); then __hp_s=$1; fi
	if [[ ! $__hp_over && $BASHPID == "$__hp_main" ]]; then
		__hp_still
		if [[ $__hp_s == 0 ]]; then __hp_done || :; fi
		__hp_timed "X \${__hp_s//[!0-9-]/?}"
	fi
	builtin exit "$__hp_s" "\${@:2}"
}
command_not_found_handle() {
	builtin printf 'bash: %s: command not found\\n' "$1" >&2
	__hp_flag "N \${1//[$'\\n\\r']/ }"
	return 127
}
builtin trap '__hp_bye "$?" "$BASH_COMMAND"' EXIT
readonly -f exit command_not_found_handle
`;
