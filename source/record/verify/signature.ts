/** One signature: who made it, natively and in a second opinion. */
import {fault, isFault, type Fault} from '../record-fault.js';
import type {Signers} from '../signers.js';
import type {SignatureToCheck, VerifyRequest} from './request.js';

/** The namespace of git's own signatures. */
export const gitNamespace = 'git';

export type SignatureVerifier = Pick<VerifyRequest, 'verifySignature' | 'secondOpinion'>;

/** The key that made it. */
export async function checkSignature({verifySignature, secondOpinion}: SignatureVerifier, what: string, {signers, ...given}: Omit<SignatureToCheck, 'keys'> & {readonly signers: Signers | undefined}): Promise<string | Fault> {
	const keys = Object.values(signers?.people ?? {}).flatMap(person => person.keys).filter(key => 'openpgp' in key);
	const signature = {...given, keys};
	const checked = await verifySignature(signature);
	if (isFault(checked)) {
		return fault(checked.code, `The signature of ${what} does not count: ${checked.message}`);
	}

	const opinion = await secondOpinion?.({...signature, key: checked.key});
	return opinion === 'disagrees'
		? fault('sig.second-opinion', `ssh-keygen does not accept the signature of ${what}.`)
		: checked.key;
}
