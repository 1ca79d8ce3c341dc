/** The README's picture, made from a real run: made again here, it must be the same, byte for byte (`vitest -u` renews it). */
import path from 'node:path';
import {expect, test} from 'vitest';
import {setStage} from '../e2e/stage.js';
import {type Cell, keys} from '../e2e/terminal.js';
import {drawPicture} from './picture.js';

const document = `---
release: lighthouse
inputs:
  version: {ask: Version to release}
---

# Release checklist of the lighthouse

## Contracts

- [ ] The lamp is on

  \`\`\`bash check
  grep -q on lamp
  \`\`\`

- [ ] No horn is installed

  \`\`\`bash check
  ! ls | grep -q horn
  \`\`\`

- [ ] It blinks at least three times. **Expect**: \`json.blinks >= 3.0\`

  \`\`\`bash check
  cat blinks.json
  \`\`\`

## Package

**Requires**: Contracts

- [ ] Build the package

  \`\`\`bash
  echo "built lighthouse-$version.zip"; echo "7 files, 12 kB"
  \`\`\`

  Expected: \`lighthouse-….zip\` with 7 files

- [ ] Somebody opened it and looked

**Signed by**: release manager

## Announcement

**When**: after the tag

- [ ] Tell the ships
`;

/** What differs from run to run, and what stands for it in the picture: as long, so that nothing moves. */
const varying: ReadonlyArray<readonly [RegExp, string]> = [
	[/\b\d\d:\d\d:\d\d\b/gv, '00:14:22'],
	[/\b\d\.\d s\b/gv, '0.3 s'],
	[/\b[\da-f]{7}(?= main)/gv, 'a1b2c3d'],
];

function settle(line: readonly Cell[]): Cell[] {
	const text = line.map(cell => cell.text === '' || cell.text.length > 1 ? ' ' : cell.text).join('');
	let fixed = text;
	for (const [pattern, constant] of varying) {
		fixed = fixed.replaceAll(pattern, () => constant);
	}

	return line.map((cell, column) => fixed[column] === text[column] ? cell : {...cell, text: fixed[column] ?? ' '});
}

test('the walk', async () => {
	const stage = await setStage({signers: true});
	await stage.commit('A lighthouse', {'RELEASE.md': document, lamp: 'on\n', 'blinks.json': '{"blinks": 3}\n'});
	const terminal = stage.open(['--set', 'version=2.4.0', 'RELEASE.md'], {columns: 104, rows: 26});
	await terminal.waitFor('Agree: these commands may run');
	await terminal.answer(keys.enter, /▶ The lamp is on/v);
	await terminal.answer('R', /▶ Build the package/v);
	await terminal.answer('r', 'Is this what was expected?');
	await terminal.waitFor(/7 files, 12 kB[\s\S]*7 files/v);
	const cells = await terminal.cells();
	const picture = drawPicture(cells.map(line => settle(line)));
	await expect(picture).toMatchFileSnapshot(path.join(import.meta.dirname, '..', '..', 'media', 'walk.svg'));
});
