/** The main job on real documents: from the first key to a signed tag, in a real terminal. */
import {Buffer} from 'node:buffer';
import {readFile} from 'node:fs/promises';
import path from 'node:path';
import {execa} from 'execa';
import {expect, test} from 'vitest';
import {readSeed, setStage} from './stage.js';
import {
	answerScreen,
	decideGo,
	enterWalk,
	hurried,
	walkUntil,
} from './walker.js';
import {keys} from './terminal.js';

const script = (text: string) => `#!/bin/sh\n${text}\n`;

test('seed 002 to GO: a failed command run again, not applicable, a comment, together, reopened', async () => {
	const stage = await setStage({signers: true});
	await stage.commit('A release', {
		'RELEASE.md': await readSeed('002-sprint-3.md'),
		'scripts/vvtv-phase1-go-live.sh': script('echo phase 1; test -f ready'),
		'scripts/vvtv-soak.sh': script('echo soaked'),
		'scripts/vvtv-canary.sh': script('echo canary'),
		'scripts/vvtv-promote.sh': script('echo "promoted $1"'),
	});
	await stage.git('update-index', '--chmod=+x', 'scripts/vvtv-phase1-go-live.sh', 'scripts/vvtv-soak.sh', 'scripts/vvtv-canary.sh', 'scripts/vvtv-promote.sh');
	await stage.git('commit', '--quiet', '--no-gpg-sign', '-m', 'Let the scripts run');
	await stage.git('checkout', '--quiet', '--', '.');
	const tested = await stage.git('rev-parse', 'HEAD');

	const terminal = stage.open(['RELEASE.md']);
	await enterWalk(terminal, 'v1.0.0');
	await terminal.answer('r', 'It has failed. What now?');
	await stage.write('ready', 'now\n');
	await terminal.answer('r', 'Is this what was expected?');
	await terminal.answer('y', /▶ Verificar/v);
	await terminal.answer('y', /▶ Anexar artefatos/v);
	await terminal.answer('x', 'Why does it not apply?');
	await terminal.type('no artefacts this time');
	await terminal.answer(keys.enter, /▶ cargo test green/v);
	await terminal.answer('c', /❯\s*$/mv);
	await terminal.type('seen in CI run 42');
	await terminal.answer(keys.enter, 'seen in CI run 42');
	await terminal.answer('y', /▶ cargo run -p vvtv-orch/v);
	await terminal.answer('[', /✔ passed by Ada Lovelace/v);
	await terminal.answer('u', /❯\s*$/mv);
	await terminal.type('the run was of another branch');
	await terminal.answer(keys.enter, /▶ cargo test green +· open/v);
	await terminal.answer('a', 'Enter yes, 3 together');
	await answerScreen(terminal, keys.enter);

	await walkUntil(terminal, /❯ Fill in <timestamp>/v, hurried);
	await terminal.answer('e', 'What stands for <timestamp>?');
	await terminal.type('2026');
	await terminal.answer(keys.enter, 'The command as it will run');
	await terminal.answer('\u{4}', 'Where and how?');
	await terminal.answer(keys.enter, 'Is this what was expected?');
	expect(terminal.screen()).toContain('edited before it ran');
	await walkUntil(terminal, /Go to the decision/v, hurried);
	const done = await decideGo(terminal, 'v1.0.0');
	expect(done).toContain('Tag v1.0.0');
	terminal.press('q');
	expect(await terminal.ended).toMatchObject({exitCode: 0});

	const record = await readFile(path.join(stage.top, 'releases/v1.0.0/record.md'), 'utf8');
	expect(record).toMatch(/earlier: \*\*failed\*\*/v);
	expect(record).toMatch(/set aside by a person\*\* · reason: no artefacts this time/v);
	expect(record).toContain('seen in CI run 42');
	expect(record).toContain('the run was of another branch');
	expect(record).toContain('confirmed together');
	expect(await stage.git('rev-parse', 'v1.0.0^{commit}')).toBe(tested);
	expect(await stage.git('rev-parse', 'HEAD^')).toBe(tested);
	expect(await stage.git('status', '--porcelain')).toBe('?? ready');

	const unpinned = await stage.run('verify', 'v1.0.0');
	expect(unpinned).toMatchObject({exitCode: 4});
	expect(unpinned.stdout).toContain('UNANCHORED');
	const digest = /trust pin (?<digest>[\da-f]{64})/v.exec(unpinned.stdout)?.groups?.digest ?? '';
	expect(await stage.run('trust', 'pin', digest)).toMatchObject({exitCode: 0});
	const verified = await stage.run('verify', 'v1.0.0');
	expect(verified.stdout).toContain('VERIFIED');
	expect(verified.exitCode).toBe(0);

	// Stock git and ssh-keygen agree.
	const {stdout: allowed} = await stage.run('signers', 'export');
	await stage.write('../home/exported-signers', `${allowed}\n`);
	const file = path.join(stage.home, 'exported-signers');
	await stage.git('-c', `gpg.ssh.allowedSignersFile=${file}`, 'verify-tag', 'v1.0.0');
	await stage.git('-c', `gpg.ssh.allowedSignersFile=${file}`, 'verify-commit', 'refs/holdpoint/records/v1.0.0');
	await verifyByHand(path.join(stage.top, 'releases/v1.0.0/seal-release-manager.dsse.json'), file, stage.home);
});

/** As the README says it. */
async function verifyByHand(envelope: string, allowed: string, home: string): Promise<void> {
	const {payload, payloadType, signatures} = JSON.parse(await readFile(envelope, 'utf8')) as {payload: string; payloadType: string; signatures: Array<{sig: string}>};
	const body = Buffer.from(payload, 'base64');
	const signature = path.join(home, 'message.sig');
	await execa({input: Buffer.from(signatures[0]?.sig ?? '', 'base64')})`tee ${signature}`;
	await execa({input: Buffer.concat([Buffer.from(`DSSEv1 ${payloadType.length} ${payloadType} ${body.length} `), body])})`ssh-keygen -Y verify -f ${allowed} -I ada@example.com -n approval-v1@holdpoint -s ${signature}`;
}
