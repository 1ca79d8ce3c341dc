/** Completion for fish. */
import {
	quoteFish as quote,
	type Flag,
	type Place,
	type Values,
} from './table.js';

export function writeFish(places: readonly Place[]): string {
	const inner = places.filter(({path}) => path !== '');
	return `# holdpoint completion fish: ~/.config/fish/completions/holdpoint.fish
function __holdpoint_at
	set -l place ''
	for word in (commandline -opc)[2..-1]
		switch (string trim -- "$place $word")
			case ${inner.map(({path}) => quote(path)).join(' ')}
				set place (string trim -- "$place $word")
		end
	end
	test "$place" = "$argv[1]"
end
complete -c holdpoint -f
${places.flatMap(place => describePlace(place)).join('\n')}
`;
}

function describePlace({path, commands, flags, values}: Place): string[] {
	const start = `complete -c holdpoint -n ${quote(`__holdpoint_at ${quote(path)}`)}`;
	return [
		...commands.map(({name, about}) => `${start} -a ${quote(name)} -d ${quote(about)}`),
		...values.kind === 'none' ? [] : [`${start} ${fill(values)}`],
		...flags.map(flag => describeFlag(start, flag)),
	];
}

function describeFlag(start: string, {flag, about, values}: Flag): string {
	const value = values === undefined ? '' : ` -r ${fill(values)}`;
	return `${start} -l ${flag.replace(/^--/v, '')} -d ${quote(about)}${value}`;
}

function fill(values: Values): string {
	switch (values.kind) {
		case 'words': {
			return `-f -a ${quote(values.words.join(' '))}`;
		}

		case 'files': {
			return '-F';
		}

		case 'tags': {
			return '-f -a \'(git tag --list 2>/dev/null)\'';
		}

		case 'none': {
			return '-f';
		}
	}
}
