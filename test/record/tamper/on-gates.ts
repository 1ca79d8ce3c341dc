/** Attacks on who may sign, and on what a gate wants. */
import {hashLine} from '../../../source/run/chain.js';
import {inGate, second} from '../changes.js';
import {checklistText, honestSigners} from '../forge-texts.js';
import {
	ada,
	grace,
	linus,
	mallory,
	sha,
	type Walk,
} from '../forge-walk.js';
import {makePerson, type Person} from '../people.js';
import type {Attack} from '../forge-attack.js';

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

/** Grace has another key, everywhere. */
const weak = (options: Parameters<typeof makePerson>[1]): Attack => {
	const person = makePerson('Grace', options);
	return {...second({}, person), signers: honestSigners.replace(grace.key, () => person.key)};
};

export const onGates: Readonly<Record<string, Attack>> = {
	14: {
		checklist: byBoth, signers: honestSigners.replace('director: [', 'director: [ada@example.com, '), walk: walkGateTwo(walk => {
			walk.sign(1, ada);
			walk.sign(1, ada, {line: 1});
		}),
	},
	15: trusted(honestSigners.replace(linus.key, () => grace.key)),
	17: {
		checklist: byTwo, walk: walkGateTwo(walk => {
			walk.sign(1, grace, {event: data => ({...data, missing: 1})});
			walk.sign(1, grace, {approval: approval => ({...approval, nonce: 'd'.repeat(32)})});
		}),
	},
	26: {
		checklist: byTwo, walk: walkGateTwo(walk => {
			walk.sign(1, grace, {approval: approval => ({...approval, decision: 'reject', comment: 'no'}), event: data => ({...data, decision: 'reject', comment: 'no'})});
			walk.sign(1, linus);
		}),
	},
	42: trusted(`${honestSigners.replace('version: 3', 'version: 4')}  chief: [ada@example.com]\n`),
	43: trusted(honestSigners.replace('version: 3', 'version: 2')),
	53: {
		walk(walk) {
			walk.check(0, 1, false);
			walk.confirm(0);
			walk.sign(0, ada);
			walkRest(walk);
		},
	},
	'53b': {
		walk(walk) {
			walk.check(0, 1, true, {command: 'true || false'});
			walk.confirm(0);
			walk.sign(0, ada);
			walkRest(walk);
		},
	},
	'53c': {
		walk(walk) {
			walk.check(0, 1, false);
			walk.add({type: 'step-waived', data: {step: walk.gates[0]?.steps[0]?.id ?? '', reason: 'late', role: 'release manager'}});
			walk.confirm(0);
			walk.sign(0, ada);
			walkRest(walk);
		},
	},
	'53d': {
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
	},
	B18: {
		walk(walk) {
			walk.add({type: 'step-set-aside', data: {steps: [walk.gates[0]?.steps[0]?.id ?? ''], reason: 'does not apply', by: 'rule'}});
			walk.confirm(0);
			walk.sign(0, ada);
			walkRest(walk);
		},
	},
	54: {walk: walkGateTwo(() => undefined)},
	55: {
		walk(walk) {
			walk.check(0, 1);
			walk.confirm(0);
			walk.sign(0, ada);
			walk.check(0, 2);
			walk.decide();
		},
	},
	'55b': {
		walk(walk) {
			walk.confirm(1);
			const {length} = walk.events;
			const head = hashLine(walk.lines.at(-1) ?? '');
			walk.confirm(1);
			walk.sign(1, grace, {approval: approval => ({...approval, journal: {seq: length, head}, results: sha('other')})});
			walk.decide();
		},
	},
	56: {
		walk: walkGateTwo(walk => {
			walk.confirm(2);
			walk.sign(2, linus);
			walk.decide();
			walk.sign(1, grace);
		}, () => undefined),
	},
	66: trusted(honestSigners.replace('valid: {from: 2026-01-01, to: 2027-12-31}', 'revoked: {at: 2026-05-01, reason: rotated}')),
	70: {
		walk(walk) {
			walk.confirm(1);
			walk.sign(1, grace);
			const signed = walk.events.at(-1);
			if (signed?.type === 'gate-signed') {
				walk.add({type: 'gate-signed', data: signed.data});
			}

			walk.decide();
		},
	},
	72: {
		walk(walk) {
			walk.confirm(1);
			walk.sign(2, grace, {event: data => ({...data, gate: inGate(walk, 1)})});
			walk.decide();
		},
	},
	73: {
		walk(walk) {
			walk.check(0, 1);
			walk.confirm(0);
			walk.sign(0, ada);
			walk.confirm(1);
			walk.sign(1, grace);
			walk.decide();
		},
	},
	74: {
		walk(walk) {
			walk.check(0, 1);
			walk.confirm(0);
			walk.sign(0, ada);
			walk.confirm(1);
			walk.sign(1, grace);
			walk.sign(2, linus);
			walk.decide();
		},
	},
	75: {
		checklist: byTwo, signers: honestSigners.replace(/(?<keys>grace@example.com: .*)\]\}/v, (_, keys: string) => `${keys}, {ssh: ${graceAgain.key}}]}`), walk: walkGateTwo(walk => {
			walk.sign(1, grace, {event: data => ({...data, missing: 1})});
			walk.sign(1, graceAgain);
		}),
	},
	A10: trusted(honestSigners.replaceAll('linus@example.com', '*@example.com')),
	A10b: trusted(honestSigners.replaceAll('linus@example.com', '"linus@example.com,mallory@example.com"')),
	A10c: trusted(`${honestSigners}mallory@example.com ${mallory.key}\n`),
	A10d: trusted(honestSigners.replace('name: Linus,', 'name: Linus, cert-authority: true,')),
	A22: weak({rsa: {bits: 1024, algorithm: 'rsa-sha2-512'}}),
	A22b: weak({rsa: {bits: 2048, algorithm: 'ssh-rsa'}}),
	A22c: weak({hash: 'sha1'}),
};
