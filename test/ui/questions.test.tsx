import {expect, test} from 'vitest';
import {QuestionsScreen} from '../../source/ui/ask-questions.js';
import {chooseSigns} from '../../source/ui/signs.js';
import type {Answers, Question} from '../../source/ui/questions.js';
import {keys, openStage} from './stage.js';

const questions: readonly Question[] = [
	{
		name: 'run', kind: 'select', ask: 'Go on with a run?', about: ['There is an open run.'], items: [{label: 'v1.0.0#1', value: 'open'}, {label: 'A new run', value: 'new'}],
	},
	{
		name: 'tag', kind: 'text', ask: 'Which tag?', initial: 'v', match: /^v\d+$/v, hint: 'A tag is v and a number.',
	},
	{
		name: 'otp', kind: 'text', ask: 'One-time password?', secret: true,
	},
];

const open = async () => {
	const results: Array<Answers | 'left'> = [];
	const done = (result: Answers | 'left') => {
		results.push(result);
	};

	const stage = await openStage(<QuestionsScreen questions={questions} keyboard={undefined} signs={chooseSigns(false)} onDone={done}/>);
	await stage.waitFor('Go on with a run?');
	return {stage, results};
};

test('questions are asked one after the other, and answered by name', async () => {
	const {stage, results} = await open();
	expect(stage.screen()).toContain('There is an open run.');
	await stage.press(keys.down, '❯ A new run');
	const screen = await stage.press(keys.enter, 'Which tag?');
	expect(screen).not.toContain('A tag is v');
	await stage.press(keys.enter, 'A tag is v and a number.');
	await stage.press('2', '❯ v2');
	await stage.press(keys.enter, 'One-time password?');
	await stage.press('x', '❯ *');
	await stage.press(keys.escape, '❯ v2');
	await stage.press(keys.enter, '❯ *');
	await stage.press(keys.enter, '');
	await expect.poll(() => results).toEqual([{run: 'new', tag: 'v2', otp: 'x'}]);
});

test('q leaves from a choice, is a letter in a text, and Ctrl-C leaves from both', async () => {
	const {stage, results} = await open();
	await stage.press('q', '');
	await expect.poll(() => results).toEqual(['left']);
	await stage.press(keys.enter, 'Which tag?');
	await stage.press('q', '❯ vq');
	expect(results).toEqual(['left']);
	await stage.press(keys.ctrlC, '');
	await expect.poll(() => results).toEqual(['left', 'left']);
});
