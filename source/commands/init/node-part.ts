import * as z from 'zod';
import {
	check,
	publish,
	type Item,
	type Part,
	type ProjectFiles,
} from './part.js';

const manifest = z.object({
	name: z.string().optional(),
	version: z.string().optional(),
	private: z.boolean().optional(),
	packageManager: z.string().optional(),
	scripts: z.record(z.string(), z.string()).optional(),
});

type Manifest = z.output<typeof manifest>;

const readManifest = (text: string): Manifest | undefined => {
	try {
		return manifest.safeParse(JSON.parse(text)).data;
	} catch {
		return undefined;
	}
};

const lockFiles = [['pnpm-lock.yaml', 'pnpm'], ['yarn.lock', 'yarn'], ['bun.lock', 'bun'], ['bun.lockb', 'bun'], ['package-lock.json', 'npm']] as const;

const programOf = (files: ProjectFiles, {packageManager = ''}: Manifest): string =>
	/^(?:npm|pnpm|yarn|bun)(?=@)/v.exec(packageManager)?.[0] ?? lockFiles.find(([file]) => files.has(file))?.[1] ?? 'npm';

/** Scripts that decide something, in the order in which one would run them. */
const deciding: ReadonlyArray<readonly [script: string, title: string]> = [
	['typecheck', 'The types are right'], ['lint', 'The linter finds nothing'], ['build', 'It builds'], ['test', 'The tests pass'],
];

const scriptItems = (program: string, {scripts = {}}: Manifest): Item[] => deciding
	// What `npm init` puts there fails by design.
	.filter(([script]) => scripts[script] !== undefined && !scripts[script].includes('no test specified'))
	.map(([script, title]) => check(title, script === 'test' && program !== 'bun' ? `${program} test` : `${program} run ${script}`, '30m'));

/** Npm, pnpm, yarn and bun. */
export const nodePart = (files: ProjectFiles): Part | undefined => {
	const found = readManifest(files.get('package.json') ?? '');
	if (!found) {
		return undefined;
	}

	const program = programOf(files, found);
	const isPublished = found.private !== true && found.version !== undefined;
	return {
		name: found.name,
		tool: program,
		code: [
			...(found.version === undefined ? [] : [{...check('package.json has this version', 'cat package.json'), expect: 'json.version == inputs.version'}]),
			...(program === 'npm' && files.has('package-lock.json') ? [check('package-lock.json belongs to package.json', 'npm ci --dry-run --ignore-scripts', '5m')] : []),
			...scriptItems(program, found),
		],
		package: isPublished
			? [{
				title: 'Only what users need is in the package', block: {words: '', lines: [program === 'pnpm' || program === 'npm' ? 'npm pack --dry-run' : `${program} pack --dry-run`]}, expected: 'the files that users need, and nothing else',
			}]
			: [],
		publication: isPublished ? [publish('npm', program === 'yarn' ? 'npm publish' : `${program} publish`)] : [],
		rollback: isPublished ? [{title: 'The version is deprecated on npm, with the one to use instead'}] : [],
	};
};
