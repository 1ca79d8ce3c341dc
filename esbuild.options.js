import {readFile} from 'node:fs/promises';
import process from 'node:process';

/** Ink loads its devtools only in development; left external they crash at start. */
const withoutDevtools = {
	name: 'without-devtools',
	setup(bundler) {
		bundler.onResolve({filter: /^react-devtools-core$|\/devtools(?:-window-polyfill)?\.js$/}, ({path}) => ({path, namespace: 'empty'}));
		bundler.onLoad({filter: /.*/, namespace: 'empty'}, () => ({contents: 'export default undefined; export const initializeDevtools = undefined;'}));
	},
};

/** Yoga fetches its own data URI, which costs 25 ms at start; decoding it costs none. */
const yogaWithoutFetch = {
	name: 'yoga-without-fetch',
	setup(bundler) {
		bundler.onLoad({filter: /yoga-wasm-base64-esm\.js$/}, async ({path}) => {
			const text = await readFile(path, 'utf8');
			return {contents: text.replaceAll('"function"==typeof fetch', '!1').replaceAll('typeof fetch', '"undefined"')};
		});
	},
};

/** Conf loads a validator and a version parser, 250 KB, for schemas and migrations that Holdpoint does not give it. */
const confWithoutSchema = {
	name: 'conf-without-schema',
	setup(bundler) {
		bundler.onResolve({filter: /^(?:ajv\/.+|ajv-formats|semver)$/}, ({path, importer}) => /[/\\]conf[/\\]/.test(importer) ? {path, namespace: 'unneeded'} : undefined);
		bundler.onLoad({filter: /.*/, namespace: 'unneeded'}, () => ({contents: 'export default undefined; export const Ajv2020 = undefined;'}));
	},
};

/** Conf's writer would send the first signal to the process once more: a Ctrl-C at a lent terminal, meant for its borrower, then reaches the walk after all. */
const signalsOnce = {
	name: 'signals-once',
	setup(bundler) {
		bundler.onResolve({filter: /^when-exit$/}, ({path}) => ({path, namespace: 'no-interception'}));
		bundler.onLoad({filter: /.*/, namespace: 'no-interception'}, () => ({contents: 'export default () => undefined;'}));
	},
};

/** Ink and what it stands on each bring a copy of `string-width`, and each takes its time at start: one measures for all, and is loaded when it is needed. */
const widthWhenNeeded = {
	name: 'width-when-needed',
	setup(bundler) {
		const top = bundler.initialOptions.absWorkingDir ?? process.cwd();
		bundler.onResolve({filter: /^string-width$/}, ({kind}) => ({path: `${top}/${kind === 'require-call' ? 'node_modules/string-width/index.js' : 'esbuild.width.js'}`}));
	},
};

/** How everything that runs under Ink is bundled: the program, and what the bench compares it with. */
export const bundleOptions = {
	entryNames: '[name]',
	bundle: true,
	splitting: true,
	format: 'esm',
	platform: 'node',
	target: 'node22',
	// Node has had the flag `v` since 20, which esbuild does not know: it would make each expression anew whenever one is come by.
	supported: {'regexp-set-notation': true},
	jsx: 'automatic',
	minifySyntax: true,
	minifyWhitespace: true,
	legalComments: 'none',
	define: {'process.env.NODE_ENV': '"production"', 'process.env.DEV': '"false"'},
	banner: {js: 'import {createRequire as __createRequire} from \'node:module\'; const require = __createRequire(import.meta.url);'},
	plugins: [withoutDevtools, yogaWithoutFetch, confWithoutSchema, signalsOnce, widthWhenNeeded],
};

/** The program's own entries. */
export const programEntries = [
	'source/holdpoint.ts',
	'source/cli.ts',
	// A thread of its own, and what it loads from beside it.
	'source/checks/expectation-worker.ts',
	'source/checks/expectation-language.ts',
	'source/checks/expectation-functions.ts',
	'source/checks/expectation-evidence.ts',
	'source/checks/expectation-contents.ts',
	'source/checks/expectation-names.ts',
	// A program of its own, which outlives the one that starts it.
	'source/checks/background-keeper.ts',
];
