import {expect, test} from 'vitest';
import {walkByLines} from '../../source/plain/walk-by-lines.js';
import {createMemoryWalk} from './memory-walk.js';
import {script} from './script.js';

const release = `# Release of parser

What this is about.

## 1 · Checks

These come first.

- [ ] Version file is there

  \`\`\`bash check
  test -f version
  \`\`\`

- [ ] Unit tests pass

  \`\`\`bash check
  npm test
  \`\`\`

## 2 · Judgement

**Requires**: 1 · Checks

- [ ] Before the smoke test:
  - [ ] Log was read
  - [ ] Screens were looked at
  - [ ] Numbers were compared
- [ ] Announcement is drafted (optional)
- [ ] Cache is warm

  \`\`\`bash
  scripts/warm.sh <host>
  \`\`\`

**Signed by**: release manager

## 3 · Publish

- [ ] Package is published

  \`\`\`bash irreversible
  npm publish
  \`\`\`
`;

const failsOnce = {'Unit tests pass': [{ok: false, exit: 1, why: 'exit 1', tail: 'not ok 3\n'}, {}]};

/** Consent, a check that fails and is run again, a group together but for one, an optional one set aside, and so on to GO. */
const toGo = [
	'y',
	'R', 'r',
	'a', '2', 'yes', 'y',
	'x', '',
	'e', 'web1', 'ok', 'y',
	'y', 'looks good',
	'r', 'v1.0.0', 'y',
	'go', 'v1.0.0',
	'p', 'v1.0.0',
];

test('a run is walked by typed lines to GO, record, tag and push', async () => {
	const walk = createMemoryWalk(release, {results: failsOnce, consent: true, push: {remote: 'origin', refs: ['branch main', 'tag v1.0.0']}});
	const person = script(...toGo);
	expect(await walkByLines({walk, terminal: person.terminal}), person.told()).toBe('finished');
	expect(person.left()).toEqual([]);
	const {state} = walk.getView();
	expect(state.tagged?.tag).toBe('v1.0.0');
	expect(state.steps.get(walk.find('Unit tests pass'))?.answers.map(({status}) => status)).toEqual(['failed', 'passed']);
	expect(state.steps.get(walk.find('Screens were looked at'))?.answers).toMatchObject([{status: 'passed', together: false}]);
	expect(state.steps.get(walk.find('Log was read'))?.answers).toMatchObject([{status: 'passed', together: true}]);
	expect(state.steps.get(walk.find('Cache is warm'))?.executions[0]?.commands[0]?.text).toBe('scripts/warm.sh web1');
	expect(walk.acts.at(-1)).toEqual({type: 'push', typedTag: 'v1.0.0'});
	expect(person.told()).toMatchInlineSnapshot(`
		"Release of parser, run v1.0.0#1, commit a1b2c3d on main, 0 of 9 steps settled
		This checklist has 4 commands. They run only after you have seen them, each when its step comes:

		"Version file is there" (check, bash, line 11):
		    test -f version

		"Unit tests pass" (check, bash, line 17):
		    npm test

		"Cache is warm" (action, bash, line 32):
		    scripts/warm.sh <host>

		"Package is published" (action, bash, line 42, cannot be undone):
		    npm publish
		  y  I have seen them; they may run when their step comes
		  q  pause; every answer is kept
		Answer (? for all of them): y
		  What this is about.

		Gate [open] "1 · Checks", 0 of 2
		  These come first.

		Step 1 of 9 [open] Version file is there (check)
		  Command (check, decides by itself and changes nothing; bash, line 11):
		    test -f version
		  r  Run
		  w  Waive...
		  l  Later
		  c  Comment...
		  R  Run the checks of "1 · Checks" one after the other
		Answer (? for all of them): R
		[running] "Version file is there", check
		  $ test -f version
		  | fine
		[passed] "Version file is there": exit 0, 0.3 s
		[running] "Unit tests pass", check
		  $ npm test
		  | not ok 3
		[failed] "Unit tests pass": exit 1, 0.3 s; exit 1

		Step 2 of 9 [failed] Unit tests pass (check)
		  Command (check, decides by itself and changes nothing; bash, line 17):
		    npm test
		  Said before: [failed]: exit 1, Ada, 2026-11-20 14:00 UTC
		  r  Run again
		  w  Waive...
		  l  Later
		  u  Reopen...
		  c  Comment...
		Answer (? for all of them): r
		[running] "Unit tests pass", check
		  $ npm test
		  | fine
		[passed] "Unit tests pass": exit 0, 0.3 s
		[passed] Gate "1 · Checks", 2 steps

		Gate [open] "2 · Judgement", 0 of 6
		  Requires: 1 · Checks

		Step 3 of 9 [open] Log was read
		  Below: Before the smoke test:
		  y  Yes
		  n  No, failed...
		  x  Not applicable...
		  l  Later
		  c  Comment...
		Answer (? for all of them): a
		Together in "Before the smoke test:":
		  1 [open] "Log was read" in "2 · Judgement"
		  2 [open] "Screens were looked at" in "2 · Judgement"
		  3 [open] "Numbers were compared" in "2 · Judgement"
		yes confirms 3 steps together; numbers leave some out or take them back in, as 2 5-7; Enter does nothing: 2
		Together in "Before the smoke test:":
		  1 [open] "Log was read" in "2 · Judgement"
		  2 [left out] [open] "Screens were looked at" in "2 · Judgement"
		  3 [open] "Numbers were compared" in "2 · Judgement"
		yes confirms 2 steps together; numbers leave some out or take them back in, as 2 5-7; Enter does nothing: yes
		[passed] "Log was read", Ada, together with others
		[passed] "Numbers were compared", Ada, together with others

		Step 4 of 9 [open] Screens were looked at
		  Below: Before the smoke test:
		  y  Yes
		  n  No, failed...
		  x  Not applicable...
		  l  Later
		  c  Comment...
		Answer (? for all of them): y
		[passed] "Screens were looked at", Ada

		Step 6 of 9 [open] Announcement is drafted (optional)
		  y  Yes
		  n  No, failed...
		  x  Not applicable
		  l  Later
		  c  Comment...
		Answer (? for all of them): x
		Why does it not apply? (may stay empty) 
		[set aside] "Announcement is drafted (optional)", Ada: optional

		Step 7 of 9 [open] Cache is warm (action)
		  Command (action, runs only when you say so; bash, line 32):
		    scripts/warm.sh <host>
		  To be filled in before it runs: <host>
		  e  Fill in <host> and run...
		  h  Done by hand...
		  x  Not applicable...
		  l  Later
		  c  Comment...
		Answer (? for all of them): e
		What stands for <host>? web1
		The command as it will run:
		    scripts/warm.sh web1
		ok takes it so; or write it anew, and end it with a line that holds only a full stop.
		| ok
		[running] "Cache is warm", action
		  Edited first:
		  $ scripts/warm.sh web1
		  | fine
		[open] "Cache is warm": exit 0, 0.3 s; a person says whether that is what was expected

		Step 7 of 9 [open] Cache is warm (action)
		  Is that what was expected?
		  y  Yes, that is what was expected
		  n  No, failed...
		  l  Later
		  u  Start over
		  c  Comment...
		Answer (? for all of them): y
		[passed] "Cache is warm", Ada
		  Signed by: release manager

		Step 8 of 9 [open] Signed by: release manager (signature)
		  It says that "2 · Judgement" of v1.0.0#1 on commit a1b2c3d was seen with 4 [passed], 1 [set aside].
		    [set aside] "Announcement is drafted (optional)" in "2 · Judgement"
		  y  Sign as release manager
		  k  Sign with another person's key file...
		  n  Reject, and sign that...
		  l  Later
		  c  Comment...
		Answer (? for all of them): y
		A comment that stands beside the signature (may stay empty) looks good
		[passed] "Signed by: release manager", Ada, as release manager: ada@example.com; looks good
		[passed] Gate "2 · Judgement", 6 steps

		Gate [open] "3 · Publish", 0 of 1

		Step 9 of 9 [open] Package is published (action)
		  Command (action, runs only when you say so; bash, line 42):
		    npm publish
		  It cannot be undone: v1.0.0 has to be typed before it runs.
		  r  Run
		  e  Edit first...
		  h  Done by hand...
		  x  Not applicable...
		  l  Later
		  c  Comment...
		Answer (? for all of them): r
		This cannot be undone. Type v1.0.0 to confirm it: v1.0.0
		[running] "Package is published", action
		  $ npm publish
		  | fine
		[open] "Package is published": exit 0, 0.3 s; a person says whether that is what was expected

		Step 9 of 9 [open] Package is published (action)
		  Is that what was expected?
		  y  Yes, that is what was expected
		  n  No, failed...
		  l  Later
		  u  Start over
		  c  Comment...
		Answer (? for all of them): y
		[passed] "Package is published", Ada
		[passed] Gate "3 · Publish", 1 step

		The decision about v1.0.0 at a1b2c3d:
		Set aside by a person:
		  [set aside] "Announcement is drafted (optional)" in "2 · Judgement"
		Every step is settled: the decision is left (d).
		Outputs that enter the record:
		  1 "Version file is there", 5 bytes
		  2 "Unit tests pass", 5 bytes
		  3 "Unit tests pass", 5 bytes
		  4 "Cache is warm", 5 bytes
		  5 "Package is published", 5 bytes
		GO can be decided.
		  go  GO: seal and commit the record, tag v1.0.0 at a1b2c3d and sign it
		  no-go  NO-GO: seal and commit the record of why, without a tag...
		  o  and its number: leave an output out of the record, or take it back in
		Answer (? for all of them): go
		This cannot be undone. Type v1.0.0 to confirm it: v1.0.0
		GO decided by Ada, 2026-11-20 14:00 UTC
		Sealed as release manager by ada@example.com.
		The record is committed: releases/v1.0.0, commit a1b2c3d.
		Tagged: v1.0.0 at a1b2c3d, signed.
		The run is closed: GO.
		GO: v1.0.0 is tagged at a1b2c3d.
		The record is in releases/v1.0.0.
		Nothing has been pushed. To origin would go: branch main, tag v1.0.0.
		  p  Push that to origin...
		  q  leave it at that
		Answer (? for all of them): p
		This cannot be undone. Type v1.0.0 to confirm it: v1.0.0
		Pushed.
		GO: v1.0.0 is tagged at a1b2c3d.
		The record is in releases/v1.0.0."
	`);
});

test.each(toGo.map((_answer, index) => index))('input that ends after %i answers pauses the run and answers nothing', async length => {
	const walk = createMemoryWalk(release, {results: failsOnce, consent: true, push: {remote: 'origin', refs: ['tag v1.0.0']}});
	const person = script(...toGo.slice(0, length));
	const end = await walkByLines({walk, terminal: person.terminal});
	const isDone = length >= toGo.indexOf('p');
	expect(end).toBe(isDone ? 'finished' : 'paused');
	expect(walk.getView().state.paused).toBe(!isDone);
	expect(person.count('(end)')).toBe(1);
	const ended = walk.acts.filter(({type}) => type !== 'pause');

	const longer = createMemoryWalk(release, {results: failsOnce, consent: true, push: {remote: 'origin', refs: ['tag v1.0.0']}});
	await walkByLines({walk: longer, terminal: script(...toGo).terminal});
	expect(longer.acts.slice(0, ended.length)).toEqual(ended);
});
