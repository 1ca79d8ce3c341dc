/** Prometheus, the API in staging and production, and the web UI. */
import {serve, type Answer} from '../server.js';
import type {Place} from '../world.js';

const rules: ReadonlyArray<readonly [name: string, query: string]> = [
	['HighErrorRate', 'sum(rate(http_requests_total{status=~"5.."}[5m])) / sum(rate(http_requests_total[5m])) > 0.05'],
	['HighLatency', 'histogram_quantile(0.95, sum by (le) (rate(http_request_duration_seconds_bucket[5m]))) > 0.5'],
	['DatabasePoolExhausted', 'pg_pool_available == 0'],
	['RedisMemoryHigh', 'redis_memory_used_bytes / redis_memory_max_bytes > 0.8'],
	['DiskUsageHigh', '1 - node_filesystem_avail_bytes / node_filesystem_size_bytes > 0.85'],
];

const success = (data: unknown): Answer => ({status: 200, headers: {'content-type': 'application/json'}, body: {status: 'success', data}});

/** A rule with a fault of its name alarms too late: its threshold is another. */
function prometheus(path: string, query: string, faults: ReadonlySet<string>): Answer {
	switch (path) {
		case '/api/v1/targets': {
			return success({activeTargets: [{labels: {job: 'api'}, health: 'up'}, {labels: {job: 'redis'}, health: faults.has('a target is down') ? 'down' : 'up'}]});
		}

		case '/api/v1/rules': {
			const known = rules.filter(([name]) => !(name === 'DatabasePoolExhausted' && faults.has(name)));
			return success({groups: [{name: 'release', rules: known.map(([name, text]) => ({type: 'alerting', name, query: faults.has(name) ? text.replace(/> .*/v, '> 0.99') : text}))}]});
		}

		case '/api/v1/query': {
			const quantile = query.includes('histogram_quantile');
			const bad = faults.has(quantile ? 'it is slow' : 'there are errors');
			return success({resultType: 'vector', result: [{metric: {}, value: [1_763_700_000, quantile ? (bad ? '0.61' : '0.12') : (bad ? '0.07' : '0.001')]}]});
		}

		default: {
			return {status: 404};
		}
	}
}

const unknown: Answer = {status: 404};

export async function startServices({faults}: Place) {
	const health = (name: string): Answer => faults.has(`${name} is not healthy`) ? {status: 503, body: {status: 'down'}} : {status: 200, body: {status: 'ok'}};
	const servers = await Promise.all([
		serve(({path, query}) => prometheus(path, query, faults)),
		serve(({path, headers}) => {
			if (path === '/v1/calls') {
				return headers['x-api-key'] !== undefined || faults.has('keys are not asked for') ? {status: 200, body: []} : {status: 401, body: {error: 'no key'}};
			}

			return path === '/health' ? health('staging') : unknown;
		}),
		serve(({path}) => path === '/health' ? health('production') : unknown),
		serve(({path}) => {
			const cookie = `session=1; Path=/; HttpOnly;${faults.has('a cookie is not secure') ? '' : ' Secure;'} SameSite=Lax`;
			return path === '/login'
				? {status: 200, headers: {'set-cookie': [cookie, 'csrf=2; Path=/; HttpOnly; Secure; SameSite=Strict']}, body: '<!doctype html>'}
				: (path === '/' && !faults.has('the web UI is gone') ? {status: 200, body: '<!doctype html><html></html>'} : unknown);
		}),
	]);
	const [metrics, staging, api, web] = servers;
	return {
		set: {
			prometheus_url: metrics.url, staging_url: staging.url, api_url: api.url, web_url: web.url,
		},
		async stop() {
			await Promise.all(servers.map(async ({stop}) => stop()));
		},
	};
}
