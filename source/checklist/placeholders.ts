import {withoutComments} from './command-text.js';
import {mapMatches} from './source.js';

const patterns = [
	// `<backup_dir>`, but no redirection, here-document or mail address.
	/(?<![\w$<])<(?=[\p{Letter}_])[^\n"$'\(\);<=>@`\|]{0,60}[^\s"$'\(\);<=>@`\|]>|(?<![\w$<])<[\p{Letter}_]>/gv,
	// `{{name}}` without a dot, and no expression of a workflow file.
	/(?<!\$)\{\{\s*[\p{Letter}_][\p{Letter}\p{Number}\-_]*\s*\}\}/gv,
	// `vX.Y.Z-rcN`, `X.Y`, `YY.MM.MICRO`
	/(?<![\w.])v?(?:X\.Y(?:\.Z)?|x\.y\.z)(?:-?(?:rc|beta|alpha)\.?[1-9NXn])?\b/gv,
	/(?<![\w.])v?Y{2,4}\.MM(?:\.[A-Z]+)?\b/gv,
	/\?{4}/gv,
	// A bare `...` as a value: behind `=` or `:`, or a word of its own.
	/(?<=[:=] ?["']?)\.{3}(?=[\s"'\),\]\}]|$)|(?<=^|\s)\.{3}(?=\s|$)/gv,
];

/** `[Name]`, but no test, character class, list, type or index. */
const bracketed = /(?<![\w$\)*+.?\[\\\]\}])\[(?:[A-Z][A-Za-z]{2,}|[A-Z][0-9A-Z_]+[0-9A-Z]|[A-Z][a-z]+|(?:your|the|insert)[ \-_][\w \-]+)(?:[ \-_][0-9A-Za-z]{2,}){0,4}\](?![\w$\(*+:?\[\]\{])/gv;

const hasTypes = new Set(['powershell', 'pwsh', 'ps1', 'python', 'python3', 'py', 'js', 'javascript', 'node']);

/** The texts that somebody has to replace before the command can run: each once, in order. */
export const placeholdersIn = (language: string, text: string): string[] => {
	const code = withoutComments(text);
	const found = [...patterns, ...(hasTypes.has(language.toLowerCase()) ? [] : [bracketed])]
		.flatMap(pattern => mapMatches(code, pattern, match => ({at: match.index, text: match[0]})));
	return [...new Set(found.toSorted((one, other) => one.at - other.at).map(match => match.text))];
};
