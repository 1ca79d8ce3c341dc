/** What the README says about checking a record by hand is run as it stands there: other programs accept an honest record, and no other. */
import {readFile, writeFile} from 'node:fs/promises';
import path from 'node:path';
import process from 'node:process';
import {execa} from 'execa';
import {expect, test} from 'vitest';
import type {Attack} from '../record/forge-attack.js';
import {forge} from '../record/forge.js';
import {
	ada,
	grace,
	linus,
	sha,
} from '../record/forge-walk.js';
import {honestSigners} from '../record/forge-texts.js';
import {gpgPerson, listedKey} from '../record/gpg-people.js';
import {writeCheckout} from '../record/real-repository.js';
import {isolation} from '../repository/temporary-repository.js';
import {openGpgHome} from '../signing/gpg-workshop.js';
import {program} from './stage.js';

const tag = 'v1.2.0';

/** The shell blocks of the README's section about verifying. */
async function readBlocks(): Promise<string[]> {
	const readme = await readFile(path.join(import.meta.dirname, '..', '..', 'README.md'), 'utf8');
	const section = readme.slice(readme.indexOf('\n## Verifying\n'), readme.indexOf('\n## Commands\n'));
	return section.matchAll(/^```sh\n(?<block>[\s\S]*?)^```$/gmv).map(({groups}) => groups?.block ?? '').toArray();
}

type Checkout = {readonly top: string; readonly run: (script: string) => Promise<{readonly exitCode: number | undefined; readonly all: string}>};

/** The release, checked out by somebody who has pinned its signers, and the program in PATH. */
async function checkOut(attack: Attack, environment: Readonly<Record<string, string>> = {}): Promise<Checkout> {
	const top = await writeCheckout(forge({...attack, tagName: tag}));
	const tools = path.join(top, '.git', 'tools');
	await execa('mkdir', [tools]);
	await writeFile(path.join(tools, 'holdpoint'), `#!/bin/sh\nexec '${process.execPath}' '${program}' "$@"\n`, {mode: 0o755});
	const variables = {
		...isolation, PATH: `${tools}:${path.dirname(process.execPath)}:${process.env.PATH ?? ''}`, HOME: tools, HOLDPOINT_CONFIG_DIR: tools, ...environment,
	};
	const run: Checkout['run'] = async script => {
		const {exitCode, all} = await execa('bash', ['-ec', script], {
			cwd: top, env: variables, extendEnv: false, reject: false, all: true, stdin: 'ignore',
		});
		return {exitCode, all};
	};

	const pinned = await run(`holdpoint trust pin ${sha(attack.signers ?? honestSigners)}`);
	expect(pinned.exitCode, pinned.all).toBe(0);
	return {top, run};
}

test.for([40, 64] as const)('with SSH keys, in a repository with ids of %d digits', async idLength => {
	const blocks = await readBlocks();
	expect(blocks).toHaveLength(4);
	const {top, run} = await checkOut({idLength});
	const {exitCode, all} = await run(blocks.slice(0, 3).join('\n'));
	expect(exitCode, all).toBe(0);
	expect(all).toContain('VERIFIED');
	expect(all.match(/Good "(?:git|approval-v1@holdpoint)" signature for ada@example.com/gv)).toHaveLength(3);

	// The same text, and a message that is another.
	await writeFile(path.join(top, 'message'), 'another');
	expect(await run(blocks[2]?.split('\n').findLast(line => line.startsWith('ssh-keygen')) ?? '')).toMatchObject({exitCode: 255});
});

test('with an OpenPGP key', async () => {
	const home = await openGpgHome();
	const key = await home.makeKey('Ada');
	const person = gpgPerson(home, 'Ada', key);
	const listed = await listedKey(home, key);
	const signers = honestSigners.replace(`{ssh: ${ada.key}}`, () => listed);
	const {top, run} = await checkOut({
		signers, tagSignedBy: person, commitSignedBy: person, sealedBy: person, seal: seal => ({...seal, key}), started: data => ({...data, key}), walk(walk) {
			walk.check(0, 1);
			walk.confirm(0);
			walk.sign(0, person);
			walk.confirm(1);
			walk.sign(1, grace);
			walk.confirm(2);
			walk.sign(2, linus);
			walk.decide();
		},
	}, {GNUPGHOME: home.directory});
	const [verify = '', , byHand = '', gpg = ''] = await readBlocks();
	const statement = byHand.slice(0, byHand.indexOf('ssh-keygen'));
	const {exitCode, all} = await run(`${statement}\n${gpg}\ngit verify-tag ${tag}\ngit verify-commit refs/holdpoint/records/${tag}\n${verify}`);
	expect(all.match(/Good signature from "Ada/gv)).toHaveLength(3);
	expect(exitCode, all).toBe(0);
	await writeFile(path.join(top, 'message'), 'another');
	expect(await run(gpg)).toMatchObject({exitCode: 1});
});
