/** HEAD moved during the run: what a gate is about is looked up in the two commits, whatever the journal says of them. */
import {Buffer} from 'node:buffer';
import {expect, test} from 'vitest';
import type {EventData} from '../../source/run/events.js';
import type {FaultCode} from '../../source/record/record-fault.js';
import {verifyRecord} from '../../source/record/verify.js';
import {evidence} from './changes.js';
import type {Attack} from './forge-attack.js';
import {forge} from './forge.js';
import {checklistText} from './forge-texts.js';
import {
	ada,
	grace,
	linus,
	type StatementChange,
	type Walk,
} from './forge-walk.js';
import type {File} from './store.js';

const about = checklistText.replace('## Gate one\n', '## Gate one\n\n**About**: source/**\n');

const change = (...paths: string[]) => (files: Map<string, File>): void => {
	for (const path of paths) {
		files.set(path, {mode: '100644', bytes: Buffer.from('before\n')});
	}
};

/** Gate one before the move, and not again; the rest behind it. */
const moving = (told: Partial<EventData['head-moved']>, before: Attack['before'], checklist = about): Attack => ({
	checklist,
	before,
	walk(walk, ground) {
		walk.check(0, 1);
		walk.confirm(0);
		walk.sign(0, ada, {approval: approval => ({...approval, commit: ground.before})});
		walk.add({
			type: 'head-moved', data: {
				from: ground.before, to: ground.tested, tree: ground.tree, branch: 'main', commits: ['abc A fix'], paths: [], own: false, ...told,
			},
		});
		walkRest(walk, ground.tested);
	},
});

const walkRest = (walk: Walk, commit: string): void => {
	walk.confirm(1);
	walk.sign(1, grace, {approval: approval => ({...approval, commit})});
	walk.confirm(2);
	walk.sign(2, linus, {approval: approval => ({...approval, commit})});
	walk.decide();
};

test.each([
	['a file elsewhere', ['README.md'], change('README.md')],
	['files in folders that came and went, and one with a name of its own', ['docs/a/b.md', 'docs/ü.md', 'tool.sh'], (files: Map<string, File>) => {
		change('docs/a/b.md', 'docs/ü.md')(files);
		files.set('tool.sh', {mode: '100644', bytes: Buffer.from('true\n')});
	}],
	['a folder that was a file', ['notes', 'notes/new.md'], (files: Map<string, File>) => {
		change('notes')(files);
	}],
] satisfies ReadonlyArray<readonly [string, string[], Attack['before']]>)('a gate about other paths keeps its signature: %s', async (_name, paths, before) => {
	const base: Attack['base'] = files => {
		if (paths.includes('notes/new.md')) {
			files.set('notes/new.md', {mode: '100644', bytes: evidence});
		}
	};

	const verdict = await verifyRecord(forge({
		...moving({paths}, files => {
			files.delete('notes/new.md');
			before(files);
		}), base,
	}).request);
	expect(verdict, verdict.detail).toMatchObject({result: 'verified', code: null});
});

test.each([
	['M1', 'a change of what the gate is about that is said to be another', moving({paths: ['README.md']}, change('source/main.c')), 'journal.move'],
	['M2', 'a change of what the gate is about that is left out', moving({paths: ['README.md']}, change('source/main.c', 'README.md')), 'journal.move'],
	['M3', 'a change of what the gate is about that is said to be none', moving({paths: []}, change('source/main.c')), 'journal.move'],
	['M4', 'a signature that a move made stale', moving({paths: ['source/main.c']}, change('source/main.c')), 'statement.stale-evidence'],
	['M5', 'a move of which nobody says what it changed', moving({paths: [], commits: []}, change('README.md')), 'statement.stale-evidence'],
	['M6', 'a move away from a commit that does not lead here', moving({paths: ['README.md'], elsewhere: true}, change('README.md')), 'statement.stale-evidence'],
] satisfies ReadonlyArray<readonly [string, string, Attack, FaultCode]>)('%s: %s', async (_number, _name, attack, code) => {
	const verdict = await verifyRecord(forge(attack).request);
	expect(verdict, verdict.detail).toMatchObject({result: 'rejected', code});
});

test('where the commit before is not there any more, nobody can tell: INCOMPLETE', async () => {
	const {request, store, walk} = forge(moving({paths: ['README.md']}, change('README.md')));
	const [started] = walk.events;
	const before = started?.type === 'run-started' ? started.data.commit : '';
	const verdict = await verifyRecord({...request, objects: {read: async id => id === before ? 'missing' : store.read(id)}});
	expect(verdict).toMatchObject({result: 'incomplete', code: 'object.missing'});
});

test('a move after GO counts once GO is taken back: what was found out there is no result on the commit before', async () => {
	const verdict = await verifyRecord(forge({
		walk(walk, {tested, tree}) {
			const walkAll = (output: number, nonce: string): void => {
				const again: StatementChange = {approval: approval => ({...approval, nonce: nonce.repeat(32)})};
				walk.check(0, output);
				walk.confirm(0);
				walk.sign(0, ada, again);
				walk.confirm(1);
				walk.sign(1, grace, again);
				walk.confirm(2);
				walk.sign(2, linus, again);
				walk.decide();
			};

			walkAll(1, 'a');
			walk.add({
				type: 'head-moved', data: {
					from: tested, to: 'd'.repeat(tested.length), tree, branch: 'main', commits: ['ddd Another'], paths: [], own: false,
				},
			});
			walk.add({type: 'decision-withdrawn', data: {reason: 'something is missing'}});
			walkAll(2, 'e');
		},
	}).request);
	expect(verdict, verdict.detail).toMatchObject({result: 'rejected', code: 'journal.commit' satisfies FaultCode});
});
