/** Tags: their names, and what stands under one. */
import {repositoryFault, type RepositoryFault} from './faults.js';
import {gitIn, peel} from './git.js';

/** The design's own rule, and git's for names made of these characters. */
export function isValidTagName(tag: string): boolean {
	return /^[0-9@A-Za-z][\w+\-.\/@]*$/v.test(tag)
		&& tag.length <= 200
		&& !tag.includes('..')
		&& !/[.\/]$/v.test(tag)
		&& tag.split('/').every(part => part !== '' && !part.startsWith('.') && !part.endsWith('.lock'));
}

/** A tag as it stands in folders and refs: flat, since `v1` and `v1/after-1` cannot both be refs. */
export function flatName(tag: string): string {
	return tag.replaceAll('/', '_');
}

/** The ref that keeps a record; it is named by the tag, or the tag with what a follow-up adds (`v1-after-1`). */
export function recordRef(name: string): string {
	return `refs/holdpoint/records/${flatName(name)}`;
}

export type TagObject = {
	/** What the ref points at: a tag object, or for a lightweight tag the commit itself. */
	readonly object: string;
	readonly annotated: boolean;
	/** The commit below all tags; undefined for a tag of a tree or blob. */
	readonly commit: string | undefined;
};

/** Undefined when there is no tag of that name. */
export async function tagObject(top: string, tag: string): Promise<TagObject | undefined> {
	const ref = `refs/tags/${tag}`;
	const object = await readRef(top, ref);
	if (object === undefined) {
		return undefined;
	}

	const git = gitIn(top);
	const [type, commit] = await Promise.all([
		git.run(['cat-file', '-t', object]),
		git.run(['rev-parse', '--verify', '--quiet', '--end-of-options', peel(object, 'commit')]),
	]);
	return {object, annotated: type.ok && type.stdout.trim() === 'tag', commit: commit.ok ? commit.stdout.trim() : undefined};
}

/** The id that a full ref holds; undefined when there is no such ref. */
export async function readRef(top: string, ref: string): Promise<string | undefined> {
	const outcome = await gitIn(top).run(['show-ref', '--verify', '--hash', '--', ref]);
	return outcome.ok ? outcome.stdout.trim() : undefined;
}

/** The fault for a tag that somebody else has made. */
export function tagTaken(tag: string): RepositoryFault {
	return repositoryFault('tag.exists', `There is a tag ${tag} already, and it is not this run’s. Look at it with \`git show ${tag}\`; release under another tag, or remove it if it is a mistake.`);
}
