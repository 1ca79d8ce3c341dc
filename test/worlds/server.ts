/** A small server that answers with real status codes. */
import {once} from 'node:events';
import {createServer, type IncomingHttpHeaders} from 'node:http';

export type Asked = {
	readonly method: string;
	/** The path, without what is behind `?`. */
	readonly path: string;
	/** What is behind it, decoded. */
	readonly query: string;
	readonly headers: IncomingHttpHeaders;
	readonly body: string;
};

export type Answer = {readonly status: number; readonly headers?: Readonly<Record<string, string | string[]>>; readonly body?: unknown};

export type Server = {readonly url: string; readonly stop: () => Promise<void>};

/** Without a port: any free one. */
export async function serve(answer: (asked: Asked) => Answer, {host = '127.0.0.1', port = 0} = {}): Promise<Server> {
	const server = createServer((request, response) => {
		const chunks: string[] = [];
		request.setEncoding('utf8');
		request.on('data', (chunk: string) => {
			chunks.push(chunk);
		});
		request.on('end', () => {
			const [path = '', query = ''] = (request.url ?? '').split('?', 2);
			const {status, headers = {}, body = ''} = answer({
				method: request.method ?? '', path, query: decodeURIComponent(query), headers: request.headers, body: chunks.join(''),
			});
			response.writeHead(status, {connection: 'close', ...headers});
			response.end(typeof body === 'string' ? body : JSON.stringify(body));
		});
	});
	server.listen(port, host);
	await once(server, 'listening');
	const address = server.address();
	return {
		url: `http://${host}:${typeof address === 'object' && address ? address.port : port}`,
		async stop() {
			server.closeAllConnections();
			server.close();
			await once(server, 'close');
		},
	};
}
