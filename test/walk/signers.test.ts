/** The signers file changes during a run: said, journaled, and what was given under the one before is asked for again. */
import {expect, test} from 'vitest';
import {readJournal} from '../../source/journal/journal.js';
import {temporaryRepository} from '../repository/temporary-repository.js';
import {
	go,
	tag,
	walkIn,
	type RealWalk,
} from './real-walk.js';

const document = `---
decision: [release manager]
---

# Release

## Documents

**About**: docs/**

- [ ] They are complete
- [ ] They were read by somebody. **By**: release manager

**Signed by**: release manager
`;

const file = '.holdpoint/signers.yaml';
const write = (version: number, more = '') => (key: string): string => `project: example
version: ${version}
people:
  ada@example.com: {name: Ada Lovelace, keys: [{ssh: ${key}}]}
roles:
  release manager: [ada@example.com]
${more}`;

async function setOut(): Promise<{walk: RealWalk; change: (text: (key: string) => string) => Promise<void>; statuses: () => unknown}> {
	const repository = await temporaryRepository({key: true});
	const key = repository.key?.publicKey.split(' ').slice(0, 2).join(' ') ?? '';
	await repository.commit('A release', {'RELEASE.md': document, 'docs/index.md': '# Documents\n', [file]: write(1)(key)});
	const walk = await walkIn(repository);
	for (const words of ['complete', 'read']) {
		expect(await walk.confirm(words)).toBe('');
	}

	await sign(walk);
	return {
		walk,
		async change(text) {
			await repository.commit('Signers', {[file]: text(key)});
		},
		statuses: () => ['complete', 'read', 'Signed by'].map(words => walk.status(words)),
	};
}

async function sign(walk: RealWalk): Promise<void> {
	expect(await walk.act({
		type: 'sign', step: walk.id('Signed by'), decision: 'approve', comment: '',
	})).toBe('');
}

const decide = async (walk: RealWalk): Promise<string> => walk.act(go);

test('what was signed or answered for a role is asked for again, and nothing else; the record verifies', async () => {
	const {walk, change, statuses} = await setOut();
	await change(write(2, '  director: [ada@example.com]\n'));
	const said = await decide(walk);
	expect(said).toContain('HEAD moved');
	expect(said).toContain(`${file} is version 2 now, and was 1: with ada@example.com as director.`);
	expect(statuses()).toEqual(['passed', 'stale', 'stale']);
	await walk.confirm('read');
	await sign(walk);

	// And once more, while nobody looks.
	await change(write(3));
	await walk.reopen();
	expect(walk.view().changes.join(' ')).toContain(`${file} is version 3 now, and was 2: without ada@example.com as director.`);
	expect(statuses()).toEqual(['passed', 'stale', 'stale']);
	await walk.confirm('read');
	await sign(walk);
	expect(await decide(walk)).toBe('');
	expect(walk.view().state.tagged?.tag).toBe(tag);
	const journal = await readJournal(walk.folder());
	const changed = 'events' in journal ? journal.events.flatMap(event => event.type === 'signers-changed' ? [[event.data.from?.version, event.data.version]] : []) : [];
	expect(changed).toEqual([[1, 2], [2, 3]]);
	expect(await walk.verify()).toBe(4);
});

test.each([
	['went back to an older version', write(1), 'went back from version 2 to 1'],
	['is another project\'s', (key: string) => write(3)(key).replace('example\n', 'other\n'), 'that of another project now (other)'],
	['cannot be read', () => 'project: example\n', 'cannot be used'],
])('a signers file that %s stops GO, and NO-GO too, whose record it would not verify', async (_what, text, sentence) => {
	const {walk, change} = await setOut();
	await change(write(2));
	await decide(walk);
	await change(text);
	expect(await decide(walk)).toContain(sentence);
	for (const words of ['complete', 'read']) {
		await walk.confirm(words);
	}

	await sign(walk);
	expect(await decide(walk)).toContain(sentence);
	expect(await walk.act({
		type: 'decide', decision: 'NO-GO', reasons: ['it is red'], typedTag: tag,
	})).toContain(sentence);
	expect(walk.view().state.decision).toBeUndefined();
});

test('a commit that is gone, as after an amended one and `git gc`: the run is gone on with, and nothing that was said of it counts', async () => {
	const {walk, statuses} = await setOut();
	const {git} = walk.repository;
	const before = await git('rev-parse', 'HEAD');
	await git('commit', '--quiet', '--amend', '--no-gpg-sign', '-m', 'The same in other words');
	await git('reflog', 'expire', '--expire=now', '--all');
	await git('gc', '--quiet', '--prune=now');
	await expect(git('cat-file', '-e', before)).rejects.toThrow();
	await walk.reopen();
	expect(walk.view().changes).toEqual([expect.stringMatching(/^HEAD moved from .*not a descendant/v)]);
	expect(statuses()).toEqual(['stale', 'stale', 'stale']);
	await walk.act({type: 'confirm', steps: ['complete', 'read'].map(words => walk.id(words))});
	await sign(walk);
	expect(await decide(walk)).toBe('');
	expect(await walk.verify()).toBe(4);
});
