/** What follows the decision: seals, record, tag, push, the end. */
import {expect, test} from 'vitest';
import {
	close,
	go,
	makeTag,
	noGo,
	passed,
	push,
	record,
	seal,
	takeBack,
} from './decision-intents.js';
import {secondCommit, tag} from './trial-run.js';

test('after GO: seals of all deciding roles, record, tag, push, end, each once and in this order', () => {
	const run = passed({decision: ['release manager', 'director']});
	expect(run.refusal(seal('director'))).toBe('There is no decision to seal.');
	expect(run.refusal(record)).toBe('There is no decision to record.');
	expect(run.refusal(makeTag())).toBe('Only a recorded GO is tagged.');
	expect(run.refusal(push)).toBe('There is no record to push yet.');
	expect(run.refusal(close('GO'))).toBe('The record comes first.');
	run.take(go, seal('release manager'));
	expect(run.refusal(seal('release manager'))).toBe('It is sealed as release manager already.');
	expect(run.refusal(seal('tester'))).toBe('GO is sealed as release manager, director, not as tester.');
	expect(run.refusal(record)).toBe('The seal is missing: director.');
	run.take(seal('director'));
	expect(run.refusal(makeTag())).toBe('Only a recorded GO is tagged.');
	run.take(record);
	expect(run.refusal(record)).toBe('The record is committed already.');
	expect(run.refusal(seal('director'))).toBe('The record is committed with its seals; none is added.');
	expect(run.refusal(takeBack)).toBe('The record is committed: the decision stands. A new run can decide anew.');
	expect(run.refusal(close('GO'))).toBe('The tag comes first.');
	expect(run.refusal(close('NO-GO'))).toBe('GO is decided, not NO-GO.');
	expect(run.refusal(close('abandoned', 'x', tag))).toBe('The record is committed; there is nothing left to abandon.');
	expect(run.refusal(makeTag({tag: 'v2.0.0'}))).toBe('This run is for v1.0.0, not for v2.0.0.');
	expect(run.refusal(makeTag({commit: secondCommit}))).toBe('What was tested is tagged: aaaaaaa, not bbbbbbb.');
	run.take(makeTag());
	expect(run.refusal(makeTag())).toBe('The tag is made already.');
	run.take(close('GO'), push);
	expect(run.state()).toMatchObject({closed: {outcome: 'GO'}, tagged: {tag}, record: {folder: 'releases/v1.0.0'}});
});

test('NO-GO is sealed by the operator alone, and has no tag', () => {
	const run = passed({decision: ['release manager', 'director']});
	run.take(noGo('broken'));
	expect(run.refusal(seal('director'))).toBe('NO-GO is sealed as release manager, not as director.');
	run.take(seal('release manager'), record);
	expect(run.refusal(makeTag())).toBe('Only a recorded GO is tagged.');
	run.take(close('NO-GO'));
});

test('a self-signed run is sealed by the operator alone', () => {
	const run = passed({decision: ['release manager', 'director'], signers: null});
	run.take(go);
	expect(run.refusal(seal('director'))).toBe('GO is sealed as release manager, not as director.');
	run.take(seal('release manager'), record);
});

test('a release without a tag ends with its record', () => {
	const run = passed({tag: null, name: tag});
	run.take(go, seal('release manager'), record);
	expect(run.refusal(makeTag())).toBe('This run is for no tag, not for v1.0.0.');
	run.take(close('GO'));
});
