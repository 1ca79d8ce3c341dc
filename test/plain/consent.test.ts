import {expect, test} from 'vitest';
import {sayConsent} from '../../source/plain/reports.js';
import {createMemoryWalk} from './memory-walk.js';

const markdown = '# Release\n\n- [ ] Soak\n\n  ```bash\n  scripts/soak.sh\n  ```\n';

test('before agreeing: what is new, every command, and what they run of the repository', () => {
	const {getView} = createMemoryWalk(markdown, {consent: true});
	const first = sayConsent(getView());
	expect(first[0]).toMatch(/^This checklist has 1 command\./v);
	expect(first.join('\n')).not.toContain('What is new');
	const again = sayConsent({...getView(), agreeing: {scripts: ['scripts/soak.sh'], changes: ['scripts/soak.sh has changed']}});
	expect(again.slice(0, 2)).toEqual(['What is new since you last agreed to this checklist\'s commands:', '    scripts/soak.sh has changed']);
	expect(again.at(-1)).toBe('They run this file of the repository: scripts/soak.sh');
});
