/** Git, the repository, and who git thinks it is. */
import path from 'node:path';
import {showText} from '../../checklist/escape.js';
import {isRepositoryFault} from '../../repository/faults.js';
import {noCommits, readFacts, readGitVersion} from '../../repository/facts.js';
import type {Point} from './point.js';

export type Seen = {
	/** Where the rest is looked for: the work tree's top, or where one stands. */
	readonly top: string;
	readonly commit: string | undefined;
	readonly points: readonly Point[];
};

export async function seeRepository(repo: string): Promise<Seen> {
	const [version, facts] = await Promise.all([readGitVersion(repo), readFacts(repo)]);
	const git: Point = isRepositoryFault(version) ? {name: 'git', ok: false, detail: version.sentence} : {name: 'git', ok: true, detail: version};
	if (!git.ok) {
		return {top: path.resolve(repo), commit: undefined, points: [git]};
	}

	if (isRepositoryFault(facts)) {
		const name = facts.code.startsWith('identity') ? 'identity' : 'repository';
		return {top: path.resolve(repo), commit: undefined, points: [git, {name, ok: false, detail: facts.sentence}]};
	}

	const {top, head, branch, identity} = facts;
	const place = `${showText(top)}, ${branch === undefined ? 'a detached HEAD' : showText(branch)}`;
	return {
		top,
		commit: head?.commit,
		points: [
			git,
			head
				? {name: 'repository', ok: true, detail: `${place} at ${head.commit.slice(0, 12)}`}
				: {name: 'repository', ok: false, detail: noCommits(top).sentence},
			{name: 'identity', ok: true, detail: `${showText(identity.name)} <${showText(identity.email)}>`},
		],
	};
}
