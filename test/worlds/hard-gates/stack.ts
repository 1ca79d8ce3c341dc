/** The six services of the stack, as one small server on their real ports, on a loopback address of this world's own. */
import {randomInt} from 'node:crypto';
import {serve, type Answer, type Asked} from '../server.js';
import type {Place} from '../world.js';

const ports = [7000, 7010, 7020, 7030, 7040, 7050];

export const token = 'a-valid-service-token';

const refuse = (status: number, code: string): Answer => ({status, body: {ok: false, error: {code}}});

/** The Memory Engine: every request is asked for its token. */
function search({headers}: Asked, faults: ReadonlySet<string>): Answer {
	const given = headers['x-service-token'];
	if (given === undefined) {
		return faults.has('no token is let in') ? {status: 200, body: {results: []}} : refuse(401, 'UNAUTHENTICATED');
	}

	if (given !== token) {
		return faults.has('any token is let in') ? {status: 200, body: {results: []}} : refuse(401, 'UNAUTHENTICATED');
	}

	return faults.has('a valid token is refused')
		? {...refuse(401, 'UNAUTHENTICATED'), headers: {}}
		: {status: 200, body: {results: faults.has('nothing is found') ? [] : [{id: 1, text: 'test'}]}};
}

type Execution = {readonly tool_name?: string; readonly args?: {readonly command?: string; readonly path?: string}; readonly approval_token?: string};

/** OpenClaw: the policy is the server's, whatever the client says. */
function execute({body}: Asked, faults: ReadonlySet<string>): Answer {
	const {args: {command = '', path = ''} = {}, approval_token: approval} = JSON.parse(body) as Execution;
	const rules: ReadonlyArray<readonly [applies: boolean, fault: string, answer: Answer]> = [
		[command.includes('&&'), 'any command is allowed', refuse(400, 'INVALID_COMMAND')],
		[path.includes('..'), 'paths are not normalised', refuse(403, 'PATH_OUTSIDE_SANDBOX')],
		[path.includes('link-to-'), 'links are followed', refuse(403, 'SYMLINK_DENIED')],
		[approval !== undefined, 'any approval is taken', refuse(401, 'INVALID_APPROVAL')],
		[command.startsWith('rm '), 'no approval is asked for', refuse(403, 'POLICY_DENIED')],
	];
	const [, fault, answer] = rules.find(([applies]) => applies) ?? [];
	return answer && fault !== undefined && !faults.has(fault) ? answer : {status: 200, body: {ok: true}};
}

export async function startStack({faults}: Place) {
	// All of 127.0.0.0/8 is this machine: two worlds side by side do not take each other's ports.
	const host = `127.${randomInt(10, 250)}.${randomInt(1, 250)}.${randomInt(1, 250)}`;
	const servers = await Promise.all(ports.map(async port => serve(asked => {
		if (asked.path === '/health') {
			return {status: faults.has(`${port} is not healthy`) ? 503 : 200, body: 'ok\n'};
		}

		if (port === 7020 && asked.path === '/search') {
			return search(asked, faults);
		}

		return port === 7040 && asked.path === '/execute' ? execute(asked, faults) : refuse(404, 'NOT_FOUND');
	}, {host, port})));
	return {
		set: {memory_url: `http://${host}:7020`, openclaw_url: `http://${host}:7040`},
		async stop() {
			await Promise.all(servers.map(async ({stop}) => stop()));
		},
	};
}
