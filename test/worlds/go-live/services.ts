/** The control API, which wants a bearer token and signed commands, and the Worker with its reports. */
import {createHmac} from 'node:crypto';
import {serve, type Answer, type Asked} from '../server.js';
import type {Place} from '../world.js';

export const token = 'production-token-5d1c';
export const secret = 'production-secret-8f02';

const refused: Answer = {status: 401, body: {error: 'unauthorized'}};

const isBearer = ({headers}: Asked): boolean => headers.authorization === `Bearer ${token}`;

function isSigned({method, path, headers}: Asked): boolean {
	const time = String(headers['x-vvtv-timestamp']);
	const wanted = createHmac('sha256', secret).update(`${time}\n${method}\n${path}`).digest('hex');
	return Math.abs((Date.now() / 1000) - Number(time)) < 60 && headers['x-vvtv-signature'] === wanted;
}

const alert = (severity: string, state: string) => ({name: 'stream_gap', severity, state});

function control(asked: Asked, faults: ReadonlySet<string>): Answer {
	if (faults.has(`${asked.path} is broken`)) {
		return {status: 500, body: {error: 'internal'}};
	}

	switch (asked.path) {
		case '/metrics': {
			return {status: 200, body: faults.has('no metrics are there') ? '# nothing\n' : '# TYPE vvtv_commit_windows_total counter\nvvtv_commit_windows_total 3\n'};
		}

		case '/v1/status': {
			return isBearer(asked) ? {status: 200, body: {status: 'running'}} : refused;
		}

		case '/v1/alerts': {
			const active = faults.has('an alert is active') ? [alert('high', 'active')] : [];
			return isBearer(asked) ? {status: 200, body: {alerts: [alert('critical', 'resolved'), alert('low', 'active'), ...active]}} : refused;
		}

		case '/v1/commands/ping': {
			const signed = isBearer(asked) && isSigned(asked);
			return (signed && !faults.has('signatures are refused')) || (!signed && faults.has('anybody may command')) ? {status: 200, body: {pong: true}} : refused;
		}

		default: {
			return {status: 404, body: {error: 'not found'}};
		}
	}
}

const reports: Readonly<Record<string, unknown>> = {
	'/reports/daily/latest': {date: '2026-11-20', minutes: 1440},
	'/reports/weekly/latest': {week: '2026-W47', minutes: 10_080},
};

export async function startServices({faults}: Place) {
	const api = await serve(asked => control(asked, faults));
	const worker = await serve(({path}) => reports[path] === undefined || faults.has(`${path} is not there`) ? {status: 404, body: {}} : {status: 200, body: reports[path]});
	return {
		set: {control_api: api.url, worker_url: worker.url},
		async stop() {
			await Promise.all([api.stop(), worker.stop()]);
		},
	};
}
