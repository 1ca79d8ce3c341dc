/** Which paths a glob names. */
import {expect, test} from 'vitest';
import {matchesGlob} from '../../source/run/reduce/path-globs.js';

test.each([
	['CHANGELOG.md', ['CHANGELOG.md'], ['docs/CHANGELOG.md', 'CHANGELOG.md5', 'CHANGELOGxmd']],
	['*.md', ['a.md', '.md'], ['docs/a.md', 'a.mdx']],
	['docs/*.md', ['docs/a.md'], ['docs/de/a.md', 'a.md']],
	['docs/**', ['docs/a.md', 'docs/de/a.md'], ['docs2/a.md', 'a/docs/b']],
	['docs', ['docs', 'docs/a.md'], ['docs2']],
	['./docs/', ['docs/a.md'], ['other/docs/a.md']],
	['**/*.ts', ['a.ts', 'source/run/a.ts'], ['a.tsx']],
	['source/**/test/*.ts', ['source/test/a.ts', 'source/b/c/test/a.ts'], ['source/test/b/a.tsx', 'test/a.ts']],
	['v?.txt', ['v1.txt'], ['v.txt', 'v10.txt', 'v/.txt']],
	['{source,test}/**/*.{ts,js}', ['source/a.ts', 'test/b/c.js'], ['docs/a.ts', 'source/a.md']],
	['a{1,{2,3}}', ['a1', 'a2', 'a3'], ['a', 'a{1,2}']],
	['a,b', ['a,b'], ['a', 'b']],
	['a+b.c$', ['anything'], []],
	['**', ['a', 'a/b/c'], []],
	['.', ['a', 'a/b'], []],
])('%s', (glob, named, others) => {
	expect(named.filter(path => !matchesGlob(glob, path))).toEqual([]);
	expect(others.filter(path => matchesGlob(glob, path))).toEqual([]);
});

test.each(['[ab].txt', '!docs/**', 'a{b', 'a}b', '@(a|b)'])('%s cannot be read here, and so names everything', glob => {
	expect(matchesGlob(glob, 'anything/at/all')).toBe(true);
});
