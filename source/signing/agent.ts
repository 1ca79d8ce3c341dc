/** Asking an SSH agent what it holds (draft-miller-ssh-agent), to say why it did not sign. */
import {Buffer} from 'node:buffer';
import {generateKeyPairSync, sign} from 'node:crypto';
import {connect} from 'node:net';
import type {Environment} from './program.js';
import {WireReader, wireString, wireStrings} from './wire.js';

/** `none`: no agent is named, or nobody answers. `hidden`: it shows no keys and answers as a locked one does. */
export type AgentState =
	| {readonly kind: 'none' | 'empty' | 'hidden'}
	| {readonly kind: 'holds'; readonly keys: ReadonlySet<string>};

const requestIdentities = 11;
const identitiesAnswer = 12;
const extension = 27;
const success = 6;
const patienceMs = 3000;

/** The keys are base64 of the public keys' bytes. */
export async function askAgent(environment: Environment): Promise<AgentState> {
	const socket = environment.SSH_AUTH_SOCK ?? '';
	const answer = socket === '' ? undefined : await request(socket, Uint8Array.of(requestIdentities));
	if (answer?.[0] !== identitiesAnswer) {
		return {kind: 'none'};
	}

	const keys = readIdentities(answer);
	if (keys.size > 0) {
		return {kind: 'holds', keys};
	}

	// A locked agent lists nothing and refuses everything else; binding a session touches this one connection only.
	const bound = await request(socket, sessionBinding());
	return {kind: bound?.[0] === success ? 'empty' : 'hidden'};
}

function readIdentities(answer: Uint8Array): Set<string> {
	const keys = new Set<string>();
	try {
		const reader = new WireReader(answer.subarray(1));
		const count = reader.uint32();
		for (let index = 0; index < count; index++) {
			keys.add(Buffer.from(reader.string()).toString('base64'));
			reader.string();
		}
	} catch {
		// What was read so far is what it holds.
	}

	return keys;
}

function sessionBinding(): Uint8Array {
	const {publicKey, privateKey} = generateKeyPairSync('ed25519');
	const raw = publicKey.export({format: 'der', type: 'spki'}).subarray(-32);
	const session = Buffer.alloc(32);
	const hostKey = wireStrings('ssh-ed25519', raw);
	const signature = wireStrings('ssh-ed25519', sign(null, session, privateKey));
	return Buffer.concat([
		Uint8Array.of(extension),
		wireStrings('session-bind@openssh.com', hostKey, session, signature),
		Uint8Array.of(0),
	]);
}

/** One message there, one back, without its length; undefined when nobody answers. */
async function request(socket: string, message: Uint8Array): Promise<Uint8Array | undefined> {
	const {promise, resolve} = Promise.withResolvers<Uint8Array | undefined>();
	const connection = connect(socket);
	let received = Buffer.alloc(0);
	connection.setTimeout(patienceMs, () => {
		connection.destroy();
	});
	connection.on('data', chunk => {
		received = Buffer.concat([received, chunk]);
		const length = received.length < 4 ? Infinity : received.readUInt32BE(0);
		if (!(received.length >= length + 4)) {
			return;
		}

		resolve(received.subarray(4, length + 4));
		connection.destroy();
	});
	connection.on('error', () => {
		resolve(undefined);
	});
	connection.on('close', () => {
		resolve(undefined);
	});
	connection.write(wireString(message));
	return promise;
}
