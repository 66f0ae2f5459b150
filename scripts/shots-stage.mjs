// The only stage for pictures of the windows: the built panels on a plain server with the shipping CSP, and a made-up background that answers them.
import { createReadStream, existsSync, readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { extname, join } from 'node:path';

const TYPES = {
	'.html': 'text/html',
	'.js': 'text/javascript',
	'.css': 'text/css',
	'.wasm': 'application/wasm',
	'.png': 'image/png',
	'.json': 'application/json',
};

/** Serves a built folder with the CSP of its manifest. Resolves to {base, close}. */
export async function serve(dir) {
	const csp = JSON.parse(readFileSync(join(dir, 'manifest.json'), 'utf8')).content_security_policy.extension_pages;
	const server = createServer((request, response) => {
		const path = join(dir, decodeURIComponent(new URL(request.url, 'http://x').pathname));
		if (!path.startsWith(dir) || !existsSync(path))
			return response.writeHead(path.endsWith('favicon.ico') ? 204 : 404).end();
		response.writeHead(200, {
			'content-type': TYPES[extname(path)] ?? 'application/octet-stream',
			'content-security-policy': csp,
		});
		createReadStream(path).pipe(response);
	});
	await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
	return { base: `http://127.0.0.1:${server.address().port}`, close: () => server.close() };
}

/** Runs in the page before anything else: `browser` as the panels need it, answered from plain data. `answers`: question -> answer, or {refuse: reason, about}. */
export function fakeBrowser({ words, answers }) {
	const getMessage = (key, subs = []) =>
		(words[key]?.message ?? '').replace(/\$(\d)/g, (_, n) => [].concat(subs)[n - 1] ?? '');
	const digits = (text, count) => {
		let sum = 0;
		for (const letter of text) sum = (sum * 33 + letter.codePointAt(0)) % 1_000_003;
		return String((sum * 7919) % 10 ** count).padStart(count, '0');
	};
	const codes = (ids) =>
		ids.map((id) => {
			const account = answers['panel.accounts'].accounts.find((a) => a.id === id);
			const period = account.period * 1000;
			const at = Math.floor(Date.now() / period);
			const timed = account.kind !== 'hotp';
			return {
				id,
				code: timed ? digits(id + at, account.digits) : '',
				next: timed ? digits(id + (at + 1), account.digits) : '',
				validUntil: timed ? (at + 1) * period : null,
				period,
			};
		});
	const answer = ({ ask, what }) => {
		if (ask === 'panel.codes') return { ok: true, answer: { codes: codes(what.ids) } };
		const found = answers[ask];
		if (found?.refuse) return { ok: false, reason: found.refuse, about: found.about ?? null };
		return { ok: true, answer: found ?? null };
	};
	globalThis.asked = [];
	globalThis.browser = {
		i18n: { getMessage, getUILanguage: () => 'en' },
		runtime: {
			getURL: (path) => `/${path}`,
			sendMessage: async (message) => {
				globalThis.asked.push(message);
				return answer(message);
			},
			getManifest: () => ({ version: '0.1.0' }),
			openOptionsPage: async () => {},
			onMessage: { addListener() {} },
		},
		permissions: {
			request: async () => globalThis.grant ?? true,
			contains: async () => false,
			getAll: async () => ({ origins: ['https://*.bank.test/*', 'https://*.mail.test/*'] }),
			remove: async () => true,
		},
		tabs: { query: async () => [{ id: 1 }], getCurrent: async () => ({ id: 2 }), create: async () => {} },
		extension: { getViews: () => [] },
		commands: { getAll: async () => [] },
	};
}
