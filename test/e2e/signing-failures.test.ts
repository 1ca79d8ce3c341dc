/** Every reason why something cannot be signed, provoked with real programs: what is said, and that nothing of it stays. */
import {Buffer} from 'node:buffer';
import {
	chmod,
	mkdir,
	readdir,
	readFile,
	rm,
	symlink,
	writeFile,
} from 'node:fs/promises';
import path from 'node:path';
import process from 'node:process';
import {execa} from 'execa';
import {expect, onTestFinished, test} from 'vitest';
import {wireStrings} from '../../source/signing/wire.js';
import {openGpgHome, type GpgHome} from '../signing/gpg-workshop.js';
import {openWorkshop, type Workshop} from '../signing/workshop.js';
import {program, setStage, type Stage} from './stage.js';
import {keys} from './terminal.js';
import {enterWalk} from './walker.js';

type Variables = Readonly<Record<string, string>>;

/** What git is told, and what else is different. */
type Circumstances = {
	readonly config: string;
	readonly variables?: Variables;
	readonly args?: readonly string[];
};

type Place = {
	readonly stage: Stage;
	readonly workshop: Workshop;
	readonly gpg: GpgHome;
	/** Fingerprints by what is the matter with the key. */
	readonly openpgp: Readonly<Record<'good' | 'expired' | 'revoked' | 'locked' | 'other', string>>;
};

type Case = readonly [what: string, provoke: (place: Place) => Circumstances | Promise<Circumstances>, says: string];

const variable = (name: string, value: string): Variables => ({[name]: value});
const ssh = (key: string, more = ''): string => `[gpg]\n\tformat = ssh\n[user]\n\tsigningKey = ${key}\n${more}`;
const openpgp = (key: string, more = ''): string => `[user]\n\tsigningKey = ${key}\n${more}`;

/** A program of the person's own. */
async function writeProgram({workshop}: Place, name: string, script: string): Promise<string> {
	const file = path.join(workshop.folder, name);
	await writeFile(file, `#!/bin/sh\n${script}\n`);
	await chmod(file, 0o700);
	return file;
}

/** A PATH on which only these are. */
async function offer({workshop}: Place, folder: string, ...programs: readonly string[]): Promise<Variables> {
	const bin = path.join(workshop.folder, folder);
	await mkdir(bin);
	for (const name of programs) {
		const {stdout} = await execa('which', [name]);
		await symlink(stdout, path.join(bin, name));
	}

	return variable('PATH', bin);
}

const onlyPublic = (place: Place): string => path.join(place.workshop.folder, 'public-only.pub');
const agentWith = async (place: Place, prepare?: (agent: Record<string, string>) => Promise<void>): Promise<Variables> => {
	const agent = await place.workshop.startAgent();
	await prepare?.(agent);
	return variable('SSH_AUTH_SOCK', agent.SSH_AUTH_SOCK ?? '');
};

const cases: readonly Case[] = [
	['no key is configured', () => ({config: ''}), 'No signing key is configured: `ssh-keygen -t ed25519 -f ~/.ssh/id_ed25519` makes one, and `git config --global gpg.format ssh && git config --global user.signingKey ~/.ssh/id_ed25519.pub` names it.'],
	['the key file is missing', () => ({config: ssh('~/nowhere')}), 'The signing key ~/nowhere does not exist: correct `user.signingKey`, or name the right file with `--key`.'],
	['the key file is no key', () => ({config: ssh('~/gitconfig')}), '~/gitconfig cannot be used to sign, because it is not an SSH public key: a type and base64 are expected; name another key with `user.signingKey` or `--key`.'],
	['the private key is open to others', async ({workshop}) => ({config: ssh(path.join(workshop.folder, 'too-open'))}), 'Others can read the private key ~/too-open, so ssh-keygen refuses it: `chmod 600 ~/too-open` corrects that.'],
	['a passphrase and no terminal', ({workshop}) => ({config: ssh(path.join(workshop.folder, 'locked'))}), 'The key ~/locked wants a passphrase and there is no terminal to ask for it: `ssh-add ~/locked` gives it to the agent, then try again.'],
	['no agent', place => ({config: ssh(onlyPublic(place))}), 'Only the public half of ~/public-only.pub is here and no SSH agent is running: start one (`eval "$(ssh-agent)"`) and `ssh-add` the file of its private half, or name that file with `--key`.'],
	['the agent is empty', async place => ({config: ssh(onlyPublic(place)), variables: await agentWith(place)}), 'Only the public half of ~/public-only.pub is here and the SSH agent holds no key: `ssh-add` the file of its private half, or name that file with `--key`.'],
	['the agent is locked', async place => ({
		config: ssh(onlyPublic(place)), variables: await agentWith(place, async agent => {
			await place.workshop.addToAgent(agent, path.join(place.workshop.folder, 'ada'));
			await place.workshop.lockAgent(agent);
		}),
	}), 'Only the public half of ~/public-only.pub is here and the SSH agent shows no key: it is locked (`ssh-add -X` unlocks it) or empty (`ssh-add` the file of its private half).'],
	['a literal whose private half is not in the agent', async place => {
		const variables = await agentWith(place, async agent => place.workshop.addToAgent(agent, path.join(place.workshop.folder, 'ada')));
		return {config: ssh(`key::${await place.workshop.publicKeyOf(path.join(place.workshop.folder, 'public-only'))}`), variables};
	}, 'Only the public half of <fingerprint> is here and the SSH agent holds other keys only: `ssh-add` the file of its private half, or name that file with `--key`.'],
	['the key is not listed', ({workshop}) => ({config: ssh(path.join(workshop.folder, 'eve'))}), 'The key <fingerprint> cannot sign as release manager: The key that signed is not listed in the signers file. Sign with another key, or have .holdpoint/signers.yaml changed; that counts for runs begun after it.'],
	['listed, and not in the role', ({workshop}) => ({config: ssh(path.join(workshop.folder, 'grace'))}), 'The key <fingerprint> cannot sign as release manager: grace@example.com does not hold the role release manager. Sign with another key, or have .holdpoint/signers.yaml changed; that counts for runs begun after it.'],
	['the key is valid no longer', ({workshop}) => ({config: ssh(path.join(workshop.folder, 'late'))}), 'The key <fingerprint> cannot sign as release manager: The key of ada@example.com was not valid at <now> (… to 2020-12-31). Sign with another key, or have .holdpoint/signers.yaml changed; that counts for runs begun after it.'],
	['the key is revoked in the signers file', ({workshop}) => ({config: ssh(path.join(workshop.folder, 'rotated'))}), 'The key <fingerprint> cannot sign as release manager: The key of ada@example.com was revoked on 2026-05-01 (rotated). Sign with another key, or have .holdpoint/signers.yaml changed; that counts for runs begun after it.'],
	['the default key command fails', () => ({config: '[gpg]\n\tformat = ssh\n[gpg "ssh"]\n\tdefaultKeyCommand = false\n'}), '`gpg.ssh.defaultKeyCommand` (false) gave no key: run it yourself to see why; with `ssh-add -L` the agent must hold a key.'],
	['the program fails', async place => ({config: ssh(path.join(place.workshop.folder, 'ada'), `[gpg "ssh"]\n\tprogram = ${await writeProgram(place, 'fails', 'echo out of paper >&2; exit 3')}\n`)}), '~/fails ended with 3 and said "out of paper"; nothing was signed, and it can be tried again.'],
	['the program writes rubbish', async place => ({config: ssh(path.join(place.workshop.folder, 'ada'), `[gpg "ssh"]\n\tprogram = ${await writeProgram(place, 'rubbish', 'for last; do :; done; echo nonsense > "$last.sig"')}\n`)}), 'The signature that ~/rubbish made was thrown away, because it is no SSH signature: see that `gpg.ssh.program` names the right program; the key wanted is <fingerprint>.'],
	['the program signs with another key', async place => ({config: ssh(path.join(place.workshop.folder, 'ada'), `[gpg "ssh"]\n\tprogram = ${await writeProgram(place, 'another', `for last; do :; done; ssh-keygen -q -Y sign -n "$4" -f ${path.join(place.workshop.folder, 'eve')} "$last"`)}\n`)}), 'The signature that ~/another made was thrown away, because it was made by another key (<fingerprint>): see that `gpg.ssh.program` names the right program; the key wanted is <fingerprint>.'],
	['the program is not there', ({workshop}) => ({config: ssh(path.join(workshop.folder, 'ada'), '[gpg "ssh"]\n\tprogram = no-such-program\n')}), 'The program no-such-program that `gpg.ssh.program` names was not found: install it or correct the setting.'],
	['ssh-keygen is not there', async place => ({config: ssh(path.join(place.workshop.folder, 'ada')), variables: await offer(place, 'without-ssh', 'git')}), '`ssh-keygen` was not found: install the OpenSSH client and try again.'],
	['a security key that is not plugged in', ({workshop}) => ({config: ssh(path.join(workshop.folder, 'device'))}), 'The security key that ~/device belongs to is not plugged in: plug it in and try again.'],
	['X.509', () => ({config: '[gpg]\n\tformat = x509\n[user]\n\tsigningKey = ada@example.com\n'}), 'git is set to sign with X.509 here (by `gpg.format`), and Holdpoint signs with SSH and OpenPGP keys: name an SSH key with `--key ~/.ssh/id_ed25519`, or set `git config gpg.format ssh` and `user.signingKey`.'],
	['nowhere to write', ({workshop}) => ({config: ssh(path.join(workshop.folder, 'ada')), variables: variable('TMPDIR', path.join(workshop.folder, 'gone'))}), 'What is to be signed cannot be written to ~/gone (ENOENT): make room there, or set TMPDIR to another folder, and try again.'],
	['OpenPGP: the secret key is missing', () => ({config: openpgp('0123456789ABCDEF0123456789ABCDEF01234567')}), 'GnuPG has no secret key for 0123456789ABCDEF0123456789ABCDEF01234567 (`user.signingKey`): `gpg --list-secret-keys` shows what it has; name one by its fingerprint.'],
	['OpenPGP: the key has expired', ({openpgp: {expired}}) => ({config: openpgp(expired)}), 'The OpenPGP key <expired> has expired: `gpg --quick-set-expire <expired> 1y` renews it, then put its new public half into the signers file.'],
	['OpenPGP: the key is revoked', ({openpgp: {revoked}}) => ({config: openpgp(revoked)}), 'The OpenPGP key <revoked> is revoked and signs nothing any more: name another one with `user.signingKey` or `--key`.'],
	['OpenPGP: the key is not listed', ({openpgp: {other}}) => ({config: openpgp(other)}), 'The key <other> cannot sign as release manager: The key that signed is not listed in the signers file. Sign with another key, or have .holdpoint/signers.yaml changed; that counts for runs begun after it.'],
	['OpenPGP: a passphrase and no terminal', ({openpgp: {locked}}) => ({config: openpgp(locked)}), 'The OpenPGP key <locked> wants its passphrase and there is no terminal to ask for it: sign something at a terminal first (`echo | gpg -u <locked> --clearsign`), so that the agent knows it, then try again.'],
	['OpenPGP: gpg is not there', async place => ({config: openpgp(place.openpgp.good), variables: await offer(place, 'without-gpg', 'git')}), '`gpg` was not found: install GnuPG and try again.'],
	['OpenPGP: the program fails', async place => ({config: openpgp(place.openpgp.good, `[gpg]\n\tprogram = ${await writeProgram(place, 'gpg-fails', 'case "$*" in *--detach-sign*) echo out of paper >&2; exit 3;; esac; exec gpg "$@"')}\n`)}), '~/gpg-fails ended with 3 and said "out of paper"; nothing was signed, and it can be tried again.'],
	['OpenPGP: the program writes rubbish', async place => ({config: openpgp(place.openpgp.good, `[gpg]\n\tprogram = ${await writeProgram(place, 'gpg-rubbish', 'case "$*" in *--detach-sign*) for last; do :; done; echo nonsense > "$last.asc"; exit 0;; esac; exec gpg "$@"')}\n`)}), 'The signature that ~/gpg-rubbish made was thrown away, because its armour does not hold exactly one OpenPGP signature: see that `gpg.program` names the right program; the key wanted is <good>.'],
	['OpenPGP: the program signs with another key', async place => ({config: openpgp(place.openpgp.good, `[gpg]\n\tprogram = ${await writeProgram(place, 'gpg-another', `case "$*" in *--detach-sign*) for last; do :; done; exec gpg --batch --yes -u ${place.openpgp.other} --armor --detach-sign --output "$last.asc" "$last";; esac; exec gpg "$@"`)}\n`)}), 'The signature that ~/gpg-another made was thrown away, because it was made by an OpenPGP key that is not listed: see that `gpg.program` names the right program; the key wanted is <good>.'],
];

/** A private key as ssh-keygen writes it for a security key: a handle that only the device can use. */
function writeDeviceKey(): {readonly file: string; readonly publicLine: string} {
	const type = 'sk-ssh-ed25519@openssh.com';
	const point = Buffer.alloc(32, 7);
	const publicBlob = wireStrings(type, point, 'ssh:');
	const secret = Buffer.concat([Buffer.alloc(8, 1), wireStrings(type, point, 'ssh:'), Buffer.of(1), wireStrings('handle', '', '')]);
	const padding = Buffer.from(Array.from({length: (8 - (secret.length % 8)) % 8}, (_, index) => index + 1));
	const padded = Buffer.concat([secret, padding]);
	const whole = Buffer.concat([Buffer.from('openssh-key-v1\0'), wireStrings('none', 'none', ''), Buffer.of(0, 0, 0, 1), wireStrings(publicBlob, padded)]);
	const lines = whole.toString('base64').match(/.{1,70}/gv) ?? [];
	return {
		file: ['-----BEGIN OPENSSH PRIVATE KEY-----', ...lines, '-----END OPENSSH PRIVATE KEY-----', ''].join('\n'),
		publicLine: `${type} ${Buffer.from(publicBlob).toString('base64')}`,
	};
}

async function setPlace(): Promise<Place> {
	const [stage, workshop, gpg] = await Promise.all([setStage({key: false}), openWorkshop(), openGpgHome()]);
	onTestFinished(async () => workshop.close());
	const names = ['ada', 'grace', 'eve', 'public-only', 'too-open', 'late', 'rotated'];
	await Promise.all([...names.map(async name => workshop.makeKey(name)), workshop.makeKey('locked', {passphrase: 'sesame'})]);
	await rm(path.join(workshop.folder, 'public-only'));
	await chmod(path.join(workshop.folder, 'too-open'), 0o644);
	const device = writeDeviceKey();
	await writeFile(path.join(workshop.folder, 'device'), device.file, {mode: 0o600});
	const fingerprints = {
		good: await gpg.makeKey('Ada'),
		locked: await gpg.makeKey('Ada-locked', {passphrase: 'sesame'}),
		other: await gpg.makeKey('Eve'),
		revoked: await gpg.makeKey('Ada-revoked'),
		expired: await gpg.makeKey('Ada-expired', {at: '20200101T000000', expires: '1d'}),
	};
	await gpg.revoke(fingerprints.revoked);
	await execa('gpgconf', ['--kill', 'gpg-agent'], {env: gpg.environment, extendEnv: false});
	const line = async (name: string, more = '') => `      - {ssh: ${await workshop.publicKeyOf(path.join(workshop.folder, name))}${more}}`;
	const block = async (fingerprint: string) => {
		const {key} = await gpg.listed(fingerprint);
		return `      - {openpgp: ${fingerprint}, key: ${JSON.stringify(key)}}`;
	};

	await stage.commit('A release', {
		'RELEASE.md': '# Release\n\n## The package\n\n- [ ] It installs\n\n**Signed by**: release manager\n\n## After it\n\n- [ ] It is announced\n',
		'.holdpoint/signers.yaml': [
			'project: lighthouse',
			'version: 1',
			'people:',
			'  ada@example.com:',
			'    name: Ada Lovelace',
			'    keys:',
			await line('ada'),
			await line('public-only'),
			await line('too-open'),
			await line('locked'),
			`      - {ssh: ${device.publicLine}}`,
			await line('late', ', valid: {to: 2020-12-31}'),
			await line('rotated', ', revoked: {at: 2026-05-01, reason: rotated}'),
			...await Promise.all([fingerprints.good, fingerprints.expired, fingerprints.revoked, fingerprints.locked].map(async one => block(one))),
			'  grace@example.com:',
			'    name: Grace Hopper',
			'    keys:',
			await line('grace'),
			'roles:',
			'  release manager: [ada@example.com]',
			'  director: [grace@example.com]',
			'',
		].join('\n'),
	});
	return {
		stage, workshop, gpg, openpgp: fingerprints,
	};
}

async function sign({stage, workshop, gpg}: Place, name: string, {config, variables = {}, args = []}: Circumstances) {
	const file = path.join(workshop.folder, `${name}.gitconfig`);
	await writeFile(file, config);
	const environment = {...stage.variables, ...Object.fromEntries([['HOME', workshop.folder], ['GNUPGHOME', gpg.directory], ['GIT_CONFIG_GLOBAL', file]]), ...variables};
	return execa(process.execPath, [program, 'sign', '--as', 'release manager', '--yes', ...args], {
		cwd: stage.top, env: environment, extendEnv: false, reject: false, stdin: 'ignore',
	});
}

/** What is another one each time is left out. */
function showSame(said: string, {workshop, openpgp: fingerprints}: Place): string {
	let text = said.replace('holdpoint: ', '').replaceAll(workshop.folder, '~').replaceAll(/SHA256:[\w+\/]{43}/gv, '<fingerprint>').replace(/at \S+Z/v, 'at <now>');
	for (const [name, fingerprint] of Object.entries(fingerprints)) {
		text = text.replaceAll(fingerprint, () => `<${name}>`);
	}

	return text;
}

test('each has its own sentence with advice, and leaves nothing behind; the walk goes on', async () => {
	const place = await setPlace();
	const {stage, workshop} = place;
	const own = path.join(workshop.folder, 'own.gitconfig');
	const config = ssh(path.join(workshop.folder, 'ada'));
	await writeFile(own, config);
	const terminal = stage.open(['RELEASE.md'], undefined, variable('GIT_CONFIG_GLOBAL', own));
	await enterWalk(terminal, 'v1.0.0');
	terminal.press('y');
	await terminal.waitFor('Signed as release manager?');
	const folder = path.join(stage.top, '.git', 'holdpoint');
	const [run = ''] = await readdir(folder);
	const kept = async () => Promise.all([readFile(path.join(folder, run, 'journal.jsonl'), 'utf8'), readdir(path.join(folder, run, 'statements'))]);
	const before = await kept();
	const said: Record<string, string> = {};
	for (const [index, [what, provoke]] of cases.entries()) {
		const circumstances = await provoke(place);
		const {exitCode, stderr} = await sign(place, String(index), circumstances);
		expect({what, exitCode}).toEqual({what, exitCode: 1});
		said[what] = showSame(stderr, place);
		expect(await kept(), what).toEqual(before);
	}

	expect(said).toEqual(Object.fromEntries(cases.map(([what, , says]) => [what, says])));
	expect(await sign(place, 'good', {config})).toMatchObject({exitCode: 0});
	expect(await terminal.waitFor('❯ Go on: It is announced')).toContain('ada@example.com has signed “The package” as release manager.');
	terminal.press(keys.enter);
	await terminal.waitFor(/▶ It is announced/v);
});
