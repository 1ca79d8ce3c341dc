/** `verify` as the program does it: git, the keys and the pins of a person are real. */
import {mkdtemp, rm} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import path from 'node:path';
import {onTestFinished, vi} from 'vitest';
import {withVerification} from '../../../source/commands/open-verification.js';
import {openPreferences} from '../../../source/commands/preferences.js';
import {verifyRecord} from '../../../source/record/verify.js';
import type {Verdict} from '../../../source/record/verify/verdict.js';
import type {VerifyRequest} from '../../../source/record/verify/request.js';
import {honestSigners} from '../forge-texts.js';
import {sha} from '../forge-walk.js';

/** Until the end of the test these signers are the ones that are pinned; `null`: none are, whatever the developer has. */
export async function pin(signers: string | null = honestSigners): Promise<void> {
	const directory = await mkdtemp(path.join(tmpdir(), 'holdpoint-pins-'));
	vi.stubEnv('HOLDPOINT_CONFIG_DIR', directory);
	onTestFinished(async () => {
		vi.unstubAllEnvs();
		await rm(directory, {recursive: true, force: true});
	});
	if (signers === null) {
		return;
	}

	openPreferences().set('pins', {
		forge: {
			digest: sha(signers), version: 3, highest: 3, at: '2026-06-01T00:00:00.000Z', text: signers,
		},
	});
}

export async function verifyReal(repo: string, target?: VerifyRequest['target']): Promise<Verdict> {
	return withVerification({repo, anchor: undefined}, async ({request}) => verifyRecord(request(target ?? {tag: 'v1.0'})));
}
