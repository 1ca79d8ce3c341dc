/** The same bytes on every machine: whatever time zone and language it is set to. */
import {mkdtemp, rm, writeFile} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import path from 'node:path';
import process from 'node:process';
import {build} from 'esbuild';
import {execa} from 'execa';
import {expect, onTestFinished, test} from 'vitest';
import {bundleOptions} from '../../esbuild.options.js';
import {withEvidence} from './changes.js';
import type {Attack} from './forge-attack.js';
import {forge} from './forge.js';

const names = ['Zoë', 'Åsa', 'aaron', 'İpek', 'ÖZGE', '漢字', 'ﬁ', 'I', 'ı'];

function walk(...given: Parameters<NonNullable<Attack['walk']>>): void {
	const [walked] = given;
	for (const name of names) {
		walked.add({type: 'note-added', data: {about: '', note: `${name} saw 1234567.891 of it, ${name.toUpperCase()}`}});
		walked.add({type: 'witness-joined', data: {witness: {name, email: `${names.indexOf(name)}@example.com`}}});
	}

	withEvidence.walk?.(...given);
}

const places = [
	['UTC', 'C'], ['Pacific/Chatham', 'tr_TR.UTF-8'], ['America/St_Johns', 'ar_EG.UTF-8'], ['Asia/Kathmandu', 'sv_SE.UTF-8'],
] as const;

test('a record is rendered again to the same bytes under any time zone and language', async () => {
	const folder = await mkdtemp(path.join(tmpdir(), 'holdpoint-elsewhere-'));
	onTestFinished(async () => rm(folder, {recursive: true, force: true}));
	const {content: {files}} = forge({...withEvidence, walk});
	await Promise.all(['checklist.md', 'journal.jsonl'].map(async name => writeFile(path.join(folder, name), files.get(name) ?? '')));
	const program = path.join(folder, 'render-program.js');
	await build({
		...bundleOptions, entryPoints: [path.join(import.meta.dirname, 'render-program.ts')], outdir: folder, logLevel: 'error',
	});
	await writeFile(path.join(folder, 'package.json'), '{"type": "module"}\n');
	const rendered = await Promise.all(places.map(async ([TZ, language]) => {
		const {stdout} = await execa(process.execPath, [program, folder], {
			env: {
				TZ, LANG: language, LC_ALL: language, LANGUAGE: language,
			}, extendEnv: false, stripFinalNewline: false,
		});
		return stdout;
	}));
	const honest = new TextDecoder().decode(files.get('record.md'));
	expect(honest).toContain('İpek');
	expect(rendered).toEqual(places.map(() => honest));
	// They are other places: what does depend on them differs.
	const {stdout: there} = await execa(process.execPath, ['-p', 'new Date(0).toString() + (1234.5).toLocaleString()'], {env: {TZ: 'Pacific/Chatham', LC_ALL: 'tr_TR.UTF-8'}, extendEnv: false});
	expect(there).toContain('1.234,5');
	expect(there).toContain('GMT+1245');
});
