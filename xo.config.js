/** @type {import('xo').FlatXoConfig} */
const xoConfig = [
	{ignores: ['**/*.json', 'dist/**', 'media/**', 'checklists/**', '**/*.md']},
	{
		rules: {
			// Names such as `cmd`, `ref` and `args` are git's and the shell's own terms here.
			'unicorn/prevent-abbreviations': 'off',
			'unicorn/name-replacements': 'off',
			// `null` is JSON's, git's and React's; where a shape is a contract it is used.
			'unicorn/no-null': 'off',
			'@typescript-eslint/no-restricted-types': 'off',
			// A short `/** … */` above a field is what editors show.
			'unicorn/single-line-block-comment-style': 'off',
			'jsdoc/require-yields': 'off',
			// A sentence for a person is not cut where a line of code would be.
			'@stylistic/max-len': ['warn', {
				code: 200, tabWidth: 2, ignoreStrings: true, ignoreTemplateLiterals: true, ignoreRegExpLiterals: true, ignoreUrls: true,
			}],
			// Tests share their stages: repositories, keys, terminals.
			'node-test/no-import-test-files': 'off',
			// Seals, checks and locks come one after the other by their nature.
			'no-await-in-loop': 'off',
			// Environment variables, event types and acts keep their own spelling.
			'@typescript-eslint/naming-convention': 'off',
			// Two returns of long values read better as two statements.
			'unicorn/prefer-ternary': 'off',
			// An exhaustive switch over a union is long and simple.
			complexity: 'off',
			// States are named by the design's words: `ok`, `optional`, `dirty`.
			'unicorn/consistent-boolean-name': 'off',
			// A switch that returns is complete when the compiler says that it is.
			'default-case': 'off',
		},
	},
	{
		files: ['esbuild.*.js'],
		// The bundler reads its filters as Go expressions, which have no such flag.
		rules: {'require-unicode-regexp': 'off'},
	},
];

export default xoConfig;
