/** How gpg makes a signature. */
import {readFile} from 'node:fs/promises';
import path from 'node:path';
import {execa} from 'execa';
import {quote, type SigningFault} from './fault.js';
import {exportOpenpgpKey} from './find-openpgp.js';
import type {OpenpgpSigner} from './signer.js';
import {readKeys, runGpg, untranslated} from './gpg.js';
import {openOpenpgpVerifier} from './openpgp-verify.js';
import {endPinentry} from './pinentry.js';
import type {Ending} from './program.js';
import type {Maker, Making} from './maker.js';

export async function prepareOpenpgp(signer: OpenpgpSigner, {directory, bytes}: Making): Promise<Maker | SigningFault> {
	const key = await exportOpenpgpKey(signer, directory);
	if (typeof key !== 'string') {
		return key;
	}

	const file = path.join(directory, 'message.asc');
	const args = ['--status-fd', '2', '--yes', '-u', signer.user, '--armor', '--detach-sign', '--output', file, path.join(directory, 'message')];
	const terminal = await nameOfTerminal();
	return {
		silent: {args: ['--batch', '--no-tty', '--pinentry-mode', 'error', ...args], environment: {...signer.environment, ...untranslated}},
		person: {args, environment: {...signer.environment, ...untranslated, ...(terminal !== undefined && Object.fromEntries([['GPG_TTY', terminal]]))}},
		isTouched: false,
		wantsPerson: ({errors}) => /no pinentry|no pin entry|inquire_maxlen|pinentry_launched/iv.test(errors),
		release: endPinentry,
		alone: `The OpenPGP key ${signer.fingerprint} wants its passphrase and there is no terminal to ask for it: sign something at a terminal first (\`echo | gpg -u ${signer.fingerprint} --clearsign\`), so that the agent knows it, then try again.`,
		diagnose: async ending => await diagnoseKey(signer, directory) ?? diagnoseGpg(signer, ending),
		async take() {
			const armored = await readFile(file, 'latin1');
			const verifier = openOpenpgpVerifier(signer.environment);
			try {
				const verified = await verifier.verify({armored, message: bytes, keys: [{openpgp: signer.publicKey, key}]});
				return 'code' in verified ? {wrong: verified.message} : {armored};
			} finally {
				await verifier.close();
			}
		},
	};
}

/** Where pinentry is to ask. */
async function nameOfTerminal(): Promise<string | undefined> {
	const {stdout, exitCode} = await execa('tty', {stdin: 'inherit', reject: false});
	return exitCode === 0 ? stdout.trim() : undefined;
}

/** What gpg only calls unusable. */
async function diagnoseKey({fingerprint, program, environment}: OpenpgpSigner, directory: string): Promise<SigningFault | undefined> {
	const {output} = await runGpg({program, environment, directory}, ['--with-colons', '--list-keys', fingerprint], 20_000);
	const key = readKeys(output).find(({primary}) => primary === fingerprint);
	if (key?.validity === 'e') {
		return {code: 'key.expired', sentence: `The OpenPGP key ${fingerprint} has expired: \`gpg --quick-set-expire ${fingerprint} 1y\` renews it, then put its new public half into the signers file.`};
	}

	return key?.validity === 'r'
		? {code: 'key.expired', sentence: `The OpenPGP key ${fingerprint} is revoked and signs nothing any more: name another one with \`user.signingKey\` or \`--key\`.`}
		: undefined;
}

function diagnoseGpg({fingerprint, program}: OpenpgpSigner, {errors, cancelled, signal, exit, timedOut}: Ending): SigningFault {
	if (cancelled || signal === 'SIGINT' || exit === 130 || /operation cancelled/iv.test(errors)) {
		return {code: 'cancelled', sentence: 'Signing was cancelled; nothing was signed, and it can be tried again.'};
	}

	if (timedOut || /timeout/iv.test(errors)) {
		return {code: 'timed-out', sentence: `Nothing was signed in time with ${fingerprint}: see whether pinentry or a card waits for you, and try again.`};
	}

	if (/bad passphrase/iv.test(errors)) {
		return {code: 'passphrase.wrong', sentence: `The passphrase of ${fingerprint} was wrong; nothing was signed, and it can be tried again.`};
	}

	if (/no secret key/iv.test(errors)) {
		return {code: 'key.missing', sentence: `GnuPG does not have the secret key ${fingerprint}: \`gpg --list-secret-keys\` shows what it has. If it is on a card, put the card in.`};
	}

	if (/no pinentry|pinentry/iv.test(errors)) {
		return {code: 'pinentry.none', sentence: 'gpg could not ask for the passphrase, because no pinentry works at this terminal: install `pinentry-curses` or `pinentry-tty` and name it in gpg-agent.conf, then `gpgconf --kill gpg-agent`.'};
	}

	if (/agent/iv.test(errors)) {
		return {code: 'agent.none', sentence: 'gpg could not reach its agent: `gpgconf --launch gpg-agent` starts it and says what is wrong; then try again.'};
	}

	const said = errors.trim().split('\n').findLast(line => !line.startsWith('[GNUPG:]')) ?? '';
	return {code: 'failed', sentence: `${quote(program)} ended with ${exit ?? signal ?? 'nothing'}${said === '' ? '' : ` and said "${quote(said)}"`}; nothing was signed, and it can be tried again.`};
}
