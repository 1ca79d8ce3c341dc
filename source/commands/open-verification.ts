/** What verifying needs, of a repository that nothing of is run or checked out. */
import process from 'node:process';
import {openConditions} from '../checks/expectations.js';
import {renderers} from '../record/render.js';
import type {Anchor, VerifyRequest} from '../record/verify/request.js';
import {isRepositoryFault} from '../repository/faults.js';
import {findGitDirectory} from '../repository/find-repository.js';
import {openObjects, type Objects} from '../repository/open-objects.js';
import {openOpenpgpVerifier} from '../signing/openpgp-verify.js';
import {secondOpinion} from '../signing/second-opinion.js';
import {verifySshSignature} from '../signing/verify.js';
import {readDigest} from './digest.js';
import {UserError} from './exit.js';
import {openPreferences} from './preferences.js';

/** Whoever wrote the journal may have written many conditions that take long. */
const conditionsLimit = 60_000;

export type Verification = {
	readonly objects: Objects;
	readonly refs: ReadonlyMap<string, string>;
	readonly request: (target: VerifyRequest['target']) => VerifyRequest;
};

/** `anchor`: a digest instead of the pinned one. */
export async function withVerification<T>({repo, anchor}: {readonly repo: string; readonly anchor: string | undefined}, work: (verification: Verification) => Promise<T>): Promise<T> {
	const given = anchor === undefined ? undefined : readDigest(anchor);
	const objects = await openRepository(repo);
	const openpgp = openOpenpgpVerifier(process.env);
	const conditions = openConditions(conditionsLimit);
	try {
		const refs = await readRefs(objects);
		return await work({
			objects,
			refs,
			request: target => ({
				target,
				objects,
				refs,
				anchor: anchorFinder(given),
				verifySignature: async signature => signature.armored.startsWith('-----BEGIN PGP ') ? openpgp.verify(signature) : verifySshSignature(signature),
				secondOpinion: secondOpinion(process.env),
				answerCondition: conditions.answer,
				renderers,
			}),
		});
	} finally {
		await openpgp.close();
		await conditions.close();
		await objects.close();
	}
}

async function openRepository(repo: string): Promise<Objects> {
	const directory = await findGitDirectory(repo);
	const objects = isRepositoryFault(directory) ? directory : await openObjects(directory);
	if (isRepositoryFault(objects)) {
		throw new UserError(objects.sentence);
	}

	return objects;
}

async function readRefs(objects: Objects): Promise<ReadonlyMap<string, string>> {
	const refs = await objects.refs();
	if (isRepositoryFault(refs)) {
		throw new UserError(refs.sentence);
	}

	return new Map(refs.map(({name, id}) => [name, id]));
}

function anchorFinder(digest: string | undefined): (project: string | undefined) => Anchor | undefined {
	const {pins} = openPreferences().stored;
	return project => {
		const pin = project === undefined ? undefined : pins[project];
		if (digest !== undefined) {
			return {digest, version: pin?.highest ?? 0};
		}

		return pin && {digest: pin.digest, version: pin.highest};
	};
}
