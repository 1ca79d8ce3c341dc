/** What has to be filled in before a command can run. */
import {mapMatches} from '../source.js';
import {withoutComments} from './command-text.js';

/** `<backup_dir>`, but no redirection, here-document or mail address. */
const angled = /(?<![$<])<(?=[\p{Letter}_])[^\n"$'\(\);<=>@`\|]{0,60}[^\s"$'\(\);<=>@`\|]>/gv;

/** `List<String>`, where a language has types. */
const typed = /\w<[^\n<>]{0,60}>/gv;

const patterns = [
	// `{{name}}` without a dot, and no expression of a workflow file.
	/(?<!\$)\{\{\s*[\p{Letter}_][\p{Letter}\p{Number}\-_]*\s*\}\}/gv,
	// `vX.Y.Z-rcN`, `X.Y`, `XX.YY`
	/(?<![\w.])v?(?:X{1,4}\.Y{1,4}(?:\.Z{1,4})?|x\.y\.z)(?:-?(?:rc|beta|alpha)\.?[1-9NXn])?\b/gv,
	// `MAJOR.MINOR.PATCH`
	/(?<![\w.])v?(?:MAJOR|Y{2,4})\.MINOR(?:\.[A-Z]+)?\b/gv,
	// `YY.MM.MICRO`
	/(?<![\w.])v?Y{2,4}\.MM(?:\.[A-Z]+)?\b/gv,
	// `YYYY-MM-DD`, `YYYYMMDD_HHMMSS`; right behind a quote it is a format.
	/(?<![\d"%'A-Za-z])YYYY[\-_]?MM(?:[\-_]?DD(?:[\-T_]?HH[\-:_]?MM(?:[\-:_]?SS)?)?)?(?![A-Za-z])/gv,
	/\?{4}/gv,
	// A bare `...` as a value: behind `=` or `:`, or a word of its own.
	/(?<=[:=] ?["']?)\.{3}(?=[\s"'\),\]\}]|$)|(?<=^|\s)\.{3}(?=\s|$)/gv,
];

/** `[Name]`, but no test, character class, list, type or index. */
const bracketed = /(?<![\w$\)*+.?\[\\\]\}])\[(?:[A-Z][A-Za-z]{2,}|[A-Z][0-9A-Z_]+[0-9A-Z]|[A-Z][a-z]+|(?:your|the|insert)[ \-_][\w \-]+)(?:[ \-\/_][0-9A-Za-z]{2,}){0,4}\](?![\w$\(*+:?\[\]\{])|\[\[[A-Za-z]{2,}(?:[ \-_][A-Za-z]+)*\]\]/gv;

const hasTypes = new Set(['powershell', 'pwsh', 'ps1', 'python', 'python3', 'py', 'js', 'javascript', 'node']);

/** The texts that somebody has to replace before the command can run: each once, in order. */
export const placeholdersIn = (language: string, text: string): string[] => {
	const types = hasTypes.has(language.toLowerCase());
	const code = types ? withoutComments(text).replaceAll(typed, ' ') : withoutComments(text);
	const found = [angled, ...patterns, ...(types ? [] : [bracketed])]
		.flatMap(pattern => mapMatches(code, pattern, match => ({at: match.index, text: match[0]})));
	return [...new Set(found.toSorted((one, other) => one.at - other.at).map(match => match.text))];
};
