/** Globs over paths in the repository: `*`, `**`, `?` and `{a,b}`. */

/** Anything else that a glob can hold is not read here. */
const unread = /[!\(\)+@\[\\\]]/v;

const compiled = new Map<string, RegExp | undefined>();

/** A pattern also names what is below it. One that cannot be read matches everything, so that nothing is held for unchanged by mistake. */
export function matchesGlob(glob: string, path: string): boolean {
	const known = compiled.get(glob) ?? compile(glob);
	compiled.set(glob, known);
	return known?.test(path) ?? true;
}

function compile(glob: string): RegExp | undefined {
	const pattern = glob.trim().split('/').filter(part => part !== '' && part !== '.').join('/');
	const source = pattern === '' || unread.test(pattern) ? undefined : translate(pattern);
	return source === undefined ? undefined : new RegExp(`^${source}(?:/.*)?$`, 'sv');
}

const signs: Readonly<Record<string, string>> = {
	'**/': '(?:.*/)?', '**': '.*', '*': String.raw`[^\/]*`, '?': String.raw`[^\/]`, '{': '(?:', '}': ')', ',': '|',
};

/** Undefined when braces do not fit together. */
function translate(pattern: string): string | undefined {
	let depth = 0;
	let source = '';
	for (const [sign] of pattern.matchAll(/\*\*\/|\*\*|./gsv)) {
		depth += sign === '{' ? 1 : (sign === '}' ? -1 : 0);
		if (depth < 0) {
			return undefined;
		}

		const isPlain = signs[sign] === undefined || (sign === ',' && depth === 0);
		source += isPlain ? sign.replaceAll(/[$\(\)*+.\/?\[\\\]^\{\|\}]/gv, String.raw`\$&`) : signs[sign];
	}

	return depth === 0 ? source : undefined;
}
