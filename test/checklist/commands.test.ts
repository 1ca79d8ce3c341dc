import {expect, test} from 'vitest';
import {allSteps} from '../../source/checklist/outline.js';
import {
	askedIn,
	read,
	rulesIn,
	stepOf,
	stepsIn,
} from './reading.js';

const fence = (info: string, text: string): string => `\`\`\`${info}\n${text}\n\`\`\`\n`;

/** Template expressions are not what these texts hold. */
const dollar = '$';

const commandIn = (info: string, text: string) => stepsIn(`- [ ] a\n\n${fence(info, text)}`)[0]?.commands[0];

test('a block belongs to the item it is inside or that directly precedes it', () => {
	const checklist = read('- [ ] a\n\n```bash\none\n```\n\n```sh\ntwo\n```\n\n- [ ] b\n\n  Words.\n\n  ```bash\n  three\n  ```\n\nWords between.\n\n```bash\nfour\n```\n');
	expect(allSteps(checklist).map(({title, commands}) => [title, commands.map(({text, line}) => `${line} ${text}`)])).toEqual([
		['a', ['3 one', '7 two']], ['b', ['15 three']], ['Words between.', ['21 four']],
	]);
	expect(checklist.text.slice(stepOf(checklist, 'a').range.from, stepOf(checklist, 'a').range.to)).toBe('- [ ] a\n\n```bash\none\n```\n\n```sh\ntwo\n```');
});

test('a block after a nested list belongs to the last item of it', () => {
	const {root} = read('- [ ] a\n  - [ ] b\n\n```bash\none\n```\n');
	expect(root.steps[0]).toMatchObject({kind: 'group', commands: [], steps: [{title: 'b', commands: [{text: 'one'}]}]});
	expect(root.steps[0]?.range.to).toBe(root.steps[0]?.steps[0]?.range.to);
});

test('a block before any list is titled by its paragraph, else by the heading', () => {
	const [one, two, three] = ['one', 'two', 'three'].map(text => fence('bash', text));
	expect(askedIn(`# T\n\n## Build\n\n${one}\n## Test\n\n**Run**:\n${two}\n| a |\n|---|\n\n${three}`)).toEqual(['action Build', 'action Run:', 'action Test']);
});

test.each(['bash', 'sh', 'zsh', 'shell', 'BASH', 'console', 'shell-session', 'powershell', 'pwsh', 'python', 'js', 'fish'])('%s runs, when a person says so', language => {
	expect(commandIn(language, 'make it')).toMatchObject({
		language, text: 'make it', mode: 'action', timeoutMs: undefined, irreversible: false, tty: false, words: [],
	});
});

test.each([
	['', 'make'],
	['text', 'make'],
	['yaml', 'a: 1'],
	['json', '{}'],
	['diff', '+a'],
	['bash', '#!/bin/sh\nmake'],
	['bash', '# only words'],
	['bash', ''],
])('a block "%s" of %j is no command', (language, text) => {
	expect(commandIn(language, text)).toBeUndefined();
});

test.each([
	['dist\n├── a\n└── b', true],
	['# settings\nSECRET_KEY=<secret>\nALLOWED_HOSTS=["a.b"]\nNAME="x y" # said', true],
	['crontab -e\n0 2 * * * /usr/bin/backup', true],
	['# /usr/local/bin/backup.sh\n#!/bin/bash\nmake', true],
	['VERSION=1 make', false],
	['VERSION=$(git describe)', false],
	['# by hand\n/etc/app/a.conf\nconf/b.yaml', true],
	['bin/build.sh\n./release', false],
	['cat conf/a.yaml', false],
	['export VERSION=1', false],
	['sleep 1 2 3 4 5', false],
])('a block of %j is a sample: %s', (text, sample) => {
	expect(commandIn('bash', text) === undefined).toBe(sample);
	expect(commandIn('bash check', text)?.mode).toBe(text.includes('#!') && text.startsWith('#!') ? undefined : 'check');
});

test('what must not be run is not offered', () => {
	const forbidden = ['Never run this:', '⚠️ **Do NOT use**:', 'It breaks. Please don’t run these commands:'];
	const others = ['Never ship without this:', 'Do not stop until it passes:', 'Run this:'];
	const block = fence('bash', 'make clean');
	expect([...forbidden, ...others].map(text => stepsIn(`# T\n\n## A\n\n${text}\n\n${block}`).length)).toEqual([0, 0, 0, 1, 1, 1]);
	expect(stepsIn(`- [ ] Never run this:\n\n  ${block.replaceAll('\n', '\n  ')}`).map(({kind, commands}) => [kind, commands.length])).toEqual([['confirm', 0]]);
});

test('what a label calls rollback is walked only when rolling back', () => {
	const {root} = read(`# T\n\n## A\n\n**Rollback:**\n\n${fence('bash', 'make back')}\n**Post-deployment:**\n\n- [ ] a\n\n**Then:**\n\n- [ ] b\n`);
	expect(root.sections[0]?.steps.map(({phase}) => phase)).toEqual(['rolling back', 'after the tag', 'before the tag']);
});

test('inline code and indented code are no commands', () => {
	expect(stepsIn('- [ ] `make it`\n\n      make\n').flatMap(({commands}) => commands)).toEqual([]);
});

test('prompts are taken off and output is left out', () => {
	expect(commandIn('console', '$ make \\\n>   all\nmaking all\nada@host:~$ ls\na b\n')?.text).toBe('make \\\n  all\nls');
	expect(commandIn('console', 'root@host:/srv# make\ndone\n[ada@host srv]$ ls\n[root@host srv]# id\n')?.text).toBe('make\nls\nid');
	expect(commandIn('bash', '# first\n$ make\ndone')?.text).toBe('make');
	expect(commandIn('console', '# make\ndone')?.text).toBe('make');
	expect(commandIn('console', 'make\ntest')?.text).toBe('make\ntest');
	expect(commandIn('bash', 'echo $ x\n$ y')?.text).toBe('echo $ x\n$ y');
});

test('line endings and indentation are taken off', () => {
	const {root} = read('- [ ] a\r\n\r\n\t```bash\r\n\tone\r\n\t  two\r\n\t```\r\n');
	expect(root.steps[0]?.commands[0]).toMatchObject({text: 'one\n  two', line: 3});
});

test('a check that holds nothing is said', () => {
	expect(rulesIn(`- [ ] a\n\n${fence('bash check', '# nothing')}`)).toEqual(['3:1 error check-empty']);
});

test('a step is a check only when all its blocks are', () => {
	const one = fence('bash check', 'one');
	expect(askedIn(`- [ ] a\n\n${one}\n${fence('bash check', 'two')}`)).toEqual(['check a']);
	expect(askedIn(`- [ ] a\n\n${one}\n${fence('bash', 'two')}`)).toEqual(['action a']);
});

test.each([
	['cp <backup_dir>/a b', ['<backup_dir>']],
	['echo <your name here>', ['<your name here>']],
	['cat <<EOF >out\na\nEOF', []],
	['sort <in.txt >out.txt', []],
	['git commit --author "A <a@b.example>"', []],
	['make VERSION=[Version]', ['[Version]']],
	['echo [Specific failed checks]', ['[Specific failed checks]']],
	['if [ -f x ]; then ls [A-Z]*; fi; [[ $a == b ]]', []],
	[`grep "[[:alpha:]][Yy]es" a; echo "${dollar}{a[0]}" {"a":["b"]}`, []],
	['curl -d \'["Name"]\'', []],
	[`echo {{name}} {{ .Name }} ${dollar}{{ github.ref }} {{ a.b }}`, ['{{name}}']],
	['git tag vX.Y.Z && echo X.Y vX.Y.Z-rcN YY.MM.MICRO', ['vX.Y.Z', 'X.Y', 'vX.Y.Z-rcN', 'YY.MM.MICRO']],
	['curl -d \'{"args":...,"b":"..."}\' a=...', ['...']],
	['go test ./... && git diff a...b && echo "Waiting ..."', []],
	['echo ????', ['????']],
	['cp <a> <b> <a>', ['<a>', '<b>']],
	['# replace <this>\nmake', []],
	['nix-build -A nix_<major>_<minor>', ['<major>', '<minor>']],
	['export VERSION=X.YY; git checkout XX.YY.ZZ', ['X.YY', 'XX.YY.ZZ']],
	['mv app.backup.YYYYMMDD_HHMMSS app; psql -c "to_char(now(), \'YYYY-MM-DD\')"; date +%YYYY', ['YYYYMMDD_HHMMSS']],
	['git checkout YY.MM.x', ['YY.MM']],
	['git tag vMAJOR.MINOR.PATCH && echo YYYY.MINOR', ['vMAJOR.MINOR.PATCH', 'YYYY.MINOR']],
	['echo [Date/Time] [Fix/Investigation required]', ['[Date/Time]', '[Fix/Investigation required]']],
	['./update.sh [[release tag]]; [[ -f x ]] && grep [[:alpha:]] a', ['[[release tag]]']],
])('placeholders of %j', (text, placeholders) => {
	expect(commandIn('bash', text)?.placeholders).toEqual(placeholders);
});

test('brackets of other languages are types and indexes', () => {
	expect(commandIn('powershell', '[Console]::Out; [Parameter] $x')?.placeholders).toEqual([]);
});

test.each([
	['git push origin main', true],
	['git -C x push', true],
	['make && sudo git push', true],
	['FOO=1 npm publish --access public', true],
	['cargo publish', true],
	['gh release create v1', true],
	['terraform apply', true],
	['terraform -chdir=x apply', true],
	['kubectl apply -f x.yaml', true],
	['kubectl -n prod delete pod x', true],
	['kubectl rollout undo deployment/x', true],
	['kubectl rollout status deployment/x', false],
	['git reset --hard', true],
	['git tag -d v1', true],
	['docker push x', true],
	['git push --dry-run', false],
	['npm publish --dry-run', false],
	['# git push\nmake', false],
	['git status; git log', false],
	['gh release view v1', false],
	['git reset --soft', false],
	['echo "git pushed"', false],
])('%j cannot be taken back: %s', (text, irreversible) => {
	expect(commandIn('bash', text)?.irreversible).toBe(irreversible);
});

test('what is expected stands near: paragraph, comment, block', () => {
	expect(stepOf(read('- [ ] a\n  ```bash\n  one\n  # → 401\n  two # Expected: 2\n  ```\n  Expected: 403\n'), 'a').expected).toEqual(['→ 401', 'Expected: 2', 'Expected: 403']);
	const block = fence('bash', 'one');
	const expectedIn = (text: string) => stepsIn(text)[0]?.expected;
	expect(expectedIn(`# T\n\n## A\n\n${block}\n**Expected Results**:\n\n${fence('', 'x\ny')}\n${fence('', 'no')}`)).toEqual(['x\ny']);
	expect(expectedIn(`- [ ] a\n\n${block}\n${fence('', 'Expected:\n 1')}`)).toEqual(['Expected:\n 1']);
	expect(expectedIn(`# T\n\n## A\n\n${block}\nUnexpectedly long.\n`)).toEqual([]);
});

test.each([
	['Output:', true],
	['It is quick. Expected output:', true],
	['The output should look like this:', true],
	['You should see:', true],
	['This will print something like:', true],
	['Check the output of:', false],
	['You should see the version when you run:', false],
	['It should work:', false],
])('a block of a shell behind "%s" is what the command before it prints: %s', (words, isOutput) => {
	const [step, ...others] = stepsIn(`- [ ] a\n\n  ${fence('bash', 'one').replaceAll('\n', '\n  ')}\n  ${words}\n\n  ${fence('bash', 'two').replaceAll('\n', '\n  ')}`);
	expect([step?.commands.map(({text}) => text), step?.expected, others]).toEqual(isOutput ? [['one'], ['two'], []] : [['one', 'two'], [], []]);
});

test('what would be printed by nobody is text; what says that it is a check is one', () => {
	expect(stepsIn(`# T\n\n## A\n\n- [ ] a\n\n## B\n\nSample output:\n\n${fence('bash', 'two')}`).map(({title}) => title)).toEqual(['a']);
	expect(stepsIn(`# T\n\nOutput:\n\n${fence('bash check', 'two')}`).map(({kind}) => kind)).toEqual(['check']);
});

test('a box without words is called by its command', () => {
	expect(stepsIn(`- [ ] a\n- [ ]\n  ${fence('bash', 'make it').replaceAll('\n', '\n  ')}`).map(({title}) => title)).toEqual(['a', 'make it']);
});

test('an input in a fence is an error that says what to write', () => {
	const checklist = read(`---\ninputs: {version: {ask: Which}}\n---\n- [ ] a\n\n${fence('bash', 'make {{version}}')}`);
	expect(checklist.diagnostics).toMatchObject([{
		severity: 'error', rule: 'fence-input', line: 6, message: '`version` is an environment variable in a command: write `$version` instead of `{{version}}`.',
	}]);
});

test('boxes in a shell block are confirmations, never commands', () => {
	const text = '```bash\n# Tests\n- [ ] pytest --cov <b>\n      → Coverage: 70%\n- [x] ruff check\n```\n';
	const checklist = read(`# T\n\n## A\n\n${text}`);
	expect(checklist.root.sections[0]?.steps).toMatchObject([
		{
			kind: 'confirm', title: 'pytest --cov <b>', expected: ['→ Coverage: 70%'], commands: [], ticked: false,
		}, {kind: 'confirm', title: 'ruff check', ticked: true},
	]);
	expect(checklist.root.sections[0]?.steps.map(({box}) => checklist.text.slice((box?.at.from ?? 0) - 1, (box?.at.to ?? 0) + 1))).toEqual(['[ ]', '[x]']);
});

test('boxes in other languages and comments are text, with a warning', () => {
	expect(rulesIn('- [ ] a\n\n```markdown\n## T\n- [ ] b\n```\n\n<!--\n- [ ] c\n-->\n')).toEqual(['5:3 warning box-in-text', '9:3 warning box-in-text']);
});

test('digests tell texts and commands apart', () => {
	const one = read('- [ ] a\n\n```bash\nmake\n```\n');
	const reworded = read('- [ ] A.\n\n```bash\nmake\n```\n');
	const changed = read('- [ ] a\n\n```bash check\nmake\n```\n');
	expect(one.digest).toMatch(/^[\da-f]{64}$/v);
	expect(one.digest).not.toBe(reworded.digest);
	expect(one.commandsDigest).toBe(reworded.commandsDigest);
	expect(one.commandsDigest).not.toBe(changed.commandsDigest);
	expect(allSteps(one)[0]?.fingerprint).toBe(allSteps(reworded)[0]?.fingerprint);
	expect(allSteps(one)[0]?.fingerprint).not.toBe(allSteps(changed)[0]?.fingerprint);
});
