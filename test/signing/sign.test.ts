import {Buffer} from 'node:buffer';
import {existsSync} from 'node:fs';
import {
	chmod,
	mkdtemp,
	readFile,
	readdir,
	rm,
	writeFile,
} from 'node:fs/promises';
import path from 'node:path';
import process from 'node:process';
import {fileURLToPath} from 'node:url';
import {build} from 'esbuild';
import {spawn} from '@lydell/node-pty';
import {execa} from 'execa';
import {
	afterAll,
	beforeAll,
	expect,
	test,
} from 'vitest';
import {findSigner} from '../../source/signing/find-signer.js';
import {signBytes} from '../../source/signing/sign.js';
import {verifySshSignature} from '../../source/signing/verify.js';
import {until} from '../checks/processes.js';
import {openGpgHome} from './gpg-workshop.js';
import {found, openWorkshop, type Workshop} from './workshop.js';

let workshop: Workshop;
let program: string;
const namespace = 'approval-v1@holdpoint';
const bytes = Buffer.from('{"a":"statement"}\u{0} and more\n');

beforeAll(async () => {
	workshop = await openWorkshop();
	program = path.join(workshop.folder, 'hand-over.mjs');
	await build({
		entryPoints: [fileURLToPath(new URL('hand-over-program.ts', import.meta.url))],
		outfile: program,
		bundle: true,
		platform: 'node',
		format: 'esm',
		banner: {js: 'import {createRequire as __createRequire} from \'node:module\'; const require = __createRequire(import.meta.url);'},
		logLevel: 'error',
	});
});

afterAll(async () => workshop.close());

const sentence = expect.stringMatching(/^[^\n]+[,:;] [^\n]+\.$/v) as string;

test.for([
	{type: 'ed25519'},
	{type: 'rsa', bits: 2048},
	{type: 'ecdsa', bits: 521},
])('$type signs, and nothing is left behind', async options => {
	const folder = await mkdtemp(path.join(workshop.folder, 'tmp-'));
	const before = process.env.TMPDIR;
	process.env.TMPDIR = folder;
	try {
		const signer = await workshop.signerOf(await workshop.makeKey(`sign-${options.type}`, options));
		const {armored} = found(await signBytes({signer, bytes, namespace}));
		expect(verifySshSignature({armored, message: bytes, namespace})).toMatchObject({key: signer.publicKey});
		expect(await readdir(folder)).toEqual([]);
	} finally {
		if (before === undefined) {
			delete process.env.TMPDIR;
		} else {
			process.env.TMPDIR = before;
		}
	}
});

test('git\'s own namespace too', async () => {
	const signer = await workshop.signerOf(await workshop.makeKey('sign-git'));
	const {armored} = found(await signBytes({signer, bytes, namespace: 'git'}));
	expect(verifySshSignature({armored, message: bytes, namespace: 'git'})).toMatchObject({hash: 'sha512'});
});

test('a key in the agent alone, by its file and written out', async () => {
	const key = await workshop.makeKey('in-agent');
	const agent = await workshop.startAgent();
	await workshop.addToAgent(agent, key);
	await rm(key);
	const line = await workshop.publicKeyOf(key);
	for (const name of [`${key}.pub`, `key::${line}`]) {
		const signer = await workshop.signerOf(name, agent);

		found(await signBytes({signer, bytes, namespace}));
	}

	await workshop.lockAgent(agent);
	const locked = await signBytes({signer: await workshop.signerOf(`${key}.pub`, agent), bytes, namespace});
	expect(locked).toMatchObject({code: 'agent.locked', sentence});
});

test('every reason why an agent does not help has its own sentence', async () => {
	const key = await workshop.makeKey('public-only');
	await rm(key);
	const sign = async (environment: Record<string, string>) => {
		const signer = await workshop.signerOf(`${key}.pub`, environment);
		return signBytes({signer, bytes, namespace});
	};

	expect(await sign(workshop.environment)).toMatchObject({code: 'agent.none', sentence});
	const nobody = Object.fromEntries([['SSH_AUTH_SOCK', path.join(workshop.folder, 'nobody')]]);
	expect(await sign({...workshop.environment, ...nobody})).toMatchObject({code: 'agent.none', sentence});
	const agent = await workshop.startAgent();
	expect(await sign(agent)).toMatchObject({code: 'agent.empty', sentence});
	await workshop.addToAgent(agent, await workshop.makeKey('another'));
	expect(await sign(agent)).toMatchObject({code: 'agent.key-missing', sentence});
	const missing = await workshop.makeKey('gone-again');
	const signer = await workshop.signerOf(missing, agent);
	await Promise.all([rm(missing), rm(`${missing}.pub`)]);
	expect(await signBytes({signer, bytes, namespace})).toMatchObject({code: 'key.missing', sentence});
});

test('a private key that others can read', async () => {
	const key = await workshop.makeKey('too-open');
	await chmod(key, 0o644);
	expect(await signBytes({signer: await workshop.signerOf(key), bytes, namespace})).toMatchObject({code: 'key.permissions', sentence});
});

test('a passphrase without a terminal', async () => {
	const key = await workshop.makeKey('no-terminal', {passphrase: 'secret'});
	expect(await signBytes({signer: await workshop.signerOf(key), bytes, namespace})).toMatchObject({code: 'terminal.none', sentence});
	expect(await signBytes({
		signer: await workshop.signerOf(key), bytes, namespace, handOver: async sign => sign(),
	})).toMatchObject({code: 'terminal.none', sentence});
});

test.for<[string, string, string]>([
	['exits 0 and writes nothing', 'exit 0', 'failed'],
	['signs something else', 'for last; do :; done; echo other > "$last.other"; ssh-keygen -q -Y sign -n "$4" -f "$6" "$last.other"; mv "$last.other.sig" "$last.sig"', 'signature.wrong'],
	['writes nonsense', 'for last; do :; done; echo nonsense > "$last.sig"', 'signature.wrong'],
	['signs with another key', 'for last; do :; done; ssh-keygen -q -Y sign -n "$4" -f "$OTHER" "$last"', 'signature.wrong'],
	['says that it failed', 'echo "out of paper" >&2; exit 3', 'failed'],
	['waits for ever', 'sleep 1000', 'timed-out'],
	['kills itself', 'kill -9 $$', 'failed'],
])('a program that %s is not believed', async ([what, script, code]) => {
	const key = await workshop.makeKey(`believed-${what.replaceAll(' ', '-')}`);
	const other = await workshop.makeKey(`other-${what.replaceAll(' ', '-')}`);
	const file = path.join(workshop.folder, `program-${what.replaceAll(' ', '-')}`);
	await writeFile(file, `#!/bin/sh\n${script}\n`);
	await chmod(file, 0o700);
	await workshop.configure(`[gpg "ssh"]\n\tprogram = ${file}\n`);
	const signer = found(await findSigner({directory: workshop.folder, key, environment: {...workshop.environment, ...Object.fromEntries([['OTHER', other]])}}));
	await workshop.configure('');
	expect(signer.program).toBe(file);
	expect(await signBytes({
		signer, bytes, namespace, patience: {silentMs: code === 'timed-out' ? 300 : 20_000, personMs: 1000},
	})).toMatchObject({code, sentence});
});

test('a program of one\'s own with other line lengths is taken', async () => {
	const key = await workshop.makeKey('other-lines');
	const file = path.join(workshop.folder, 'program-lines');
	await writeFile(file, String.raw`#!/bin/sh
for last; do :; done
ssh-keygen -q "$@" && {
	head -n 1 "$last.sig"
	sed "1d;\$d" "$last.sig" | tr -d "\n" | fold -w 64
	echo
	printf "%s\r\n" "-----END SSH SIGNATURE-----"
} > "$last.new" && mv "$last.new" "$last.sig"
`);
	await chmod(file, 0o700);
	const signer = {...await workshop.signerOf(key), program: file};
	const {armored} = found(await signBytes({signer, bytes, namespace}));
	expect(verifySshSignature({armored, message: bytes, namespace})).toMatchObject({key: signer.publicKey});
});

test('what is cancelled says so', async () => {
	const file = path.join(workshop.folder, 'program-slow');
	await writeFile(file, '#!/bin/sh\nsleep 1000\n');
	await chmod(file, 0o700);
	const signer = {...await workshop.signerOf(await workshop.makeKey('cancelled')), program: file};
	const controller = new AbortController();
	const signing = signBytes({
		signer, bytes, namespace, cancel: controller.signal,
	});
	controller.abort();
	expect(await signing).toMatchObject({code: 'cancelled', sentence});
});

/** Runs the program in a pty and types the answer once the prompt is seen. */
async function atTerminal(key: string, answer?: string, personMs = 30_000, more: Record<string, string> = {}): Promise<string> {
	const terminal = spawn(process.execPath, [program, key, String(personMs)], {
		cols: 80, rows: 24, cwd: workshop.folder, env: {...workshop.environment, ...more},
	});
	const {promise, resolve} = Promise.withResolvers<string>();
	let seen = '';
	let typing: NodeJS.Timeout | undefined;
	terminal.onData(data => {
		seen += data;
		if (!(answer !== undefined && typing === undefined && seen.includes('Enter passphrase'))) {
			return;
		}

		terminal.write(answer);
		// A Ctrl-C between the prompt and the reading of an answer is lost on ssh-keygen, so it is pressed until it works.
		typing = setInterval(() => {
			if (answer === ctrlC && !seen.includes('the screen is back')) {
				terminal.write(answer);
			}
		}, 50);
	});
	terminal.onExit(() => {
		clearInterval(typing);
		resolve(seen);
	});
	return promise;
}

const ctrlC = '\u{3}';

test('the right passphrase, typed at a terminal that was handed over', async () => {
	const key = await workshop.makeKey('at-terminal', {passphrase: 'open sesame'});
	const screen = await atTerminal(key, 'open sesame\r');
	expect(screen).toMatch(/about to sign a test[\s\S]*Enter passphrase[\s\S]*the screen is back[\s\S]*result \{"armored":true\} end/v);
	expect(screen).not.toContain('open sesame');
});

test('a wrong passphrase, Ctrl-C and nobody there', async () => {
	const key = await workshop.makeKey('at-terminal-wrong', {passphrase: 'open sesame'});
	const [wrong, cancelled, late] = await Promise.all([
		atTerminal(key, 'open barley\r'),
		atTerminal(key, ctrlC),
		atTerminal(key, undefined, 300),
	]);
	expect(wrong).toContain('"code":"passphrase.wrong"');
	expect(cancelled).toContain('"code":"cancelled"');
	expect(late).toContain('"code":"timed-out"');
	for (const screen of [wrong, cancelled, late]) {
		expect(screen).toContain('the screen is back');
	}
});

test.for<[string, string, string, number]>([
	['is not answered', '/usr/bin/pinentry-curses', 'timed-out', 1500],
	['does not work', '/bin/false', 'pinentry.none', 60_000],
])('a pinentry that %s is not left behind', async ([, pinentry, code, personMs]) => {
	const gpg = await openGpgHome();
	const fingerprint = await gpg.makeKey('Ada', {passphrase: 'open sesame'});
	await execa('gpgconf', ['--kill', 'gpg-agent'], {env: gpg.environment, extendEnv: false});
	await writeFile(path.join(gpg.directory, 'gpg-agent.conf'), `pinentry-program ${pinentry}\n`);
	const screen = await atTerminal(fingerprint, undefined, personMs, {...gpg.environment, ...Object.fromEntries([['TERM', 'xterm']])});
	expect(screen).toMatch(new RegExp(String.raw`the screen is back[\s\S]*"code":"${code}"`, 'v'));
	// It is the agent's child: until that has taken note of its end, its number is not free.
	const launched = /PINENTRY_LAUNCHED (?<pid>\d+)/v.exec(screen)?.groups?.pid;
	await until(() => launched === undefined || !existsSync(`/proc/${launched}`));
});

test('a key without a passphrase never takes the terminal', async () => {
	const key = await workshop.makeKey('at-terminal-open');
	const screen = await atTerminal(key);
	expect(screen).toContain('result {"armored":true} end');
	expect(screen).not.toContain('about to sign');
	expect(await readFile(`${key}.pub`, 'utf8')).toContain('ssh-ed25519');
});
