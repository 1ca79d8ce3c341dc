/** The annotated, signed tag on the tested commit: built and verified as an object; no ref yet. */
import type {Identity} from './identity.js';
import {isRepositoryFault, repositoryFault, type RepositoryFault} from './faults.js';
import {gitIn} from './git.js';
import {
	bytesOf,
	objectId,
	signedTag,
	tagPayload,
	type SignBytes,
	type Signed,
	type SigningFault,
} from './object-text.js';
import {readPlace} from './place.js';
import {isValidTagName} from './tags.js';

export type ReleaseTag = {
	readonly top: string;
	/** The full id of the tested commit. */
	readonly target: string;
	readonly tag: string;
	/** Summary and trailers. */
	readonly message: string;
	readonly person: Identity;
	readonly at: Date;
};

/** Builds, signs and checks the tag object; it is in the object database and nowhere else. */
export async function buildTag<Outcome extends Signed>(wanted: ReleaseTag, sign: SignBytes<Outcome>): Promise<SigningFault<Outcome> | RepositoryFault | {readonly object: string}> {
	if (!isValidTagName(wanted.tag)) {
		return repositoryFault('tag.name', `${JSON.stringify(wanted.tag)} cannot be a tag. Use letters, digits and . _ + / - @, as in v2.4.0.`);
	}

	const place = await readPlace(wanted.top);
	if (isRepositoryFault(place)) {
		return place;
	}

	const payload = tagPayload(wanted);
	const signature = await sign(bytesOf(payload));
	if (typeof signature !== 'string') {
		return signature as SigningFault<Outcome>;
	}

	const bytes = bytesOf(signedTag(payload, signature));
	// `mktag` is stricter than `hash-object`: it also wants the commit to be there.
	const answer = await gitIn(wanted.top).ask(['mktag'], 'write the tag', {input: bytes});
	if (isRepositoryFault(answer)) {
		return answer;
	}

	const object = answer.trim();
	return object === objectId('tag', bytes, place.objectFormat)
		? {object}
		: repositoryFault('tag.verify', `Git did not keep the tag as it was given (it wrote ${object}). Nothing was moved; \`git fsck\` may say what is broken.`);
}
