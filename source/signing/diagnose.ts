/** From what a signing program said to one sentence with advice. */
import {askAgent} from './agent.js';
import {quote, type SigningFault} from './fault.js';
import type {SshSigner} from './signer.js';
import type {Ending} from './program.js';

/** Whether all that is missing is a passphrase, a PIN or a touch. */
export function wantsPerson({errors}: Ending): boolean {
	return !isDeviceMissing(errors) && /incorrect passphrase|enter passphrase|enter pin|incorrect pin|user presence/iv.test(errors);
}

function isDeviceMissing(errors: string): boolean {
	return /device not found|start_helper/iv.test(errors);
}

/** Why the program made no signature. */
export async function diagnose(signer: SshSigner, ending: Ending): Promise<SigningFault> {
	if (ending.cancelled || ending.signal === 'SIGINT' || ending.exit === 130) {
		return {code: 'cancelled', sentence: 'Signing was cancelled; nothing was signed, and it can be tried again.'};
	}

	const {errors, timedOut} = ending;
	const key = signer.keyFile === undefined ? signer.fingerprint : quote(signer.keyFile);
	if (timedOut) {
		return {code: 'timed-out', sentence: `Nothing was signed in time with ${key}: see whether the agent or the security key waits for you, and try again.`};
	}

	if (isDeviceMissing(errors)) {
		return {
			code: 'device.missing', sentence: errors.includes('start_helper')
				? `OpenSSH's helper for security keys does not start, so ${key} cannot sign: install the OpenSSH client with \`ssh-sk-helper\` and try again.`
				: `The security key that ${key} belongs to is not plugged in: plug it in and try again.`,
		};
	}

	if (/permissions .* are too open|unprotected private key/isv.test(errors)) {
		return {code: 'key.permissions', sentence: `Others can read the private key ${key}, so ssh-keygen refuses it: \`chmod 600 ${key}\` corrects that.`};
	}

	if (/couldn't load public key.*no such file/isv.test(errors)) {
		return {code: 'key.missing', sentence: `The signing key ${key} does not exist any more: correct \`user.signingKey\`, or name the right file with \`--key\`.`};
	}

	if (/incorrect passphrase/iv.test(errors)) {
		return {code: 'passphrase.wrong', sentence: `The passphrase of ${key} was wrong; nothing was signed, and it can be tried again.`};
	}

	if (/agent refused|agent failure|signing failed|couldn't sign/iv.test(errors)) {
		return {code: 'agent.refused', sentence: `The SSH agent refused to sign with ${key}: unlock it (\`ssh-add -X\`) or confirm what it asks, and try again.`};
	}

	return /no private key found|no such file|agent/iv.test(errors) ? explainAgent(signer, key) : explainOther(signer, ending);
}

/** Only the public half is there, so an agent would have had to sign. */
async function explainAgent(signer: SshSigner, key: string): Promise<SigningFault> {
	const state = await askAgent(signer.environment);
	const here = `Only the public half of ${key} is here and`;
	const add = '`ssh-add` the file of its private half';
	const name = 'name that file with `--key`';
	switch (state.kind) {
		case 'none': {
			return {code: 'agent.none', sentence: `${here} no SSH agent is running: start one (\`eval "$(ssh-agent)"\`) and ${add}, or ${name}.`};
		}

		case 'empty': {
			return {code: 'agent.empty', sentence: `${here} the SSH agent holds no key: ${add}, or ${name}.`};
		}

		case 'hidden': {
			return {code: 'agent.locked', sentence: `${here} the SSH agent shows no key: it is locked (\`ssh-add -X\` unlocks it) or empty (${add}).`};
		}

		case 'holds': {
			return state.keys.has(signer.publicKey.split(' ', 2)[1] ?? '')
				? {code: 'agent.refused', sentence: `The SSH agent holds ${key} and did not sign with it: confirm what it asks, or unlock it, and try again.`}
				: {code: 'agent.key-missing', sentence: `${here} the SSH agent holds other keys only: ${add}, or ${name}.`};
		}
	}
}

function explainOther(signer: SshSigner, {exit, signal, errors}: Ending): SigningFault {
	const said = errors.trim().split('\n').at(-1) ?? '';
	const how = exit === undefined ? (signal === undefined ? 'could not be started' : `was ended by ${signal}`) : `ended with ${exit}`;
	const words = said === '' ? 'and said nothing' : `and said "${quote(said)}"`;
	return {code: 'failed', sentence: `${quote(signer.program)} ${how} ${words}; nothing was signed, and it can be tried again.`};
}
