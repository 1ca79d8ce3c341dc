/** What the scripts of the release leave behind, in the words that the checklist asks for. */

export const startup = {
	cycles: {
		total: 10, passed: 10, failed: 0, zombiePids: Array.from({length: 10}, () => 0),
	},
	healthChecks: {
		total: 2160, passed: 2160, intervals: 360, passedByPort: Object.fromEntries([7000, 7010, 7020, 7030, 7040, 7050].map(port => [String(port), 360])),
	},
};

export const soak = {errorRate: 0.001, deadlocks: 0, stuckSessions: 0};

type Sample = {readonly error_rate: number; readonly memory_mb: number; readonly restarts: number; readonly p95_ms: number};

/** 48 hours, one line every 60 seconds; `shape` says how a sample differs from a quiet one. */
export function metrics(shape: (part: number) => Partial<Sample> = () => ({}), count = 2880): string {
	const rows = Array.from({length: count}, (_, index) => {
		const {error_rate: errors = 0.001, memory_mb: memory = 900, restarts = 0, p95_ms: p95 = 120} = shape(index / count);
		return [index * 60, errors, memory, restarts, p95].join(',');
	});
	return `second,error_rate,memory_mb,restarts,p95_ms\n${rows.join('\n')}\n`;
}

const attack = (name: string, status: number, code: string) => ({
	name, rejected: true, status, expectedStatus: status, code, expectedCode: code,
});

export const security = {
	tests: [
		attack('direct execution without approval', 403, 'POLICY_DENIED'),
		attack('spoofed approval token', 401, 'INVALID_APPROVAL'),
		attack('approval token from a different tool', 401, 'INVALID_APPROVAL'),
		attack('directory change', 400, 'INVALID_COMMAND'),
		attack('path traversal', 403, 'PATH_OUTSIDE_SANDBOX'),
		attack('symbolic link', 403, 'SYMLINK_DENIED'),
		...['command substitution', 'pipe', 'redirection', 'environment'].map(name => attack(name, 400, 'INVALID_COMMAND')),
	],
};

export const preflight = {
	hardcodedSecrets: 0, missingEnvVars: 0, invalidPolicyFiles: 0, worldReadableSecrets: 0, mtls: {used: true, certificatesValid: true},
};

export const drill = {
	sessions: {inBackup: 3, restored: 3},
	minutes: {
		restore: 4, startup: 2, health: 1, total: 7,
	},
};

export const categories = ['API Gateway chat orchestration', 'API Gateway action execution', 'Memory Engine search', 'Pipecat session lifecycle', 'WebSocket communication', 'Correlation ID propagation', 'Standard envelope compliance', 'Error handling'];

export const tests = {
	total: 41, passed: 41, failed: 0, skipped: 0, timeouts: 0, categories: Object.fromEntries(categories.map(name => [name, 5])),
};

export const contract = `# Runtime contract

RPO (Recovery Point Objective): 6 hours
RTO (Recovery Time Objective): 8 minutes

1. Single service crash → Container restart (< 1 min)
2. Disk full → Secondary disk backup (< 5 min)
3. Data corruption → Restore from backup (< 8 min)
4. Operator mistake → Git reset (< 2 min)
`;
