/** Whoever changes one byte of a record in a new commit and moves the tag, is rejected. */
import {readFile, readdir, writeFile} from 'node:fs/promises';
import path from 'node:path';
import {expect, test} from 'vitest';
import {setStage, type Stage} from './stage.js';
import {keys} from './terminal.js';
import {decideGo, enterWalk} from './walker.js';

const document = `# Release

- [ ] Run it

  \`\`\`bash
  echo hello
  \`\`\`

**Signed by**: release manager
`;

async function release(stage: Stage): Promise<void> {
	const terminal = stage.open(['RELEASE.md']);
	await enterWalk(terminal, 'v1.0.0');
	await terminal.answer('r', 'Is this what was expected?');
	await terminal.answer('y', 'Signed as release manager?');
	await terminal.answer('y', 'Not now');
	await terminal.answer(keys.enter, 'A comment that stands beside');
	await terminal.answer(keys.enter, 'Go to the decision');
	await decideGo(terminal, 'v1.0.0');
	terminal.press('q');
	await terminal.ended;
}

/** The tag once more, on the tested commit and signed with the release manager's own key, naming another record commit. */
async function moveTag(stage: Stage, record: string): Promise<void> {
	const message = await stage.git('tag', '--list', '--format=%(contents:subject)%0a%0a%(contents:body)', 'v1.0.0');
	const tested = await stage.git('rev-parse', 'v1.0.0^{commit}');
	await stage.write('../home/message', `${message.replace(/(?<=Holdpoint-Record: ).*/v, () => record).trimEnd()}\n`);
	await stage.git('tag', '--force', '--sign', '--cleanup=verbatim', '--file', path.join(stage.home, 'message'), 'v1.0.0', tested);
	await stage.git('update-ref', 'refs/holdpoint/records/v1.0.0', record);
}

test('any file of the record, one byte', async () => {
	const stage = await setStage({signers: true});
	const tested = await stage.commit('A release', {'RELEASE.md': document});
	await release(stage);
	const honest = await stage.run('verify', 'v1.0.0', '--json');
	expect(JSON.parse(honest.stdout)).toMatchObject({result: 'unanchored', code: 'trust.anchor'});
	const {digest} = (JSON.parse(honest.stdout) as {signers: {digest: string}}).signers;
	expect(await stage.run('trust', 'pin', digest)).toMatchObject({exitCode: 0});
	expect(await stage.run('verify', 'v1.0.0')).toMatchObject({exitCode: 0});

	const folder = path.join(stage.top, 'releases/v1.0.0');
	const entries = await readdir(folder, {recursive: true, withFileTypes: true});
	const files = entries.filter(entry => entry.isFile()).map(entry => path.join(entry.parentPath, entry.name));
	expect(files.length).toBeGreaterThanOrEqual(8);
	const record = await stage.git('rev-parse', 'HEAD');
	for (const file of files) {
		const bytes = await readFile(file);
		const middle = Math.floor(bytes.length / 2);
		await writeFile(file, bytes.map((byte, at) => at === middle ? (byte + 1) % 256 : byte));
		// A record commit of the same shape, signed by the release manager: the attacker is an insider.
		await stage.git('add', '--all');
		const tree = await stage.git('write-tree');
		const message = await stage.git('log', '-1', '--format=%B', record);
		const forged = await stage.git('commit-tree', '-S', '-p', tested, '-m', message, tree);
		await moveTag(stage, forged);
		const {stdout, exitCode} = await stage.run('verify', 'v1.0.0', '--json');
		expect({file: path.relative(folder, file), result: (JSON.parse(stdout) as {result: string}).result, exitCode}).toEqual({file: path.relative(folder, file), result: 'rejected', exitCode: 1});
		await writeFile(file, bytes);
	}

	// With the honest bytes in their place the same forging of commit and tag is taken: it was the bytes that were refused.
	await stage.git('add', '--all');
	const message = await stage.git('log', '-1', '--format=%B', record);
	const again = await stage.git('commit-tree', '-S', '-p', tested, '-m', message, await stage.git('write-tree'));
	await moveTag(stage, again);
	expect(await stage.run('verify', 'v1.0.0')).toMatchObject({exitCode: 0});
});
