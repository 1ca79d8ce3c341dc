import {expect, test} from 'vitest';
import {filesNamedBy, isScript} from '../../source/checklist/scripts.js';

const namedBy = (text: string, cwd?: string): string[] => filesNamedBy({text, cwd}).map(({path}) => path);

test.each([
	['scripts/soak.sh --hours 48', 'scripts/soak.sh'],
	['./deploy.sh', 'deploy.sh'],
	['python tools/x.py', 'tools/x.py'],
	['bash -c "scripts/a.sh; scripts/b.sh"', 'scripts/b.sh'],
	['X=$(tools/version)', 'tools/version'],
	['cd packages/app && ./release.sh', 'packages/app/release.sh'],
	['npm run build', 'package.json'],
	['cd packages/app\nnpm test', 'packages/app/package.json'],
	['make dist', 'Makefile'],
	['subprocess.run(["tools/run.py", "x"])', 'tools/run.py'],
	['cat < "a/../b/c.sh"', 'b/c.sh'],
])('%s names %s', (text, file) => {
	expect(namedBy(text)).toContain(file);
});

test('what is below its own folder', () => {
	expect(namedBy('./release.sh', 'packages/app')).toEqual(['packages/app/release.sh']);
	expect(namedBy('../release.sh', 'packages/app')).toEqual(['packages/release.sh']);
});

test('nothing outside of the repository', () => {
	expect(namedBy('/usr/bin/env ../x.sh')).toEqual([]);
});

test('what is run, and not what is only read', () => {
	expect(isScript({path: 'CHANGELOG.md', run: false}, false)).toBe(false);
	expect(isScript({path: 'tools/x', run: false}, true)).toBe(true);
	expect(isScript({path: 'tools/x.py', run: false}, false)).toBe(true);
	expect(filesNamedBy({text: 'bash tools/x', cwd: undefined}).find(({path}) => path === 'tools/x')).toEqual({path: 'tools/x', run: true});
});
