import type {Change, Variant} from '../world.js';
import {
	categories,
	contract,
	drill,
	metrics,
	preflight,
	security,
	soak,
	startup,
	tests,
} from './artifacts.js';
import {
	failingTests,
	flakyTests,
	goNoGoSometimes,
	preflightFails,
} from './programs.js';

const artifact = (file: string, content: unknown): Change => ({write: {[`project/artifacts/phase3/${file}`]: typeof content === 'string' ? content : JSON.stringify(content)}});

/** The variants of one gate: titles of what fails, and the change. */
const inGate = (gate: string, ...list: ReadonlyArray<readonly [fails: string | readonly [string, ...string[]], change: Change]>): Variant[] =>
	list.map(([fails, change]) => ({gate, fails: typeof fails === 'string' ? [fails] : fails, ...change}));

const [attack, ...attacks] = security.tests;

const reads = {
	startup: [
		'10/10 cycles successful (100 % pass rate).',
		'0 zombie PIDs after each stop.',
		'2,160/2,160 health checks passed.',
		'All six services were asked in each interval.',
	],
	metrics: [
		'The metrics cover all 48 hours, one line every 60 seconds.',
		'The error rate stayed below 0.5 % all the time.',
		'Memory stable (no unbounded growth): after the warm-up of the first quarter it reaches a plateau.',
		'No service restarts: the count is 0.',
		'p95 latency stable (not trending upward).',
	],
	soak: ['Error rate < 0.5 % (hard requirement).', 'No deadlocks or stuck sessions.'],
	security: [
		'Approval token from a different tool → 401 (token scope violation): get approval for tool A, use the token to execute tool B.',
		'All 10+ adversarial tests executed.',
		'All tests rejected with correct error codes.',
	],
	preflight: [
		'Secrets scan passes (0 hardcoded secrets in config).',
		'Config validation passes: all required env vars set, policy files syntax valid.',
		'Permissions check passes: file permissions correct, no world-readable secrets.',
		'Service certificates valid (if using mTLS).',
	],
	contract: ['RPO/RTO defined and documented.', 'Recovery scenarios documented.'],
	kept: ['The drill kept to them: restore in 5 minutes, startup in 2, health verification in 1, all of it in 8.'],
	tests: ['100 % pass rate.', 'No test timeouts.', 'All 40+ test cases covered.'],
} as const;

const suite = 'Integration suite passes 100 %: must run successfully with no flaky tests';
const same = 'Results reproducible (same results on repeat runs), with no flaky tests and no race conditions among them';
const twice = 'Two runs of the integration tests are identical: same pass count, same fail count, same tests passing';
/** Where only an artifact differs, the programs of its gate need not do their work again. */
const idle = '#!/bin/sh\necho passed\n';
const report = (content: unknown): Change => {
	const {write} = artifact('integration-tests-final.json', content);
	return {write: {...write, 'bin/python': idle}};
};

const testFile = 'project/tests/integration/test_phase2_e2e.py';

export const variants: readonly Variant[] = [
	...inGate(
		'startup reliability',
		['Ten cycles in a row start and stop cleanly, counted here and not by the script', {write: {'project/scripts/testing/phase3-go-no-go.ps1': goNoGoSometimes}}],
		[['Evidence location: startup = artifacts/phase3/go-no-go-summary-*.json', ...reads.startup], {remove: ['project/artifacts/phase3/go-no-go-summary-1.json']}],
		[['Evidence location: startup = artifacts/phase3/go-no-go-summary-*.json', ...reads.startup], {old: ['project/artifacts/phase3/go-no-go-summary-1.json']}],
		[reads.startup[0], artifact('go-no-go-summary-1.json', {...startup, cycles: {...startup.cycles, passed: 9, failed: 1}})],
		[reads.startup[1], artifact('go-no-go-summary-1.json', {...startup, cycles: {...startup.cycles, zombiePids: startup.cycles.zombiePids.with(7, 1)}})],
		[reads.startup[2], artifact('go-no-go-summary-1.json', {...startup, healthChecks: {...startup.healthChecks, passed: 2159}})],
		[reads.startup[3], artifact('go-no-go-summary-1.json', {...startup, healthChecks: {...startup.healthChecks, passedByPort: {...startup.healthChecks.passedByPort, 7030: 359}}})],
		[twice, {write: {[testFile]: flakyTests}}],
	),
	...inGate(
		'48-hour',
		[['Evidence location: metrics = artifacts/phase3/soak-metrics-*.csv, soak = artifacts/phase3/soak-summary-*.json', ...reads.metrics], {remove: ['project/artifacts/phase3/soak-metrics-1.csv']}],
		[['Evidence location: metrics = artifacts/phase3/soak-metrics-*.csv, soak = artifacts/phase3/soak-summary-*.json', ...reads.soak], {remove: ['project/artifacts/phase3/soak-summary-1.json']}],
		[reads.metrics[0], artifact('soak-metrics-1.csv', metrics(undefined, 2879))],
		[reads.metrics[1], artifact('soak-metrics-1.csv', metrics(part => part === 0.5 ? {error_rate: 0.005} : {}))],
		[reads.metrics[2], artifact('soak-metrics-1.csv', metrics(part => ({memory_mb: 900 + (part * 300)})))],
		[reads.metrics[3], artifact('soak-metrics-1.csv', metrics(part => part > 0.9 ? {restarts: 1} : {}))],
		[reads.metrics[4], artifact('soak-metrics-1.csv', metrics(part => ({p95_ms: 120 + (part * 60)})))],
		[reads.soak[0], artifact('soak-summary-1.json', {...soak, errorRate: 0.005})],
		[reads.soak[1], artifact('soak-summary-1.json', {...soak, stuckSessions: 1})],
	),
	...inGate(
		'3A',
		['curl with missing token → 401.', {fault: 'no token is let in'}],
		['curl with invalid token → 401 Unauthorized.', {fault: 'any token is let in'}],
		['curl with valid token → 200.', {fault: 'a valid token is refused'}],
	),
	...inGate(
		'3B',
		[['Evidence location: security = artifacts/phase3/security-tests.json', ...reads.security], {remove: ['project/artifacts/phase3/security-tests.json']}],
		['Direct tool execution without approval → 403 Forbidden (POLICY_DENIED).', {fault: 'no approval is asked for'}],
		['Spoofed approval token → 401 Unauthorized (INVALID_APPROVAL).', {fault: 'any approval is taken'}],
		[reads.security[0], artifact('security-tests.json', {tests: security.tests.map(test => test.name.includes('different tool') ? {...test, name: 'something else'} : test)})],
		[reads.security[1], artifact('security-tests.json', {tests: attacks})],
		[reads.security[2], artifact('security-tests.json', {tests: [{...attack, code: 'OK'}, ...attacks]})],
	),
	...inGate(
		'3C',
		['Directory change attempt → 400 (INVALID_COMMAND).', {fault: 'any command is allowed'}],
		['Path traversal → 403 (PATH_OUTSIDE_SANDBOX).', {fault: 'paths are not normalised'}],
		['Symlink attack → 403 (SYMLINK_DENIED).', {fault: 'links are followed'}],
	),
	...inGate(
		'3D',
		['Preflight checks pass (run before startup)', {write: {'project/scripts/ops/preflight-checks.ps1': preflightFails}}],
		[['Evidence location: preflight = artifacts/phase3/preflight-check.json', ...reads.preflight], {old: ['project/artifacts/phase3/preflight-check.json']}],
		[reads.preflight[0], artifact('preflight-check.json', {...preflight, hardcodedSecrets: 1})],
		[reads.preflight[1], artifact('preflight-check.json', {...preflight, invalidPolicyFiles: 1})],
		[reads.preflight[2], artifact('preflight-check.json', {...preflight, worldReadableSecrets: 2})],
		[reads.preflight[3], artifact('preflight-check.json', {...preflight, mtls: {used: true, certificatesValid: false}})],
	),
	...inGate(
		'4A',
		['SQLite database.', {remove: ['project/backups/phase3-validation/data/memory/sonia.db']}],
		['Session state.', {remove: ['project/backups/phase3-validation/data/sessions/1.json']}],
		['Configuration.', {remove: ['project/backups/phase3-validation/config/sonia-config.json']}],
		['Policy files.', {remove: ['project/backups/phase3-validation/config/policies/tools.json']}],
		['Backup is readable (not corrupted)', {write: {'project/backups/phase3-validation/data/memory/sonia.db': 'this is no database'}}],
		['Backup size is reasonable (< 5GB).', {write: {'bin/du': '#!/bin/sh\nprintf \'5242880\\tbackups/phase3-validation\\n\'\n'}}],
	),
	...inGate(
		'4B',
		['Health checks pass', {fault: '7050 is not healthy'}],
		['Memory search returns pre-backup data.', {fault: 'nothing is found'}],
		[['Evidence location: drill = artifacts/phase3/restore-drill.json', 'Session state recovered.'], {remove: ['project/artifacts/phase3/restore-drill.json']}],
		['Session state recovered.', artifact('restore-drill.json', {...drill, sessions: {inBackup: 3, restored: 2}})],
	),
	...inGate(
		'4C',
		['SQLite integrity check passes', {write: {'project/data/memory/sonia.db': 'this is no database'}}],
		['No WAL corruption detected', {write: {'project/data/memory/sonia.db-wal': 'x'.repeat(64)}}],
	),
	...inGate(
		'4D',
		[['Evidence: contract = RUNTIME_CONTRACT.md (any age), kept = artifacts/phase3/restore-drill.json', ...reads.contract], {remove: ['project/RUNTIME_CONTRACT.md']}],
		[reads.contract[0], {write: {'project/RUNTIME_CONTRACT.md': contract.replace('6 hours', '12 hours')}}],
		[reads.contract[1], {write: {'project/RUNTIME_CONTRACT.md': contract.replace('Disk full', 'Disk')}}],
		[reads.kept[0], artifact('restore-drill.json', {...drill, minutes: {...drill.minutes, restore: 6}})],
	),
	...inGate(
		'Integration test determinism',
		[[suite, same], {write: {[testFile]: failingTests}}],
		[same, {write: {[testFile]: flakyTests}}],
		[
			['Evidence location: tests = artifacts/phase3/integration-tests-final.json', ...reads.tests, ...categories.map(name => `${name} (5+ tests).`)],
			{remove: ['project/artifacts/phase3/integration-tests-final.json']},
		],
		[reads.tests[0], report({...tests, passed: 40, skipped: 1})],
		[reads.tests[1], report({...tests, timeouts: 1})],
		[reads.tests[2], report({...tests, total: 39, passed: 39})],
		...categories.map(name => [`${name} (5+ tests).`, report({...tests, categories: {...tests.categories, [name]: 4}})] as const),
	),
	...inGate(
		'5C',
		['Dashboard template created.', {remove: ['project/DASHBOARD.md']}],
		['Alert thresholds defined.', {remove: ['project/ALERT_THRESHOLDS.md']}],
	),
];
