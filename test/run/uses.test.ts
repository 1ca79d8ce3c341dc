/** A value that is found out or entered anew: what used the one before is stale. */
import {expect, test} from 'vitest';
import {command} from './checklist-builder.js';
import {outline} from './outline.js';
import {observe, startRun, startOf} from './trial-run.js';

const check = (text: string, save?: string) => ({commands: [command(text, {mode: 'check', save})]});
const document = outline('# 1\n- check build\n- check test\n- check other\n- a\n- b\n- signature s\n# 2\n- value channel\n- check publish\n- signature z', {
	build: check('make', 'digest'),
	test: check('scripts/test.sh "$digest"'),
	other: check('echo undigested'),
	a: {title: '{{digest}} was looked at'},
	publish: {...check('true'), expectations: [{expression: 'channel == "beta"', line: 1, column: 1}]},
});

function walked() {
	const run = startRun(document);
	run.run('build', {saved: {name: 'digest', value: 'one'}});
	run.take({type: 'enter value', step: 'channel', value: 'beta'});
	for (const id of ['test', 'other', 'publish']) {
		run.run(id);
	}

	run.confirm('a', 'b');
	run.take(run.sign('s'), run.sign('z'));
	return run;
}

const stale = (run: ReturnType<typeof walked>) => [...run.state().steps].flatMap(([id, {status}]) => status === 'stale' ? [id] : []);

test('commands that name it, texts that show it, and signatures over them', () => {
	const run = walked();
	run.take({type: 'reopen', steps: ['build'], reason: 'built with the wrong compiler'});
	run.run('build', {saved: {name: 'digest', value: 'two'}});
	expect(stale(run)).toEqual(['test', 'a', 's']);
	expect(run.step('test').stale).toBe('digest was changed');
	expect(run.refusal({
		type: 'waive', step: 'test', reason: 'x', typedTag: 'v1.0.0', carry: true,
	})).toMatch('More has changed than HEAD');
});

test('the same value again changes nothing', () => {
	const run = walked();
	run.take({type: 'reopen', steps: ['build'], reason: ''});
	run.run('build', {saved: {name: 'digest', value: 'one'}});
	expect(stale(run)).toEqual(['s']);
});

test('an answer that is replaced', () => {
	const run = walked();
	run.take({type: 'enter value', step: 'channel', value: 'stable'});
	expect(stale(run)).toEqual(['publish', 'z']);
});

test('what runs meanwhile ends on a value that is gone', () => {
	const run = startRun(document);
	run.run('build', {saved: {name: 'digest', value: 'one'}});
	run.take(startOf('test', 2, 1));
	run.happen({
		type: 'value-entered', data: {
			step: '', name: 'digest', value: 'two', secret: false,
		},
	});
	run.take({type: 'finish', observation: observe('test', 2)});
	expect(run.status('test')).toBe('stale');
	run.run('test');
	expect(run.status('test')).toBe('passed');
});
