import {
	afterAll,
	expect,
	test,
} from 'vitest';
import {startCommands} from '../../source/checks/run.js';
import {blocks} from './blocks.js';
import {
	bash,
	makePlace,
	removePlaces,
	requestOf,
} from './request.js';

afterAll(removePlaces);

test.concurrent.each(blocks)('$name', async ({block, verdict, statuses, output}) => {
	const {ok, why, statements, tail} = await startCommands(requestOf(makePlace(), [bash(block)])).done;
	if (verdict === 'pass') {
		expect(why).toBe('');
		expect(ok).toBe(true);
	} else {
		expect(why).toMatch(verdict);
		expect(ok).toBe(false);
	}

	if (statuses) {
		expect(statements.map(({status}) => status ?? undefined)).toEqual(statuses);
	}

	if (output) {
		expect(tail).toMatch(output);
	}
});
