/** Where a request's files are: the log, who runs, and a folder that is removed at the end. */
import path from 'node:path';

export type Files = {
	readonly log: string;
	/** Who runs and, at the end, what was observed. */
	readonly process: string;
	readonly folder: string;
	/** Only when an expectation names them; of all commands together. */
	readonly stdout: string;
	readonly stderr: string;
	readonly of: (command: number, attempt?: number) => CommandFiles;
};

export type CommandFiles = {
	/** The block as written, for bash to look at without running it. */
	readonly block: string;
	/** What bash says against it. */
	readonly faults: string;
	/** What runs. */
	readonly script: string;
	readonly prelude: string;
	readonly report: string;
	/** Not empty once something could not be checked. */
	readonly mark: string;
	/** The exit status and a line end, written when the command is over. */
	readonly status: string;
};

export function filesOf(directory: string, output: number): Files {
	const base = path.join(directory, 'output');
	const folder = path.join(base, `${output}.d`);
	return {
		log: path.join(base, `${output}.log`),
		process: path.join(base, `${output}.process.json`),
		folder,
		stdout: path.join(folder, 'stdout'),
		stderr: path.join(folder, 'stderr'),
		of(command, attempt = 1) {
			const file = (name: string): string => path.join(folder, `${command}.${attempt}.${name}`);
			return {
				block: file('block'), faults: file('faults'), script: file('script'), prelude: file('prelude'), report: file('report'), mark: file('mark'), status: file('status'),
			};
		},
	};
}
