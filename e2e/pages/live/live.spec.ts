/** Real components from npm, filled empty and with an old code in them; each component's own state is the judge. Run by `npm run e2e:live`. */
import { existsSync, readFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { extname, join, resolve } from 'node:path';
import { type Browser, chromium, expect, test } from '@playwright/test';
import { findBrowser } from '../../../scripts/browsers.mjs';

const PAGES = resolve(import.meta.dirname, 'dist');
const FIELDS = readFileSync('bench/dist/fields.js', 'utf8');
const CODE = '492871';
const OLD = '111111';
const TYPES: Record<string, string> = { '.html': 'text/html', '.js': 'text/javascript', '.css': 'text/css' };
/** As src/components.js names them. */
const NAMES = [
	...readFileSync(resolve(import.meta.dirname, 'src/components.js'), 'utf8').matchAll(/^\t'?([\w-]+)'?: (?:react|react18|vue|other)\(/gm),
].map((m) => m[1] as string);

interface Live {
	log: { state: string; changes: string[]; completes: string[]; submits: number };
	reset(): void;
}
declare const live: Live;

let server: Server;
let browser: Browser;
let base = '';

test.beforeAll(async () => {
	server = createServer((request, answer) => {
		const path = join(PAGES, new URL(request.url ?? '/', 'http://x').pathname.replace(/\/$/, '/index.html'));
		if (!path.startsWith(PAGES) || !existsSync(path)) answer.writeHead(404).end();
		else answer.writeHead(200, { 'content-type': TYPES[extname(path)] ?? 'application/octet-stream' }).end(readFileSync(path));
	}).listen(0, '127.0.0.1');
	await new Promise((done) => server.once('listening', done));
	base = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
	const executablePath = findBrowser('chromium');
	browser = await chromium.launch({
		...(executablePath === undefined ? {} : { executablePath }),
		chromiumSandbox: process.getuid?.() !== 0,
	});
});
test.afterAll(async () => {
	await browser.close();
	server.close();
});

/** The extension opens closed shadow roots through the browser's own API, which pages don't have. */
function openClosedRoots(): void {
	const roots = new WeakMap<Element, ShadowRoot>();
	const attach = Element.prototype.attachShadow;
	Element.prototype.attachShadow = function (init) {
		const root = attach.call(this, init);
		roots.set(this, root);
		return root;
	};
	const openOrClosedShadowRoot = (element: Element) => element.shadowRoot ?? roots.get(element) ?? null;
	Object.assign(globalThis, { browser: { dom: { openOrClosedShadowRoot } } });
}

const digits = (text: string) => text.replace(/\D/g, '');

test('there are at least 40 components', () => {
	expect(NAMES.length).toBeGreaterThanOrEqual(40);
});

for (const name of NAMES) {
	for (const holding of ['nothing', 'an old code']) {
		test(`${name}, holding ${holding}`, async () => {
			const page = await browser.newPage();
			await page.addInitScript(openClosedRoots);
			await page.goto(`${base}?c=${name}`);
			await page.waitForSelector('html[data-ready]');
			await page.waitForSelector('#root > *', { state: 'attached' });
			await page.evaluate(`${FIELDS};0`);
			await expect.poll(() => page.evaluate(() => __classify(document).length)).toBeGreaterThan(0);
			if (holding !== 'nothing') {
				await page.evaluate(() => (__classify(document)[0]?.element as HTMLElement).focus());
				await page.keyboard.type(OLD, { delay: 15 });
				await expect.poll(async () => digits(await page.evaluate(() => live.log.state))).toBe(OLD);
				await page.evaluate(() => live.reset());
			}
			expect(await page.evaluate((code) => __fill(document, code), CODE)).toBe(true);
			await expect.poll(async () => digits(await page.evaluate(() => live.log.state))).toBe(CODE);
			const { completes, changes, submits } = await page.evaluate(() => live.log);
			const whole = [...completes, ...changes].map(digits).filter((value) => value.length === CODE.length);
			expect(whole.filter((value) => value !== CODE && value !== OLD), 'mixtures announced').toEqual([]);
			expect(completes.length, 'announced once').toBeLessThanOrEqual(1);
			expect(submits, 'sent once').toBeLessThanOrEqual(1);
			await page.close();
		});
	}
}
