/** Facts of the run, which every document has. */
export const runNames = ['commit', 'branch', 'tag', 'previous'] as const;

/** Names that mean something in an expectation already, or that CEL keeps for itself. */
const taken = new Set([
	'exit',
	'stdout',
	'stderr',
	'output',
	'lines',
	'seconds',
	'json',
	'values',
	'runs',
	'inputs',
	...runNames,
	'number',
	'sum',
	'min',
	'max',
	'avg',
	'first',
	'last',
	'version',
	'size',
	'has',
	'all',
	'exists',
	'exists_one',
	'map',
	'filter',
	'matches',
	'int',
	'uint',
	'double',
	'string',
	'bytes',
	'bool',
	'list',
	'type',
	'dyn',
	'duration',
	'timestamp',
	'null',
	'true',
	'false',
	'in',
	'as',
	'break',
	'const',
	'continue',
	'else',
	'for',
	'function',
	'if',
	'import',
	'let',
	'loop',
	'package',
	'namespace',
	'return',
	'var',
	'void',
	'while',
]);

/** Environment variables that change how a shell, git or an interpreter works. */
const dangerous = [
	/^(?:path|ifs|env|home|shell|shellopts|bashopts|bash_.*|ps\d|prompt_command|cdpath|globignore)$/v,
	/^(?:ld|dyld|git|gpg|ssh|node|npm_config|java|_java|holdpoint)_/v,
	/^(?:python|perl5|ruby)/v,
	/^(?:https?|ftp|all|no)_proxy$/v,
];

const pattern = /^[a-z][0-9_a-z]{0,63}$/v;

/** True for a name that an input can have: it becomes an environment variable and a member of `inputs`. */
export const isInputName = (name: string): boolean => pattern.test(name) && dangerous.every(danger => !danger.test(name));

/** True for a name that saved values and evidence can have: it also stands alone in expectations. */
export const isValueName = (name: string): boolean => isInputName(name) && !taken.has(name);
