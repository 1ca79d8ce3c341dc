/** What somebody asks for at the decision and after it. */
import type {Intent} from '../../source/run/intents.js';
import {outline} from './outline.js';
import {
	firstCommit,
	secondCommit,
	startRun,
	tag,
	type TrialRun,
} from './trial-run.js';

const digest = 'd'.repeat(64);
export const go: Intent = {
	type: 'decide', decision: 'GO', reasons: [], typedTag: tag,
};
export const noGo = (...reasons: string[]): Intent => ({
	type: 'decide', decision: 'NO-GO', reasons, typedTag: tag,
});
export const takeBack: Intent = {type: 'take back decision', reason: 'too early'};
export const seal = (role: string): Intent => ({
	type: 'seal', seal: {
		role, signer: 'ada@example.com', key: 'key', statement: digest, bundle: digest,
	},
});
export const record: Intent = {
	type: 'record', record: {
		commit: secondCommit, folder: 'releases/v1.0.0', bundle: digest, ref: 'refs/holdpoint/records/v1.0.0', branch: 'main',
	},
};
export const makeTag = (rest: {tag?: string; commit?: string} = {}): Intent => ({
	type: 'tag', tag: {
		tag, object: secondCommit, commit: firstCommit, ...rest,
	},
});
export const push: Intent = {type: 'push', pushed: {remote: 'origin', refs: ['refs/heads/main']}};
export const close = (outcome: 'GO' | 'NO-GO' | 'abandoned', reason = '', typedTag = ''): Intent => ({
	type: 'close', outcome, reason, typedTag,
});
/** A run of one step, which has passed. */
export const passed = (started: Parameters<typeof startRun>[1] = {}): TrialRun => {
	const run = startRun(outline('# 1\n- a'), started);
	run.confirm('a');
	return run;
};
