/** What the record says of attempts, evidence, waits, roles, rules and witnesses, compared byte for byte. */
import {readFile} from 'node:fs/promises';
import {expect, test} from 'vitest';
import {allSteps} from '../../source/checklist/outline.js';
import {parseChecklist} from '../../source/checklist/parse.js';
import {renderRecord} from '../../source/record/render.js';
import type {Attempt, EventData} from '../../source/run/events.js';
import {
	ada,
	finished,
	grace,
	ran,
	sampleSource,
	started,
} from './render-sample.js';

const checklist = parseChecklist(await readFile(new URL('golden/terms-checklist.md', import.meta.url)));

/** By words of the title. */
function id(words: string): string {
	const found = allSteps(checklist).find(({title}) => title.includes(words));
	if (!found) {
		throw new Error(`No step has “${words}” in its title: ${allSteps(checklist).map(({title}) => title).join(' | ')}`);
	}

	return found.id;
}

const ruleOf = (words: string) => allSteps(checklist).find(step => step.id === id(words))?.onlyIf?.id ?? '';
const attempt = (minute: number, ok: boolean): Attempt => ({
	at: `2026-11-20T14:0${minute}:00.000Z`, ms: 300, exit: ok ? 0 : 1, ok, why: ok ? '' : 'Line 18: ended with 1.',
});
const attempts = [attempt(7, true), attempt(8, false), attempt(9, true)];
const soak = {path: 'artifacts/soak-1.json', size: 24, sha256: '1'.repeat(64)};
const restarts = {expectations: [{expression: 'soak.json.restarts == 0.0', ok: true, why: ''}], evidence: [{name: 'soak', files: [soak]}]};
const confirmed = (words: string, rest: Partial<EventData['step-confirmed']> = {}) => ({
	type: 'step-confirmed' as const, data: {
		steps: [id(words)], together: false, answer: '', note: '', byHand: false, ...rest,
	},
});
const value = (name: string, text: string, secret: boolean) => ({
	type: 'value-entered' as const, data: {
		step: '', name, value: text, secret,
	},
});

test('a walk under terms', async () => {
	const {host: _host, ...witness} = grace;
	const [deployed, soaked, startUp, noService] = [id('deployed'), id('soaked'), id('Start-up'), id('No service')];
	const record = renderRecord(sampleSource(checklist, [
		{type: 'run-started', data: {...started, witness}},
		value('kind', 'minor', false),
		value('otp', '', true),
		{
			type: 'condition-answered', data: {
				condition: ruleOf('Migrate'), holds: false, steps: [id('Migrate')], reason: 'does not apply: Only if inputs.kind == "major"',
			},
		},
		{
			type: 'condition-answered', data: {
				condition: ruleOf('Announce'), holds: false, steps: [], reason: 'cannot be told', why: 'division by zero',
			},
		},
		confirmed('deployed'),
		{type: 'wait-started', data: {step: soaked, until: '2026-11-22T14:05:00.000Z', after: deployed}},
		{type: 'check-started', data: ran(startUp, 1, './start.sh')},
		{
			type: 'check-finished', data: finished(startUp, 1, {
				ok: false, why: 'Attempt 2 did not pass.', exit: 1, ms: 1200, attempts,
			}),
		},
		{
			type: 'step-waived', data: {step: startUp, reason: 'one flake in four', role: 'director'}, person: grace,
		},
		{
			type: 'evidence-recorded', data: {
				step: id('Evidence: soak'), name: 'soak', files: [], ok: false, why: 'No file is called `artifacts/soak-*.json`.',
			},
		},
		{
			type: 'evidence-recorded', data: {
				step: id('Evidence: soak'), name: 'soak', files: [soak], ok: true,
			},
		},
		{type: 'check-started', data: {step: noService, output: 2, commands: []}},
		{type: 'check-finished', data: finished(noService, 2, restarts)},
		{type: 'evidence-changed', data: {step: id('Evidence: soak'), path: soak.path}},
		confirmed('budget'),
		confirmed('contract', {witness}),
		confirmed('approval', {byHand: true, note: 'a mail of 20 November in the shared inbox'}),
		{type: 'wait-ended', data: {step: soaked}},
		{
			type: 'decision-made', data: {decision: 'NO-GO', reasons: ['nobody could tell whether to announce the freeze'], leftOut: []}, person: ada,
		},
	]));
	await expect(record).toMatchFileSnapshot('golden/terms.md');
});
