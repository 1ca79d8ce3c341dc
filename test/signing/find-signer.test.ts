import {
	chmod,
	mkdir,
	rm,
	writeFile,
} from 'node:fs/promises';
import path from 'node:path';
import {execa} from 'execa';
import {
	afterAll,
	beforeAll,
	beforeEach,
	expect,
	test,
} from 'vitest';
import {findSigner} from '../../source/signing/find-signer.js';
import {splitCommandLine} from '../../source/signing/git-config.js';
import {openWorkshop, type Workshop} from './workshop.js';

let workshop: Workshop;
let repository: string;

beforeAll(async () => {
	workshop = await openWorkshop();
	repository = path.join(workshop.folder, 'repository');
});

beforeEach(async () => {
	await rm(repository, {recursive: true, force: true});
	await mkdir(repository);
	await workshop.configure('');
	await execa('git', ['init', '-q'], {cwd: repository, env: workshop.environment, extendEnv: false});
});

afterAll(async () => workshop.close());

const find = async (key?: string) => findSigner({directory: repository, environment: workshop.environment, ...(key !== undefined && {key})});
const setHere = async (name: string, value: string) => execa('git', ['config', name, value], {cwd: repository, env: workshop.environment, extendEnv: false});

test('the private key that git is told of, with its home directory', async () => {
	const file = await workshop.makeKey('id_home');
	await workshop.configure('[gpg]\n\tformat = ssh\n[user]\n\tsigningKey = ~/id_home\n');
	expect(await find()).toMatchObject({
		format: 'ssh', publicKey: await workshop.publicKeyOf(file), keyFile: file, source: expect.stringContaining('user.signingKey') as string, notes: [],
	});
});

test('the public half alone, and a private key whose public half is only beside it', async () => {
	const file = await workshop.makeKey('id_two');
	const line = await workshop.publicKeyOf(file);
	await workshop.configure(`[gpg]\n\tformat = ssh\n[user]\n\tsigningKey = ${file}.pub\n`);
	expect(await find()).toMatchObject({publicKey: line, keyFile: `${file}.pub`});
	await rm(file);
	await workshop.configure(`[gpg]\n\tformat = ssh\n[user]\n\tsigningKey = ${file}\n`);
	expect(await find()).toMatchObject({publicKey: line});
});

test('an encrypted key tells its public half without a passphrase, and `--key` goes first', async () => {
	const file = await workshop.makeKey('id_locked', {passphrase: 'secret'});
	const line = await workshop.publicKeyOf(file);
	await rm(`${file}.pub`);
	await workshop.configure('[gpg]\n\tformat = openpgp\n[user]\n\tsigningKey = DEADBEEF\n');
	expect(await find(file)).toMatchObject({publicKey: line, source: expect.stringContaining('--key') as string});
	expect(await find('id_locked')).toMatchObject({code: 'key.missing'});
	expect(await find('~/id_locked')).toMatchObject({publicKey: line});
});

test('an older format is asked of ssh-keygen, silently', async () => {
	const open = await workshop.makeKey('id_pem', {type: 'rsa', bits: 2048, pem: true});
	const line = await workshop.publicKeyOf(open);
	await rm(`${open}.pub`);
	expect(await find(open)).toMatchObject({publicKey: line});
	const closed = await workshop.makeKey('id_pem_locked', {
		type: 'rsa', bits: 2048, pem: true, passphrase: 'secret',
	});
	expect(await find(closed)).toMatchObject({publicKey: await workshop.publicKeyOf(closed)});
	await rm(`${closed}.pub`);
	expect(await find(closed)).toMatchObject({code: 'key.unreadable', sentence: expect.stringContaining('ssh-keygen -y') as string});
});

test('keys that are written out, with and without `key::`', async () => {
	const file = await workshop.makeKey('id_literal', {type: 'ecdsa'});
	const line = await workshop.publicKeyOf(file);
	await workshop.configure(`[gpg]\n\tformat = ssh\n[user]\n\tsigningKey = key::${line} ada@example.com\n`);
	expect(await find()).toMatchObject({publicKey: line, keyFile: undefined});
	const bare = await workshop.publicKeyOf(await workshop.makeKey('id_bare'));
	await workshop.configure(`[gpg]\n\tformat = ssh\n[user]\n\tsigningKey = ${bare}\n`);
	expect(await find()).toMatchObject({publicKey: bare, keyFile: undefined});
	await workshop.configure('[gpg]\n\tformat = ssh\n[user]\n\tsigningKey = ssh-ed25519 AAAA\n');
	expect(await find()).toMatchObject({code: 'key.unreadable'});
});

test('the default key command, but never the repository\'s own', async () => {
	const line = await workshop.publicKeyOf(await workshop.makeKey('id_command'));
	const marker = path.join(workshop.folder, 'ran');
	const script = path.join(workshop.folder, 'key command');
	await writeFile(script, `#!/bin/sh\necho "key::$1 comment"\ntouch "${marker}"\n`);
	await chmod(script, 0o700);
	await workshop.configure(`[gpg]\n\tformat = ssh\n[gpg "ssh"]\n\tdefaultKeyCommand = '${script}' '${line}'\n`);
	expect(await find()).toMatchObject({publicKey: line, keyFile: undefined});

	await rm(marker);
	await workshop.configure('[gpg]\n\tformat = ssh\n');
	await setHere('gpg.ssh.defaultKeyCommand', `'${script}' '${line}'`);
	expect(await find()).toMatchObject({code: 'key.none', sentence: expect.stringContaining('is not run') as string});
	await expect(rm(marker)).rejects.toThrow('ENOENT');
	await workshop.configure('[gpg]\n\tformat = ssh\n[gpg "ssh"]\n\tdefaultKeyCommand = false\n');
	expect(await find()).toMatchObject({code: 'key.command'});
	await workshop.configure('[gpg]\n\tformat = ssh\n[gpg "ssh"]\n\tdefaultKeyCommand = no-such-command-here -L\n');
	expect(await find()).toMatchObject({code: 'key.command'});
});

test('a program of the person\'s own, but never the repository\'s', async () => {
	const file = await workshop.makeKey('id_program');
	const program = path.join(workshop.folder, 'signer');
	await writeFile(program, '#!/bin/sh\nexit 1\n');
	await chmod(program, 0o700);
	const base = `[gpg]\n\tformat = ssh\n[user]\n\tsigningKey = ${file}\n`;
	await workshop.configure(`${base}[gpg "ssh"]\n\tprogram = ~/signer\n`);
	expect(await find()).toMatchObject({program, notes: []});
	await workshop.configure(base);
	await setHere('gpg.ssh.program', program);
	expect(await find()).toMatchObject({program: expect.stringMatching(/\/ssh-keygen$/v) as string, notes: [expect.stringContaining('gpg.ssh.program') as string]});
	await workshop.configure(`${base}[gpg "ssh"]\n\tprogram = no-such-program-here\n`);
	expect(await find()).toMatchObject({code: 'program.missing'});
});

test.for<[string, string, string]>([
	['nothing configured', '', 'key.none'],
	['no key', '[gpg]\n\tformat = ssh\n', 'key.none'],
	['an OpenPGP key that is not there', '[gpg]\n\tformat = openpgp\n[user]\n\tsigningKey = ABC\n', 'key.missing'],
	['git\'s default format', '[user]\n\tsigningKey = ABC\n', 'key.missing'],
	['X.509', '[gpg]\n\tformat = x509\n', 'format.unsupported'],
	['a missing file', '[gpg]\n\tformat = ssh\n[user]\n\tsigningKey = ~/nowhere\n', 'key.missing'],
	['a folder', '[gpg]\n\tformat = ssh\n[user]\n\tsigningKey = ~/repository\n', 'key.unreadable'],
	['a file that is no key', '[gpg]\n\tformat = ssh\n[user]\n\tsigningKey = ~/gitconfig\n', 'key.unreadable'],
	['a configuration that is broken', '[gpg\n', 'failed'],
])('%s is answered in one sentence with advice', async ([, config, code]) => {
	await workshop.configure(config);
	const fault = await find();
	expect(fault).toMatchObject({code, sentence: expect.stringMatching(/^[^\n]+[:;] [^\n]+\.$|^[^\n]+, (?:and|so)[^\n]+\.$/v) as string});
});

test('without git, without ssh-keygen', async () => {
	const file = await workshop.makeKey('id_path');
	expect(await findSigner({directory: repository, key: file, environment: {...workshop.environment, ...Object.fromEntries([['PATH', '/nowhere:relative']])}})).toMatchObject({code: 'git.missing'});
});

test('command lines are split as git splits them', () => {
	expect(splitCommandLine(String.raw`a 'b c' "d \" e" f\ g h'i'"j"  ''`)).toEqual(['a', 'b c', 'd " e', 'f g', 'hij', '']);
	expect(splitCommandLine('')).toEqual([]);
});
