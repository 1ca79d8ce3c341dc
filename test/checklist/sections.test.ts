import {expect, test} from 'vitest';
import {sectionsOf} from '../../source/checklist/outline.js';
import {
	askedIn,
	outlineOf,
	read,
	rulesIn,
	rulesOf,
	sectionOf,
	stepOf,
} from './reading.js';

const phasesOf = (text: string): string[] => [...sectionsOf(read(text).root)].filter(({level}) => level > 0).map(({title, phase, part}) => [title, phase, part].join(' | '));

test('a single first heading of level 1 is the document\'s title', () => {
	const checklist = read('# Release 1.4\n\n- [ ] a\n\n## Gate\n\n- [ ] b\n');
	expect(checklist).toMatchObject({title: 'Release 1.4', namedVersion: '1.4', root: {level: 0, title: 'Release 1.4', gate: true}});
	expect(outlineOf(checklist)).toEqual(['Release 1.4 1 confirm', '## Gate 1 confirm']);
	expect(outlineOf(read('# One\n\n- [ ] a\n\n# Two\n\n- [ ] b\n'))).toEqual(['One', '# One 1 confirm', '# Two 1 confirm']);
});

test('a heading in HTML counts where it is a block of its own', () => {
	const text = '# T\n\n<h2 id="b">Build\n it</h2>\n\n- [ ] a\n\n<h3 align="center">\n  <img src="a.png"> Twice\n</h3>\n\n- [ ] b\n\n<h2><img src="a.png"></h2>\n\nText with <h2>no heading</h2>.\n\n- [ ] c\n';
	expect(outlineOf(read(text))).toEqual(['T', '## Build it 1 confirm', '### Twice 2 confirm']);
});

test('what helps whoever is in trouble is text where lists are walked', () => {
	expect(outlineOf(read('# T\n\n1. Go\n\n## Troubleshooting\n\n- Look\n\n## FAQ\n\n- Why?\n\n## See also\n\n- That\n'))).toEqual(['T 1 confirm']);
});

test('a heading in a summary counts', () => {
	expect(outlineOf(read('# T\n\n<details>\n<summary><h2>Build it</h2></summary>\n\n- [ ] a\n\n</details>\n'))).toEqual(['T', '## Build it 1 confirm']);
});

test('an underlined heading of one sign, or with a colon, is a paragraph', () => {
	expect(outlineOf(read('# T\n\nReally\n------\n\n- [ ] a\n'))).toEqual(['T', '## Really 1 confirm']);
	expect(outlineOf(read('# T\n\nBefore you start\n-\n\n- [ ] a\n'))).toEqual(['T 1 confirm']);
	expect(outlineOf(read('# T\n\nBefore you start:\n----\n\n- [ ] a\n'))).toEqual(['T 1 confirm']);
	expect(stepOf(read('Smoke test:\n===\n\n```bash\nmake smoke\n```\n'), 'Smoke test:').kind).toBe('action');
});

test('Overall and Final close the subsections before them, but not the document\'s own sections', () => {
	const text = '# T\n\n## Gate 3\n\n### 3A\n\n- [ ] a\n\n### 3B\n\n- [ ] b\n\n**Overall sign-off**:\n\n- [ ] c\n\n## Gate 4\n\n- [ ] d\n\n**Final check**:\n- [ ] e\n';
	const checklist = read(text);
	expect(outlineOf(checklist)).toEqual(['T', '## Gate 3 1 confirm', '### 3A 1 confirm', '### 3B 1 confirm', '## Gate 4 2 confirm']);
	expect(text.slice(sectionOf(checklist, '3B').range.from, sectionOf(checklist, '3B').range.to)).toBe('### 3B\n\n- [ ] b\n\n');
});

test('titles call for phases', () => {
	expect(phasesOf([
		'# T', '## 4. Post‑Release (GA)', '## 部署后检查 (Post-Deployment)', '## Rollback Plan', '## Rollback readiness', '## NO-GO', '## NO‑GO Decision', '## Pre- and post-release notes', '## After a successful release', '## Release',
	].join('\n\n'))).toEqual([
		'4. Post‑Release (GA) | after the tag | steps',
		'部署后检查 (Post-Deployment) | after the tag | steps',
		'Rollback Plan | rolling back | steps',
		'Rollback readiness | before the tag | steps',
		'NO-GO | no-go | steps',
		'NO‑GO Decision | no-go | steps',
		'Pre- and post-release notes | before the tag | steps',
		'After a successful release | after the tag | steps',
		'Release | before the tag | steps',
	]);
});

test('an introduction and a section above call for phases too; the nearest wins', () => {
	expect(phasesOf('# T\n\n## Announce\n\nOnce released to production:\n\n- [ ] a\n\n## Post-release\n\n### Watch\n\n- [ ] b\n\n### Rollback plan\n\n- [ ] c\n')).toEqual([
		'Announce | after the tag | steps', 'Post-release | after the tag | steps', 'Watch | after the tag | steps', 'Rollback plan | rolling back | steps',
	]);
});

test('go/no-go, decision, success and release criteria are criteria; a gate that only mentions them is not', () => {
	const criteria = ['Go/No-Go', '🚀 Go/No-Go Decision Criteria', 'Final Decision', 'Success criteria', 'Release criteria'];
	const others = ['Gate 1: Go/No-Go start-up', 'Deployment decision records', 'Exit criteria'];
	const headings = [...criteria, ...others].map(title => `## ${title}`);
	expect(phasesOf(['# T', ...headings].join('\n\n'))).toEqual([
		...criteria.map(title => `${title} | before the tag | criteria`),
		...others.map(title => `${title} | before the tag | steps`),
	]);
});

test('criteria are confirmed item by item, or as one paragraph', () => {
	expect(askedIn('# T\n\n- [ ] a\n\n## Success criteria\n\n- it works\n- it *stays* up\n')).toEqual(['confirm a', 'confirm it works', 'confirm it stays up']);
	expect(askedIn('# T\n\n- [ ] a\n\n## Go/No-Go\n\nGo if all is well.\nNo-go else.\n')).toEqual(['confirm a', 'confirm Go if all is well. No-go else.']);
});

test('non-blocking headings hold for what is below them', () => {
	const checklist = read('# T\n\n## Docs (Non-Blocking, Info)\n\n### API\n\n- [ ] a\n\n## Ceremony (non‑gate)\n\n- [ ] b\n\n## Info desk\n\n- [ ] c\n');
	expect([...sectionsOf(checklist.root)].map(({blocking}) => blocking)).toEqual([true, false, false, false, true]);
});

test('the section of the decision\'s signature lines is no gate, and its lines are the seals', () => {
	const checklist = read('# T\n\n## Gate\n\n- [ ] a\n\n**Signed by**: ____\n\n## Sign-off\n\n- [ ] b\n\nApproved by CTO: ____ Date: ____\nReviewed by: ____\n');
	expect(sectionOf(checklist, 'Sign-off')).toMatchObject({part: 'decision', gate: false, phase: 'before the tag'});
	expect(sectionOf(checklist, 'Sign-off').steps.flatMap(({signature}) => signature ?? []).map(({role, seals}) => [role, seals])).toEqual([['cto', true], ['release manager', true]]);
	expect(stepOf(checklist, 'Signed by').signature?.seals).toBe(false);
	expect(checklist.settings.decision).toEqual(['cto', 'release manager']);
});

test('the last gate of a document that signs every gate stays a gate', () => {
	const checklist = read('# T\n\n## One\n\n- [ ] a\n\n**Signed by**: ____\n\n## Two\n\n- [ ] b\n\n**Signed by**: ____\n');
	expect(outlineOf(checklist)).toEqual(['T', '## One 1 confirm, 1 signature', '## Two 1 confirm, 1 signature']);
	expect(checklist.settings.decision).toEqual(['release manager']);
});

test('what is below the tag\'s place is after the tag', () => {
	const checklist = read('# T\n\n## Build\n\n- [ ] a\n- [ ] Tag the release\n- [ ] b\n\n## Announce\n\n- [ ] c\n\n## Decision\n\n- [ ] d\n\nApproved by: ____\n');
	expect(checklist.tagPlace).toMatchObject({id: 'build:tag-the-release', line: 6, others: []});
	expect(['a', 'Tag', 'b', 'c', 'd'].map(title => stepOf(checklist, title).phase)).toEqual(['before the tag', 'after the tag', 'after the tag', 'after the tag', 'before the tag']);
	expect([sectionOf(checklist, 'Build').phase, sectionOf(checklist, 'Announce').phase]).toEqual(['before the tag', 'after the tag']);
});

test.each([
	['- [ ] `git tag -s v1.2.3 -m "x y"`', true],
	['- [ ] run `git -C repo tag v1`', true],
	['- [ ] Create the signed release tag', true],
	['- [ ] Tag the release', true],
	['- [ ] `gh release create v1`', true],
	['- [ ] Ship\n  ```bash\n  git push origin v1.2.3\n  ```', true],
	['- [ ] Ship\n  ```bash\n  git push --follow-tags\n  ```', true],
	['- [ ] Create and sign tag `v1.2.3`', true],
	['- [ ] Management tags the release candidate', true],
	['- [ ] Make it. These are the steps:\n  - `git tag v1`', true],
	['- [ ] Make it.\n  - do NOT `git push --tags`', false],
	['- [ ] `git push upstream v1.2`', false],
	['- [ ] `git push origin 5.2.x`', false],
	['- [ ] `git tag -l "v*"`', false],
	['- [ ] `git tag --verify v1.2.3`', false],
	['- [ ] `git tag`', false],
	['- [ ] `git push origin main`', false],
	['- [ ] images are tagged with `v1.2.3`', false],
	['- [ ] Tag releases like: vX.Y.Z', false],
	['- [ ] the tag was created', false],
])('%s makes the tag: %s', (item, makes) => {
	expect(read(`# T\n\n## A\n\n- [ ] before\n${item}\n`).tagPlace.id !== undefined).toBe(makes);
});

test('a heading makes the tag where no step below it does; several candidates are said', () => {
	expect(read('# T\n\n## A\n\n- [ ] a\n\n## Tag the release\n\n- [ ] b\n').tagPlace).toMatchObject({id: 'tag-the-release', line: 7});
	expect(read('# T\n\n## Tag the release\n\n- [ ] bump\n- [ ] `git tag v1`\n- [ ] `git push --tags`\n').tagPlace).toMatchObject({line: 6, others: ['tag-the-release:git-push-tags']});
	expect(read('# T\n\n- [ ] `git tag v1`\n\n## Post-release\n\n- [ ] `git tag v2-dev`\n').tagPlace.others).toEqual([]);
	expect(read('# T\n\n- [ ] a\n\n## Rollback plan\n\n- [ ] `git tag v1-bad`\n').tagPlace.id).toBeUndefined();
});

test('front matter and When decide explicitly', () => {
	expect(read([
		'---',
		'tag: none',
		'---',
		'# T',
		'',
		'- [ ] `git tag v1`',
		'- [ ] b',
		'',
	].join('\n'))).toMatchObject({tagPlace: {none: true, id: undefined}, root: {steps: [{phase: 'before the tag'}, {phase: 'before the tag'}]}});
	const checklist = read('# T\n\n- [ ] `git tag v1`\n- [ ] b **When**: before the tag\n\n## Check\n\n**When**: before the tag\n\n- [ ] c\n- [ ] d **When**: rolling back\n');
	expect([stepOf(checklist, 'b').phase, stepOf(checklist, 'c').phase, stepOf(checklist, 'd').phase]).toEqual(['before the tag', 'before the tag', 'rolling back']);
	expect(rulesOf(checklist)).toEqual([]);
});

test('documents that cannot be walked say why', () => {
	expect(rulesIn('')).toEqual(['1:1 error empty']);
	expect(rulesIn(' \n\n')).toEqual(['1:1 error empty']);
	expect(rulesIn('# Only words\n\nand more of them\n')).toEqual(['1:1 error no-steps']);
	expect(rulesIn('a\0b')).toEqual(['1:1 error not-text']);
	expect(rulesIn('>'.repeat(5000))).toEqual(['1:1 error unreadable']);
	expect(read('\u{FEFF}# T\n\n- [ ] a\n')).toMatchObject({title: 'T', text: '# T\n\n- [ ] a\n', diagnostics: []});
});
