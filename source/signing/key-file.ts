/** Reading the public half of a key from the file that git names, without ever asking for a passphrase. */
import {Buffer} from 'node:buffer';
import {readFile} from 'node:fs/promises';
import {quote, within, type SigningFault} from './fault.js';
import {findProgram, runSilently, type Environment} from './program.js';
import {
	parsePublicKey,
	readPublicKey,
	type KeyFault,
	type PublicKey,
} from './public-key.js';
import {WireReader} from './wire.js';

const opening = '-----BEGIN OPENSSH PRIVATE KEY-----';
const closing = '-----END OPENSSH PRIVATE KEY-----';

/** A file of a public key, or of a private one, whose public half stands beside it or inside it. */
export async function readKeyFile(file: string, environment: Environment): Promise<PublicKey | SigningFault> {
	const text = await readText(file);
	if (typeof text !== 'string') {
		// `ssh-keygen` itself looks for `FILE.pub` when the private half is in the agent alone.
		const beside = await readText(`${file}.pub`);
		return typeof beside === 'string' ? judge(parsePublicKey(beside), file) : text;
	}

	if (!text.includes('PRIVATE KEY-----')) {
		return judge(parsePublicKey(text), file);
	}

	const embedded = readEmbedded(text);
	if (embedded) {
		return judge(embedded, file);
	}

	const beside = await readText(`${file}.pub`);
	return typeof beside === 'string' ? judge(parsePublicKey(beside), file) : askProgram(file, environment);
}

async function readText(file: string): Promise<string | SigningFault> {
	try {
		return await readFile(file, 'latin1');
	} catch (error) {
		const isMissing = error instanceof Error && 'code' in error && error.code === 'ENOENT';
		return isMissing
			? {code: 'key.missing', sentence: `The signing key ${quote(file)} does not exist: correct \`user.signingKey\`, or name the right file with \`--key\`.`}
			: {code: 'key.unreadable', sentence: `The signing key ${quote(file)} cannot be read: see that it is a file and that it is yours.`};
	}
}

/** The format of OpenSSH keeps the public half in the clear before the private one. */
function readEmbedded(text: string): PublicKey | KeyFault | undefined {
	const from = text.indexOf(opening);
	const to = text.indexOf(closing);
	if (from === -1 || to < from) {
		return undefined;
	}

	try {
		const reader = new WireReader(Buffer.from(text.slice(from + opening.length, to), 'base64'));
		const magic = Buffer.from(reader.take(15)).toString('latin1');
		// Cipher, key derivation and its options.
		for (let field = 0; field < 3; field++) {
			reader.string();
		}

		return magic === 'openssh-key-v1\0' && reader.uint32() === 1 ? readPublicKey(reader.string()) : undefined;
	} catch {
		return undefined;
	}
}

/** Older formats: `ssh-keygen` works the public half out, when there is no passphrase. */
async function askProgram(file: string, environment: Environment): Promise<PublicKey | SigningFault> {
	const program = await findProgram('ssh-keygen', environment);
	const ending = program === undefined
		? undefined
		: await runSilently({
			program, args: ['-y', '-P', '', '-f', file], environment, directory: '/', timeoutMs: 10_000,
		});
	return ending?.exit === 0
		? judge(parsePublicKey(ending.output), file)
		: {code: 'key.unreadable', sentence: `The public half of ${quote(file)} could not be read: \`ssh-keygen -y -f ${quote(file)} > ${quote(file)}.pub\` writes it beside the key.`};
}

function judge(key: PublicKey | KeyFault, file: string): PublicKey | SigningFault {
	return 'code' in key
		? {code: 'key.unreadable', sentence: `${quote(file)} cannot be used to sign, because ${within(key.message)}; name another key with \`user.signingKey\` or \`--key\`.`}
		: key;
}
