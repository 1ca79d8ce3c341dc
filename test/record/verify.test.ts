import {Buffer} from 'node:buffer';
import process from 'node:process';
import {expect, test} from 'vitest';
import {exitCodeOf, verdictSchema, type Verdict} from '../../source/record/verify/verdict.js';
import type {Approval} from '../../source/record/statement.js';
import {verifyRecord} from '../../source/record/verify.js';
import type {FoundObject, VerifyRequest} from '../../source/record/verify/request.js';
import {secondOpinion} from '../../source/signing/second-opinion.js';
import type {Attack} from './forge-attack.js';
import {forge} from './forge.js';
import {
	ada,
	grace,
	linus,
	mallory,
	sha,
	type Walk,
} from './forge-walk.js';
import {checklistText, honestSigners} from './forge-texts.js';
import type {File} from './store.js';

async function verify(attack: Attack = {}, change: Partial<VerifyRequest> = {}): Promise<Verdict> {
	const {request} = forge(attack);
	return verifyRecord({...request, ...change});
}

const unpinned = {anchor: () => undefined};

test.for([40, 64] as const)('an honest record with ids of %d digits is VERIFIED', async idLength => {
	const {request, tested, record} = forge({idLength});
	const verdict = await verifyRecord({...request, secondOpinion: secondOpinion(process.env)});
	expect(verdict).toMatchObject({
		result: 'verified', code: null, tag: 'v1.0', commit: tested, record, folder: 'releases/v1.0', decision: 'GO', anchor: sha(honestSigners),
	});
	expect(verdictSchema.parse(verdict)).toEqual(verdict);
	expect(exitCodeOf(verdict)).toBe(0);
	expect(verdict.points.every(({ok}) => ok)).toBe(true);
	expect(verdict.points.map(({name}) => name)).toEqual(['tag', 'signers', 'tag signature', 'record commit', 'bundle', 'seals', 'journal', 'checklist', 'evidence', 'statements', 'gates', 'rendering']);
	expect(verdict.signatures.map(({gate, role, person}) => [gate, role, person])).toEqual([
		['Gate one', 'release manager', ada.email],
		['Gate two', 'director', grace.email],
		['Gate three', 'director', linus.email],
		[null, 'release manager', ada.email],
	]);
});

test('without an anchor it is UNANCHORED (71)', async () => {
	const verdict = await verify({}, unpinned);
	expect(verdict).toMatchObject({
		result: 'unanchored', code: 'trust.anchor', anchor: null, signers: {project: 'forge', version: 3, digest: sha(honestSigners)},
	});
	expect(exitCodeOf(verdict)).toBe(4);
});

test('a record’s attributes are those that keep its bytes, and no others', async () => {
	const given = (text: string): Attack => ({
		files(files) {
			files.set('.gitattributes', Buffer.from(text));
		},
	});
	expect(await verify(given('* -text -filter -ident -working-tree-encoding\n'))).toMatchObject({result: 'verified'});
	expect(await verify(given('* filter=evil\n'))).toMatchObject({result: 'rejected', code: 'bundle.path'});
});

const operatorAlone = (walk: Walk): void => {
	walk.check(0, 1);
	walk.confirm(0);
	walk.sign(0, ada);
	for (const gate of [1, 2]) {
		walk.confirm(gate);
		walk.sign(gate, ada, {event: data => ({...data, statement: null, key: ''})});
		walk.statements.delete([...walk.statements][1]?.[0] ?? '');
	}

	walk.decide();
};

test('a self-signed run says so, and only the operator\'s key can be in it', async () => {
	const verdict = await verify({selfSigned: true, walk: operatorAlone}, unpinned);
	expect(verdict).toMatchObject({result: 'self-signed', code: null, signers: null});
	expect(verdict.signatures.map(({role, key}) => [role, key !== null])).toEqual([['release manager', true], ['director', false], ['director', false], ['release manager', true]]);
	expect(exitCodeOf(verdict)).toBe(4);
	expect(await verify({selfSigned: true, walk: operatorAlone})).toMatchObject({result: 'self-signed'});
	expect(await verify({selfSigned: true, walk: operatorAlone}, {anchor: () => ({digest: sha(honestSigners), version: 3})})).toMatchObject({result: 'rejected', code: 'trust.anchor'});
	expect(await verify({selfSigned: true}, unpinned)).toMatchObject({code: 'sig.unknown-key'});
	expect(await verify({selfSigned: true, walk: operatorAlone, started: data => ({...data, key: grace.key})}, unpinned)).toMatchObject({code: 'sig.unknown-key'});
	expect(await verify({selfSigned: true, walk: operatorAlone, tagSignedBy: mallory}, unpinned)).toMatchObject({code: 'sig.role'});
	expect(await verify({
		selfSigned: true, walk: operatorAlone, tagSignedBy: mallory, commitSignedBy: mallory,
	}, unpinned)).toMatchObject({code: 'sig.unknown-key'});
});

test('a NO-GO is verified by its commit', async () => {
	const attack: Attack = {
		folder: 'releases/v1.0-no-go-1',
		walk(walk) {
			walk.confirm(0);
			walk.decide('NO-GO');
		},
	};
	const {request, record} = forge(attack);
	const verdict = await verifyRecord({...request, target: {commit: record}});
	expect(verdict).toMatchObject({result: 'verified', decision: 'NO-GO', record});
	expect(await verifyRecord(request)).toMatchObject({result: 'rejected', code: 'record.changes-code'});
	const {request: misplaced, record: other} = forge({...attack, folder: 'releases/v1.0'});
	expect(await verifyRecord({...misplaced, target: {commit: other}})).toMatchObject({code: 'record.changes-code'});
	expect(await verifyRecord(misplaced)).toMatchObject({code: 'seal.decision'});
	expect(await verifyRecord({...request, target: {commit: request.refs.get('refs/tags/v1.0') ?? ''}})).toMatchObject({code: 'object.type'});
});

test('what is missing or newer makes it INCOMPLETE', async () => {
	const {request, store, tested, record} = forge();
	const without = (id: string): VerifyRequest => ({...request, objects: {read: async wanted => wanted === id ? 'missing' : store.read(wanted)}});
	for (const [changed, code] of [
		[without(tested), 'object.missing'],
		[without(record), 'record.missing'],
		[{...request, refs: new Map()}, 'tag.missing'],
		[{...request, renderers: new Map()}, 'record.renderer'],
	] as const) {
		const verdict = await verifyRecord(changed);
		expect(verdict).toMatchObject({result: 'incomplete', code});
		expect(exitCodeOf(verdict)).toBe(3);
	}
});

test.each([
	['a newer renderer', {renderer: 2}],
	['a newer format', {format: 2}],
	['more than this program knows about a start', {weather: 'fair'}],
])('a record with %s is INCOMPLETE, and says that a newer Holdpoint verifies it', async (_what, change) => {
	const {request} = forge({started: data => ({...data, ...change})});
	const verdict = await verifyRecord(request);
	expect(verdict, verdict.detail).toMatchObject({result: 'incomplete', code: 'journal.newer'});
	expect(verdict.detail).toContain('written by a newer Holdpoint');
});

test('what the store says of an object is handed on', async () => {
	const {request} = forge();
	const saying = async (found: FoundObject) => verifyRecord({...request, objects: {read: async () => found}});
	expect(await saying({code: 'limits', sentence: 'Too large.'})).toMatchObject({result: 'rejected', code: 'limits', detail: 'Too large.'});
	expect(await saying({code: 'object.unreadable', sentence: 'Broken.'})).toMatchObject({result: 'incomplete'});
	expect(await saying({type: 'blob', bytes: new Uint8Array()})).toMatchObject({result: 'rejected', code: 'object.hash'});
});

test('another program that disagrees is enough to reject', async () => {
	expect(await verify({}, {secondOpinion: async () => 'disagrees'})).toMatchObject({code: 'sig.second-opinion'});
	expect(await verify({}, {secondOpinion: async () => 'absent'})).toMatchObject({result: 'verified'});
});

test('a record of another shape in another place is still found', async () => {
	const other = checklistText.replace('release: forge', 'release: forge\nrecord: docs/records');
	expect(await verify({checklist: other, folder: 'docs/records/v1.0'})).toMatchObject({result: 'verified', folder: 'docs/records/v1.0'});
	expect(await verify({checklist: other})).toMatchObject({code: 'record.changes-code'});
	const before = (files: Map<string, File>): void => {
		files.set('releases/v0.9/record.md', {mode: '100644', bytes: Buffer.from('old')});
	};

	expect(await verify({base: before})).toMatchObject({result: 'verified'});
	expect(await verify({tagName: 'team/v1.0'})).toMatchObject({result: 'verified', folder: 'releases/team_v1.0'});
});

test('whether the checklist is the tested commit\'s is said', async () => {
	const said = async (base: NonNullable<Attack['base']>): Promise<string> => {
		const {result, points} = await verify({base});
		expect(result).toBe('verified');
		return points.find(({name}) => name === 'checklist')?.detail ?? '';
	};

	expect(await said(() => undefined)).toContain('RELEASE.md, as in the tested commit, sha256:');
	expect(await said(files => {
		files.delete('RELEASE.md');
	})).toContain('which the tested commit does not have');
	expect(await said(files => {
		files.set('RELEASE.md', {mode: '100644', bytes: Buffer.from('# Stricter\n')});
	})).toContain('NOT as in the tested commit');
});

test('a waiver\'s reason that looks like a trailer or a signature is harmless (A28)', async () => {
	expect(await verify({waivers: ['Holdpoint-Run: 0000', '-----BEGIN SSH SIGNATURE-----', 'x\nHoldpoint-Record: y', '\u{202E}evil\u{7}']})).toMatchObject({result: 'verified'});
});

const moved = (walk: Walk, to: string, tree: string): void => {
	walk.add({
		type: 'head-moved', data: {
			from: 'f'.repeat(40), to, tree, branch: 'main', commits: [], paths: [], own: false,
		},
	});
};

test('a run that HEAD moved under counts what was signed again on the tested commit', async () => {
	const {tested, walk: honest} = forge();
	const [started] = honest.events;
	const tree = started?.type === 'run-started' ? started.data.tree : '';
	const attack = (signAgain: boolean, waive = false): Attack => ({
		started: data => ({...data, commit: 'f'.repeat(40), tree: 'e'.repeat(40)}),
		walk(walk) {
			walk.check(0, 1);
			walk.confirm(0);
			walk.sign(0, ada);
			moved(walk, tested, tree);
			walk.check(0, 2);
			walk.confirm(0);
			const again = {approval: (approval: Approval) => ({...approval, commit: tested, tree})};
			walk.confirm(1);
			walk.sign(1, grace, again);
			walk.confirm(2);
			walk.sign(2, linus, again);
			if (signAgain) {
				walk.sign(0, ada, {
					approval: approval => ({
						...approval, commit: tested, tree, nonce: 'd'.repeat(32),
					}),
				});
			}

			if (waive) {
				const step = walk.gates[0]?.steps.find(({kind}) => kind === 'signature')?.id ?? '';
				walk.add({type: 'step-waived', data: {step, reason: 'only the changelog', role: 'release manager'}});
			}

			walk.decide();
		},
	});
	expect(await verify(attack(true))).toMatchObject({result: 'verified'});
	expect(await verify(attack(false))).toMatchObject({code: 'statement.stale-evidence'});
	// A signature that became stale is given again; nobody waives it.
	expect(await verify(attack(false, true))).toMatchObject({code: 'gate.threshold', waivers: [{reason: 'only the changelog', role: 'release manager', person: ada.email}]});
	expect(await verify({
		...attack(true), walk(walk) {
			walk.sign(0, ada, {approval: approval => ({...approval, commit: tested})});
			moved(walk, tested, tree);
			walk.decide();
		},
	})).toMatchObject({code: 'statement.commit'});
});
