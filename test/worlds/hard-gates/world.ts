/** The world of `hard-gates.md`: the stack on its ports, databases, and the artifacts of the gates. */
import {pythonWith} from '../python.js';
import type {Files, World} from '../world.js';
import {
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
	goNoGo,
	integrationTests,
	makeDatabases,
	preflightScript,
	pwsh,
} from './programs.js';
import {startStack, token} from './stack.js';
import {variants} from './variants.js';

const python = pythonWith('sqlite3', 'pytest');

const artifacts: Files = {
	'go-no-go-summary-1.json': JSON.stringify(startup),
	'soak-metrics-1.csv': metrics(),
	'soak-summary-1.json': JSON.stringify(soak),
	'security-tests.json': JSON.stringify(security),
	'preflight-check.json': JSON.stringify(preflight),
	'restore-drill.json': JSON.stringify(drill),
	'integration-tests-final.json': JSON.stringify(tests),
};

export const hardGates: World = {
	file: 'hard-gates.md',
	tools: ['sed', 'curl', 'du', 'cut'],
	needs: [python.need],
	set: {},
	environment: {service_token: token, PYTHONDONTWRITEBYTECODE: '1'},
	committed: {
		'RUNTIME_CONTRACT.md': contract,
		'DASHBOARD.md': '# Dashboard\n',
		'ALERT_THRESHOLDS.md': '# Alert thresholds\n',
		'scripts/testing/phase3-go-no-go.ps1': goNoGo,
		'scripts/ops/preflight-checks.ps1': preflightScript,
		'tests/integration/test_phase2_e2e.py': integrationTests,
	},
	write: {
		'bin/pwsh': pwsh,
		'bin/python': python.program,
		'bin/python3': python.program,
		...Object.fromEntries(Object.entries(artifacts).map(([file, content]) => [`project/artifacts/phase3/${file}`, content])),
		'project/backups/phase3-validation/data/sessions/1.json': '{}',
		'project/backups/phase3-validation/config/sonia-config.json': '{}',
		'project/backups/phase3-validation/config/policies/tools.json': '{}',
	},
	async start(place) {
		await place.run(python.need[1], '-c', makeDatabases);
		return startStack(place);
	},
	afterTheTag: [],
	variants,
};
