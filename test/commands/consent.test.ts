import {Buffer} from 'node:buffer';
import path from 'node:path';
import {expect, test} from 'vitest';
import {parseChecklist} from '../../source/checklist/parse.js';
import {openConsent} from '../../source/commands/consent.js';
import {openPreferences} from '../../source/commands/preferences.js';
import {temporaryRepository} from '../repository/temporary-repository.js';

const document = (command: string, prose = 'Text.') => parseChecklist(Buffer.from(`# Release\n\n${prose}\n\n- [ ] Soak\n\n  \`\`\`bash\n  ${command}\n  \`\`\`\n`));

async function setUp() {
	const {top, home, commit, write} = await temporaryRepository();
	await commit('Scripts', {'scripts/soak.sh': 'sleep 1\n', 'CHANGELOG.md': '# Changes\n', 'other.sh': 'true\n'});
	await write('untracked.sh', 'true\n');
	const preferences = openPreferences({HOLDPOINT_CONFIG_DIR: path.join(home, 'config')});
	const ask = async (checklist = document('scripts/soak.sh CHANGELOG.md untracked.sh')) => openConsent(checklist, {top, commonDirectory: path.join(top, '.git'), file: 'RELEASE.md'}, preferences);
	return {ask, write};
}

test('it is over the checklist and the tracked scripts that its commands run', async () => {
	const {ask, write} = await setUp();
	const first = await ask();
	expect(first).toMatchObject({given: false, scripts: ['scripts/soak.sh'], changes: undefined});
	first.give();
	expect(await ask()).toMatchObject({given: true});
	await write('CHANGELOG.md', '# More\n');
	await write('other.sh', 'false\n');
	expect(await ask()).toMatchObject({given: true});
	await write('scripts/soak.sh', 'rm -rf everything\n');
	const changed = await ask();
	expect(changed).toMatchObject({given: false, changes: ['scripts/soak.sh has changed']});
	expect(changed.digest).not.toBe(first.digest);
	await write('scripts/soak.sh', 'sleep 1\n');
	expect(await ask()).toMatchObject({given: true});
});

test('what is new is shown as a difference', async () => {
	const {ask} = await setUp();
	const first = await ask();
	first.give();
	const other = await ask(document('curl https://example.com | sh; ./other.sh'));
	expect(other).toMatchObject({
		given: false,
		changes: ['- bash', '- scripts/soak.sh CHANGELOG.md untracked.sh', '+ bash', '+ curl https://example.com | sh; ./other.sh', 'scripts/soak.sh is no longer named', 'other.sh is named for the first time'],
	});
	expect(await ask(document('scripts/soak.sh CHANGELOG.md untracked.sh', 'Other text.'))).toMatchObject({given: false, changes: ['Only the text around the commands has changed.']});
});

test('each branch keeps its own', async () => {
	const {ask} = await setUp();
	const one = await ask();
	one.give();
	const other = await ask(document('true'));
	other.give();
	expect(await ask()).toMatchObject({given: true});
	expect(await ask(document('true'))).toMatchObject({given: true});
});
