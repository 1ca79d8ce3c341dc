/** People with real OpenPGP keys, who sign with gpg itself. */
import {execFileSync} from 'node:child_process';
import type {GpgHome} from '../signing/gpg-workshop.js';
import type {Person} from './people.js';

/** `more`: for gpg, besides the key; a subkey's fingerprint with an exclamation mark picks that one. */
export function gpgPerson({environment}: GpgHome, name: string, fingerprint: string, {as = fingerprint, more = []}: {readonly as?: string; readonly more?: readonly string[]} = {}): Person {
	return {
		name,
		email: `${name.toLowerCase()}@example.com`,
		key: fingerprint,
		sign: message => execFileSync('gpg', ['--batch', '--no-tty', '--quiet', '--armor', '--detach-sign', '--local-user', as, ...more, '--output', '-'], {
			env: environment, input: message, encoding: 'latin1', stdio: ['pipe', 'pipe', 'ignore'],
		}),
	};
}

/** A key of a signers file, as flow YAML. */
export async function listedKey(home: GpgHome, fingerprint: string): Promise<string> {
	return JSON.stringify(await home.listed(fingerprint));
}
