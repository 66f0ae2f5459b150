/** The demo that is also the test server: https and http for any host name, a proxy for browsers that can't map names, and a log of every request. */
import { createServer as createHttp, type IncomingMessage, type ServerResponse } from 'node:http';
import { createServer as createHttps } from 'node:https';
import { type AddressInfo, connect, type Socket } from 'node:net';
import { generate } from 'selfsigned';
import { makePeople, type People } from './people.ts';
import { answer } from './routes.ts';

export interface Request {
	scheme: 'http' | 'https';
	host: string;
	method: string;
	path: string;
	headers: IncomingMessage['headers'];
}

export interface Site {
	tlsPort: number;
	httpPort: number;
	/** People, their codes, what was refused, the clock's skew. */
	people: People;
	/** Every request, oldest first. */
	log: Request[];
	/** Hosts asked for through the proxy (Firefox, network silence). */
	proxied: string[];
	/** A page written by a test, served at its path on every host instead of the site's own. */
	extra: Map<string, string>;
	stop(): Promise<void>;
}

/** What a page may load: nothing inline but styles, pictures and frames of our own hosts. */
const CSP =
	"default-src 'self'; img-src 'self' data: https: http:; frame-src *; style-src 'self' 'unsafe-inline'; script-src 'self'";

async function bodyOf(request: IncomingMessage): Promise<Record<string, string>> {
	const chunks: Buffer[] = [];
	for await (const chunk of request) chunks.push(chunk as Buffer);
	const text = Buffer.concat(chunks).toString();
	if (request.headers['content-type'] === 'application/json') return JSON.parse(text) as Record<string, string>;
	return Object.fromEntries(new URLSearchParams(text));
}

/** Starts the site on free ports of the loopback, or on the given one for http. */
export async function start({ port = 0 }: { port?: number } = {}): Promise<Site> {
	const people = makePeople();
	const log: Request[] = [];
	const proxied: string[] = [];
	const extra = new Map<string, string>();
	const sockets = new Set<Socket>();

	async function serve(scheme: 'http' | 'https', request: IncomingMessage, response: ServerResponse) {
		// A proxied http request has the whole address in its first line.
		const host = request.headers.host ?? '';
		const url = new URL(request.url ?? '/', `${scheme}://${host}`);
		const { method = 'GET', headers } = request;
		log.push({ scheme, host, method, path: url.pathname + url.search, headers });
		const cookie = /(?:^|; )sid=([0-9a-f]+)/.exec(headers.cookie ?? '')?.[1];
		const local = /^(localhost|127\.0\.0\.1)(:|$)/.test(host);
		const cross = local
			? `http://${host.startsWith('localhost') ? '127.0.0.1' : 'localhost'}:${httpPort}`
			: `${scheme}://cdn.test`;
		const own = extra.get(url.pathname);
		const body = method === 'POST' ? await bodyOf(request) : {};
		const said =
			own === undefined
				? await answer({ method, url, cookie, body }, people, cross)
				: { type: 'text/html; charset=utf-8', body: own };
		response.setHeader('date', new Date(people.now()).toUTCString());
		response.setHeader('cache-control', 'no-store');
		if (own === undefined) response.setHeader('content-security-policy', CSP);
		if (said.type) response.setHeader('content-type', said.type);
		if (said.location) response.setHeader('location', said.location);
		if (said.cookie !== undefined)
			response.setHeader(
				'set-cookie',
				`sid=${said.cookie}; Path=/; HttpOnly; SameSite=Lax${said.cookie === '' ? '; Max-Age=0' : '; Max-Age=86400'}`,
			);
		response.writeHead(said.status ?? 200);
		response.end(said.body);
	}

	const handle = (scheme: 'http' | 'https') => (request: IncomingMessage, response: ServerResponse) => {
		serve(scheme, request, response).catch((error: unknown) => {
			console.error(error);
			if (!response.headersSent) response.writeHead(500);
			response.end();
		});
	};

	const pems = await generate([{ name: 'commonName', value: 'bank.test' }], { keyType: 'ec', algorithm: 'sha256' });
	const tls = createHttps({ key: pems.private, cert: pems.cert }, handle('https'));
	const http = createHttp(handle('http'));
	http.on('connect', (request, client: Socket, head: Buffer) => {
		proxied.push(request.url ?? '');
		const through = connect(tlsPort, '127.0.0.1', () => {
			client.write('HTTP/1.1 200 OK\r\n\r\n');
			through.write(head);
			through.pipe(client).pipe(through);
		});
		for (const end of [client, through]) end.on('error', () => client.destroy());
	});
	for (const server of [tls, http]) {
		server.on('connection', (socket: Socket) => {
			sockets.add(socket);
			socket.on('close', () => sockets.delete(socket));
		});
	}
	const listen = (server: typeof http | typeof tls, on: number) =>
		new Promise<number>((done, failed) => {
			server.once('error', failed);
			server.listen(on, '127.0.0.1', () => done((server.address() as AddressInfo).port));
		});
	const tlsPort = await listen(tls, 0);
	const httpPort = await listen(http, port);

	return {
		tlsPort,
		httpPort,
		people,
		log,
		proxied,
		extra,
		async stop() {
			const closed = [tls, http].map((server) => new Promise((done) => server.close(done)));
			for (const socket of sockets) socket.destroy();
			await Promise.all(closed);
		},
	};
}

/** Chromium's arguments that make every host name mean this site (https at 443 and 8443, http at 80), and nothing else reachable. */
export function chromiumArgs(site: Pick<Site, 'tlsPort' | 'httpPort'>): string[] {
	const rules = [
		`MAP *:443 127.0.0.1:${site.tlsPort}`,
		`MAP *:8443 127.0.0.1:${site.tlsPort}`,
		`MAP *:80 127.0.0.1:${site.httpPort}`,
		'EXCLUDE 127.0.0.1',
	];
	return [`--host-resolver-rules=${rules.join(',')}`, '--ignore-certificate-errors'];
}
