/** Agreeing to the commands is agreeing to the scripts that they run: one that changes during the walk is asked about again. */
import {expect, test} from 'vitest';
import {startWalk} from './real-walk.js';

const document = `# Release

- [ ] The first test

  \`\`\`bash check
  bash first.sh
  \`\`\`

- [ ] The second test

  \`\`\`bash check
  bash second.sh
  \`\`\`
`;

test('a script that was changed since is not run before the person has agreed again', async () => {
	const walk = await startWalk(document, {files: {'first.sh': 'true\n', 'second.sh': 'false\n'}});
	const run = async (words: string) => walk.act({type: 'run', step: walk.id(words)});
	await run('first');
	expect([walk.status('first'), walk.status('second')]).toEqual(['passed', 'failed']);
	await walk.repository.commit('Mended', {'second.sh': 'touch done\n'});
	expect(await run('second')).toContain('HEAD moved');
	expect(await run('second')).toContain('is not what you agreed to any more');
	expect(walk.view()).toMatchObject({stage: 'consent', agreeing: {scripts: ['first.sh', 'second.sh'], changes: ['second.sh has changed']}});
	expect(walk.step('second').executions).toHaveLength(1);
	expect(await run('second')).toContain('have to be seen and agreed to first');

	await walk.act({type: 'consent'});
	expect(walk.view().stage).toBe('walking');
	await run('second');
	expect(walk.status('second')).toBe('passed');
});
