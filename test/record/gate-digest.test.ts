import {expect, test} from 'vitest';
import {parseChecklist} from '../../source/checklist/parse.js';
import {planWalk} from '../../source/run/plan.js';
import {encodeText} from '../../source/record/bytes.js';
import {gateDefinitionDigest, gateResultsDigest} from '../../source/record/gate-digest.js';
import {checklistText} from './forge-texts.js';
import {ada, grace, type Walk} from './forge-walk.js';
import {forge} from './forge.js';

function gateOf(text: string, index = 0) {
	const {gates} = planWalk(parseChecklist(encodeText(text)));
	const gate = gates[index];
	if (!gate) {
		throw new Error(`There is no gate ${index}`);
	}

	return gate.section;
}

test.for<[string, (text: string) => string, boolean]>([
	['nothing', text => text, true],
	['prose', text => text.replace('## Gate one\n', '## Gate one\n\nSome words.\n'), true],
	['another gate', text => text.replace('The third thing', 'Something else'), true],
	['its place', text => text.replace('# Forge\n', '# Forge\n\nSome words.\n'), true],
	['a step\'s text', text => text.replace('The second thing', 'The other thing'), false],
	['a step more', text => text.replace('- [ ] The second thing', '- [ ] One more\n- [ ] The second thing'), false],
	['a command', text => text.replace('  true\n', '  false\n'), false],
	['what a command is', text => text.replace('bash check', 'bash'), false],
	['an optional step', text => text.replace('The second thing', 'The second thing (optional)'), false],
	['who signs', text => text.replace('**Signed by**: release manager', '**Signed by**: director'), false],
	['how many sign', text => text.replace('**Signed by**: release manager', '**Signed by**: release manager (2)'), false],
	['who may waive', text => text.replace('The second thing', 'The second thing. **Waivable by**: director'), false],
	['who may answer', text => text.replace('The second thing', 'The second thing. **By**: director'), false],
	['how long a pass counts', text => text.replace('## Gate one\n', '## Gate one\n\n**Fresh**: 1h\n'), false],
	['when it applies', text => text.replace('## Gate one\n', '## Gate one\n\n**Only if**: `branch == "main"`\n'), false],
	['what makes it stale', text => text.replace('## Gate one\n', '## Gate one\n\n**About**: `source/**`\n'), false],
	['that it blocks', text => text.replace('## Gate one\n', '## Gate one\n\n**Blocking**: no\n'), false],
])('a gate\'s definition with %s changed', ([, change, isSame]) => {
	const changed = gateOf(change(checklistText));
	expect(gateDefinitionDigest(changed) === gateDefinitionDigest(gateOf(checklistText))).toBe(isSame);
});

function walked(walk: (walk: Walk) => void): Walk {
	return forge({walk}).walk;
}

test('a gate\'s results are the last ones of its own steps, as of an event', () => {
	const {events, gates} = walked(walk => {
		walk.check(0, 1, false);
		walk.check(0, 2);
		walk.confirm(1);
		walk.sign(1, grace);
		walk.confirm(0);
		walk.sign(0, ada);
	});
	const [one, two] = gates;
	if (!one || !two) {
		throw new Error('The checklist has no two gates');
	}

	const at = (gate: typeof one): string[] => events.map(({seq}) => gateResultsDigest(gate, events, seq));
	// One result each at its finished check and at its confirmation; starts, signatures and other gates change nothing.
	expect(at(one).map((digest, index, all) => index > 0 && digest !== all[index - 1])).toEqual([false, false, true, false, true, false, false, true, false]);
	expect(at(two).map((digest, index, all) => index > 0 && digest !== all[index - 1])).toEqual([false, false, false, false, false, true, false, false, false]);
});

test('evidence counts beside the results', () => {
	const {events, gates} = walked(walk => {
		walk.confirm(0);
		for (const digest of ['1', '2', '1']) {
			walk.add({type: 'evidence-recorded', data: {step: walk.gates[0]?.steps[0]?.id ?? '', name: 'soak', files: [{path: 'soak.json', size: 1, sha256: digest.repeat(64)}]}});
		}
	});
	const [one] = gates;
	if (!one) {
		throw new Error('The checklist has no gate');
	}

	const digests = events.slice(1).map(({seq}) => gateResultsDigest(one, events, seq));
	expect(new Set(digests).size).toBe(4);
});
