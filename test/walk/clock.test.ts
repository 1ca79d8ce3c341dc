/** A clock that is set while a release is walked. How long the machine is up stands for how long it really takes. */
import os from 'node:os';
import {
	expect,
	onTestFinished,
	test,
	vi,
} from 'vitest';
import {describeOddTime} from '../../source/run/waits.js';
import {go, startWalk, type RealWalk} from './real-walk.js';

const minute = 60_000;
function useClock() {
	let now = Date.now();
	let seconds = 5000;
	vi.useFakeTimers({toFake: ['Date'], now});
	const up = vi.spyOn(os, 'uptime').mockImplementation(() => seconds);
	onTestFinished(() => {
		vi.useRealTimers();
		up.mockRestore();
	});
	return {
		/** The clock alone. */
		set(minutes: number) {
			now += minutes * minute;
			vi.setSystemTime(now);
		},
		pass(minutes: number) {
			seconds += minutes * 60;
			this.set(minutes);
		},
	};
}

function sayTime({view, id}: RealWalk, words: string): string {
	const {plan, state} = view();
	const planned = plan.byId.get(id(words));
	return planned ? describeOddTime(planned, state, Date.now()) ?? '' : 'no such step';
}

test('a clock that is set forward ends no wait; one that is set back takes its pass away, and lets nobody sign before what was answered', async () => {
	const clock = useClock();
	const walk = await startWalk('---\ninputs:\n  version: {ask: Version}\n---\n\n# Release\n\n- [ ] Built\n\n- [ ] Soak. **Wait**: 1h\n\n- [ ] Looked at\n\n**Signed by**: release manager\n');
	const {act, status, step, view, id} = walk;
	await walk.confirm('Built');
	clock.pass(30);
	clock.set(180);
	await walk.walk().act({type: 'dismiss message'});
	expect(status('Soak')).toBe('open');
	expect(view().message?.text).toMatch(/^The clock was set forward by 180 min, .*: “Soak\.” is waited for as much longer/v);
	expect(Date.parse(step('Soak').wait?.until ?? '') - Date.now()).toBeLessThanOrEqual(30 * minute);
	await walk.confirm('Looked at');
	clock.pass(29);
	await walk.reopen();
	expect(status('Soak')).toBe('open');

	clock.set(180);
	await walk.reopen();
	expect([status('Soak'), view().changes.join(' ')]).toEqual(['open', expect.stringContaining('set forward by 180 min')]);
	clock.set(-360);
	await walk.reopen();
	expect(view().changes.join(' ')).toMatch(/By the clock here it is .* The clock was ahead then, or is behind now/v);
	expect(sayTime(walk, 'Soak')).toContain('It counts from a time that is still to come');

	clock.set(360);
	clock.pass(2);
	await walk.reopen();
	expect([status('Soak'), sayTime(walk, 'Soak')]).toEqual(['passed', '']);
	await act({type: 'note', about: '', note: 'the clock is still ahead'});
	clock.set(-360);
	expect(sayTime(walk, 'Soak')).toContain('does not count at the decision');
	const sign = {
		type: 'sign', step: id('Signed by'), decision: 'approve', comment: '',
	} as const;
	expect(await act(sign)).toContain('A signature from before that counts nowhere');
	await walk.reopen();
	expect(await act(sign)).toBe('');
	expect(await act(go)).toContain('“Soak.” in “Release” was over by a clock that was ahead');
	clock.set(360);
	await walk.reopen();
	await act(go);
	expect(await walk.verify()).toBe(4);
});
