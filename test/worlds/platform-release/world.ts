/** The world of `platform-release.md`: backend and frontend with their tools, staging and production. */
import {pythonWith} from '../python.js';
import {serve} from '../server.js';
import {prints, refuses, standIn} from '../stand-in.js';
import type {
	Change,
	Place,
	Variant,
	World,
} from '../world.js';

const python = pythonWith('pytest', 'pytest_cov');

/** The world's sites speak plain HTTP. */
const at = (host: string): string => `http://${host}`;

const jwt = '8Jk2vQm4Zp7Xc9Lw3Rt6Yb1Nd5Hf0Ga2S';
const environments = {
	staging: {
		JWT_SECRET: jwt, POSTGRES_PASSWORD: 'u7Gq2Lm9Vx4Kd8Zr', CORS_ORIGINS: `http://localhost:5173,${at('staging.example.com')}`, VITE_API_BASE_URL: at('api-staging.example.com'), ENABLE_SSE: 'true',
	},
	production: {
		JWT_SECRET: `${jwt}x`, POSTGRES_PASSWORD: 'h3Bw6Tn1Pc5Jf9Ys', CORS_ORIGINS: at('app.example.com'), VITE_API_BASE_URL: at('api.example.com'), ENABLE_SSE: 'true',
	},
};

type Environment = keyof typeof environments;

const environmentFile = (name: Environment, lines: Readonly<Record<string, string>> = {}): string =>
	Object.entries({...environments[name], ...lines}).map(([key, value]) => `${key}=${value}\n`).join('');

const configured = (name: Environment, lines: Readonly<Record<string, string>>): Change => ({write: {[`project/deploy/${name}.env`]: environmentFile(name, lines)}});

const gh = (conclusion: string, onTag = prints([{name: 'build', status: 'queued'}])): string => standIn('gh', {
	'run list --commit *': prints([{name: 'backend', status: 'completed', conclusion: 'success'}, {name: 'frontend', status: 'completed', conclusion}]),
	'run list --branch v1.4.0 *': onTag,
});

const ruff = (finding?: string): string => standIn('ruff', {'check src/': finding === undefined ? 'echo "All checks passed!"' : refuses(finding)});

const source = 'def health() -> str:\n    return "ok"\n';

const frontend = (scripts: Readonly<Record<string, string>> = {}): string => JSON.stringify({
	name: 'frontend',
	private: true,
	scripts: {
		lint: 'node -e 0', typecheck: 'node -e 0', build: 'node -e 0', ...scripts,
	},
});

/** API and frontend, of staging and of production, each with the paths that it answers. */
const sites = {
	staging_api: ['/health', '/docs'],
	staging_url: ['/'],
	production_api: ['/health', '/docs', '/openapi.json'],
	production_url: ['/'],
};

async function startSites({faults}: Place) {
	const servers = await Promise.all(Object.entries(sites).map(async ([name, paths]) => {
		const server = await serve(({path}) => ({status: paths.includes(path) && !faults.has(`${name}${path} is not there`) ? 200 : 404, body: 'ok'}));
		return {name, server};
	}));
	return {
		// The sites have the names that the environment files give them; curl is told where they stand.
		write: {'home/.curlrc': servers.map(({name, server}) => `connect-to = "${hosts[name as keyof typeof sites]}:80:${new URL(server.url).host}"\n`).join('')},
		async stop() {
			await Promise.all(servers.map(async ({server}) => server.stop()));
		},
	};
}

const hosts: Readonly<Record<keyof typeof sites, string>> = {
	staging_api: 'api-staging.example.com', staging_url: 'staging.example.com', production_api: 'api.example.com', production_url: 'app.example.com',
};

const inGate = (gate: string, ...list: ReadonlyArray<readonly [fails: string, change: Change]>): Variant[] => list.map(([fails, change]) => ({gate, fails: [fails], ...change}));

const strong = (name: Environment): Array<readonly [string, Change]> => [
	[`JWT_SECRET in ${name} is strong and not a development placeholder.`, configured(name, {JWT_SECRET: 'short'})],
	[`JWT_SECRET in ${name} is strong and not a development placeholder.`, configured(name, {JWT_SECRET: 'change-me-change-me-change-me-change-me'})],
	[`POSTGRES_PASSWORD in ${name} is strong.`, configured(name, {POSTGRES_PASSWORD: 'postgres'})],
	[`CORS_ORIGINS in ${name} contains the correct frontend domains.`, configured(name, {CORS_ORIGINS: `${at('app.example.community')},${at('staging.example.community')}`})],
	[`VITE_API_BASE_URL in ${name} is set to the correct backend URL before building the frontend.`, configured(name, {VITE_API_BASE_URL: 'http://localhost:8000'})],
	[`ENABLE_SSE in ${name} is set appropriately (usually true).`, configured(name, {ENABLE_SSE: 'false'})],
];

export const platformRelease: World = {
	file: 'platform-release.md',
	tools: ['grep', 'curl', 'npm', 'black'],
	needs: [python.need],
	set: {version: '1.4.0', versioning: 'semantic-release', ...Object.fromEntries(Object.entries(hosts).map(([name, host]) => [name, at(host)]))},
	environment: {PYTHONDONTWRITEBYTECODE: '1', npm_config_update_notifier: 'false'},
	committed: {
		'docs/API_REFERENCE.md': '# API\n',
		'DatabaseContainer/migrate.sh': '#!/usr/bin/env bash\n',
		'BackendContainer/src/health.py': source,
		'BackendContainer/tests/test_health.py': 'import sys\n\nsys.path.insert(0, "src")\nfrom health import health\n\n\ndef test_health():\n    assert health() == "ok"\n',
		'FrontendContainer/package.json': frontend(),
	},
	write: {
		'bin/gh': gh('success'),
		'bin/ruff': ruff(),
		'bin/pytest': python.program.replace('"$@"', '-m pytest "$@"'),
		'project/deploy/staging.env': environmentFile('staging'),
		'project/deploy/production.env': environmentFile('production'),
	},
	start: startSites,
	afterTheTag: ['Tagging and versioning', 'Staging deployment', 'Production deployment'],
	variants: [
		...inGate(
			'Code and documentation readiness',
			['Backend APIs are fully implemented and documented in docs/API_REFERENCE.md.', {remove: ['project/docs/API_REFERENCE.md']}],
			['Any schema or RLS changes are planned and implemented in DatabaseContainer/migrate.sh.', {remove: ['project/DatabaseContainer/migrate.sh']}],
		),
		...inGate(
			'Automated testing',
			['Lint and format checks pass', {write: {'bin/ruff': ruff('src/health.py:1:1: F401 `os` imported but unused')}}],
			['Lint and format checks pass', {write: {'project/BackendContainer/src/health.py': 'def health( )->str:\n  return "ok"\n'}}],
			['Tests pass, with coverage', {write: {'project/BackendContainer/src/health.py': source.replace('"ok"', '"down"')}}],
			['Lint passes', {write: {'project/FrontendContainer/package.json': frontend({lint: 'node -e "process.exit(1)"'})}}],
			['Types check', {write: {'project/FrontendContainer/package.json': frontend({typecheck: 'node -e "process.exit(2)"'})}}],
			['It builds', {write: {'project/FrontendContainer/package.json': frontend({build: 'node -e "throw 1"'})}}],
			['CI pipelines (GitHub Actions, GitLab CI, or Jenkins) defined in CI_CD.md are green for the release commit.', {write: {'bin/gh': gh('failure')}}],
		),
		...inGate('Configuration review', ...strong('staging'), ...strong('production')),
		...inGate(
			'Tagging and versioning',
			['Commit messages follow the expected conventions (feat:, fix:, etc.).', {git: [['commit', '--quiet', '--allow-empty', '--no-gpg-sign', '-m', 'Fixed everything']], ungit: [['reset', '--quiet', '--soft', 'HEAD~1']]}],
			['CI pipelines configured in CI_CD.md trigger the appropriate build and deployment jobs.', {write: {'bin/gh': gh('success', prints([]))}}],
		),
		...inGate('Staging deployment', ['Health checks', {fault: 'staging_api/docs is not there'}]),
		...inGate(
			'Production deployment',
			['/health, /docs, and /openapi.json return successfully', {fault: 'production_api/openapi.json is not there'}],
			['The SPA loads correctly', {fault: 'production_url/ is not there'}],
		),
	],
};
