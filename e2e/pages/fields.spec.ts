/** The labelled pages against the finder in a real Chromium, and each rule against the page that it names. */
import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { type Browser, type BrowserContext, chromium, expect, test } from '@playwright/test';
import { build } from 'vite';
import { findBrowser } from '../../scripts/browsers.mjs';
import { judge, type PageDescription, type Verdict } from '../../src/core/code-field.ts';
import { RULES } from '../../src/core/code-field-rules.ts';
import { expectedFailures, FOLDER, PAGES } from './pages.ts';

interface Known {
	page: PageDescription;
	/** What each field is, in the order of the description. */
	labels: { is: string; via: string }[];
	/** Fields that a person is said to see (data-shown) and the finder doesn't, and traps (data-trap) that it reports. */
	misseen: string[];
}

const known = new Map<string, Known>();
/** How often a page is shaken: every fifth page a few times; all of them with `SHAKES=60 npx playwright test --project=chromium pages`. */
const SHAKES = Number(process.env.SHAKES ?? 0);

let browser: Browser;
let context: BrowserContext;
let code: string;

test.describe.configure({ mode: 'serial', timeout: 300_000 });

/** The finder as one classic script, with `__explain`. */
async function script(): Promise<string> {
	const built = await build({
		configFile: false,
		logLevel: 'error',
		publicDir: false,
		build: {
			write: false,
			target: 'chrome148',
			lib: { entry: resolve('bench/fields.entry.ts'), formats: ['iife'], name: 'fields', fileName: () => 'fields.js' },
		},
	});
	const [output] = [built].flat();
	if (output === undefined || !('output' in output)) throw new Error('nothing built');
	return output.output[0].code;
}

/** Takes the page apart as no product would, seeded by its name, and reads it after each change; what was thrown, with the change. */
function shake({ name, times }: { name: string; times: number }): string[] {
	let seed = [...name].reduce((sum, c) => (Math.imul(sum, 31) + c.charCodeAt(0)) >>> 0, 7);
	const below = (n: number) => {
		seed = (Math.imul(seed, 1664525) + 1013904223) >>> 0;
		return Math.floor((seed / 2 ** 32) * n);
	};
	const one = <T>(of: readonly T[]) => of[below(of.length)] as T;
	const nodes = (): Node[] => {
		const walker = document.createTreeWalker(document.body);
		const all: Node[] = [];
		while (walker.nextNode()) all.push(walker.currentNode);
		return all;
	};
	// Names that hide a form's own properties (in the world of an extension nothing hides a document's), and values no product would write.
	const hiding = ['children', 'parentNode', 'getAttribute', 'labels', 'id', 'closest', 'style', 'elements', 'matches'];
	hiding.push('getBoundingClientRect', 'getRootNode', 'textContent', 'querySelectorAll', 'checkVisibility', 'title');
	const odd = ['-1', '[', '9e99', '', ' ', '#', '{9}', 'none', '\u202e', 'a'.repeat(5_000)];
	const attributes = ['maxlength', 'pattern', 'max', 'type', 'aria-labelledby', 'role', 'contenteditable', 'for'];
	attributes.push('style', 'hidden', 'tabindex', 'autocomplete', 'inputmode', 'placeholder', 'value', 'dir');
	const changes: Record<string, (node: Node) => unknown> = {
		leave: (node) => node.parentNode?.removeChild(node),
		move: (node) => one(nodes()).parentNode?.insertBefore(node, null),
		hide: (node) => node instanceof HTMLInputElement && node.setAttribute(one(['name', 'id']), one(hiding)),
		title: (node) => node instanceof Element && node.setAttribute('name', 'title'),
		oddly: (node) => node instanceof Element && node.setAttribute(one(attributes), one(odd)),
		text: (node) => node.parentNode?.insertBefore(new Text(one(['Code', 'x'.repeat(3_000), ' '])), node),
		picture: (node) => node.parentNode?.insertBefore(document.createElement(one(['canvas', 'img', 'svg'])), node),
		foreign: (node) =>
			node.parentNode?.insertBefore(document.createElementNS('http://www.w3.org/2000/svg', one(['a', 'input'])), node),
		shadow: (node) => {
			const host = document.createElement('x-host');
			node.parentNode?.replaceChild(host, node);
			host.attachShadow({ mode: one(['open', 'closed']) }).append(node);
		},
		deep: (node) => {
			for (let n = 0; n < 30; n++) {
				const around = document.createElement(one(['div', 'span', 'form', 'label']));
				node.parentNode?.replaceChild(around, node);
				around.append(node);
			}
		},
	};
	return Array.from({ length: times }).flatMap((_, n) => {
		const did: string[] = [];
		for (let i = 0; i < 6; i++) {
			const all = nodes();
			if (all.length === 0) break;
			const change = one(Object.keys(changes));
			did.push(change);
			try {
				changes[change]?.(one(all));
			} catch {
				// What the document itself refuses (a parent in its own child) is no change.
			}
		}
		try {
			return globalThis.__classify(document).every((f) => f.element.isConnected) ? [] : [`${name} ${n}: gone`];
		} catch (error) {
			return [`${name} ${n} after ${did}: ${error instanceof Error ? error.stack : error}`];
		}
	});
}

test.beforeAll(async () => {
	test.setTimeout(300_000);
	browser = await chromium.launch({ executablePath: findBrowser('chromium') ?? 'chromium', chromiumSandbox: false });
	context = await browser.newContext({ offline: true });
	// A closed shadow root is opened by the browser's own API in the extension, here by remembering it.
	await context.addInitScript(() => {
		const closed = new WeakMap<Element, ShadowRoot>();
		const attach = Element.prototype.attachShadow;
		Element.prototype.attachShadow = function (init) {
			const root = attach.call(this, init);
			closed.set(this, root);
			return root;
		};
		Object.assign(globalThis, {
			browser: { dom: { openOrClosedShadowRoot: (e: Element) => e.shadowRoot ?? closed.get(e) ?? null } },
		});
	});
	code = await script();
	const page = await context.newPage();
	for (const name of PAGES) {
		await page.goto(pathToFileURL(join(FOLDER, name)).href);
		await page.evaluate(code);
		known.set(
			name,
			await page.evaluate(() => {
				const { elements, page } = globalThis.__explain(document);
				const labels = elements.map((e) => ({
					is: e.getAttribute('data-is') ?? 'unlabelled',
					via: e.getAttribute('data-via') ?? 'unknown',
				}));
				const found = globalThis.__classify(document);
				const misseen = elements
					.filter((e) =>
						e.hasAttribute('data-shown')
							? !found.some((f) => f.element === e && f.visible)
							: e.hasAttribute('data-trap') && found.some((f) => f.element === e),
					)
					.map((e) => e.outerHTML);
				return { page, labels, misseen };
			}),
		);
	}
});

test.afterAll(() => browser.close());

const kindOf = ({ kind, boxes }: Verdict) =>
	kind === 'recovery' || kind === 'no' ? kind : boxes.length > 1 ? 'otp-part' : 'otp';

/** What is wrong with the verdicts on a page, one line for each field. */
function wrongOn({ page, labels }: Known): string[] {
	return judge(page).flatMap((verdict) =>
		verdict.boxes.flatMap((i) => {
			const { is, via } = labels[i] as Known['labels'][number];
			const got = kindOf(verdict);
			if (is === 'neutral') return [];
			const told = got === 'no' || via === 'unknown' || (via === 'sent') === (verdict.via === 'sent');
			return is === got && told ? [] : [`field ${i} is ${is} ${via}, got ${got} ${verdict.via}`];
		}),
	);
}

test('every field of every page is what its label says', () => {
	const failures = [...known].filter(([, k]) => wrongOn(k).length > 0).map(([name, k]) => [name, ...wrongOn(k)]);
	expect(failures.filter(([name]) => !expectedFailures.includes(name as string))).toEqual([]);
	expect(expectedFailures.filter((name) => !failures.some(([failed]) => failed === name))).toEqual([]);
	expect(PAGES.length).toBeGreaterThanOrEqual(150);
});

test('a transparent input over slots is seen, a trap is not reported', () => {
	expect([...known].flatMap(([name, k]) => k.misseen.map((html) => `${name}: ${html}`))).toEqual([]);
});

test('no page can make the reading throw', async () => {
	const thrown: string[] = [];
	for (const name of PAGES.filter((_, i) => SHAKES > 0 || i % 5 === 0)) {
		const page = await context.newPage();
		await page.goto(pathToFileURL(join(FOLDER, name)).href);
		await page.evaluate(code);
		thrown.push(...(await page.evaluate(shake, { name, times: SHAKES || 8 })));
		await page.close();
	}
	expect(thrown).toEqual([]);
});

test('each rule is needed by the page that it names', () => {
	const source = readFileSync('src/core/code-field-rules.ts', 'utf8');
	const named = [...source.matchAll(/\/\/ (\S+)\n\t\[\s*'([^']+)'/g)].map((m) => [m[2], m[1]]);
	expect(named.map(([reason]) => reason)).toEqual(RULES.map(([reason]) => reason));
	const idle = named.filter(([reason, name]) => {
		const { page, labels } = known.get(`${name}.html`) as Known;
		const at = RULES.findIndex((rule) => rule[0] === reason);
		const rest = RULES.filter((_, i) => i !== at);
		// A rule of the set-up column changes `confirm`, all others a kind or a via.
		if (RULES[at]?.[1] === 'setUp')
			return !judge(page).some((v, i) => v.confirm && !judge(page, rest)[i]?.confirm);
		const before = JSON.stringify(judge(page).map((v) => [kindOf(v), v.via]));
		const after = JSON.stringify(judge(page, rest).map((v) => [kindOf(v), v.via]));
		return before === after || labels.length === 0;
	});
	expect(idle).toEqual([]);
});
