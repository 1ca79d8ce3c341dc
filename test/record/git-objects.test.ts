import {Buffer} from 'node:buffer';
import {mkdtemp, rm} from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import process from 'node:process';
import {execa} from 'execa';
import * as fc from 'fast-check';
import {expect, test} from 'vitest';
import {
	hashObject,
	readCommit,
	readRecordCommit,
	readTag,
	type ObjectType,
} from '../../source/record/git-objects.js';
import {readTree} from '../../source/record/git-trees.js';
import {verifySshSignature} from '../../source/signing/verify.js';
import {signCommit} from './store.js';
import {ada} from './forge-walk.js';

const id = '1'.repeat(40);
const who = 'Ada <ada@example.com> 1780308060 +0000';
const entry = (mode: string, name: string): Uint8Array => Buffer.concat([Buffer.from(`${mode} ${name}\0`), Buffer.alloc(20, 1)]);

test.for(['sha1', 'sha256'])('real git\'s objects are read and hashed as git does (%s)', async format => {
	const folder = await mkdtemp(path.join(os.tmpdir(), 'holdpoint-objects-test-'));
	const env = {
		PATH: process.env.PATH ?? '',
		GIT_CONFIG_NOSYSTEM: '1',
		GIT_CONFIG_GLOBAL: '/dev/null',
		GIT_AUTHOR_NAME: 'Ada',
		GIT_AUTHOR_EMAIL: 'a@example.com',
		GIT_COMMITTER_NAME: 'Ada',
		GIT_COMMITTER_EMAIL: 'a@example.com',
	};
	const git = async (...args: string[]) => execa('git', args, {cwd: folder, env, extendEnv: false});
	const raw = async (name: string, type: ObjectType): Promise<{name: string; bytes: Uint8Array}> => {
		const {stdout: oid} = await git('rev-parse', name);
		const {stdout} = await execa('git', ['cat-file', type, oid], {
			cwd: folder, env, extendEnv: false, encoding: 'buffer', stripFinalNewline: false,
		});
		expect(hashObject(type, stdout, oid.length)).toBe(oid);
		return {name: oid, bytes: stdout};
	};

	try {
		await git('init', '-q', `--object-format=${format}`);
		await execa('sh', ['-c', 'mkdir -p a a.b; echo 1 > a/x; echo 2 > a.b/x; echo 3 > a-b; ln -s a link; chmod +x a-b; echo 4 > "ü"'], {cwd: folder});
		await git('add', '.');
		await git('commit', '-qm', 'first');
		await git('tag', '-am', 'message', 'v1');
		await execa('ssh-keygen', ['-q', '-t', 'ed25519', '-N', '', '-f', path.join(folder, 'key')]);
		const signing = ['-c', 'gpg.format=ssh', '-c', `user.signingKey=${path.join(folder, 'key')}`];
		const [commit, tree, tag] = await Promise.all([raw('HEAD', 'commit'), raw('HEAD^{tree}', 'tree'), raw('v1', 'tag')]);
		const {length} = commit.name;
		expect(readCommit(commit.bytes, length)).toEqual({tree: tree.name, parents: []});
		expect(readTree(tree.bytes, length)).toMatchObject([
			{name: 'a-b', mode: '100755'},
			{name: 'a.b', mode: '40000'},
			{name: 'a', mode: '40000'},
			{name: 'link', mode: '120000'},
			{name: '\u{C3}\u{BC}'},
		]);
		expect(readTag(tag.bytes, length)).toMatchObject({
			object: commit.name, name: 'v1', message: 'message\n', signature: undefined,
		});
		expect(readTag(tag.bytes, 104 - length)).toMatchObject({code: 'object.id'});

		await git(...signing, 'commit', '-qS', '--allow-empty', '-m', 'signed\n\nby git');
		await git(...signing, 'tag', '-sm', 'signed', 'v2');
		const [signedCommit, signedTag] = await Promise.all([raw('HEAD', 'commit'), raw('v2', 'tag')]);
		for (const read of [readRecordCommit(signedCommit.bytes, length), readTag(signedTag.bytes, length)]) {
			expect(read).toHaveProperty('signature');
			const {armored = '', payload: message = new Uint8Array()} = 'signature' in read ? read.signature ?? {} : {};
			expect(verifySshSignature({armored, message, namespace: 'git'})).toHaveProperty('fingerprint');
		}
	} finally {
		await rm(folder, {recursive: true});
	}
});

test.for([40, 64])('a signed commit gives back what was signed (ids of %d)', length => {
	const payload = `tree ${'1'.repeat(length)}\nparent ${'2'.repeat(length)}\nauthor ${who}\ncommitter ${who}\n\nmessage\n`;
	const armored = ada.sign(Buffer.from(payload), 'git');
	const signed = Buffer.from(signCommit(payload, armored, length));
	expect(readRecordCommit(signed, length)).toMatchObject({
		message: 'message\n', at: '2026-06-01T10:01:00.000Z', signature: {payload: new Uint8Array(Buffer.from(payload)), armored},
	});
	const elsewhere = Buffer.from(signCommit(payload, armored, 104 - length));
	expect(readRecordCommit(elsewhere, length)).toMatchObject({code: 'record.format'});
	expect(readRecordCommit(Buffer.from(payload), length)).toMatchObject({signature: undefined});
});

const payload = `tree ${id}\nparent ${id}\nauthor ${who}\ncommitter ${who}\n\nmessage\n`;
const signature = ada.sign(Buffer.from(payload), 'git');
const signedOnce = signCommit(payload, signature, 40);

test.for<[string, string]>([
	['an encoding', payload.replace('\n\n', '\nencoding latin1\n\n')],
	['another order', payload.replace(/(?<author>author.*\n)(?<committer>committer.*\n)/v, '$<committer>$<author>')],
	['two signatures', signCommit(signedOnce, signature, 40)],
	['a NUL', payload.replace('message', 'mess\0age')],
	['a name with brackets', payload.replace('Ada', 'A<d>a')],
	['no body', payload.slice(0, payload.indexOf('\n\n'))],
])('a record commit with %s is refused', ([, text]) => {
	expect(readRecordCommit(Buffer.from(text), 40)).toMatchObject({code: 'record.format'});
});

test.for<[string, Uint8Array[], string]>([
	['..', [entry('40000', '..')], 'tree.name'],
	['.', [entry('40000', '.')], 'tree.name'],
	['.git', [entry('40000', '.git')], 'tree.name'],
	['.GIT', [entry('100644', '.GIT')], 'tree.name'],
	['git~1', [entry('100644', 'git~1')], 'tree.name'],
	['a slash', [entry('100644', 'a/b')], 'tree.name'],
	['no name', [entry('100644', '')], 'tree.name'],
	['a name twice', [entry('100644', 'a'), entry('100644', 'a')], 'tree.duplicate'],
	['a file and a folder of one name', [entry('100644', 'a'), entry('100644', 'a.b'), entry('40000', 'a')], 'tree.duplicate'],
	['another order', [entry('100644', 'b'), entry('100644', 'a')], 'tree.format'],
	['folders in the order of files', [entry('40000', 'a'), entry('100644', 'a.b')], 'tree.format'],
	['an unknown mode', [entry('100666', 'a')], 'tree.format'],
	['a mode with a zero in front', [entry('040000', 'a')], 'tree.format'],
	['a torn end', [entry('100644', 'a').subarray(0, -1)], 'tree.format'],
])('a tree with %s is refused', ([, entries, code]) => {
	expect(readTree(Buffer.concat(entries), 40)).toMatchObject({code});
});

test('no bytes make a reader throw', () => {
	const words = ['tree ', 'parent ', 'object ', 'type commit\n', 'tag v1\n', `tagger ${who}\n`, `author ${who}\n`, '\n', '100644 a\0', id].map(text => Buffer.from(text));
	const piece = fc.oneof(fc.uint8Array({maxLength: 30}), fc.constantFrom(...words));
	const pieces = fc.array(piece, {maxLength: 8});
	fc.assert(fc.property(pieces, parts => {
		const bytes = Buffer.concat(parts);
		for (const read of [readTag, readCommit, readRecordCommit, readTree]) {
			expect(() => read(bytes, 40)).not.toThrow();
		}
	}));
});
