/** Verifying a record from git objects alone: the points of the record itself, and then those of its follow-ups. */
import {judge, type Verdict} from './verify/verdict.js';
import {checkEarlier} from './verify/earlier.js';
import {checkFollowUps} from './verify/follow-ups.js';
import {signatureLines, waiverLines} from './verify/lines.js';
import {examine, type Found, type Sealed} from './verify/points.js';
import type {Point, VerifyRequest} from './verify/request.js';

/** Never throws because of what stands in the repository. */
export async function verifyRecord(request: VerifyRequest): Promise<Verdict> {
	const {verdict} = await examineRecord(request);
	return verdict;
}

/** The verdict, and what it is about where nothing failed. */
export async function examineRecord(request: VerifyRequest): Promise<{readonly verdict: Verdict; readonly sealed: Sealed | undefined}> {
	const points: Point[] = [];
	const found: Found = {};
	const failed = await examine(request, found, points)
		?? await checkEarlier(request, found as Sealed, points)
		?? await checkFollowUps(request, found as Sealed, points);
	const {target, trust, folder, history, walked, seals} = found;
	const signers = trust?.signers;
	const trusted = {
		signers: signers ? {project: signers.project, version: signers.version, digest: signers.digest} : null,
		anchor: trust?.anchored ?? null,
	};
	const verdict: Verdict = {
		...judge({fault: failed, ...trusted}),
		tag: target?.name ?? history?.started.tag ?? null,
		commit: target?.commit ?? null,
		record: target?.record ?? null,
		folder: folder?.folder ?? null,
		decision: history?.decision.decision ?? null,
		...trusted,
		signatures: signatureLines(walked, seals),
		waivers: waiverLines(walked),
		points,
	};
	return {verdict, sealed: failed ? undefined : found as Sealed};
}
