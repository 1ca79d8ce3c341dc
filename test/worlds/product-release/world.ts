/** The world of `product-release.md`: a monorepo, its Prometheus, staging and production. */
import type {Change, Variant, World} from '../world.js';
import {refuses} from '../stand-in.js';
import {
	docker,
	gh,
	npm,
	pnpm,
} from './programs.js';
import {startServices} from './services.js';

const package_ = (name: string, version = '0.1.0'): string => JSON.stringify({name, version});

const k6 = (p95: number, failed = 0.001): string => JSON.stringify({metrics: {http_req_duration: {avg: 90, 'p(95)': p95}, http_req_failed: {value: failed}}});

const secret = 'AKIAIOSFODNN7EXAMPLF';

const inGate = (gate: string, ...list: ReadonlyArray<readonly [fails: string | readonly [string, ...string[]], change: Change]>): Variant[] =>
	list.map(([fails, change]) => ({gate, fails: typeof fails === 'string' ? [fails] : fails, ...change}));

const consistency = 'Verify version consistency across monorepo.';
const history = 'Verify no secrets in commit history (use git-secrets or similar)';
const k6Titles = {
	limits: 'Their result is within the limits of the alerts: p95 at most 500 ms, at most 5 % errors.',
	regressions: 'No performance regressions: p95 at most 10 % above the baseline.',
} as const;

export const productRelease: World = {
	file: 'product-release.md',
	tools: ['grep', 'curl', 'jq', 'xargs', 'sort', 'tr', 'git-secrets', 'sed', 'cut', 'basename', 'uname', 'dirname', 'head', 'tail'],
	set: {version: '0.1.0'},
	committed: {
		'package.json': package_('example'),
		'packages/sdk/package.json': package_('@example/sdk'),
		'apps/web/package.json': package_('web'),
		'CHANGELOG.md': '# Changelog\n\n## v0.1.0\n\n- All of it\n',
		'.gitignore': '.env\nartifacts/\n',
		'apps/web/index.ts': 'export const calls = 1;\n',
		'docker-compose.dev.yml': 'services: {}\n',
		'docker-compose.prod.yml': 'services: {}\n',
		'.github/workflows/release.yml': 'on:\n  push:\n    tags: [\'v*\']\n',
		'docs/PERF.md': '# Performance\n\nv0.1.0: p95 200 ms\n',
		'docs/BACKUP_RESTORE.md': '# Backup\n',
		'docs/BLUE_GREEN_DEPLOYMENT.md': '# Blue and green\n',
		'perf/baseline-summary.json': k6(195),
	},
	write: {
		'bin/gh': gh(),
		'bin/docker': docker(),
		'bin/pnpm': pnpm(false),
		'bin/npm': npm('0.1.0'),
		'project/artifacts/k6-summary.json': k6(200),
	},
	async start(place) {
		await place.run('git', '-C', 'project', 'config', '--add', 'secrets.patterns', 'AKIA[0-9A-Z]{16}');
		await place.run('git', 'init', '--quiet', '--bare', 'origin');
		await place.run('git', '-C', 'project', 'remote', 'add', 'origin', '../origin');
		await place.run('git', '-C', 'project', 'push', '--quiet', 'origin', 'HEAD:refs/tags/v0.1.0');
		return startServices(place);
	},
	afterTheTag: ['Tagging and building', 'Deployment', 'Post-release', 'Success criteria', 'Rollback plan'],
	variants: [
		...inGate(
			'Versioning and documentation',
			[['Update package.json version.', consistency], {write: {'project/package.json': package_('example', '0.0.9')}}],
			[['Update packages/sdk/package.json version.', consistency], {write: {'project/packages/sdk/package.json': package_('@example/sdk', '0.0.9')}}],
			[consistency, {write: {'project/apps/web/package.json': package_('web', '0.0.9')}}],
			['Create/update CHANGELOG.md with the entries of this version.', {write: {'project/CHANGELOG.md': '# Changelog\n\n## v0.0.9\n'}}],
		),
		...inGate(
			'Security review',
			['Verify session security (HTTP-only, Secure, SameSite).', {fault: 'a cookie is not secure'}],
			['Review SQL injection prevention (Prisma parameterization): no raw query takes a text', {write: {'project/apps/web/index.ts': 'await prisma.$queryRawUnsafe(text);\n'}}],
			// Where the history holds none, git-secrets looks through the work tree for it.
			[['Verify secrets are not hardcoded', history], {write: {'project/apps/web/index.ts': `const key = '${secret}';\n`}}],
			['Verify .env files are in .gitignore, and none is tracked', {write: {'project/.gitignore': '/.env\nartifacts/\n'}}],
			['Verify .env files are in .gitignore, and none is tracked', {
				write: {'project/apps/.env': ''}, git: [['add', '--force', 'apps/.env']], ungit: [['rm', '--quiet', '--cached', 'apps/.env']],
			}],
			[history, {git: [['notes', 'add', '-m', secret]], ungit: [['notes', 'remove'], ['update-ref', '-d', 'refs/notes/commits']]}],
			['Run pnpm audit and fix critical vulnerabilities', {write: {'bin/pnpm': pnpm(true)}}],
		),
		...inGate(
			'Observability and monitoring',
			['Prometheus targets configured, and all of them up.', {fault: 'a target is down'}],
			['High error rate (>5%).', {fault: 'HighErrorRate'}],
			['High latency (p95 >500ms).', {fault: 'HighLatency'}],
			['Database connection pool exhaustion.', {fault: 'DatabasePoolExhausted'}],
			['Redis memory usage >80%.', {fault: 'RedisMemoryHigh'}],
			['Disk usage >85%.', {fault: 'DiskUsageHigh'}],
		),
		...inGate(
			'Demo and testing',
			['API health check passes', {fault: 'staging is not healthy'}],
			['API key authentication works: without a key the answer is 401.', {fault: 'keys are not asked for'}],
			[k6Titles.limits, {write: {'project/artifacts/k6-summary.json': k6(200, 0.06)}}],
			[[k6Titles.limits, k6Titles.regressions], {write: {'project/artifacts/k6-summary.json': k6(501)}}],
			['Baseline results documented in docs/PERF.md.', {write: {'project/docs/PERF.md': '# Performance\n'}}],
			[k6Titles.regressions, {write: {'project/artifacts/k6-summary.json': k6(215)}}],
		),
		...inGate(
			'Infrastructure',
			['Dockerfiles build successfully', {write: {'bin/docker': docker({build: refuses('failed to solve: process did not complete')})}}],
			['docker-compose.dev.yml works locally', {write: {'project/docker-compose.dev.yml': 'service: {}\n'}}],
			['docker-compose.prod.yml configured for production', {write: {'project/docker-compose.prod.yml': 'service: {}\n'}}],
			['PR workflow passes: all runs of this commit have succeeded.', {write: {'bin/gh': gh({ci: 'failure'})}}],
			['Release workflow configured', {write: {'project/.github/workflows/release.yml': 'on: [workflow_dispatch]\n'}}],
			['Runbooks complete (docs/BACKUP_RESTORE.md, docs/BLUE_GREEN_DEPLOYMENT.md, etc.).', {remove: ['project/docs/BACKUP_RESTORE.md']}],
		),
		...inGate(
			'Tagging and building',
			['Verify GitHub Actions release workflow runs.', {write: {'bin/gh': gh({release: 'failure'})}}],
			['Verify Docker images are built and pushed', {write: {'bin/docker': docker({manifest: refuses('no such manifest')})}}],
			['Verify SDK is published to npm (if applicable).', {write: {'bin/npm': npm('')}}],
			['Release notes created on GitHub.', {write: {'bin/gh': gh({body: ''})}}],
			['Assets attached to release.', {write: {'bin/gh': gh({assets: []})}}],
		),
		...inGate(
			'Deployment',
			['Run smoke tests', {fault: 'staging is not healthy'}],
			[['Verify health checks pass', 'Run smoke tests: API and web UI answer'], {fault: 'production is not healthy'}],
			['Run smoke tests: API and web UI answer', {fault: 'the web UI is gone'}],
		),
		...inGate(
			'Post-release',
			['Monitor error rates for 24 hours: never above 5 %.', {fault: 'there are errors'}],
			['Monitor performance metrics: p95 never above 500 ms.', {fault: 'it is slow'}],
		),
		...inGate('Success criteria', ['The tag is created and pushed', {git: [['push', '--quiet', '--delete', 'origin', 'v0.1.0']], ungit: [['push', '--quiet', 'origin', 'HEAD:refs/tags/v0.1.0']]}]),
		...inGate('Rollback plan', ['Verify rollback successful', {fault: 'production is not healthy'}]),
	],
};
