/** The demo's repository: its own files, its own person, its own keys; nothing of the person's is read or written. */
import {
	mkdir,
	mkdtemp,
	readdir,
	writeFile,
} from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import process from 'node:process';
import {execa, ExecaError} from 'execa';
import {exits, UserError} from '../exit.js';
import checklist from './checklist.md' with {type: 'text'};

export type DemoRepository = {readonly top: string; readonly isTemporary: boolean};

const person = {name: 'Ada Lovelace', email: 'ada@lighthouse.example'};

const files: Readonly<Record<string, string>> = {
	'README.md': '# lighthouse\n\nBlinks. A demo of Holdpoint.\n',
	'CHANGELOG.md': '# Changelog\n\n## 1.0.0\n\n- The lamp blinks.\n',
	'RELEASE.md': checklist,
	'lamp.js': 'export const blinks = 3;\n\nif (process.argv.includes(\'--json\')) {\n\tconsole.log(JSON.stringify({blinks}));\n}\n',
	// eslint-disable-next-line no-template-curly-in-string -- it is the demo's own source
	'build.js': 'import {writeFileSync} from \'node:fs\';\nimport {blinks} from \'./lamp.js\';\n\nconst light = \'  \\\\ | /\\n -- O --\\n  / | \\\\\\n\'.repeat(blinks);\nwriteFileSync(\'lighthouse.txt\', light);\nconsole.log(`built lighthouse.txt\\n${light}`);\n',
	'test/lamp.test.js': 'import assert from \'node:assert\';\nimport test from \'node:test\';\nimport {blinks} from \'../lamp.js\';\n\ntest(\'the lamp blinks\', () => {\n\tassert.ok(blinks >= 3);\n});\n',
	'package.json': '{"name": "lighthouse", "version": "1.0.0", "type": "module", "private": true}\n',
	'.gitignore': 'lighthouse.txt\n',
};

export async function makeDemoRepository(directory: string | undefined): Promise<DemoRepository> {
	const top = await makeDirectory(directory);
	isolate(top);
	try {
		await fill(top);
	} catch (error) {
		if (error instanceof ExecaError) {
			throw new UserError(`the demo needs git and ssh-keygen: ${error.shortMessage}`, exits.usage);
		}

		throw error;
	}

	return {top, isTemporary: directory === undefined};
}

async function makeDirectory(directory: string | undefined): Promise<string> {
	if (directory === undefined) {
		return mkdtemp(path.join(os.tmpdir(), 'holdpoint-demo-'));
	}

	await mkdir(directory, {recursive: true});
	const inside = await readdir(directory);
	if (inside.length > 0) {
		throw new UserError(`${directory} is not empty; the demo makes a repository of its own and touches nothing else.`);
	}

	return path.resolve(directory);
}

/** Git's own settings of this person, their keys and their pins have no part in the demo. */
function isolate(top: string): void {
	Object.assign(process.env, {
		GIT_CONFIG_GLOBAL: os.devNull, GIT_CONFIG_NOSYSTEM: '1', HOLDPOINT_CONFIG_DIR: path.join(top, '.git', 'demo', 'config'),
	});
	for (const name of ['GIT_DIR', 'GIT_WORK_TREE', 'GIT_INDEX_FILE', 'GIT_AUTHOR_NAME', 'GIT_AUTHOR_EMAIL', 'GIT_COMMITTER_NAME', 'GIT_COMMITTER_EMAIL', 'SSH_AUTH_SOCK']) {
		// eslint-disable-next-line @typescript-eslint/no-dynamic-delete -- set to nothing, it would be a variable of that value
		delete process.env[name];
	}
}

async function fill(top: string): Promise<void> {
	const git = async (...args: string[]) => execa('git', args, {cwd: top});
	await git('init', '--quiet', '--initial-branch=main');
	const key = path.join(top, '.git', 'demo', 'id_ed25519');
	await mkdir(path.dirname(key), {recursive: true});
	await execa('ssh-keygen', ['-q', '-t', 'ed25519', '-N', '', '-C', person.email, '-f', key]);
	const {stdout: line} = await execa('ssh-keygen', ['-y', '-f', key]);
	const publicKey = line.split(' ').slice(0, 2).join(' ');
	for (const [name, value] of [['user.name', person.name], ['user.email', person.email], ['gpg.format', 'ssh'], ['user.signingKey', `${key}.pub`]] as const) {
		await git('config', name, value);
	}

	const signers = [
		'project: lighthouse',
		'version: 1',
		'people:',
		`  ${person.email}:`,
		`    name: ${person.name}`,
		'    keys:',
		`      - {ssh: ${publicKey}}`,
		'roles:',
		`  release manager: [${person.email}]`,
		'',
	].join('\n');
	for (const [name, text] of Object.entries({...files, '.holdpoint/signers.yaml': signers})) {
		const file = path.join(top, name);
		await mkdir(path.dirname(file), {recursive: true});
		await writeFile(file, text);
	}

	await git('add', '--all');
	await git('-c', 'commit.gpgSign=false', '-c', 'core.hooksPath=/dev/null', 'commit', '--quiet', '--message', 'A lighthouse');
}
