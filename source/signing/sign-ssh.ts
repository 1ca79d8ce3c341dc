/** How ssh-keygen makes a signature. */
import {readFile, writeFile} from 'node:fs/promises';
import path from 'node:path';
import {armor, unwrap} from './armor.js';
import {diagnose, wantsPerson} from './diagnose.js';
import {quote} from './fault.js';
import type {SshSigner} from './signer.js';
import type {Environment} from './program.js';
import type {Maker, Making} from './maker.js';
import {verifySshSignature} from './verify.js';

/** Every question that the program could ask is answered with "no" at once. */
const unanswered: Environment = Object.fromEntries([['SSH_ASKPASS', 'false'], ['SSH_ASKPASS_REQUIRE', 'force']]);

export async function prepareSsh(signer: SshSigner, {directory, bytes, namespace}: Making): Promise<Maker> {
	const keyFile = signer.keyFile ?? path.join(directory, 'key.pub');
	if (signer.keyFile === undefined) {
		await writeFile(keyFile, `${signer.publicKey}\n`, {mode: 0o600});
	}

	const quiet = path.basename(signer.program) === 'ssh-keygen' ? ['-q'] : [];
	const args = [...quiet, '-Y', 'sign', '-n', namespace, '-f', keyFile, path.join(directory, 'message')];
	const name = signer.keyFile === undefined ? signer.fingerprint : quote(signer.keyFile);
	const isTouched = signer.publicKey.startsWith('sk-');
	return {
		silent: {args, environment: {...signer.environment, ...unanswered}},
		person: {args, environment: signer.environment},
		// A security key waits for a touch, which nobody would know of in silence.
		isTouched,
		wantsPerson,
		async release() {/* It asks by itself, and leaves nobody behind. */},
		alone: isTouched
			? `The security key that ${name} belongs to waits for a touch, and there is no terminal to say so: sign at a terminal.`
			: `The key ${name} wants a passphrase and there is no terminal to ask for it: \`ssh-add ${name}\` gives it to the agent, then try again.`,
		diagnose: async ending => diagnose(signer, ending),
		async take() {
			const written = await readFile(path.join(directory, 'message.sig'), 'latin1');
			const blob = unwrap(written);
			const armored = blob && armor(blob);
			if (armored === undefined) {
				return {wrong: 'it is no SSH signature'};
			}

			const verified = verifySshSignature({armored, message: bytes, namespace});
			if ('code' in verified) {
				return {wrong: verified.message};
			}

			return verified.key === signer.publicKey ? {armored} : {wrong: `it was made by another key (${verified.fingerprint})`};
		},
	};
}
