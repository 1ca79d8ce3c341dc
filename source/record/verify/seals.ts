/** Point 6: the seals, which are the release approval, over `bundle.json` and the tested commit. */
import type {EventData} from '../../run/events.js';
import {isSealFile} from '../bundle.js';
import {sealPath} from '../folders.js';
import {fault, isFault, type Fault} from '../record-fault.js';
import {mayAct} from '../signers.js';
import {flattenSeal, sealSchema, type Seal} from '../statement.js';
import {checkEnvelope} from './envelope.js';
import type {Files} from './bundle.js';
import type {RecordFolder} from './commit.js';
import type {Checked} from './request.js';
import type {SignatureVerifier} from './signature.js';
import type {Target} from './target.js';
import {readStart} from './start.js';
import type {Trust} from './trust.js';

export type Seals = {readonly seals: readonly Seal[]};

type Sealed = {readonly target: Target; readonly trust: Trust; readonly folder: RecordFolder; readonly files: Files};

export async function checkSeals(verifier: SignatureVerifier, sealed: Sealed): Checked<Seals> {
	const {target, trust, folder, files: {files}} = sealed;
	// What the journal is worth comes with the next point; a broken one names no role.
	const started = readStart(files.get('journal.jsonl') ?? new Uint8Array())?.data;
	const roles = started?.decision ?? [];
	const operator = trust.signers && roles[0] !== undefined
		? mayAct(trust.signers, {key: folder.operator.key, role: roles[0], at: target.tag?.at ?? new Date(0).toISOString()})
		: undefined;
	if (isFault(operator) && operator.code === 'sig.role') {
		return fault('sig.role', `Tag and record commit: ${operator.message}`);
	}

	const seals: Seal[] = [];
	for (const [path, bytes] of files) {
		if (!isSealFile(path)) {
			continue;
		}

		const seal = await checkSeal(verifier, sealed, {path, bytes, roles});
		if (isFault(seal)) {
			return seal;
		}

		seals.push(seal);
	}

	return checkComplete(seals, trust, started) ?? {seals, detail: seals.map(({role, person}) => `${person} as ${role}`).join(', ')};
}

type SealFile = {readonly path: string; readonly bytes: Uint8Array; readonly roles: readonly string[]};

async function checkSeal(verifier: SignatureVerifier, {target, trust, folder, files: {bundle}}: Sealed, {path, bytes, roles}: SealFile): Promise<Seal | Fault> {
	const statement = await checkEnvelope(verifier, {
		bytes, schema: sealSchema, what: path, signatory: {signers: trust.signers, operator: folder.operator},
	});
	if (isFault(statement)) {
		return statement;
	}

	const seal = flattenSeal(statement);
	if (sealPath(seal.role) !== path || (roles.length > 0 && !roles.includes(seal.role))) {
		return fault('sig.role', `${path} is given as ${seal.role}, and ${roles.join(', ')} decides.`);
	}

	const isSubject = seal.bundle === bundle && seal.commit === target.commit && seal.tree === trust.tree && seal.run === target.trailers.run
		&& (target.name === undefined || seal.tag === target.name);
	if (!isSubject) {
		return fault('seal.subject', `${path} seals another bundle, commit, run or tag.`);
	}

	if (trust.signers && seal.project !== trust.signers.project) {
		return fault('statement.project', `${path} belongs to the project ${JSON.stringify(seal.project)}.`);
	}

	if (seal.signers?.digest !== trust.signers?.digest) {
		return fault('statement.policy', `${path} was given under another signers file.`);
	}

	return target.tag && seal.decision !== 'GO' ? fault('seal.decision', `${path} seals ${seal.decision}, and there is a tag.`) : seal;
}

/** A release's GO wants every deciding role, by different people; all else the operator's. */
function checkComplete(seals: readonly Seal[], {signers}: Trust, started: EventData['run-started'] | undefined): Fault | undefined {
	const roles = started?.decision ?? [];
	const wanted = signers && started?.kind === 'release' && seals.every(({decision}) => decision === 'GO') ? roles : roles.slice(0, 1);
	const missing = wanted.find(role => seals.every(seal => seal.role !== role));
	if (missing !== undefined || seals.length === 0) {
		return fault('seal.missing', `The seal of the ${missing ?? 'operator'} is missing.`);
	}

	return new Set(seals.map(({decision}) => decision)).size > 1 ? fault('seal.decision', 'The seals do not agree on the decision.') : undefined;
}
