/** Looks at a repository: how it is built, tagged and signed. Runs nothing of it. */
import {readdir, readFile} from 'node:fs/promises';
import path from 'node:path';
import {isFault} from '../../record/record-fault.js';
import {parseSigners, signersPath} from '../../record/signers.js';
import {isRepositoryFault} from '../../repository/faults.js';
import {gitIn} from '../../repository/git.js';
import type {ProjectFiles} from './part.js';
import {readTagScheme, type TagScheme} from './tag-scheme.js';

export type Survey = {
	/** The folder's name, where nothing else names the project. */
	readonly folder: string;
	readonly files: ProjectFiles;
	readonly changelog: string | undefined;
	/** The branch that the remote has checked out, when it is this one. */
	readonly branch: string | undefined;
	readonly scheme: TagScheme;
	/** Roles of the signers file; undefined where there is none. */
	readonly roles: readonly string[] | undefined;
	/** Git has a key to sign with. */
	readonly signs: boolean;
	/** A workflow publishes. */
	readonly publishes: boolean;
};

const largest = 1_000_000;

/** Short files say how a project is built; of the others it is enough that they are there. */
async function readFiles(folder: string): Promise<Map<string, string>> {
	const entries = await readdir(folder, {withFileTypes: true}).catch(() => []);
	const files = await Promise.all(entries.filter(entry => entry.isFile()).map(async ({name}) => {
		const wanted = /^(?:package\.json|cargo\.toml|go\.mod|pyproject\.toml|setup\.(?:cfg|py)|(?:gnu)?makefile|tox\.ini|pytest\.ini|conftest\.py|requirements.*\.txt|.*\.ya?ml)$/iv.test(name) && !name.includes('lock');
		const text = wanted ? await readFile(path.join(folder, name), 'utf8').catch(() => '') : '';
		return [name, text.length > largest ? '' : text] as const;
	}));
	return new Map(files);
}

const publishing = /\b(?:(?:npm|pnpm|yarn|cargo|uv|poetry|twine|hatch|flit) (?:publish|upload)|pypi-publish|goreleaser|semantic-release|changesets\/action|release-plz)\b/v;

export async function surveyRepository(top: string): Promise<Survey> {
	const git = gitIn(top);
	const [files, workflows, tags, remote, branch, key, signers] = await Promise.all([
		readFiles(top),
		readFiles(path.join(top, '.github', 'workflows')),
		git.ask(['for-each-ref', '--sort=-creatordate', '--count=50', '--format=%(refname:strip=2)', 'refs/tags'], 'list the tags'),
		git.run(['symbolic-ref', '--quiet', '--short', 'refs/remotes/origin/HEAD']),
		git.run(['symbolic-ref', '--quiet', '--short', 'HEAD']),
		git.run(['config', '--get', 'user.signingKey']),
		readFile(path.join(top, signersPath)).catch(() => undefined),
	]);
	const known = signers && parseSigners(signers);
	const current = branch.ok ? branch.stdout.trim() : undefined;
	return {
		folder: path.basename(top),
		files,
		changelog: files.keys().find(name => /^(?:changelog|changes|history|news)(?:\.(?:md|rst|txt))?$/iv.test(name)),
		branch: remote.ok && remote.stdout.trim() === `origin/${current ?? ''}` ? current : undefined,
		scheme: readTagScheme(isRepositoryFault(tags) ? [] : tags.split('\n').filter(tag => tag !== '')),
		roles: known && !isFault(known) ? Object.keys(known.roles) : undefined,
		signs: key.ok && key.stdout.trim() !== '',
		publishes: workflows.values().some(text => publishing.test(text)),
	};
}
