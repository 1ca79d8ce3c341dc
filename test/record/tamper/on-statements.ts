/** Attacks on statements, seals and their signatures. */
import {statementPath} from '../../../source/record/bundle.js';
import {statementPayloadType} from '../../../source/record/statement.js';
import {
	evidence,
	inEnvelope,
	recode,
	second,
	statementsIn,
} from '../changes.js';
import {
	ada,
	grace,
	linus,
	mallory,
	sha,
} from '../forge-walk.js';
import type {Attack} from '../forge-attack.js';
import {forge} from '../forge.js';

export const onStatements: Readonly<Record<string, Attack>> = {
	5: {sealedBy: mallory},
	'5b': {sealedBy: mallory, seal: seal => ({...seal, key: mallory.key})},
	6: {
		sealedBy: grace, sealPath: 'seal-director.dsse.json', seal: seal => ({
			...seal, role: 'director', person: grace.email, key: grace.key,
		}),
	},
	'6b': {sealedBy: grace, seal: seal => ({...seal, person: grace.email, key: grace.key})},
	7: {seal: seal => ({...seal, bundle: sha('old')})},
	8: {
		files(files) {
			const [, two = '', three = ''] = statementsIn(files);
			files.set(two, files.get(three) ?? evidence);
		},
	},
	9: {
		files(files) {
			const [, path = ''] = statementsIn(files);
			const other = forge(second({approval: approval => ({...approval, run: 'e'.repeat(32)})}));
			files.set(path, [...other.walk.statements][1]?.[1] ?? evidence);
		},
	},
	'9b': {
		files(files) {
			const [path = ''] = statementsIn(files);
			files.delete(path);
		},
	},
	10: second({approval: approval => ({...approval, run: 'e'.repeat(32)})}),
	11: second({approval: approval => ({...approval, commit: 'f'.repeat(40)})}),
	12: second({}, ada),
	13: second({approval: approval => ({...approval, key: ada.key}), signedBy: ada}),
	'13b': second({signedBy: ada}),
	16: second({envelope: inEnvelope(envelope => ({...envelope, signatures: [...envelope.signatures, ...envelope.signatures]}))}),
	18: second({}, mallory),
	19: second({namespace: 'git'}),
	20: second({envelope: inEnvelope(envelope => ({...envelope, payloadType: 'text/plain'}))}),
	21: second({envelope: inEnvelope(envelope => ({...envelope, payloadType: `${statementPayloadType} `}))}),
	22: second({bytes: recode(statement => statement.replace('"role":', '"role":"release manager","role":'))}),
	23: second({bytes: recode(statement => JSON.stringify(JSON.parse(statement), undefined, 1))}),
	24: second({armored: armored => `${armored}more`}),
	25: second({approval: approval => ({...approval, decision: 'reject'})}),
	64: {at: '2028-06-01T10:00:00.000Z'},
	65: {...second({approval: approval => ({...approval, at: '2027-06-01T10:00:00.000Z'})}), at: '2028-06-01T10:00:00.000Z'},
	'65b': {seal: seal => ({...seal, at: '2026-05-01T10:00:00.000Z'})},
	69: {
		files(files) {
			const other = [...forge(second({}, linus)).walk.statements][1]?.[1] ?? evidence;
			files.set(statementPath(sha(other)), other);
		},
	},
	78: {seal: seal => ({...seal, tag: 'v2.0'})},
	81: second({approval: approval => ({...approval, signers: {digest: sha('old'), version: 2}})}),
	82: second({approval: approval => ({...approval, gate: {...approval.gate, digest: sha('old')}})}),
	83: second({approval: approval => ({...approval, journal: {seq: approval.journal.seq + 3, head: sha('future')}})}),
	A24: second({approval: approval => ({...approval, project: 'sibling'})}),
	A24b: {seal: seal => ({...seal, project: 'sibling'})},
	B1: {noSeal: true},
	B2: {seal: seal => ({...seal, decision: 'NO-GO'})},
	B9: {
		walk(walk) {
			walk.confirm(1);
			walk.sign(1, grace, {event: data => ({...data, statement: null})});
			walk.statements.clear();
			walk.decide();
		},
	},
	B10: second({approval: approval => ({...approval, checklist: sha('old')})}),
	B11: second({approval: approval => ({...approval, tag: 'v2.0'})}),
};
