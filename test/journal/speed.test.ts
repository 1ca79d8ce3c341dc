import {readFile, writeFile} from 'node:fs/promises';
import path from 'node:path';
import {expect, test} from 'vitest';
import {openJournal} from '../../source/journal/journal.js';
import {fileSystem, type FileSystem} from '../../source/journal/files.js';
import {emptyChain, link} from '../../source/run/chain.js';
import {
	ada,
	expectValue,
	freshRun,
	noted,
	started,
} from './scratch.js';

test('appending reads what is new and not what is there', async () => {
	const folder = await freshRun();
	let end = emptyChain;
	const lines: string[] = [];
	for (let index = 0; index < 5000; index++) {
		const next = link({
			fact: index === 0 ? started : noted(`note ${index}`), end, run: path.basename(folder), at: '2026-01-01T00:00:00.000Z', by: ada,
		});
		lines.push(`${next.line}\n`);
		end = next.end;
	}

	await writeFile(path.join(folder, 'journal.jsonl'), lines.join(''));
	let bytesRead = 0;
	const disk: FileSystem = {
		...fileSystem,
		async open(file, ...rest) {
			const handle = await fileSystem.open(file, ...rest);
			return new Proxy(handle, {
				get(target, key) {
					const value: unknown = Reflect.get(target, key);
					return typeof value === 'function'
						? (key === 'read'
							? async (...args: Parameters<typeof handle.read>) => {
								const read = await target.read(...args);
								bytesRead += read.bytesRead;
								return read;
							}
							: value.bind(target) as unknown)
						: value;
				},
			});
		},
	};
	const journal = expectValue(await openJournal(folder, {disk}));
	expect(journal.events).toHaveLength(5000);
	expectValue(await journal.append(ada, () => [noted('one more')]));
	expect(bytesRead).toBeLessThan(1000);
	expect(await readFile(path.join(folder, 'head'), 'utf8')).toMatch(/^5001 /v);
});
