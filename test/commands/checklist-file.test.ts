/** What may stand where a checklist is looked for. */
import {
	open,
	mkdtemp,
	rm,
	writeFile,
} from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import {execa} from 'execa';
import {expect, onTestFinished, test} from 'vitest';
import {
	describeSealed,
	readBytes,
	readChecklist,
	readStanding,
	requireWalkable,
} from '../../source/commands/checklist-file.js';

async function temporaryFolder(): Promise<string> {
	const folder = await mkdtemp(path.join(os.tmpdir(), 'holdpoint-checklist-file-'));
	onTestFinished(async () => rm(folder, {recursive: true, force: true}));
	return folder;
}

test('what is no file, or larger than a record could hold, is refused with why, and is not read for ever', async () => {
	const folder = await temporaryFolder();
	const huge = path.join(folder, 'huge.md');
	await using handle = await open(huge, 'w');
	await handle.truncate((64 * 1024 * 1024) + 1);
	await expect(readBytes('/dev/zero')).rejects.toThrow('cannot be read: it is no file');
	await expect(readBytes(folder)).rejects.toThrow('cannot be read: it is a folder');
	await expect(readBytes(path.join(folder, 'none.md'))).rejects.toThrow('cannot be read: there is no such file');
	await expect(readBytes(huge)).rejects.toThrow('cannot be read: it is larger than 64 MiB');
	expect(await readStanding(huge)).toBeUndefined();
	expect(await readStanding('/dev/zero')).toBeUndefined();
});

test('a pipe that is named is read to its end; one that stands in a file\'s place is not waited for', async () => {
	const folder = await temporaryFolder();
	const pipe = path.join(folder, 'pipe.md');
	await execa('mkfifo', [pipe]);
	expect(await readStanding(pipe)).toBeUndefined();
	const [bytes] = await Promise.all([readBytes(pipe), writeFile(pipe, '# Release\n')]);
	expect(new TextDecoder().decode(bytes)).toBe('# Release\n');
});

test('a text that a newer rule finds fault with starts no release, and keeps nobody from following up one that was sealed with it', async () => {
	const file = path.join(await temporaryFolder(), 'release.md');
	await writeFile(file, '---\ninputs: {version: {}}\n---\n\n- [ ] a **Only if**: `inputs.version == "{{version}}"`\n');
	const read = await readChecklist(file);
	const fault = `${file}:5:9: Nothing is put into an expectation: write \`inputs.version\` instead of \`{{version}}\`, or \`"{" + "{version}}"\` for those very signs. (expectation-input)`;
	expect(() => {
		requireWalkable(read);
	}).toThrow(fault);
	expect(describeSealed(read)).toEqual([`In the sealed text, by a rule that is newer: ${fault}`]);
});
