/** The record that the tests of commits and refs are made with. */
import {Buffer} from 'node:buffer';
import {readFile} from 'node:fs/promises';
import path from 'node:path';
import {buildRecordCommit, type RecordCommit} from '../../source/repository/build-commit.js';
import {signWith, type TemporaryRepository} from './temporary-repository.js';

export const person = {name: 'Ada Lovelace', email: 'ada@example.com'};
export const at = new Date('2026-11-20T12:34:56.789Z');
export const ref = 'refs/holdpoint/records/v1.0.0';

/** Bytes that filters, line-end conversions and text decoders would change. */
export const files = new Map<string, Uint8Array>([
	['record.md', Buffer.from('# v1.0.0\r\nGrüße $Id$\n')],
	['output/1.log', Uint8Array.of(0xFF, 0x00, 0x0D, 0x0A)],
	['statements/a.dsse.json', Buffer.from('{}')],
]);

export async function wanted(repository: TemporaryRepository, more: Partial<RecordCommit> = {}): Promise<RecordCommit> {
	return {
		top: repository.top, parent: await repository.git('rev-parse', 'HEAD'), folder: 'releases/v1.0.0', files, message: 'Record of v1.0.0\n\nGO', person, at, ...more,
	};
}

export async function build(repository: TemporaryRepository, more: Partial<RecordCommit> = {}): Promise<string> {
	const built = await buildRecordCommit(await wanted(repository, more), signWith(repository));
	if ('sentence' in built) {
		throw new Error(built.sentence);
	}

	return built.commit;
}

/** Everything of a person's that an act must not change: index, work tree, refs, HEAD. */
export async function picture({top, git}: TemporaryRepository): Promise<Record<string, string>> {
	const [status, staged, refs, head, listed] = await Promise.all([
		git('status', '--porcelain=v1', '--untracked-files=all', '--ignored'),
		git('ls-files', '--stage'),
		git('for-each-ref'),
		readFile(path.join(top, '.git', 'HEAD'), 'utf8'),
		git('ls-files', '--others', '--cached'),
	]);
	return {
		status, staged, refs, head, listed,
	};
}
