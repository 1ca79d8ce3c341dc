/** What can go wrong with a repository, as values: a short stable code and sentences that say what, where and what to do. */
export type RepositoryFault = {
	readonly kind: 'fault';
	/** `git.missing`, `repository.none`, `record.exists`, `object.hash` … */
	readonly code: string;
	readonly sentence: string;
};

export function isRepositoryFault(value: unknown): value is RepositoryFault {
	return typeof value === 'object' && value !== null && (value as Partial<RepositoryFault>).kind === 'fault';
}

export function repositoryFault(code: string, sentence: string): RepositoryFault {
	return {kind: 'fault', code, sentence};
}

/** What git printed when it failed → what a person can do about it. */
export function explainGit(message: string, {doing, directory}: {readonly doing: string; readonly directory: string}): RepositoryFault {
	for (const [pattern, code, advice] of explanations) {
		if (pattern.test(message)) {
			return repositoryFault(code, advice.replaceAll(/\{(?<name>\w+)\}/gv, (_, name: string) => readNamed(message, name) ?? directory));
		}
	}

	return repositoryFault('git.failed', `Git could not ${doing}: ${firstLine(message)}`);
}

/** What git names in its message, as it writes it. */
function readNamed(message: string, name: string): string | undefined {
	return named.get(name)?.exec(message)?.groups?.text;
}

const named: ReadonlyMap<string, RegExp> = new Map([
	['lock', /'(?<text>[^']*\.lock)'/v],
	['repository', /repository at '(?<text>.*)'$/mv],
	// Quoted for the shell, and of the repository's top wherever below it somebody stands.
	['safe', /safe\.directory (?<text>.+)$/mv],
]);

const explanations: ReadonlyArray<readonly [RegExp, string, string]> = [
	[/spawn .*ENOENT/v, 'git.missing', 'The program `git` was not found. Install git 2.34 or newer and see that it is in PATH.'],
	[/dubious ownership/v, 'repository.ownership', 'The repository at {repository} belongs to another user. If you trust it: git config --global --add safe.directory {safe}'],
	[/not a git repository/v, 'repository.none', '{directory} is not in a git repository. Change into one, or make one with `git init`.'],
	[/must be run in a work tree/v, 'repository.inside', '{directory} is not in a work tree. Change into the checked-out files.'],
	[/ermission denied/v, 'repository.unreadable', 'Git may not read or write the repository at {directory} (permission denied). Ask its owner for the right, or work in a clone of your own.'],
	[/ead-only file system/v, 'repository.read-only', 'The repository at {directory} is on a read-only file system. Make it writable and try again.'],
	[/No space left/v, 'disk.full', 'The disk is full: git could not write into {directory}. Free some space and try again.'],
	[/\/(?:HEAD|refs\/.*)\.lock': File exists/v, 'ref.locked', 'Another git command is working on a branch or tag in {directory} ({lock} exists). Let it end; if none runs, remove that file; then try again.'],
	[/index\.lock': File exists/v, 'index.locked', 'Another git command is working in {directory} (index.lock exists). Let it end; if none runs, remove the file `index.lock` from the git directory; then try again.'],
];

export function firstLine(message: string): string {
	const lines = message.split('\n').map(line => line.trim()).filter(line => line !== '');
	const told = lines.find(line => /^(?:fatal|error): /v.test(line)) ?? lines[0] ?? 'it gave no reason.';
	return told.replace(/^(?:fatal|error): /v, '');
}
