/** Files that commands name. */
import type {Command} from './command.js';

/** A path from the top that a command names; `run`: it stands behind a program that runs what it is given. */
export type NamedFile = {readonly path: string; readonly run: boolean};

const word = /[^\s"\u{26}'\(\),;<=>\[\]`\{\|\}]+/gv;

const interpreters = new Set(['bash', 'sh', 'zsh', 'fish', 'pwsh', 'powershell', 'python', 'python3', 'node', 'ruby', 'perl', 'php', 'deno', 'bun', 'source', '.', 'exec', 'sudo', 'env', 'time', 'xargs']);

/** Programs that run what a file of theirs says. */
const recipes: ReadonlyArray<readonly [programs: RegExp, files: readonly string[]]> = [
	[/^(?:npm|npx|pnpm|yarn|bun)$/v, ['package.json']],
	[/^g?make$/v, ['Makefile', 'makefile', 'GNUmakefile']],
	[/^just$/v, ['justfile', 'Justfile']],
	[/^rake$/v, ['Rakefile']],
	[/^(?:gradle|\.\/gradlew)$/v, ['build.gradle', 'build.gradle.kts']],
	[/^tox$/v, ['tox.ini']],
	[/^task$/v, ['Taskfile.yml', 'Taskfile.yaml']],
];

/** Without `.` and `..`; undefined for what is not inside. */
function settle(name: string): string | undefined {
	const parts: string[] = [];
	for (const part of name.split('/')) {
		if (part === '..' && parts.pop() === undefined) {
			return undefined;
		}

		if (part !== '' && part !== '.' && part !== '..') {
			parts.push(part);
		}
	}

	return name.startsWith('/') || parts.length === 0 ? undefined : parts.join('/');
}

/** Every word may be a file; whether there is such a one, only the repository knows. */
export function filesNamedBy({text, cwd = ''}: Pick<Command, 'text' | 'cwd'>): NamedFile[] {
	const words = text.match(word) ?? [];
	const folders = new Set(['', ...words.flatMap((name, index) => words[index - 1] === 'cd' ? [name] : [])]);
	const named = words.flatMap((name, index): NamedFile[] => [
		{path: name, run: interpreters.has(words[index - 1] ?? '')},
		...recipes.filter(([programs]) => programs.test(name)).flatMap(([, files]) => files.map(file => ({path: file, run: true}))),
	]);
	const found = new Map<string, boolean>();
	for (const folder of folders) {
		for (const {path, run} of named) {
			const settled = settle([cwd, folder, path].filter(part => part !== '').join('/'));
			if (settled !== undefined && !path.startsWith('/')) {
				found.set(settled, run || (found.get(settled) ?? false));
			}
		}
	}

	return [...found].map(([path, run]) => ({path, run}));
}

const programs = /\.(?:sh|bash|zsh|fish|ps1|py|js|mjs|cjs|ts|mts|rb|pl|php|lua|r|sql|awk|bat|cmd)$/iv;

/** True for what is run rather than read. */
export const isScript = ({path, run}: NamedFile, isExecutable: boolean): boolean => run || isExecutable || programs.test(path);
