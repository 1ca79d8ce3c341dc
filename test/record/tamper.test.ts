/** The numbered cases of tampering that the points built so far answer, each with its exact code. */
import {Buffer} from 'node:buffer';
import {expect, test} from 'vitest';
import {hashLine} from '../../source/run/chain.js';
import {statementPath} from '../../source/record/bundle.js';
import type {FaultCode} from '../../source/record/record-fault.js';
import {statementPayloadType} from '../../source/record/statement.js';
import {verifyRecord} from '../../source/record/verify.js';
import {
	edit,
	editTree,
	evidence,
	evidenceFile,
	inEnvelope,
	inGate,
	listed,
	rechained,
	recode,
	second,
	statementsIn,
	text,
	withEvidence,
} from './changes.js';
import {checklistText, honestSigners} from './forge-texts.js';
import {
	ada,
	grace,
	linus,
	mallory,
	sha,
	type Walk,
} from './forge-walk.js';
import {makePerson, type Person} from './people.js';
import {forge, type Attack} from './forge.js';

type Case = readonly [name: string, attack: Attack, code: FaultCode];

const trusted = (signers: string): Attack => ({signers});

const byBoth = checklistText.replace('**Signed by**: director', '**Signed by**: release manager, director');
const byTwo = checklistText.replace('**Signed by**: director', '**Signed by**: director (2)');
const graceAgain: Person = {...makePerson('Grace'), email: grace.email};

const walkRest = (walk: Walk): void => {
	walk.confirm(1);
	walk.sign(1, grace);
	walk.confirm(2);
	walk.sign(2, linus);
	walk.decide();
};

/** The honest walk with what `signing` does in place of gate two's signature. */
const walkGateTwo = (signing: (walk: Walk) => void, rest = (walk: Walk): void => {
	walk.confirm(2);
	walk.sign(2, linus);
}) => (walk: Walk): void => {
	walk.check(0, 1);
	walk.confirm(0);
	walk.sign(0, ada);
	walk.confirm(1);
	signing(walk);
	rest(walk);
	walk.decide();
};

const cases: Record<string, Case> = {
	1: ['record.md edited, committed by an unlisted key', {rendering: () => 'other', commitSignedBy: mallory}, 'sig.unknown-key'],
	2: ['record.md edited, record commit signed again', {filesAfter: edit('record.md', () => 'other')}, 'bundle.digest'],
	3: ['record.md edited, all redone', {rendering: () => 'other'}, 'record.rendering'],
	4: ['an invisible change of record.md, all redone', {rendering: rendered => rendered.replace('Forge', 'Fo\u{200B}rge')}, 'record.rendering'],
	5: ['seal signed by an unlisted key', {sealedBy: mallory}, 'sig.unknown-key'],
	'5b': ['seal signed by an unlisted key that names itself', {sealedBy: mallory, seal: seal => ({...seal, key: mallory.key})}, 'sig.unknown-key'],
	6: ['seal by a director in place of the release manager', {
		sealedBy: grace, sealPath: 'seal-director.dsse.json', seal: seal => ({
			...seal, role: 'director', person: grace.email, key: grace.key,
		}),
	}, 'sig.role'],
	'6b': ['seal by a director as release manager', {sealedBy: grace, seal: seal => ({...seal, person: grace.email, key: grace.key})}, 'sig.role'],
	7: ['old seal over a changed bundle', {seal: seal => ({...seal, bundle: sha('old')})}, 'seal.subject'],
	8: ['director\'s statement of gate three under the name of gate two\'s', {
		files(files) {
			const [, two = '', three = ''] = statementsIn(files);
			files.set(two, files.get(three) ?? evidence);
		},
	}, 'statement.digest'],
	9: ['statement of another run under the name of this one\'s', {
		files(files) {
			const [, path = ''] = statementsIn(files);
			const other = forge(second({approval: approval => ({...approval, run: 'e'.repeat(32)})}));
			files.set(path, [...other.walk.statements][1]?.[1] ?? evidence);
		},
	}, 'statement.digest'],
	'9b': ['statement that is not there', {
		files(files) {
			const [path = ''] = statementsIn(files);
			files.delete(path);
		},
	}, 'statement.digest'],
	10: ['statement of another run', second({approval: approval => ({...approval, run: 'e'.repeat(32)})}), 'statement.run'],
	11: ['statement on another commit', second({approval: approval => ({...approval, commit: 'f'.repeat(40)})}), 'statement.commit'],
	12: ['release manager signs as director', second({}, ada), 'sig.role'],
	13: ['release manager signs as the director', second({approval: approval => ({...approval, key: ada.key}), signedBy: ada}), 'sig.role'],
	'13b': ['release manager signs under the director\'s key', second({signedBy: ada}), 'sig.role'],
	14: ['one person holds both roles of a gate and signs as both', {
		checklist: byBoth, signers: honestSigners.replace('director: [', 'director: [ada@example.com, '), walk: walkGateTwo(walk => {
			walk.sign(1, ada);
			walk.sign(1, ada, {line: 1});
		}),
	}, 'gate.two-person'],
	15: ['one key listed under two people', trusted(honestSigners.replace(linus.key, () => grace.key)), 'trust.shared-key'],
	16: ['one signature twice in an envelope', second({envelope: inEnvelope(envelope => ({...envelope, signatures: [...envelope.signatures, ...envelope.signatures]}))}), 'statement.one-signature'],
	17: ['the same director twice where two are wanted', {
		checklist: byTwo, walk: walkGateTwo(walk => {
			walk.sign(1, grace, {event: data => ({...data, missing: 1})});
			walk.sign(1, grace, {approval: approval => ({...approval, nonce: 'd'.repeat(32)})});
		}),
	}, 'gate.threshold'],
	18: ['an unlisted key signs as director', second({}, mallory), 'sig.unknown-key'],
	19: ['a signature in git\'s namespace', second({namespace: 'git'}), 'sig.bad'],
	20: ['payload type changed', second({envelope: inEnvelope(envelope => ({...envelope, payloadType: 'text/plain'}))}), 'statement.payload-type'],
	21: ['payload type altered a little', second({envelope: inEnvelope(envelope => ({...envelope, payloadType: `${statementPayloadType} `}))}), 'statement.payload-type'],
	22: ['a key of the statement twice', second({bytes: recode(statement => statement.replace('"role":', '"role":"release manager","role":'))}), 'statement.format'],
	23: ['statement encoded again with blanks', second({bytes: recode(statement => JSON.stringify(JSON.parse(statement), undefined, 1))}), 'statement.format'],
	24: ['bytes behind the armour', second({armored: armored => `${armored}more`}), 'sig.format'],
	25: ['the statement rejects, the journal approves', second({approval: approval => ({...approval, decision: 'reject'})}), 'statement.signer'],
	26: ['a rejection that stands under a gate that passed', {
		checklist: byTwo, walk: walkGateTwo(walk => {
			walk.sign(1, grace, {approval: approval => ({...approval, decision: 'reject', comment: 'no'}), event: data => ({...data, decision: 'reject', comment: 'no'})});
			walk.sign(1, linus);
		}),
	}, 'gate.rejected'],
	27: ['tag on another commit of the same tree', {
		tagObject: ({object}, store) => store.write('commit', text(store.objects.get(object)?.bytes).replace('work', 'other work')),
	}, 'record.parent'],
	28: ['tag on the record commit', {tagObject: ({record}) => record}, 'record.parent'],
	30: ['tag unsigned', {tagUnsigned: true}, 'tag.unsigned'],
	31: ['tag signed by an unlisted key', {tagSignedBy: mallory}, 'sig.unknown-key'],
	'31b': ['tag signed by somebody who does not decide', {tagSignedBy: grace}, 'sig.role'],
	'31c': ['tag and record commit signed by somebody who does not decide', {tagSignedBy: grace, commitSignedBy: grace}, 'sig.role'],
	33: ['text behind the tag\'s signature', {tagBytes: tag => `${tag}more\n`}, 'sig.format'],
	'33b': ['two signatures of a tag', {tagBytes: tag => tag + tag.slice(tag.indexOf('-----BEGIN'))}, 'sig.format'],
	34: ['tag names the record of another release', {tagName: 'v2.0', folder: 'releases/v1.0'}, 'record.changes-code'],
	35: ['record commit changes code', {recordFiles: editTree('source/main.c', () => ({mode: '100644', bytes: evidence}))}, 'record.changes-code'],
	'35b': ['record commit removes a file', {
		recordFiles(files) {
			files.delete('README.md');
		},
	}, 'record.changes-code'],
	'35c': ['record commit changes code deep down beside its folder', {
		base: editTree('releases/v0.1/record.md', () => ({mode: '100644', bytes: evidence})), recordFiles: editTree('releases/v0.1/record.md', () => ({mode: '100644', bytes: Buffer.from('x')})),
	}, 'record.changes-code'],
	'35d': ['record commit changes a record that was there', {
		base: editTree('releases/v1.0/record.md', () => ({mode: '100644', bytes: evidence})),
	}, 'record.changes-code'],
	36: ['record commit adds a file that git would quote', {recordFiles: editTree('"odd', () => ({mode: '100644', bytes: evidence}))}, 'tree.name'],
	37: ['record commit changes a mode', {recordFiles: editTree('tool.sh', file => ({mode: '100644', bytes: file?.bytes ?? evidence}))}, 'record.changes-code'],
	38: ['record commit with two parents', {parents: tested => [tested, tested]}, 'record.parent'],
	39: ['record commit unsigned', {commitUnsigned: true}, 'record.unsigned'],
	40: ['another checklist in the journal', {started: data => ({...data, checklist: {...data.checklist, digest: sha('old')}})}, 'checklist.changed'],
	41: ['a weaker checklist in the record', {files: edit('checklist.md', checklist => checklist.replace('## Gate three', ''))}, 'checklist.changed'],
	42: ['somebody adds their key to the signers', trusted(`${honestSigners.replace('version: 3', 'version: 4')}  chief: [ada@example.com]\n`), 'trust.anchor'],
	43: ['an older signers file', trusted(honestSigners.replace('version: 3', 'version: 2')), 'trust.rollback'],
	44: ['last event dropped under the old seal', {
		journal: rechained(lines => lines.slice(0, -1)), seal: seal => ({...seal, events: seal.events + 1}),
	}, 'journal.seal-head'],
	45: ['a torn last line', {journal: journal => journal.slice(0, -5)}, 'journal.torn'],
	46: ['a failing event cut out', {
		journal: rechained(lines => lines.toSpliced(1, 2)), files(files) {
			files.delete('output/1.log');
		},
	}, 'statement.journal-head'],
	47: ['exit 1 rewritten to 0', {journal: rechained(lines => lines.map(line => line.replace('"exit":1,', '"exit":0,')))}, 'statement.journal-head'],
	48: ['two events swapped', {journal: rechained(lines => lines.toSpliced(1, 4, ...lines.slice(3, 5), ...lines.slice(1, 3)))}, 'statement.journal-head'],
	49: ['a forged event before the signatures', {journal: rechained(lines => lines.toSpliced(3, 0, lines[2] ?? ''))}, 'statement.journal-head'],
	50: ['an event of another run at the end', {journal: journal => journal + (journal.trimEnd().split('\n').at(-1) ?? '').replace('a'.repeat(32), 'e'.repeat(32)) + '\n'}, 'journal.run'],
	51: ['a line that is not canonical', {journal: journal => journal.replace('{', '{ ')}, 'journal.format'],
	52: ['gate two left out', {
		journal: rechained(lines => lines.toSpliced(7, 2)), files(files) {
			const [, path = ''] = statementsIn(files);
			files.delete(path);
		},
	}, 'statement.journal-head'],
	53: ['a gate that passed although its check failed', {
		walk(walk) {
			walk.check(0, 1, false);
			walk.confirm(0);
			walk.sign(0, ada);
			walkRest(walk);
		},
	}, 'gate.check-failed'],
	'53b': ['a check that ran another command than the checklist has', {
		walk(walk) {
			walk.check(0, 1, true, 'true || false');
			walk.confirm(0);
			walk.sign(0, ada);
			walkRest(walk);
		},
	}, 'gate.result'],
	'53c': ['a failed check that was waived where nobody may', {
		walk(walk) {
			walk.check(0, 1, false);
			walk.add({type: 'step-waived', data: {step: walk.gates[0]?.steps[0]?.id ?? '', reason: 'late', role: 'release manager'}});
			walk.confirm(0);
			walk.sign(0, ada);
			walkRest(walk);
		},
	}, 'journal.rules'],
	'53d': ['a check that a person confirmed', {
		walk(walk) {
			walk.add({
				type: 'step-confirmed', data: {
					steps: [walk.gates[0]?.steps[0]?.id ?? ''], together: false, answer: '', note: '', byHand: false,
				},
			});
			walk.confirm(0);
			walk.sign(0, ada);
			walkRest(walk);
		},
	}, 'gate.result'],
	54: ['director\'s signature missing', {walk: walkGateTwo(() => undefined)}, 'gate.threshold'],
	55: ['a check run again after the approval', {
		walk(walk) {
			walk.check(0, 1);
			walk.confirm(0);
			walk.sign(0, ada);
			walk.check(0, 2);
			walk.decide();
		},
	}, 'statement.stale-evidence'],
	'55b': ['a result between what was signed and the signature', {
		walk(walk) {
			walk.confirm(1);
			const {length} = walk.events;
			const head = hashLine(walk.lines.at(-1) ?? '');
			walk.confirm(1);
			walk.sign(1, grace, {approval: approval => ({...approval, journal: {seq: length, head}, results: sha('other')})});
			walk.decide();
		},
	}, 'statement.results'],
	56: ['an approval behind the decision', {
		walk: walkGateTwo(walk => {
			walk.confirm(2);
			walk.sign(2, linus);
			walk.decide();
			walk.sign(1, grace);
		}, () => undefined),
	}, 'gate.threshold'],
	57: ['evidence altered, bundle.json kept', {walk: withEvidence, filesAfter: edit(evidenceFile, () => 'it was not\n')}, 'bundle.digest'],
	58: ['evidence altered, all redone', {walk: withEvidence, files: edit(evidenceFile, () => 'it was not\n')}, 'evidence.digest'],
	59: ['evidence missing', {
		walk: withEvidence, files(files) {
			files.delete(evidenceFile);
		},
	}, 'evidence.digest'],
	'59b': ['evidence that nobody recorded', {files: edit(evidenceFile, () => String(evidence))}, 'evidence.digest'],
	'59c': ['an output altered, all redone', {files: edit('output/1.log', () => 'fine\n')}, 'output.digest'],
	'59d': ['an output that no event has', {files: edit('output/9.log', () => 'fine\n')}, 'output.digest'],
	60: ['a file that is not listed', {filesAfter: edit(evidenceFile, () => String(evidence))}, 'bundle.extra-file'],
	61: ['a listed path with ..', {bundle: listed('../source/main.c')}, 'bundle.path'],
	62: ['a listed path that is absolute', {bundle: listed('/etc/passwd')}, 'bundle.path'],
	63: ['evidence that is a link', {walk: withEvidence, recordFiles: editTree(`releases/v1.0/${evidenceFile}`, file => ({mode: '120000', bytes: file?.bytes ?? evidence}))}, 'record.mode'],
	'63b': ['record.md that can be executed', {recordFiles: editTree('releases/v1.0/record.md', file => ({mode: '100755', bytes: file?.bytes ?? evidence}))}, 'record.mode'],
	64: ['a key that had expired', {at: '2028-06-01T10:00:00.000Z'}, 'sig.validity'],
	65: ['a statement dated back', {...second({approval: approval => ({...approval, at: '2027-06-01T10:00:00.000Z'})}), at: '2028-06-01T10:00:00.000Z'}, 'statement.time'],
	'65b': ['a seal dated back', {seal: seal => ({...seal, at: '2026-05-01T10:00:00.000Z'})}, 'statement.time'],
	66: ['a key that was revoked', trusted(honestSigners.replace('valid: {from: 2026-01-01, to: 2027-12-31}', 'revoked: {at: 2026-05-01, reason: rotated}')), 'sig.revoked'],
	68: ['record.md twice in its tree', {recordTree: (_, entries) => entries.flatMap(entry => entry.name === 'record.md' ? [entry, entry] : [entry])}, 'tree.duplicate'],
	69: ['a statement that no event names', {
		files(files) {
			const other = [...forge(second({}, linus)).walk.statements][1]?.[1] ?? evidence;
			files.set(statementPath(sha(other)), other);
		},
	}, 'statement.unreferenced'],
	70: ['one statement counted twice', {
		walk(walk) {
			walk.confirm(1);
			walk.sign(1, grace);
			const signed = walk.events.at(-1);
			if (signed?.type === 'gate-signed') {
				walk.add({type: 'gate-signed', data: signed.data});
			}

			walk.decide();
		},
	}, 'statement.reused'],
	72: ['director\'s statement of gate three at gate two', {
		walk(walk) {
			walk.confirm(1);
			walk.sign(2, grace, {event: data => ({...data, gate: inGate(walk, 1)})});
			walk.decide();
		},
	}, 'statement.gate'],
	73: ['the last gate left out', {
		walk(walk) {
			walk.check(0, 1);
			walk.confirm(0);
			walk.sign(0, ada);
			walk.confirm(1);
			walk.sign(1, grace);
			walk.decide();
		},
	}, 'gate.missing'],
	74: ['the last gate left open', {
		walk(walk) {
			walk.check(0, 1);
			walk.confirm(0);
			walk.sign(0, ada);
			walk.confirm(1);
			walk.sign(1, grace);
			walk.sign(2, linus);
			walk.decide();
		},
	}, 'gate.not-passed'],
	75: ['two keys of one person where two are wanted', {
		checklist: byTwo, signers: honestSigners.replace(/(?<keys>grace@example.com: .*)\]\}/v, (_, keys: string) => `${keys}, {ssh: ${graceAgain.key}}]}`), walk: walkGateTwo(walk => {
			walk.sign(1, grace, {event: data => ({...data, missing: 1})});
			walk.sign(1, graceAgain);
		}),
	}, 'gate.threshold'],
	76: ['seal says one event more', {seal: seal => ({...seal, events: seal.events + 1})}, 'journal.seal-head'],
	77: ['seal names another head', {seal: seal => ({...seal, head: sha('other')})}, 'journal.seal-head'],
	78: ['seal made for another tag', {seal: seal => ({...seal, tag: 'v2.0'})}, 'seal.subject'],
	79: ['a second start', {journal: rechained(lines => lines.toSpliced(2, 0, lines[0] ?? ''))}, 'journal.start'],
	80: ['a gate that the checklist does not have', second({
		approval: approval => ({...approval, gate: {...approval.gate, id: 'nowhere'}}),
		event: data => ({...data, gate: 'nowhere'}),
	}), 'gate.unknown'],
	81: ['a statement under older signers', second({approval: approval => ({...approval, signers: {digest: sha('old'), version: 2}})}), 'statement.policy'],
	82: ['a statement for another definition of the gate', second({approval: approval => ({...approval, gate: {...approval.gate, digest: sha('old')}})}), 'statement.gate-digest'],
	83: ['a statement from the future', second({approval: approval => ({...approval, journal: {seq: approval.journal.seq + 3, head: sha('future')}})}), 'statement.journal-head'],
	A10: ['a wildcard in the signers', trusted(honestSigners.replaceAll('linus@example.com', '*@example.com')), 'trust.format'],
	A11: ['tag of a tree', {tagType: 'tree'}, 'tag.type'],
	A12: ['an extra trailer', {tagMessage: message => `${message}Signed-off-by: Ada\n`}, 'tag.trailers'],
	A12b: ['a trailer twice', {tagMessage: message => message.replace(/Holdpoint-Bundle: .*\n/v, '$&$&')}, 'tag.trailers'],
	A12c: ['text like a trailer', {tagMessage: message => `Holdpoint-Run: ${'0'.repeat(32)}\n\n${message}`}, 'tag.trailers'],
	A12d: ['another run in the commit\'s trailers', {commitTrailers: trailers => ({...trailers, run: 'e'.repeat(32)})}, 'record.trailers'],
	A12e: ['another bundle in the tag\'s trailers', {tagTrailers: trailers => ({...trailers, bundle: sha('other')})}, 'record.trailers'],
	A12f: ['another bundle in all trailers', {tagTrailers: trailers => ({...trailers, bundle: sha('other')}), commitTrailers: trailers => ({...trailers, bundle: sha('other')})}, 'bundle.digest'],
	A12g: ['another seal in all trailers', {tagTrailers: trailers => ({...trailers, seals: [sha('other')]}), commitTrailers: trailers => ({...trailers, seals: [sha('other')]})}, 'seal.subject'],
	A13: ['listed paths that differ in case', {bundle: listed('Record.md')}, 'bundle.duplicate'],
	A14: ['a submodule beside the record', {recordFiles: editTree('module', () => ({mode: '160000', bytes: evidence}))}, 'record.changes-code'],
	A20: ['an id of the other format', {tagObject: () => '1'.repeat(64)}, 'object.id'],
	A21: ['a journal of extreme size', {journal: journal => journal + '\n'.repeat(1_000_001)}, 'limits'],
	A24: ['the record of another project', second({approval: approval => ({...approval, project: 'sibling'})}), 'statement.project'],
	A24b: ['the seal of another project', {seal: seal => ({...seal, project: 'sibling'})}, 'statement.project'],
	B1: ['no seal', {noSeal: true}, 'seal.subject'],
	B2: ['a seal that says NO-GO', {seal: seal => ({...seal, decision: 'NO-GO'})}, 'seal.decision'],
	B3: ['a run that ends before its decision', {
		walk(walk) {
			walk.confirm(0);
		},
	}, 'journal.decision'],
	B4: ['a rehearsal', {started: data => ({...data, rehearsal: true})}, 'journal.decision'],
	B5: ['a run on another commit', {
		started: data => ({...data, commit: 'f'.repeat(40)}), walk(walk) {
			walk.decide();
		},
	}, 'journal.commit'],
	B6: ['a run under other signers', {
		started: data => ({...data, signers: {digest: sha('other'), version: 9}}), walk(walk) {
			walk.decide();
		},
	}, 'signers.changed'],
	B7: ['another signers file in the record', {files: edit('signers.yaml', signers => `${signers}#`)}, 'signers.changed'],
	B8: ['fewer deciding roles than the checklist wants', {checklist: checklistText.replace('[release manager]', '[release manager, director]')}, 'checklist.changed'],
	B9: ['a signature without its statement', {
		walk(walk) {
			walk.confirm(1);
			walk.sign(1, grace, {event: data => ({...data, statement: null})});
			walk.statements.clear();
			walk.decide();
		},
	}, 'statement.digest'],
	B10: ['a statement for another checklist', second({approval: approval => ({...approval, checklist: sha('old')})}), 'statement.checklist'],
	B11: ['a statement for another tag', second({approval: approval => ({...approval, tag: 'v2.0'})}), 'statement.tag'],
	B12: ['headers that git does not write', {commitBytes: commit => commit.replace('\ncommitter', '\nextra x\ncommitter')}, 'record.format'],
	B13: ['headers of a tag that git does not write', {tagBytes: tag => tag.replace('\ntagger', '\nextra x\ntagger')}, 'tag.format'],
	B14: ['a name that leads out of the tree', {recordFiles: editTree('.GIT/config', () => ({mode: '100644', bytes: evidence}))}, 'tree.name'],
	B15: ['an event type of a later program', {journal: rechained(lines => lines.toSpliced(2, 0, (lines[2] ?? '').replace('"type":"check-finished"', '"type":"check-dreamt"')))}, 'journal.format'],
	B16: ['a broken chain', {journal: journal => journal.split('\n').toSpliced(2, 1).join('\n')}, 'journal.chain'],
};

test.for(Object.entries(cases))('%s', async ([number, [name, attack, code]]) => {
	const {request} = forge(attack);
	// Where the signers file itself was changed by somebody who is trusted, it is the one that is pinned.
	const isPinned = ['14', '15', '66', '75', 'A10'].includes(number);
	const verdict = await verifyRecord({...request, ...(isPinned && {anchor: () => ({digest: sha(attack.signers ?? ''), version: 3})})});
	expect(verdict, `${name}: ${verdict.detail}`).toMatchObject({result: 'rejected', code});
	expect(verdict.points.at(-1)).toMatchObject({ok: false});
});

test('29: a lightweight tag', async () => {
	const {request, tested} = forge();
	expect(await verifyRecord({...request, refs: new Map([['refs/tags/v1.0', tested]])})).toMatchObject({code: 'tag.unsigned'});
});

test('32: a tag object under another name', async () => {
	const {request, tagObject} = forge();
	expect(await verifyRecord({...request, target: {tag: 'v2.0'}, refs: new Map([['refs/tags/v2.0', tagObject]])})).toMatchObject({code: 'tag.name-mismatch'});
});

test('67: any object rewritten under its name', async () => {
	const {request, store} = forge();
	const used = new Set<string>();
	await verifyRecord({
		...request, objects: {
			async read(id) {
				used.add(id);
				return store.read(id);
			},
		},
	});
	expect(used.size).toBeGreaterThan(15);
	for (const id of used) {
		const object = store.objects.get(id);
		if (!object) {
			throw new Error(`${id} was read and is not there`);
		}

		const changed = {...object, bytes: Buffer.concat([object.bytes, Buffer.from('\n')])};

		expect(await verifyRecord({...request, objects: {read: async wanted => wanted === id ? changed : store.read(wanted)}})).toMatchObject({result: 'rejected', code: 'object.hash'});
	}
});

test('A11: a tag of a tag', async () => {
	const {request, store, tagObject, tag} = forge();
	const nested = text(store.objects.get(tagObject)?.bytes).replace(/^object .*\ntype commit/v, () => `object ${tagObject}\ntype tag`);
	const id = store.write('tag', nested);
	expect(await verifyRecord({...request, refs: new Map([[`refs/tags/${tag}`, id]])})).toMatchObject({code: 'tag.type'});
});
