/** The world of `go-live.md`: the control API, the Worker, and what the project's scripts leave in `runtime/`. */
import path from 'node:path';
import {pythonWith} from '../python.js';
import type {Change, Variant, World} from '../world.js';
import {secret, startServices, token} from './services.js';

const python = pythonWith('hmac', 'urllib.request');

const cargo = (exit: number): string => `#!/usr/bin/env bash
# A stand-in for cargo: a workspace takes minutes to build.
echo "test result: ${exit === 0 ? 'ok. 12 passed; 0 failed' : 'FAILED. 11 passed; 1 failed'}; 0 ignored"
exit ${exit}
`;

/** A backup is whole when its files are those of its manifest. */
const runbook = `#!/usr/bin/env bash
set -euo pipefail
case "$1" in
verify-backup) cd "$2" && sha256sum --check --quiet manifest.json.sha256 ;;
verify-backup-secure) cd "$2" && sha256sum --check --quiet payload.sha256 ;;
*) echo "usage: vvtv-runbook.sh verify-backup <backup_dir>" >&2; exit 2 ;;
esac
`;

const sums = 'cd project/runtime/backups/20261120T0200 && sha256sum manifest.json >manifest.json.sha256 && sha256sum backup.enc >payload.sha256';

const environmentFile = (lines: Readonly<Record<string, string>> = {}): string => Object.entries({
	VVTV_ENV: 'production',
	VVTV_CONTROL_TOKEN: token,
	VVTV_CONTROL_SECRET: secret,
	CLOUDFLARE_ACCOUNT_ID: '0123456789abcdef',
	CLOUDFLARE_API_TOKEN: 'cloudflare-token',
	VVTV_CLOUD_SYNC_URL: 'https://vvtv.example.workers.dev',
	...lines,
}).map(([name, value]) => `${name}=${value}\n`).join('');

const phase1 = 'project/runtime/go-live/phase1/20261120T0100';
const soak = 'project/runtime/soak/20261119T0100';
const canary = 'project/runtime/canary/20261120T0300/result.env';
const backup = 'project/runtime/backups/20261120T0200';
const samples = (count: number): string => Array.from({length: count}, (_, minute) => `${minute} status=running\n`).join('');

const configured = (lines: Readonly<Record<string, string>>): Change => ({write: {'project/.env.production': environmentFile(lines)}});

const inGate = (gate: string, ...list: ReadonlyArray<readonly [fails: string | readonly [string, ...string[]], change: Change]>): Variant[] =>
	list.map(([fails, change]) => ({gate, fails: typeof fails === 'string' ? [fails] : fails, ...change}));

const titles = {
	phase1: 'Verificar runtime/go-live/phase1/<timestamp>/summary.txt com status=PASS.',
	artifacts: 'Anexar artefatos (status.json, alerts.json, metrics.prom, logs) ao pacote de release.',
	verify: 'scripts/vvtv-runbook.sh verify-backup <backup_dir> validates checksums',
	verifySecure: 'scripts/vvtv-runbook.sh verify-backup-secure <backup_dir> validates encrypted backup',
	soak: 'Verify runtime/soak/<timestamp>/summary.txt with verdict=PASS.',
	attach: 'Attach soak summary.txt, status-samples.log, metrics-samples.log, alerts-samples.log to release artifact.',
	samples: 'The samples cover 24 hours, one every 60 seconds.',
	canary: 'Verify runtime/canary/<timestamp>/result.env has status=PASS.',
} as const;

export const goLive: World = {
	file: 'go-live.md',
	tools: ['grep', 'curl', 'sha256sum', 'dirname'],
	needs: [python.need, ['evidence’s places in the environment', 'grep', '-q', 'findEvidenceVariables', path.join(import.meta.dirname, '..', '..', '..', 'source', 'checks', 'prepare.ts')]],
	set: {},
	environment: {control_token: token, control_secret: secret},
	committed: {'scripts/vvtv-runbook.sh': runbook},
	write: {
		'bin/cargo': cargo(0),
		'bin/python3': python.program,
		'project/.env.production': environmentFile(),
		[`${phase1}/summary.txt`]: 'status=PASS\nchecks=14\n',
		[`${phase1}/status.json`]: '{}',
		[`${phase1}/alerts.json`]: '[]',
		[`${phase1}/metrics.prom`]: 'vvtv_up 1\n',
		[`${phase1}/orchestrator.log`]: 'started\n',
		[`${backup}/manifest.json`]: '{"files": 3}',
		[`${backup}/backup.enc`]: 'sealed',
		[`${soak}/summary.txt`]: 'verdict=PASS\nhours=24\n',
		[`${soak}/status-samples.log`]: samples(1440),
		[`${soak}/metrics-samples.log`]: samples(1),
		[`${soak}/alerts-samples.log`]: samples(1),
		[canary]: 'status=PASS\n',
		'project/runtime/releases/promotions/promotion-20261120T0400.env': 'status=PROMOTED\n',
	},
	async start(place) {
		await place.run('bash', '-c', sums);
		return startServices(place);
	},
	afterTheTag: [],
	variants: [
		...inGate(
			'Fase 1',
			[['Evidence: phase1 = runtime/go-live/phase1/<timestamp>/summary.txt', titles.phase1], {remove: [`${phase1}/summary.txt`]}],
			[titles.phase1, {write: {[`${phase1}/summary.txt`]: 'status=FAIL\nchecks=14\n'}}],
			[titles.artifacts, {remove: [`${phase1}/metrics.prom`]}],
			[titles.artifacts, {old: [`${phase1}/orchestrator.log`]}],
		),
		...inGate(
			'Build and tests',
			['cargo test green', {write: {'bin/cargo': cargo(101)}}],
			['It serves /v1/status', {fault: '/v1/status is broken'}],
			['It serves /metrics.', {fault: 'no metrics are there'}],
			['It serves /v1/alerts', {fault: '/v1/alerts is broken'}],
		),
		...inGate(
			'Security and secrets',
			['VVTV_ENV=production configured in runtime environment', configured({VVTV_ENV: 'production-like'})],
			['Non-dev secrets configured (no dev-token/dev-secret)', configured({VVTV_CONTROL_SECRET: 'dev-secret'})],
			['Non-dev secrets configured (no dev-token/dev-secret)', configured({VVTV_CONTROL_TOKEN: ''})],
			['Cloudflare credentials configured if sync is enabled.', configured({CLOUDFLARE_API_TOKEN: ''})],
			['Control API refuses a request that is not signed.', {fault: 'anybody may command'}],
			['Control API auth verified with signed request', {fault: 'signatures are refused'}],
			['Control API auth verified with signed request', {environment: {control_secret: 'another-secret'}}],
		),
		...inGate(
			'Operational readiness',
			[['Evidence: manifest = runtime/backups/<timestamp>/manifest.json, payload = runtime/backups/<timestamp>/*.enc', titles.verifySecure], {remove: [`${backup}/backup.enc`]}],
			[titles.verify, {write: {[`${backup}/manifest.json`]: '{"files": 2}'}}],
			[titles.verifySecure, {write: {[`${backup}/backup.enc`]: 'opened'}}],
		),
		...inGate(
			'Soak run',
			[['Evidence: soak = runtime/soak/<timestamp>/summary.txt', titles.soak, titles.attach], {remove: [`${soak}/summary.txt`]}],
			[titles.soak, {write: {[`${soak}/summary.txt`]: 'verdict=FAIL\nhours=24\n'}}],
			[titles.attach, {remove: [`${soak}/alerts-samples.log`]}],
			[titles.samples, {write: {[`${soak}/status-samples.log`]: samples(1439)}}],
		),
		...inGate(
			'Canary gate',
			[['Evidence: canary = runtime/canary/<timestamp>/result.env', titles.canary], {remove: [canary]}],
			[titles.canary, {write: {[canary]: 'status=ROLLED_BACK\n'}}],
		),
		...inGate(
			'Promotion gate',
			['Evidence: verdict = runtime/canary/<timestamp>/result.env', {old: [canary]}],
			['Verify alerts endpoint is reachable, and no critical or high alert is active.', {fault: 'an alert is active'}],
			['Verify promotion record in runtime/releases/promotions/promotion-<ts>.env.', {remove: ['project/runtime/releases/promotions/promotion-20261120T0400.env']}],
		),
		...inGate(
			'Cloudflare integration',
			['Orchestrator cloud sync variables configured', configured({VVTV_CLOUD_SYNC_URL: ''})],
			['Confirm Worker serves latest daily report from D1.', {fault: '/reports/daily/latest is not there'}],
			['Confirm Worker serves latest weekly report from D1.', {fault: '/reports/weekly/latest is not there'}],
		),
	],
};
