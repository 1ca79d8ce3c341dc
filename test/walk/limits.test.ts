/** Much of everything: output, statements, and files of evidence that are many or large. */
import {
	mkdir,
	readdir,
	readFile,
	rm,
	truncate,
	writeFile,
} from 'node:fs/promises';
import path from 'node:path';
import {expect, test} from 'vitest';
import {go, startWalk, tag} from './real-walk.js';

const mebibyte = 1024 * 1024;
const outputBytes = 40 * mebibyte;
const statements = 1500;

const document = `---
inputs:
  version: {ask: Version}
---

# Release

- [ ] Loud

\`\`\`bash check
yes "a line that is quite ordinary" | head -c ${outputBytes}
\`\`\`

- [ ] Thorough

\`\`\`bash check
${Array.from({length: statements}, (_, index) => `test ${index} -lt ${statements}`).join('\n')}
\`\`\`

## Reports

**Evidence**: \`out/reports/*.txt\`

## Images

**Evidence**: \`out/images/*.img\`

## Disk

**Evidence**: \`out/disk.img\`
`;

/** A file of zeros that takes no room. */
async function writeSparse(file: string, size: number): Promise<void> {
	await mkdir(path.dirname(file), {recursive: true});
	await writeFile(file, '');
	await truncate(file, size);
}

test('much output, many statements, many and large files: recorded as far as makes sense, and said where it is not', async () => {
	const {top, act, status, step, id, view, verify} = await startWalk(document, {files: {'.gitignore': 'out/\n'}});
	const record = async (words: string) => act({type: 'record', step: id(words)});
	for (const words of ['Loud', 'Thorough']) {
		expect(await act({type: 'run', step: id(words)})).toBe('');
		expect(status(words)).toBe('passed');
	}

	expect(step('Thorough').executions[0]?.finished?.statements).toHaveLength(statements);

	const reports = path.join(top, 'out/reports');
	await mkdir(reports, {recursive: true});
	for (let number = 0; number <= 1000; number++) {
		await writeFile(path.join(reports, `${number}.txt`), String(number));
	}

	await record('reports');
	expect(status('reports')).toBe('failed');
	expect(JSON.stringify(step('reports'))).toContain('it names 1001 files, and more than 1000 are too many: narrow it, or point at one archive or list of them');
	await Promise.all(Array.from({length: 999}, async (_, number) => rm(path.join(reports, `${number}.txt`))));
	await record('reports');
	expect(status('reports')).toBe('passed');

	for (let number = 0; number < 65; number++) {
		await writeSparse(path.join(top, `out/images/${number}.img`), mebibyte);
	}

	await writeSparse(path.join(top, 'out/disk.img'), 256 * mebibyte);
	expect(await record('images')).toBe('The files of out/images/*.img have 65 MiB together: they are recorded by their digests, and do not enter the record themselves.');
	expect(await record('disk')).toBe('');
	expect([status('images'), status('disk')]).toEqual(['passed', 'passed']);

	await act(go);
	expect(view().stage).toBe('finished');
	expect(await verify()).toBe(4);
	const folder = path.join(top, 'releases', tag);
	expect(await readdir(path.join(folder, 'evidence'))).toHaveLength(2);
	const output = await readFile(path.join(folder, 'output/1.log'), 'utf8');
	expect(output.length).toBeLessThan(mebibyte * 1.001);
	expect(output).toContain(`… ${outputBytes - mebibyte} bytes are left out here; SHA-256 of all ${outputBytes}: `);
	const events = await readFile(path.join(folder, 'journal.jsonl'), 'utf8');
	// Of so many zeros.
	expect(events).toContain('"sha256":"a6d72ac7690f53be6ae46ba88506bd97302a093f7108472bd9efc3cefda06484","size":268435456');
});
