/** The numbered cases about what a record shows: texts that would deceive a reader stay texts, and change nothing. */
import {Buffer} from 'node:buffer';
import {execa} from 'execa';
import {expect, test} from 'vitest';
import {readBlocks} from '../../../source/checklist/reader/document.js';
import {describeVerdict} from '../../../source/commands/verify.js';
import type {Verdict} from '../../../source/record/verify/verdict.js';
import {recordEvidence, withEvidence} from '../changes.js';
import type {Attack} from '../forge-attack.js';
import {forge} from '../forge.js';
import {skeletonOf} from '../hostile.js';
import {
	ada,
	grace,
	linus,
	sha,
	type Walk,
} from '../forge-walk.js';
import {writeRepository} from '../real-repository.js';
import {pin, verifyReal} from './real-verify.js';

type Texts = {readonly comment: string; readonly note: string; readonly evidence: string; readonly output: string};

/** An honest walk in which people and commands say these. */
const saying = ({comment, note, evidence, output}: Texts) => (walk: Walk): void => {
	const step = walk.gates[0]?.steps[0]?.id ?? '';
	walk.check(0, 1, true, {printed: output});
	walk.add({type: 'note-added', data: {about: step, note}});
	recordEvidence(walk, evidence, Buffer.from(output));
	walk.confirm(0);
	walk.sign(0, ada);
	walk.confirm(1);
	walk.sign(1, grace, {approval: approval => ({...approval, comment}), event: data => ({...data, comment})});
	walk.confirm(2);
	walk.sign(2, linus);
	walk.decide();
};

const harmless: Texts = {
	comment: 'word', note: 'word', evidence: 'proof.txt', output: 'word\n',
};

async function release(texts: Texts, more: Attack = {}): Promise<{readonly verdict: Verdict; readonly record: string}> {
	await pin();
	const forged = forge({...withEvidence, ...more, walk: saying(texts)});
	const directory = await writeRepository(forged);
	const {stdout} = await execa('git', ['cat-file', 'blob', `${forged.record}:releases/v1.0/record.md`], {cwd: directory, stripFinalNewline: false});
	return {verdict: await verifyReal(directory), record: stdout};
}

const structure = (record: string): unknown => readBlocks(record).map(node => skeletonOf(node));

const invisible = /[\p{Default_Ignorable_Code_Point}[\p{Control}--[\t\n]]]/v;

test('A15: escape sequences, bidirectional and zero-width characters are shown escaped, never raw', async () => {
	const evil = '\u{1B}]52;c;aGk=\u{7}\u{1B}[2Jred\u{202E}gpj\u{200B}\u{2066}x\r\u{9B}31m';
	const {verdict, record} = await release({
		comment: evil, note: evil, evidence: `${evil.replaceAll('/', '')}.txt`, output: `${evil}\n`,
	});
	expect(verdict, verdict.detail).toMatchObject({result: 'verified'});
	expect(record).not.toMatch(invisible);
	expect(record).toContain(String.raw`\u{202E}`);
	const said = describeVerdict({
		...verdict,
		detail: evil,
		points: [{name: 'tag', ok: false, detail: evil}],
		signatures: verdict.signatures.map(line => ({
			...line, person: evil, role: evil, gate: evil,
		})),
		waivers: [{
			step: evil, role: evil, reason: evil, person: evil, at: '2026-06-01T10:00:00.000Z',
		}],
		signers: {project: evil, version: 1, digest: sha('')},
	}).join('\n');
	expect(said).not.toMatch(invisible);
	expect(said).toContain(String.raw`\u{1B}]52`);
});

test('A16: Markdown and HTML from outputs, comments, notes and file names are text, and the rendering is equal', async () => {
	const evil = '# Heading\n\n- [x] done\n````\n~~~\n</details><script>alert(1)</script><!-- | a | b |\n|---|---|\n[x](https://evil.example) ![i](https://evil.example/i) @octocat';
	const {verdict, record} = await release({
		comment: evil, note: evil, evidence: '`a` | [x](y) <b>.txt', output: `${evil}\n`,
	});
	expect(verdict, verdict.detail).toMatchObject({result: 'verified'});
	const {record: plain} = await release(harmless);
	expect(structure(record)).toEqual(structure(plain));
});

test('A28: a waiver\'s reason that looks like a trailer or a signature is text, and the tag is valid', async () => {
	await pin();
	const waivers = ['Holdpoint-Run: 0000', '-----BEGIN SSH SIGNATURE-----', 'x\nHoldpoint-Record: y', '-----BEGIN PGP SIGNATURE-----\n\nabc', '\u{202E}evil\u{7}'];
	const forged = forge({waivers});
	const directory = await writeRepository(forged);
	expect(await verifyReal(directory)).toMatchObject({result: 'verified'});
	const {stdout} = await execa('git', ['cat-file', 'tag', 'v1.0'], {cwd: directory});
	expect(stdout.split('\n').filter(line => line.startsWith('-----BEGIN '))).toEqual(['-----BEGIN SSH SIGNATURE-----']);
	expect(stdout.split('\n').filter(line => line.startsWith('Holdpoint-Run: '))).toHaveLength(1);
});
