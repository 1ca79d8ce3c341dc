import {createHash} from 'node:crypto';
import {spawnSync} from 'node:child_process';
import {
	chmod,
	mkdir,
	rename,
	rm,
	symlink,
	utimes,
	writeFile,
} from 'node:fs/promises';
import path from 'node:path';
import {expect, test} from 'vitest';
import {findEvidence, filesOf, type EvidencePlace} from '../../source/checks/evidence.js';
import {isOutside} from '../../source/checklist/globs.js';
import type {Evidence} from '../../source/checklist/model.js';
import {asSomebodyElse} from '../somebody-else.js';
import {makePlace} from './request.js';

const digest = (text: string) => createHash('sha256').update(text).digest('hex');
const since = Date.parse('2026-06-01T12:00:00Z');
const hour = 3_600_000;

async function placeWith(files: Readonly<Record<string, string | {readonly text: string; readonly at: number}>>): Promise<EvidencePlace> {
	const {root: top} = makePlace();
	for (const [name, content] of Object.entries(files)) {
		const {text, at} = typeof content === 'string' ? {text: content, at: since + hour} : content;
		const file = path.join(top, name);
		await mkdir(path.dirname(file), {recursive: true});
		await writeFile(file, text);
		await utimes(file, at / 1000, at / 1000);
	}

	return {top, since, tracked: async () => new Set()};
}

const evidence = (glob: string, age: Evidence['age'] = 'run'): Evidence => ({
	name: 'soak', glob, line: 1, age,
});

test('every match is recorded by path, size and digest; the newest is the one that the name stands for', async () => {
	const place = await placeWith({'out/soak-1.json': '1', 'out/soak-2.json': {text: '22', at: since + (2 * hour)}, 'out/other.json': '3'});
	const found = await findEvidence(evidence('out/soak-*.json'), place);
	expect(found).toMatchObject({ok: true, why: '', outside: false});
	expect(filesOf(found)).toEqual([{path: 'out/soak-1.json', size: 1, sha256: digest('1')}, {path: 'out/soak-2.json', size: 2, sha256: digest('22')}]);
	expect(filesOf(found, 'newest').map(file => file.path)).toEqual(['out/soak-2.json']);
});

test('nothing there', async () => {
	const place = await placeWith({});
	expect(await findEvidence(evidence('out/*.json'), place)).toMatchObject({ok: false, why: 'No file is called `out/*.json`.', files: []});
	await mkdir(path.join(place.top, 'out'));
	expect(await findEvidence(evidence('out'), place)).toMatchObject({ok: false});
});

test('from the time to come: nobody knows how old it is', async () => {
	const place = await placeWith({'ahead.txt': {text: 'old', at: Date.now() + (2 * hour)}, 'soon.txt': {text: 'new', at: Date.now() + (hour / 2)}});
	const why = expect.stringContaining('which is still to come, so nobody knows how old it is') as string;
	expect(await findEvidence(evidence('ahead.txt'), place)).toMatchObject({ok: false, why});
	expect(await findEvidence(evidence('ahead.txt', hour), place)).toMatchObject({ok: false, why});
	expect(await findEvidence(evidence('ahead.txt', 'any'), place)).toMatchObject({ok: true});
	expect(await findEvidence(evidence('soon.txt'), place)).toMatchObject({ok: true});
});

test('too old, unless the commit holds it or any age will do', async () => {
	const place = await placeWith({'report.txt': {text: 'old', at: since - hour}});
	expect(await findEvidence(evidence('report.txt'), place)).toMatchObject({ok: false, why: expect.stringMatching(/^`report.txt`: it was changed last at 2026-06-01 11:00:00 UTC, and only what is newer than 2026-06-01 12:00:00 UTC/v) as string});
	expect(await findEvidence(evidence('report.txt', 'any'), place)).toMatchObject({ok: true});
	expect(await findEvidence(evidence('report.txt'), {...place, tracked: async paths => new Set(paths)})).toMatchObject({ok: true});
});

test('newer than a given time, whenever the run began', async () => {
	const place = await placeWith({young: {text: '1', at: Date.now() - hour}, aged: {text: '2', at: Date.now() - (3 * hour)}});
	expect(await findEvidence(evidence('young', 2 * hour), {...place, since: Date.now()})).toMatchObject({ok: true});
	expect(await findEvidence(evidence('aged', 2 * hour), place)).toMatchObject({ok: false});
	expect(await findEvidence(evidence('aged', 2 * hour), {...place, tracked: async paths => new Set(paths)})).toMatchObject({ok: false});
});

test('what is left from an earlier release does not count, and does not hide the newest', async () => {
	const place = await placeWith({'soak-1.json': {text: '1', at: since - hour}, 'soak-2.json': '2'});
	const found = await findEvidence(evidence('soak-*.json'), place);
	expect(found.ok).toBe(true);
	expect(found.files).toMatchObject([{path: 'soak-1.json', ok: false, old: true}, {path: 'soak-2.json', ok: true, newest: true}]);
	expect(filesOf(found)).toHaveLength(1);
});

test.each([
	['a link to a file', async (top: string) => symlink('soak-2.json', path.join(top, 'soak-3.json')), 'soak-*.json', /`soak-3.json`: it is a link/v],
	['a link to nowhere', async (top: string) => symlink('nowhere', path.join(top, 'soak-3.json')), 'soak-*.json', /`soak-3.json`: it is a link/v],
	['a link out of the repository', async (top: string) => symlink('/etc', path.join(top, 'etc')), 'etc/passwd', /`etc\/passwd`: etc is a link/v],
	['a pipe', async (top: string) => spawnSync('mkfifo', [path.join(top, 'soak-3.json')]), 'soak-*.json', /`soak-3.json`: it is no regular file/v],
])('%s is refused, not passed over', async (_, make, glob, why) => {
	const place = await placeWith({'soak-2.json': '2'});
	await make(place.top);
	const found = await findEvidence(evidence(glob, 'any'), place);
	expect(found.ok).toBe(false);
	expect(found.why).toMatch(why);
});

test('what may not be read', async () => {
	const place = await placeWith({'soak.json': '1', 'inner/soak.json': '2'});
	await chmod(path.dirname(place.top), 0o755);
	await chmod(path.join(place.top, 'soak.json'), 0);
	const find = async (glob: string) => asSomebodyElse(async () => findEvidence(evidence(glob), place));
	expect(await find('soak.json')).toMatchObject({ok: false, why: '`soak.json`: you may not read it.'});
	await chmod(path.join(place.top, 'inner'), 0);
	expect(await find('**/soak.json')).toMatchObject({ok: false});
	await chmod(path.join(place.top, 'inner'), 0o700);
});

test.each(['we[i]rd (1).json', '!important.txt', 'a{b}c'])('a file that is called just so: %s', async name => {
	const place = await placeWith({[name]: 'x'});
	const found = await findEvidence(evidence(name), place);
	expect(filesOf(found)).toEqual([{path: name, size: 1, sha256: digest('x')}]);
});

test('`!` in front is a name, not everything else', async () => {
	const place = await placeWith({'soak.json': '1'});
	expect(await findEvidence(evidence('!nothing*'), place)).toMatchObject({ok: false});
});

test('what is seen while it is read is what the digest is of', async () => {
	const text = 'x'.repeat(3_000_000);
	const place = await placeWith({large: text});
	let seen = '';
	const found = await findEvidence(evidence('large'), place, () => ({
		chunk(bytes) {
			seen += new TextDecoder().decode(bytes);
		},
	}));
	expect(filesOf(found)[0]?.sha256).toBe(digest(seen));
	expect(seen).toBe(text);
});

const replaced: ReadonlyArray<readonly [string, (top: string) => Promise<void>, RegExp]> = [
	['its directory by a link', async top => {
		await rename(path.join(top, 'out'), path.join(top, 'honest'));
		await symlink('/etc', path.join(top, 'out'));
	}, /out is a link/v],
	['the file by a link', async top => {
		await rm(path.join(top, 'out/passwd'));
		await symlink('/etc/passwd', path.join(top, 'out/passwd'));
	}, /it is a link/v],
	['the file by a pipe', async top => {
		await rm(path.join(top, 'out/passwd'));
		spawnSync('mkfifo', [path.join(top, 'out/passwd')]);
	}, /it is no regular file/v],
	['the file by nothing', async top => rm(path.join(top, 'out/passwd')), /it is gone/v],
];

test('A25: evidence behind a directory that is a link, or replaced between check and hashing, is refused', async () => {
	const linked = await placeWith({'real/passwd': '1'});
	await symlink('real', path.join(linked.top, 'out'));
	expect(await findEvidence(evidence('out/passwd'), linked)).toMatchObject({ok: false, files: [{ok: false, why: expect.stringContaining('out is a link') as string}]});
	for (const [what, replace, why] of replaced) {
		const place = await placeWith({'out/passwd': {text: '1', at: since - hour}});
		const found = await findEvidence(evidence('out/passwd'), {
			...place,
			// Asked when the file has been looked at, and before it is read.
			async tracked(paths) {
				await replace(place.top);
				return new Set(paths);
			},
		});
		expect(found, what).toMatchObject({ok: false, files: [{ok: false, why: expect.stringMatching(why) as string}]});
	}
});

test('what changes while it is read is no evidence', async () => {
	const place = await placeWith({growing: 'x'.repeat(3_000_000)});
	const found = await findEvidence(evidence('growing'), place, () => ({
		async whole() {
			await writeFile(path.join(place.top, 'growing'), 'more', {flag: 'a'});
		},
	}));
	expect(found).toMatchObject({ok: false, why: '`growing`: it changed while it was read.'});
});

test.each(['/var/log/x', '~/x', '../x', 'a/../../x', 'C:/logs/x', '//server/share', 'https://ci.example.com/1', '$HOME/x'])('%s lies outside, and is not read', async glob => {
	expect(isOutside(glob)).toBe(true);
	expect(await findEvidence(evidence(glob), await placeWith({}))).toMatchObject({ok: false, outside: true});
});

test.each(['a/b', './a', '..a/b', 'a..b', '*.json', 'dist/**/x'])('%s lies inside', glob => {
	expect(isOutside(glob)).toBe(false);
});
