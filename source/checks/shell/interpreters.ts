/** Which program runs a block, and how it is handed over. */

export type Interpreter = {
	/** The first that is found on the PATH runs it. */
	readonly programs: readonly string[];
	/** Options, and then either the script's file with this extension or, where it is undefined, the block's own text. */
	readonly options: readonly string[];
	readonly extension: string | undefined;
	/** Put before the block, on its first line, so that line numbers stay. */
	readonly before: string;
};

/** Read and watched statement by statement. */
export const watchedInterpreter = 'bash';

const interpreters: Readonly<Record<string, Interpreter>> = {
	bash: {
		programs: ['bash'], extension: 'sh', options: [], before: '',
	},
	// As strict as another shell can be made; which stage of a pipeline failed only bash says.
	zsh: {
		programs: ['zsh'], extension: 'zsh', options: ['-f', '-e', '-o', 'pipefail'], before: '',
	},
	// Before 7.4 it goes on after a native program that failed, whatever it is told.
	pwsh: {
		programs: ['pwsh', 'powershell'],
		extension: 'ps1',
		options: ['-NoLogo', '-NoProfile', '-NonInteractive', '-File'],
		before: 'if ($PSVersionTable.PSVersion.Major -lt 7 -or ($PSVersionTable.PSVersion.Major -eq 7 -and $PSVersionTable.PSVersion.Minor -lt 4)) { [Console]::Error.WriteLine(\'PowerShell 7.4 or newer is needed\'); exit 126 }; $ErrorActionPreference = \'Stop\'; $PSNativeCommandUseErrorActionPreference = $true; ',
	},
	// Given as text, so that modules are looked for where the command runs and not where its log is.
	python3: {
		programs: ['python3', 'python'], extension: undefined, options: ['-c'], before: '',
	},
	node: {
		programs: ['node'], extension: undefined, options: ['-e'], before: '',
	},
	// As a file, since fish ends well with a text that it cannot read.
	fish: {
		programs: ['fish'], extension: 'fish', options: ['--no-config'], before: '',
	},
};

const languages: Readonly<Record<string, string>> = {
	sh: 'bash', bash: 'bash', shell: 'bash', console: 'bash', 'shell-session': 'bash', shellsession: 'bash',
	powershell: 'pwsh', pwsh: 'pwsh', ps1: 'pwsh',
	python: 'python3', python3: 'python3', py: 'python3',
	js: 'node', javascript: 'node', node: 'node',
	fish: 'fish',
	zsh: 'zsh',
};

/** The interpreter's name for a fence's language; a language of its own name when it is none that is known. */
export const interpreterOf = (language: string): string => languages[language.toLowerCase()] ?? language.toLowerCase();

export const findInterpreter = (name: string): Interpreter | undefined => Object.hasOwn(interpreters, name) ? interpreters[name] : undefined;
