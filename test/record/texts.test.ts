/** The checklist was edited during the run and its new text taken: what came before is still judged, by the text that was in force then. */
import {Buffer} from 'node:buffer';
import {expect, test} from 'vitest';
import type {EventData} from '../../source/run/events.js';
import {earlierChecklistPath} from '../../source/record/bundle.js';
import type {FaultCode} from '../../source/record/record-fault.js';
import {verifyRecord} from '../../source/record/verify.js';
import {edit, evidence} from './changes.js';
import type {Attack} from './forge-attack.js';
import {forge} from './forge.js';
import {checklistText} from './forge-texts.js';
import {
	ada,
	grace,
	linus,
	sha,
	type Walk,
} from './forge-walk.js';

type Changed = EventData['checklist-changed'];

const more = checklistText.replace('- [ ] The fourth thing\n', '- [ ] The fourth thing\n- [ ] The fifth thing\n');
const evenMore = more.replace('- [ ] The fifth thing\n', '- [ ] The fifth thing, and with care\n');
const renamed = checklistText.replace('## Gate two', '## Gate two, as it is called now');
/** What the first gate runs is another command. */
const stricter = checklistText.replace('  true\n', '  test -e proof\n');

const walkFirst = (walk: Walk): void => {
	walk.check(0, 1);
	walk.confirm(0);
	walk.sign(0, ada);
};

/** Whatever was signed is signed again after a new text; what is open is walked. */
const walkRest = (walk: Walk): void => {
	walk.sign(0, ada, {approval: approval => ({...approval, nonce: 'e'.repeat(32)})});
	walk.confirm(1);
	walk.sign(1, grace);
	walk.confirm(2);
	walk.sign(2, linus);
	walk.decide();
};

const firstPath = earlierChecklistPath(sha(checklistText));

const verify = async (attack: Attack) => verifyRecord(forge(attack).request);

test.each([
	['one new text, with a signature before it', {
		walk(walk) {
			walkFirst(walk);
			walk.take(more);
			walkRest(walk);
		},
	}],
	['two new texts', {
		walk(walk) {
			walk.take(more);
			walkFirst(walk);
			walk.take(evenMore);
			walkRest(walk);
		},
	}],
	['a new text, and the first one again', {
		walk(walk) {
			walkFirst(walk);
			walk.take(more);
			walk.take(checklistText);
			walkRest(walk);
		},
	}],
	['a changed command, run again', {
		walk(walk) {
			walkFirst(walk);
			walk.take(stricter);
			walk.check(0, 2, true, {command: 'test -e proof'});
			walkRest(walk);
		},
	}],
	['a renamed gate, whose results were kept', {
		walk(walk) {
			walkFirst(walk);
			walk.confirm(1);
			walk.sign(1, grace);
			walk.take(renamed, {keep: true});
			walk.sign(0, ada, {approval: approval => ({...approval, nonce: 'e'.repeat(32)})});
			walk.sign(1, grace, {approval: approval => ({...approval, nonce: 'e'.repeat(32)})});
			walk.confirm(2);
			walk.sign(2, linus);
			walk.decide();
		},
	}],
] satisfies ReadonlyArray<readonly [string, Attack]>)('%s: VERIFIED', async (_name, attack) => {
	const verdict = await verify(attack);
	expect(verdict, verdict.detail).toMatchObject({result: 'verified', code: null});
	expect(verdict.points.find(({name}) => name === 'checklist')?.detail).toMatch(/earlier texts?$/v);
});

/** The walk with nothing in it but what an insider wants to be believed. */
const lying = (before: (walk: Walk) => void, text: string, event: (data: Changed) => Changed): Attack => ({
	walk(walk) {
		before(walk);
		walk.take(text, {event});
		walkRest(walk);
	},
});

const same = (data: Changed): Changed => ({
	...data, added: [], removed: [], changed: [], moved: [],
});

/** A signature over a gate in which nothing was done: the rules do not make that. */
const walkUnruly = (walk: Walk): void => {
	walk.sign(0, ada);
	walkFirst(walk);
};

test.each([
	['C1', 'a text taken that the run went by already, over a signature that the rules refuse', lying(walkUnruly, checklistText, same), 'checklist.consequences'],
	['C2', 'a changed command that is said to be the same', lying(walkFirst, stricter, same), 'checklist.consequences'],
	['C3', 'a new step that nobody is told of', lying(walkFirst, more, same), 'checklist.consequences'],
	['C4', 'a result carried to a changed step', lying(walkFirst, stricter, data => {
		const [id = ''] = data.changed;
		return {...data, kept: [{from: id, to: id}]};
	}), 'checklist.consequences'],
	['C5', 'a result carried to another step', lying(walkFirst, more, data => ({...data, kept: [{from: 'gate-one:the-second-thing', to: data.added[0] ?? ''}]})), 'checklist.consequences'],
	['C6', 'a text that is not in the record', {
		...lying(walkFirst, more, data => data), files(files) {
			files.delete(firstPath);
		},
	}, 'checklist.missing'],
	['C7', 'a text between two others that is not in the record', {
		walk(walk) {
			walk.take(more);
			walkFirst(walk);
			walk.take(evenMore);
			walkRest(walk);
		},
		files(files) {
			files.delete(earlierChecklistPath(sha(more)));
		},
	}, 'checklist.missing'],
	['C8', 'a text weakened under its name', {...lying(walkFirst, more, data => data), files: edit(firstPath, text => text.replace('**Signed by**: director', ''))}, 'checklist.digest'],
	['C9', 'a text that the run never went by', {
		files(files) {
			files.set(earlierChecklistPath(sha(more)), Buffer.from(more));
		},
	}, 'checklist.unreferenced'],
	['C10', 'a last text that is not the one that was taken', lying(walkFirst, more, data => ({...data, digest: sha(evidence)})), 'checklist.changed'],
	['C11', 'who decides changed with the text', lying(walkFirst, checklistText.replace('[release manager]', '[release manager, director]'), data => data), 'checklist.changed'],
	['C12', 'one person for two roles, by a new text', lying(walkFirst, checklistText.replace('decision:', 'same person: allowed\ndecision:'), data => data), 'journal.rules'],
	['C13', 'what the rules refuse, before a new text was taken', lying(walkUnruly, more, data => data), 'journal.rules'],
	['C14', 'a signature of before the new text that nobody gave again', {
		walk(walk) {
			walkFirst(walk);
			walk.take(more);
			walk.confirm(1);
			walk.sign(1, grace);
			walk.confirm(2);
			walk.sign(2, linus);
			walk.decide();
		},
	}, 'statement.stale-evidence'],
	['C15', 'a signature for the text before, put behind the new one', {
		walk(walk) {
			walk.check(0, 1);
			walk.confirm(0);
			const {seq, head} = walk.end();
			walk.take(more);
			walk.sign(0, ada, {approval: approval => ({...approval, checklist: sha(checklistText), journal: {seq, head}})});
			walk.confirm(1);
			walk.sign(1, grace);
			walk.confirm(2);
			walk.sign(2, linus);
			walk.decide();
		},
	}, 'statement.stale-evidence'],
	['C16', 'a statement of before the new text over another gate than the text had then', {
		walk(walk) {
			walk.check(0, 1);
			walk.confirm(0);
			walk.sign(0, ada, {approval: approval => ({...approval, gate: {...approval.gate, digest: sha('other')}})});
			walk.take(more);
			walkRest(walk);
		},
	}, 'statement.gate-digest'],
] satisfies ReadonlyArray<readonly [string, string, Attack, FaultCode]>)('%s: %s', async (_number, _name, attack, code) => {
	const verdict = await verify(attack);
	expect(verdict, verdict.detail).toMatchObject({result: 'rejected', code});
});
