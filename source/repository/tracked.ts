/** Which of some paths git tracks. */
import {isRepositoryFault} from './faults.js';
import {gitIn} from './git.js';

export type Tracked = {readonly path: string; readonly isExecutable: boolean};

const askedTogether = 500;

/** Plain files among these paths from the top, in order; none when git cannot say. */
export async function listTracked(top: string, paths: readonly string[]): Promise<Tracked[]> {
	const tracked = new Map<string, Tracked>();
	for (let from = 0; from < paths.length; from += askedTogether) {
		// A command line has its limits, so many paths are asked in turns.
		const listed = await gitIn(top).ask(['--literal-pathspecs', 'ls-files', '-z', '--stage', '--', ...paths.slice(from, from + askedTogether)], 'look which files are tracked');
		const entries = isRepositoryFault(listed) ? [] : listed.split('\0');
		for (const entry of entries) {
			const {mode, path} = /^(?<mode>100\d{3}) [\da-f]+ \d\t(?<path>.*)$/sv.exec(entry)?.groups ?? {};
			// A folder among the paths lists all that it holds.
			if (path !== undefined && paths.includes(path)) {
				tracked.set(path, {path, isExecutable: mode === '100755'});
			}
		}
	}

	return paths.toSorted().flatMap(path => tracked.get(path) ?? []);
}
