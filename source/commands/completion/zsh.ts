/** Completion for zsh. */
import {quotePosix as quote, type Place, type Values} from './table.js';

export function writeZsh(places: readonly Place[]): string {
	const inner = places.filter(({path}) => path !== '');
	return `#compdef holdpoint
# holdpoint completion zsh: a file _holdpoint in a folder of $fpath, or sourced after compinit
_holdpoint() {
	local place='' word before=\${words[CURRENT-1]}
	local -a commands flags
	for word in "\${(@)words[2,CURRENT-1]}"; do
		case "\${place:+$place }$word" in
			${inner.map(({path}) => `(${quote(path)})`).join(' | ').replaceAll(/[\(\)]/gv, '')}) place="\${place:+$place }$word" ;;
		esac
	done
	case "$place $before" in
${places.flatMap(place => place.flags.flatMap(({flag, values}) => values ? [`\t\t${quote(`${place.path} ${flag}`)}) ${fill(values)}; return ;;`] : [])).join('\n')}
	esac
	case "$place" in
${places.map(place => `\t\t${quote(place.path)})
			commands=(${place.commands.map(({name, about}) => quote(`${name}:${about}`)).join(' ')})
			flags=(${place.flags.map(({flag, about}) => quote(`${flag}:${about}`)).join(' ')})
			if [[ $PREFIX == -* ]]; then _describe -o option flags; else
				(( $#commands )) && _describe command commands
				${fill(place.values)}
			fi
			;;`).join('\n')}
	esac
}
if [[ $zsh_eval_context[-1] == loadautofunc ]]; then _holdpoint "$@"; else compdef _holdpoint holdpoint; fi
`;
}

function fill(values: Values): string {
	switch (values.kind) {
		case 'words': {
			return `compadd -- ${values.words.map(word => quote(word)).join(' ')}`;
		}

		case 'files': {
			return '_files';
		}

		case 'tags': {
			return 'compadd -- $(git tag --list 2>/dev/null)';
		}

		case 'none': {
			return ':';
		}
	}
}
