import fc from 'fast-check';
import {expect, test} from 'vitest';
import {
	flatName,
	isValidTagName,
	recordRef,
	tagObject,
} from '../../source/repository/tags.js';
import {temporaryRepository} from './temporary-repository.js';

test.each(['v2.4.0', 'vicidial-installer-el9-v2.4.0', '@scope/package@1.0.0', 'v1.0.0+build.5', 'a', '2026.11'])('%s can be a tag', tag => {
	expect(isValidTagName(tag)).toBe(true);
});

test.each(['', '-v1', 'v 1', 'v1..2', 'v1.', 'v1/', '/v1', 'a//b', 'a/.b', 'v1.lock', 'a.lock/b', 'v1~1', 'v1^', 'v1:x', 'v1*', 'v1\n', 'grün', '$(id)'])('%j cannot be a tag', tag => {
	expect(isValidTagName(tag)).toBe(false);
});

test('git takes every name that we take', async () => {
	const {git} = await temporaryRepository({commit: false});
	const part = fc.string({unit: fc.constantFrom('a', '1', '@', '.', '_', '+', '/', '-', '.lock'), minLength: 1, maxLength: 8});
	const names = fc.sample(part, {numRuns: 150, seed: 7});
	const valid = [...new Set(names.filter(name => isValidTagName(name)))];
	expect(valid.length).toBeGreaterThan(20);
	await Promise.all(valid.map(async name => git('check-ref-format', `refs/tags/${name}`)));
});

test('tags are flat in folders and refs', () => {
	expect(flatName('@scope/package@1.0.0')).toBe('@scope_package@1.0.0');
	expect(recordRef('a/b-after-1')).toBe('refs/holdpoint/records/a_b-after-1');
});

test('what stands under a tag', async () => {
	const {top, git} = await temporaryRepository();
	const commit = await git('rev-parse', 'HEAD');
	await git('tag', 'light');
	await git('tag', '-a', '-m', 'x', 'heavy');
	await git('tag', 'tree', 'HEAD^{tree}');
	expect(await tagObject(top, 'none')).toBeUndefined();
	expect(await tagObject(top, 'light')).toEqual({object: commit, annotated: false, commit});
	expect(await tagObject(top, 'heavy')).toEqual({object: await git('rev-parse', 'heavy'), annotated: true, commit});
	expect(await tagObject(top, 'tree')).toMatchObject({annotated: false, commit: undefined});
});
