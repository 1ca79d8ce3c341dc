/** Attacks on the repository around a record: its refs, its files on the disk, its owner. */
import {Buffer} from 'node:buffer';
import {
	mkdir,
	rm,
	writeFile,
} from 'node:fs/promises';
import path from 'node:path';
import process from 'node:process';
import {execa} from 'execa';
import {
	describe,
	expect,
	test,
} from 'vitest';
import {exitCodeOf} from '../../../source/record/verify/verdict.js';
import {verifyRecord} from '../../../source/record/verify.js';
import {editTree, evidence} from '../changes.js';
import {forge} from '../forge.js';
import {
	deflateLoose,
	git,
	looseFile,
	withBranch,
	writeCheckout,
	writeInto,
	writeRepository,
} from '../real-repository.js';
import {pin, verifyReal} from './real-verify.js';

describe.for([40, 64] as const)('with ids of %d digits', idLength => {
	test('an honest release is VERIFIED, loose and packed', async () => {
		await pin();
		const directory = await writeRepository(forge({idLength}));
		expect(await verifyReal(directory)).toMatchObject({result: 'verified', code: null});
		await git(directory, 'repack', '-a', '-d', '-q');
		expect(await git(directory, 'count-objects')).toMatch(/^0 objects/v);
		expect(await verifyReal(directory)).toMatchObject({result: 'verified', code: null});
	});

	test('an honest release is VERIFIED when other objects are to stand in its place (refs/replace)', async () => {
		await pin();
		const honest = forge({idLength});
		const directory = await writeRepository(honest);
		const forged = forge({idLength, rendering: () => 'All is well.\n', base: editTree('README.md', () => ({mode: '100644', bytes: evidence}))});
		await writeInto(directory, {objects: forged.store.objects, idLength, refs: withBranch(honest.refs, honest.record)});
		await git(directory, 'replace', '--force', honest.record, forged.record);
		await git(directory, 'replace', '--force', honest.tested, forged.tested);
		await git(directory, 'replace', '--force', honest.tagObject, forged.tagObject);
		expect(await git(directory, 'show', `${honest.record}:releases/v1.0/record.md`)).toBe('All is well.');
		expect(await verifyReal(directory)).toMatchObject({result: 'verified', record: honest.record});
	});
});

test('29: tag is lightweight', async () => {
	await pin();
	const {store, refs, record, tested} = forge();
	const directory = await writeRepository({store, record, refs: new Map([...refs, ['refs/tags/v1.0', tested]])});
	expect(await verifyReal(directory)).toMatchObject({result: 'rejected', code: 'tag.unsigned'});
});

test('32: tag object v1.0 exposed under refs/tags/v2.0', async () => {
	await pin();
	const {store, refs, record, tagObject} = forge();
	const directory = await writeRepository({store, record, refs: new Map([...refs, ['refs/tags/v2.0', tagObject]])});
	expect(await verifyReal(directory, {tag: 'v2.0'})).toMatchObject({result: 'rejected', code: 'tag.name-mismatch'});
	expect(await verifyReal(directory)).toMatchObject({result: 'verified'});
});

test('67: loose object rewritten on disk under its old name, whichever it is', async () => {
	await pin();
	const {request, store, ...release} = forge();
	const used = new Set<string>();
	await verifyRecord({
		...request, objects: {
			async read(id) {
				used.add(id);
				return store.read(id);
			},
		},
	});
	expect(used.size).toBeGreaterThan(15);
	const directory = await writeRepository({store, ...release});
	for (const id of used) {
		const {type, bytes} = store.objects.get(id) ?? {type: 'none', bytes: new Uint8Array()};
		const longer = Buffer.concat([bytes, Buffer.from('\n')]);
		await writeFile(looseFile(directory, id), deflateLoose(type, longer));
		expect(await verifyReal(directory), `${type} ${id}`).toMatchObject({result: 'rejected', code: 'object.hash'});
		await writeFile(looseFile(directory, id), deflateLoose(type, bytes));
	}

	expect(await verifyReal(directory)).toMatchObject({result: 'verified'});
});

test('71: no anchor supplied', async () => {
	await pin(null);
	const verdict = await verifyReal(await writeRepository(forge()));
	expect(verdict).toMatchObject({result: 'unanchored', code: 'trust.anchor', anchor: null});
	expect(exitCodeOf(verdict)).toBe(4);
});

test('A8: grafts and a shallow file have no effect; what a shallow clone does not have is INCOMPLETE, and the advice helps', async () => {
	await pin();
	const release = forge();
	const directory = await writeRepository(release);
	await mkdir(path.join(directory, 'info'), {recursive: true});
	await writeFile(path.join(directory, 'info', 'grafts'), `${release.record}\n`);
	expect(await verifyReal(directory)).toMatchObject({result: 'verified'});
	await rm(path.join(directory, 'info', 'grafts'));
	await writeFile(path.join(directory, 'shallow'), `${release.record}\n`);
	expect(await git(directory, 'rev-list', 'main')).toBe(release.record);
	expect(await verifyReal(directory)).toMatchObject({result: 'verified'});
	await rm(path.join(directory, 'shallow'));

	const clones: ReadonlyArray<readonly [branch: string, target: Parameters<typeof verifyReal>[1], code: string]> = [
		['main', {commit: release.record}, 'object.missing'],
		['main', {tag: 'v1.0'}, 'tag.missing'],
		['v1.0', {tag: 'v1.0'}, 'record.missing'],
	];
	for (const [index, [branch, target, code]] of clones.entries()) {
		const clone = path.join(directory, `clone-${index}`);
		await git(directory, 'clone', '--quiet', '--depth=1', `--branch=${branch}`, '-c', 'advice.detachedHead=false', `file://${directory}`, clone);
		const verdict = await verifyReal(clone, target);
		expect(verdict, verdict.detail).toMatchObject({result: 'incomplete', code});
		expect(exitCodeOf(verdict)).toBe(3);
		const [, advice = ''] = /`git (?<advice>[^`]+)`/v.exec(verdict.detail) ?? [];
		await git(clone, ...advice.split(' '));
		expect(await verifyReal(clone, target), `after git ${advice}`).toMatchObject({result: 'verified'});
	}
});

test.runIf(process.getuid?.() === 0)('A27: a checkout that belongs to another user is verified all the same (only root can make one)', async () => {
	await pin();
	const top = await writeCheckout(forge());
	await execa('chown', ['-R', '12345:12345', top]);
	await expect(git(top, 'status')).rejects.toThrow('dubious ownership');
	expect(await verifyReal(top)).toMatchObject({result: 'verified', code: null});
});
