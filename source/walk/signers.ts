/** Who may sign: the signers file of the commit that counts, read again when that is another one. */
import {showText} from '../checklist/escape.js';
import {isFault} from '../record/record-fault.js';
import {
	operatorOf,
	parseSigners,
	rolesOf,
	signersPath,
	type Signers,
} from '../record/signers.js';
import {readBlob} from '../repository/commits.js';
import {isRepositoryFault} from '../repository/faults.js';
import {isFollowUp} from '../run/phase.js';
import {stateOfRun, type Engine} from './engine.js';
import type {SignersFile} from './materials.js';

/** Why it cannot be used, in a sentence. */
type Unusable = {readonly unusable: string};

/** The signers file of a commit; undefined where there is none: a self-signed run. */
export async function readSignersFile(top: string, commit: string): Promise<SignersFile | Unusable | undefined> {
	const bytes = await readBlob(top, commit, signersPath);
	if (bytes === undefined) {
		return undefined;
	}

	if (isRepositoryFault(bytes)) {
		return {unusable: bytes.sentence};
	}

	const signers = parseSigners(bytes);
	if (isFault(signers)) {
		return {unusable: `${signersPath} in ${commit.slice(0, 12)} cannot be used: ${signers.message}`};
	}

	return {
		signers, bytes, digest: signers.digest, commit,
	};
}

/** Whether the commit that counts has the signers file that the run goes by: undefined, or what the person should be told. */
export async function followSigners(engine: Engine): Promise<string | undefined> {
	const {materials: {facts, by, signer}, session} = engine;
	const state = stateOfRun(engine);
	const isOver = state.decision !== undefined || state.closed !== undefined;
	if (isOver || isFollowUp(state)) {
		return undefined;
	}

	const found = engine.signers?.commit === state.commit ? engine.signers : await readSignersFile(facts.top, state.commit);
	if (found && 'unusable' in found) {
		return found.unusable;
	}

	const before = state.started?.signers ?? null;
	if (found?.digest === before?.digest) {
		return undefined;
	}

	const outcome = await session.submit({type: 'change signers', signers: found ? {digest: found.digest, version: found.signers.version, project: found.signers.project} : null});
	if (!found || outcome.kind !== 'taken') {
		return outcome.kind === 'taken' ? undefined : outcome.text;
	}

	const changes = engine.signers ? describeChanges(engine.signers.signers, found.signers) : [];
	engine.signers = found;
	session.operate(operatorOf({email: by.email, key: signer.publicKey}, found.signers));
	return [
		`${signersPath} is version ${found.signers.version} now, and was ${before?.version ?? 'not there'}${changes.length > 0 ? `: ${changes.join(', ')}` : ''}.`,
		'What was signed under the one before is asked for again, and so are waivers and answers that want a role.',
	].join(' ');
}

/** Who holds what now, and who does not any more. */
function describeChanges(before: Signers, after: Signers): string[] {
	const held = (signers: Signers): string[] => Object.keys(signers.people).flatMap(person => rolesOf(signers, person).map(role => `${showText(person)} as ${showText(role)}`));
	const [old, fresh] = [held(before), held(after)];
	return [
		...old.filter(one => !fresh.includes(one)).map(one => `without ${one}`),
		...fresh.filter(one => !old.includes(one)).map(one => `with ${one}`),
	];
}
