/** Completion for bash. */
import {quotePosix as quote, type Place, type Values} from './table.js';

export function writeBash(places: readonly Place[]): string {
	const inner = places.filter(({path}) => path !== '');
	return `# holdpoint completion bash: source this, for instance in ~/.bashrc
_holdpoint() {
	local current=\${COMP_WORDS[COMP_CWORD]} before=\${COMP_WORDS[COMP_CWORD - 1]} place='' word
	COMPREPLY=()
	for word in "\${COMP_WORDS[@]:1:COMP_CWORD - 1}"; do
		case "\${place:+$place }$word" in
			${inner.map(({path}) => quote(path)).join(' | ')}) place="\${place:+$place }$word" ;;
		esac
	done
	case "$place $before" in
${places.flatMap(place => place.flags.flatMap(({flag, values}) => values ? [`\t\t${quote(`${place.path} ${flag}`)}) ${fill(values)}; return ;;`] : [])).join('\n')}
	esac
	case "$place" in
${places.map(place => `\t\t${quote(place.path)})
			if [[ $current == -* ]]; then
				COMPREPLY=($(compgen -W ${quote(place.flags.map(({flag}) => flag).join(' '))} -- "$current"))
			else
				${fill(place.values)}
				COMPREPLY+=($(compgen -W ${quote(place.commands.map(({name}) => name).join(' '))} -- "$current"))
			fi
			;;`).join('\n')}
	esac
}
complete -o filenames -F _holdpoint holdpoint
`;
}

function fill(values: Values): string {
	switch (values.kind) {
		case 'words': {
			return `COMPREPLY=($(compgen -W ${quote(values.words.join(' '))} -- "$current"))`;
		}

		case 'files': {
			return 'mapfile -t COMPREPLY < <(compgen -f -- "$current")';
		}

		case 'tags': {
			return 'COMPREPLY=($(compgen -W "$(git tag --list 2>/dev/null)" -- "$current"))';
		}

		case 'none': {
			return ':';
		}
	}
}
