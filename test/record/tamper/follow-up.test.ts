/** What comes after the tag and rolling back, forged: each has its code, whether the release or the follow-up itself is asked about. */
import {Buffer} from 'node:buffer';
import {describe, expect, test} from 'vitest';
import {recordFolder, recordRef} from '../../../source/record/folders.js';
import type {FaultCode} from '../../../source/record/record-fault.js';
import {verifyRecord} from '../../../source/record/verify.js';
import {
	edit,
	editTree,
	evidence,
	text,
} from '../changes.js';
import {
	forgeFollowUp,
	forgeReleaseToFollow,
	type FollowUpAttack,
} from '../forge-follow-up.js';
import {grace, mallory, sha} from '../forge-walk.js';
import {writeRepository} from '../real-repository.js';
import {pin, verifyReal} from './real-verify.js';

const honest: ReadonlyArray<readonly [string, readonly FollowUpAttack[]]> = [
	['after the tag', [{}]],
	['rolling back', [{kind: 'rolling back'}]],
	['both, and another attempt', [{}, {kind: 'rolling back'}]],
	['two, one after the other', [{
		walk(walk) {
			walk.decide('NO-GO');
		},
	}]],
];

describe.for([40, 64] as const)('with ids of %d digits', idLength => {
	test.for(honest)('an honest one is VERIFIED: %s', async ([, attacks]) => {
		await pin();
		const release = forgeReleaseToFollow({idLength});
		const records = attacks.map(attack => forgeFollowUp(release, attack));
		const directory = await writeRepository(release);
		const verdict = await verifyReal(directory);
		expect(verdict, verdict.detail).toMatchObject({result: 'verified'});
		expect(verdict.points.filter(({name}) => name.startsWith('follow-up '))).toHaveLength(attacks.length);
		for (const commit of records) {
			expect(await verifyReal(directory, {commit})).toMatchObject({result: 'verified', commit: release.tested});
		}
	});
});

/** `alone`: what the follow-up comes to when it is asked about by its commit, where that is something else. */
const forged: Readonly<Record<string, readonly [attack: FollowUpAttack, code: FaultCode, alone?: FaultCode | 'verified']>> = {
	'commit signed by a stranger': [{commitSignedBy: mallory}, 'sig.unknown-key'],
	'sealed by a stranger': [{sealedBy: mallory, seal: seal => ({...seal, key: mallory.key})}, 'sig.unknown-key'],
	'all of it by a stranger': [{commitSignedBy: mallory, sealedBy: mallory, seal: seal => ({...seal, person: mallory.email, key: mallory.key})}, 'sig.unknown-key'],
	'commit signed by somebody who does not decide': [{commitSignedBy: grace}, 'sig.role'],
	'sealed by somebody who does not decide': [{sealedBy: grace, seal: seal => ({...seal, person: grace.email, key: grace.key})}, 'sig.role'],
	'commit not signed': [{commitUnsigned: true}, 'record.unsigned'],
	'a gate of it signed by a stranger': [{
		walk(walk) {
			walk.confirm(3);
			walk.sign(3, mallory);
			walk.decide();
		},
	}, 'sig.unknown-key'],
	'a gate of it signed in another role': [{
		walk(walk) {
			walk.confirm(3);
			walk.sign(3, grace);
			walk.decide();
		},
	}, 'sig.role'],
	'a release in place of it': [{
		started: data => ({
			...data, kind: 'release', bundle: undefined, unsettled: undefined,
		}),
	}, 'seal.subject'],
	'of another kind than its folder says': [{folder: 'releases/v1.0-rollback-1', ref: 'v1.0-rollback-1'}, 'record.changes-code'],
	'on another bundle': [{started: data => ({...data, bundle: sha('another')})}, 'record.follow-up'],
	'on no bundle': [{started: data => ({...data, bundle: undefined})}, 'record.follow-up'],
	'for another tag': [{started: data => ({...data, tag: 'v2.0'}), seal: seal => ({...seal, tag: 'v2.0'}), folder: 'releases/v2.0-after-1'}, 'record.follow-up', 'tag.missing'],
	'decided by others': [{started: data => ({...data, decision: ['release manager', 'director']})}, 'checklist.changed'],
	'a seal over another bundle': [{seal: seal => ({...seal, bundle: sha('another')})}, 'seal.subject'],
	'a broken seal': [{sealBytes: statement => Buffer.from(Buffer.from(statement).toString().replace('"GO"', '"NO"'))}, 'statement.format'],
	'no seal': [{noSeal: true}, 'seal.subject'],
	'a seal that was kept of another end': [{seal: seal => ({...seal, events: seal.events + 1})}, 'journal.seal-head'],
	'a seal of another project': [{seal: seal => ({...seal, project: 'sibling'})}, 'statement.project'],
	'in a folder elsewhere': [{folder: 'elsewhere/v1.0-after-1'}, 'record.changes-code'],
	'in the folder of another number': [{folder: 'releases/v1.0-after-2'}, 'record.follow-up', 'verified'],
	'in the release\'s own folder': [{folder: 'releases/v1.0'}, 'record.changes-code'],
	'under the ref of another number': [{ref: 'v1.0-after-2'}, 'record.follow-up', 'verified'],
	'that changes code': [{recordFiles: editTree('source/main.c', () => ({mode: '100644', bytes: evidence}))}, 'record.changes-code'],
	'that changes the release\'s record': [{recordFiles: editTree('releases/v1.0/record.md', () => ({mode: '100644', bytes: evidence}))}, 'record.changes-code'],
	'record.md edited': [{filesAfter: edit('record.md', () => 'All is well.')}, 'bundle.digest'],
	'record.md edited, all redone': [{rendering: () => 'All is well.'}, 'record.rendering'],
	'a weaker checklist': [{
		checklist: '# Forge\n\n## Announce\n\n**When**: after the tag\n\n- [ ] Told everybody\n', walk(walk) {
			walk.confirm(0);
			walk.decide();
		},
	}, 'checklist.changed'],
	'a gate of it left open': [{
		walk(walk) {
			walk.decide();
		},
	}, 'gate.missing'],
	'something else taken for settled': [{started: data => ({...data, unsettled: ['section Forge/section Gate one']})}, 'record.follow-up'],
	'a rehearsal': [{started: data => ({...data, rehearsal: true})}, 'journal.decision'],
	'two parents': [{parents: tested => [tested, tested]}, 'record.parent'],
};

test.for(Object.entries(forged))('%s', async ([, [attack, code, alone = code]]) => {
	await pin();
	const release = forgeReleaseToFollow();
	const commit = forgeFollowUp(release, attack);
	const directory = await writeRepository(release);
	const verdict = await verifyReal(directory);
	expect(verdict, verdict.detail).toMatchObject({result: 'rejected', code});
	expect(verdict.points.at(-1)).toMatchObject({name: expect.stringMatching(/^follow-up /v) as string, ok: false});
	const own = await verifyReal(directory, {commit});
	expect(own, own.detail).toMatchObject(alone === 'verified' ? {result: alone} : {code: alone});
});

test('on another commit, there or not', async () => {
	const release = forgeReleaseToFollow();
	const about = (commit: string): FollowUpAttack => ({started: data => ({...data, commit}), seal: seal => ({...seal, commit})});
	const other = release.store.write('commit', text(release.store.objects.get(release.tested)?.bytes).replace('work', 'other work'));
	forgeFollowUp(release, about(other));
	expect(await verifyRecord(release.request)).toMatchObject({result: 'rejected', code: 'record.follow-up'});
	forgeFollowUp(release, about('f'.repeat(40)));
	expect(await verifyRecord(release.request)).toMatchObject({result: 'incomplete', code: 'object.missing'});
});

test('two with the same number: only one of them can have its ref, and under another it is rejected', async () => {
	const release = forgeReleaseToFollow();
	forgeFollowUp(release);
	forgeFollowUp(release, {run: 'c'.repeat(32), ref: 'v1.0-after-2'});
	expect(await verifyRecord(release.request)).toMatchObject({result: 'rejected', code: 'record.follow-up'});
});

test('two with the same number, the second on the first: it changes what stands there', async () => {
	const release = forgeReleaseToFollow();
	const first = forgeFollowUp(release);
	forgeFollowUp(release, {run: 'c'.repeat(32), parents: () => [first]});
	expect(await verifyRecord(release.request)).toMatchObject({result: 'rejected', code: 'record.changes-code'});
});

test('the follow-up of another release under this one\'s ref', async () => {
	const release = forgeReleaseToFollow();
	const other = forgeReleaseToFollow({tagName: 'v2.0', base: editTree('README.md', () => ({mode: '100644', bytes: evidence}))});
	const record = forgeFollowUp(other);
	for (const [id, object] of other.store.objects) {
		release.store.objects.set(id, object);
	}

	release.refs.set(recordRef(recordFolder('v1.0', 'after the tag', 1)), record);
	expect(await verifyRecord(release.request)).toMatchObject({result: 'rejected', code: 'record.follow-up'});
});
