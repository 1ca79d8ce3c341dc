/** Points 2 and 3: the signers file of the tested commit against the anchor, and who signed the tag. */
import {readCommit} from '../git-objects.js';
import {fault, isFault, type Fault} from '../record-fault.js';
import {
	mayAct,
	parseSigners,
	signersPath,
	type Signers,
} from '../signers.js';
import {findEntry} from './objects.js';
import type {Checked, VerifyRequest} from './request.js';
import {checkSignature, gitNamespace, type SignatureVerifier} from './signature.js';
import type {Target} from './target.js';

export type Trust = {
	/** Undefined for a self-signed run. */
	readonly signers: Signers | undefined;
	readonly signersBytes: Uint8Array | undefined;
	/** The digest that was pinned. */
	readonly anchored: string | undefined;
	/** Tree of the tested commit. */
	readonly tree: string;
};

export async function checkTrust({anchor}: VerifyRequest, {reader, commit}: Target): Checked<Trust> {
	const bytes = await reader.read(commit, 'commit');
	const tested = isFault(bytes) ? bytes : readCommit(bytes, reader.idLength);
	if (isFault(tested)) {
		return tested;
	}

	const {tree} = tested;
	const file = await readSignersFile(reader, tree);
	if (isFault(file)) {
		return file;
	}

	if (!file) {
		return anchor(undefined)
			? fault('trust.anchor', `The tested commit has no ${signersPath}, and one is pinned.`)
			: {
				tree, signers: undefined, signersBytes: undefined, anchored: undefined, detail: `no ${signersPath}: the run is self-signed`,
			};
	}

	const signers = parseSigners(file);
	if (isFault(signers)) {
		return signers;
	}

	const pinned = anchor(signers.project);
	const says = `${signers.project}, version ${signers.version}, sha256:${signers.digest}`;
	return checkAnchor(signers, pinned) ?? {
		tree, signers, signersBytes: file, anchored: pinned?.digest, detail: pinned ? `${says}, as pinned` : `${says}, not pinned`,
	};
}

async function readSignersFile(reader: Target['reader'], tree: string): Promise<Uint8Array | Fault | undefined> {
	const entry = await findEntry(reader, tree, signersPath.split('/'));
	if (!entry || isFault(entry)) {
		return entry;
	}

	return entry.mode.startsWith('100') ? reader.read(entry.id, 'blob') : fault('trust.format', `${signersPath} is no plain file.`);
}

function checkAnchor({digest, version}: Signers, pinned: ReturnType<VerifyRequest['anchor']>): Fault | undefined {
	if (!pinned || pinned.digest === digest) {
		return undefined;
	}

	if (version < pinned.version) {
		const advice = 'to verify a release from that time, name its digest with `--signers-digest`';
		return fault('trust.rollback', `The signers file has version ${version}, and version ${pinned.version} was seen before; ${advice}.`);
	}

	const advice = 'look at what changed, then pin it with `holdpoint trust pin`';
	return fault('trust.anchor', `The signers file (version ${version}, sha256:${digest}) is not the one that is pinned (sha256:${pinned.digest}): ${advice}.`);
}

type GitSignature = {readonly what: string; readonly signature: {readonly payload: Uint8Array; readonly armored: string}; readonly at: string};

/** Somebody's signature in git's own namespace: a listed key that was valid then. */
export async function checkGitSignature(verifier: SignatureVerifier, {signers}: Trust, {what, signature, at}: GitSignature): Promise<Fault | {key: string; person: string | undefined}> {
	const key = await checkSignature(verifier, what, {
		armored: signature.armored, message: signature.payload, namespace: gitNamespace, signers,
	});
	if (isFault(key)) {
		return key;
	}

	const actor = signers && mayAct(signers, {key, role: undefined, at});
	return isFault(actor) ? fault(actor.code, `${what[0]?.toUpperCase()}${what.slice(1)}: ${actor.message}`) : {key, person: actor?.person};
}

export type Operator = {readonly operator: {readonly key: string; readonly person: string | undefined} | undefined};

export async function checkTagSignature(verifier: SignatureVerifier, {tag}: Target, trust: Trust): Checked<Operator> {
	if (!tag) {
		return {operator: undefined, detail: 'asked about by its record commit'};
	}

	const operator = await checkGitSignature(verifier, trust, {what: 'the tag', signature: tag.signature, at: tag.at});
	return isFault(operator) ? operator : {operator, detail: `signed by ${operator.person ?? operator.key}`};
}
