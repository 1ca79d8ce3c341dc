/** A signature that somebody else gives: what is said to whom, and what is offered. */
import {expect, test} from 'vitest';
import {createMemoryWalk, type MemoryWalk} from './memory-walk.js';
import {openWalk} from './stage.js';

const document = '# Release\n\n## The package\n\n- [ ] It is packed\n\n**Signed by**: release manager, director\n';
const director = 'Signed by: director';

function signed(walk: MemoryWalk, decision: 'approve' | 'reject', comment = '', statement: string | null = null) {
	const step = walk.find(director);
	return {
		type: 'gate-signed' as const, data: {
			gate: walk.getView().plan.byId.get(step)?.section.id ?? '', step, role: 'director', decision, comment, statement, missing: 0, signer: 'grace@example.com', key: 'key',
		},
	};
}

test('who does not hold the role sees the line that somebody else pastes, and is not asked to sign', async () => {
	const walk = createMemoryWalk(document, {roles: ['release manager']});
	const stage = await openWalk(walk);
	await stage.press('y', 'Signed as release manager?');
	expect(stage.screen()).not.toContain('they paste');
	await stage.press(']', 'Signed as director?');
	expect(stage.screen()).toMatch(/Waits for the director\. At their own terminal they paste:\s+holdpoint sign v1\.0\.0#1 --as director/v);
	const screen = await stage.press('y', 'You do not hold this role');
	expect(screen).not.toContain('with my key');
	expect(screen).toContain('❯ Approve with another person\'s key file…');
});

test('whoever holds both roles is asked for both', async () => {
	const stage = await openWalk(createMemoryWalk(document, {roles: ['release manager', 'director']}));
	await stage.press('y', 'Signed as release manager?');
	await stage.press(']', 'Signed as director?');
	expect(stage.screen()).not.toContain('they paste');
	await stage.press('y', '❯ Approve: sign as director with my key');
});

test('a rejected signature is called rejected, and says what holds', async () => {
	const walk = createMemoryWalk(document, {roles: ['release manager']});
	const stage = await openWalk(walk);
	await stage.press('y', 'Signed as release manager?');
	walk.happen(signed(walk, 'reject', 'wrong name'));
	await stage.press(']', 'It was rejected, and the gate is held until that is withdrawn.');
	expect(stage.screen()).toMatch(/✘ Rejected as director by grace@example\.com/v);
	expect(stage.screen()).toContain('❯ Withdraw the signature…');
});

test('what somebody else has rejected with their key is theirs to withdraw, and the screen says so', async () => {
	const walk = createMemoryWalk(document, {roles: ['release manager']});
	const stage = await openWalk(walk);
	await stage.press('y', 'Signed as release manager?');
	walk.happen(signed(walk, 'reject', 'wrong name', 'f'.repeat(64)));
	await stage.press(']', 'It was rejected, and the gate is held until that is withdrawn.');
	expect(stage.screen()).toMatch(/grace@example\.com has rejected it as director, and you are release manager\./v);
	expect(stage.screen()).not.toContain('Withdraw the signature');
});
