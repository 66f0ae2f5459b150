/** C01 to C10: who may ask the background for what. Each attacker tries, then the real thing must still work. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import type { Page } from '@playwright/test';
import { panelQuestions } from '../../src/protocol/panel.ts';
import { FIELD, gets, keepFor, put, SECRET } from '../fixtures/fields.ts';
import { expect, test } from '../fixtures/test.ts';
import { Verifill as Browser, hex, type Verifill } from '../fixtures/verifill.ts';

const QUESTIONS = Object.keys(panelQuestions);

test.beforeEach(({ site }) => {
	put(site, '/field', FIELD);
});

/** What the vault holds, as a panel sees it. */
const kept = async (verifill: Verifill) => (await verifill.ask('panel.accounts', { tabId: null })).accounts;

async function stillWorks(verifill: Verifill): Promise<void> {
	const page = await verifill.context.newPage();
	await page.goto('https://bank.test/field');
	await gets(page);
}

test('C01 messages posted by the page have no effect', async ({ verifill }) => {
	await keepFor(verifill, ['bank.test']);
	const before = await kept(verifill);
	const page = await verifill.context.newPage();
	await page.goto('https://evil.test/field');
	const answers = await page.evaluate(
		async ({ questions, code }) => {
			const heard: unknown[] = [];
			addEventListener('message', (event) => {
				if (!(event.data as { own?: boolean }).own) heard.push(event.data);
			});
			const messages = [
				...questions.map((ask) => ({ ask, what: {} })),
				{ ask: 'page.offers', field: 'code', username: null, number: null, ancestors: [] },
				{ ask: 'page.code', offer: code, gesture: true },
				{ order: 'fill', code: '123456' },
				{ order: 'look-again' },
				{ ok: true, answer: { offers: [], auto: code } },
			];
			for (const message of messages) {
				window.postMessage({ own: true, ...message }, '*');
				document.dispatchEvent(new CustomEvent(JSON.stringify(message.constructor.name), { detail: message }));
			}
			await new Promise((done) => {
				const channel = new MessageChannel();
				channel.port1.onmessage = done;
				channel.port2.postMessage(null);
			});
			return heard;
		},
		{ questions: QUESTIONS, code: hex() },
	);
	expect(answers).toEqual([]);
	await expect(page.locator('input[name=code]')).toHaveValue('');
	expect(await kept(verifill)).toEqual(before);
	await stillWorks(verifill);
});

test('C02 a page has no way to the extension', async ({ verifill }) => {
	await keepFor(verifill, ['bank.test']);
	const page = await verifill.context.newPage();
	await page.goto('https://bank.test/field');
	const ways = await page.evaluate(
		() => typeof (globalThis as { chrome?: { runtime?: { sendMessage?: unknown } } }).chrome?.runtime?.sendMessage,
	);
	expect(ways).toBe('undefined');
	await gets(page);
});

test('C03 another extension gets no answer', async ({ site }) => {
	const other = mkdtempSync(join(tmpdir(), 'verifill-other-'));
	mkdirSync(other, { recursive: true });
	writeFileSync(
		join(other, 'manifest.json'),
		JSON.stringify({ manifest_version: 3, name: 'other', version: '1', background: { service_worker: 'worker.js' } }),
	);
	writeFileSync(join(other, 'worker.js'), '');
	const ours = resolve('dist/chrome-e2e');
	const verifill = await Browser.launch({
		site,
		args: [`--disable-extensions-except=${ours},${other}`, `--load-extension=${ours},${other}`],
	});
	const mine = verifill.worker().url().includes(verifill.id);
	await expect.poll(() => verifill.context.serviceWorkers().length).toBe(2);
	const workers = verifill.context.serviceWorkers();
	const own = workers.find((w) => w.url().endsWith('/service-worker-loader.js'));
	const stranger = workers.find((w) => w.url().endsWith('/worker.js'));
	expect(mine || own !== undefined).toBe(true);
	const id = new URL(own?.url() ?? '').host;
	const answers = await stranger?.evaluate(
		async ({ id, questions }) => {
			const said: string[] = [];
			for (const ask of questions) {
				await chrome.runtime
					.sendMessage(id, { ask, what: {} })
					.then((answer) => answer !== undefined && said.push(JSON.stringify(answer)))
					.catch(() => {});
			}
			return said;
		},
		{ id, questions: [...QUESTIONS, 'page.offers', 'page.code'] },
	);
	expect(answers).toEqual([]);
	await verifill.close();
	rmSync(other, { recursive: true, force: true });
});

test('C04 who took over a renderer may ask nothing a panel may', async ({ verifill }) => {
	await keepFor(verifill, ['bank.test']);
	const before = await kept(verifill);
	const page = await verifill.context.newPage();
	await page.goto('https://bank.test/field');
	await gets(page);
	const answers = (await verifill.inPageScript(
		page,
		`(async () => {
			const said = [];
			for (const ask of ${JSON.stringify(QUESTIONS)}) {
				for (const what of [{}, { tabId: null }, { proof: null }, { id: ${JSON.stringify(before[0]?.id)}, proof: null }])
					said.push(await browser.runtime.sendMessage({ ask, what }));
			}
			return said;
		})()`,
	)) as { ok: boolean; reason: string }[];
	expect(answers).toHaveLength(QUESTIONS.length * 4);
	for (const answer of answers) {
		expect(answer.ok).toBe(false);
		expect(JSON.stringify(answer)).not.toContain(SECRET);
		expect(['forbidden', 'too-many-requests']).toContain(answer.reason);
	}
	expect(await kept(verifill)).toEqual(before);
});

test('C05 ten thousand odd messages change nothing and stop nothing', async ({ verifill }) => {
	await keepFor(verifill, ['bank.test']);
	const before = await kept(verifill);
	const page = await verifill.context.newPage();
	await page.goto(verifill.url('src/manage/index.html'));
	const accepted = await page.evaluate(async (questions) => {
		let seed = 7;
		const random = (n: number) => {
			seed = (seed * 1103515245 + 12345) % 2147483648;
			return seed % n;
		};
		const odd = (depth: number): unknown => {
			const leaves = [null, true, Number.NaN, -1, 1e308, '', '__proto__', 'x'.repeat(5000), [], {}];
			if (depth === 0 || random(3) > 0) return leaves[random(leaves.length)];
			return random(2)
				? [odd(depth - 1), odd(depth - 1)]
				: { [['id', '__proto__', 'what', 'ask', 'opId'][random(5)] as string]: odd(depth - 1) };
		};
		const readers = ['panel.status', 'panel.settings', 'panel.slots', 'panel.lock'];
		let accepted = 0;
		const deep: unknown[] = [];
		let inner = deep;
		for (let i = 0; i < 5000; i++) {
			const next: unknown[] = [];
			inner.push(next);
			inner = next;
		}
		const messages: unknown[] = [
			deep,
			{ ask: 'panel.import', what: { opId: 'x', entries: deep } },
			{ ask: 'x'.repeat(1_000_000) },
		];
		const asks = [
			...questions.filter((q) => !readers.includes(q)),
			'page.code',
			'constructor',
			'__proto__',
			'toString',
			'',
		];
		for (let i = 0; i < 10_000; i++)
			messages.push(random(4) ? { ask: asks[random(asks.length)], what: odd(4) } : odd(4));
		for (let i = 0; i < messages.length; i += 100) {
			const said = await Promise.all(
				messages.slice(i, i + 100).map(async (m) => {
					try {
						return await browser.runtime.sendMessage(m);
					} catch {
						return { ok: false };
					}
				}),
			);
			accepted += said.filter((answer) => (answer as { ok?: boolean } | undefined)?.ok === true).length;
		}
		return accepted;
	}, QUESTIONS);
	// An empty object is all some questions need; none of those changes an account.
	expect(accepted).toBeLessThan(10_000);
	expect(await kept(verifill)).toEqual(before);
	await stillWorks(verifill);
});

/** The value of the code field, told by the debugger: Playwright's own selectors run in the page's world. */
async function fieldValue(verifill: Verifill, page: Page): Promise<() => Promise<string>> {
	const session = await verifill.context.newCDPSession(page);
	return async () => {
		const { root } = await session.send('DOM.getDocument', { depth: -1 });
		const { nodeId } = await session.send('DOM.querySelector', { nodeId: root.nodeId, selector: 'input[name=code]' });
		const { object } = await session.send('DOM.resolveNode', { nodeId });
		const { result } = await session.send('Runtime.callFunctionOn', {
			objectId: object.objectId ?? '',
			functionDeclaration: 'function () { return this.value; }',
			returnByValue: true,
		});
		return String(result.value);
	};
}

test('C06 a form whose own methods are hidden by inputs of their names is filled all the same', async ({
	site,
	verifill,
}) => {
	await keepFor(verifill, ['bank.test']);
	const names = ['id', 'name', 'action', 'title', 'className', 'children', 'parentElement', 'elements', 'submit'];
	const methods = ['getAttribute', 'querySelector', 'querySelectorAll', 'matches', 'closest', 'contains'];
	const hidden = [...names, ...methods].map((name) => `<input type="hidden" name="${name}">`).join('');
	put(site, '/clobbered', `<form>${hidden}${FIELD}</form>`);
	const page = await verifill.context.newPage();
	await page.goto('https://bank.test/clobbered');
	await expect.poll(await fieldValue(verifill, page), { timeout: 15_000 }).toMatch(/^\d{6}$/);
});

test('C07 a thousand ports opened and never closed keep nobody from being served', async ({ verifill }) => {
	await keepFor(verifill, ['bank.test']);
	const page = await verifill.context.newPage();
	await page.goto('https://evil.test/field');
	const opened = await verifill.inPageScript(
		page,
		'(globalThis.ports = Array.from({ length: 1000 }, () => browser.runtime.connect()), globalThis.ports.length)',
	);
	expect(opened).toBe(1000);
	await stillWorks(verifill);
});

test('C08 what a message says about its own place counts for nothing', async ({ verifill }) => {
	await keepFor(verifill, ['bank.test']);
	const page = await verifill.context.newPage();
	await page.goto('https://evil.test/field');
	const answers = (await verifill.inPageScript(
		page,
		`(async () => [
			await browser.runtime.sendMessage({ ask: 'page.offers', field: 'code', username: null, number: null, ancestors: [] }),
			await browser.runtime.sendMessage({ ask: 'page.offers', field: 'code', username: 'ada', number: null, ancestors: ['https://bank.test'] }),
			await browser.runtime.sendMessage({ ask: 'page.offers', field: 'code', username: null, number: null, ancestors: [], origin: 'https://bank.test' }),
			await browser.runtime.sendMessage({ ask: 'page.code', offer: '${hex()}', gesture: true }),
		])()`,
	)) as unknown[];
	expect(answers).toEqual([
		{ ok: true, answer: { offers: [], auto: null, taught: [] } },
		{ ok: true, answer: { offers: [], auto: null, taught: [] } },
		{ ok: false, reason: 'bad-request', about: null },
		{ ok: false, reason: 'forbidden', about: null },
	]);
});

test('C09 no page of ours can be framed', async ({ site, verifill }) => {
	put(site, '/framing', `<iframe src="${verifill.url('src/popup/index.html')}"></iframe>`);
	const page = await verifill.context.newPage();
	await page.goto('https://evil.test/framing');
	const frame = page.frames()[1];
	expect(await frame?.evaluate(() => document.body.innerText.includes('Verifill')).catch(() => false)).toBe(false);
	expect(frame?.url()).not.toContain('popup');
});

test('C10 our page script can read no store of ours', async ({ verifill }) => {
	await keepFor(verifill, ['bank.test']);
	const page = await verifill.context.newPage();
	await page.goto('https://bank.test/field');
	await gets(page);
	const read = (await verifill.inPageScript(
		page,
		`(async () => {
			const tried = {};
			for (const area of ['local', 'session', 'sync'])
				tried[area] = await browser.storage?.[area]?.get(null).then((all) => JSON.stringify(all), () => 'denied') ?? 'denied';
			tried.databases = (await indexedDB.databases()).map((d) => d.name);
			return tried;
		})()`,
	)) as Record<string, unknown>;
	expect(read.local).toBe('denied');
	expect(read.session).toBe('denied');
	expect(['denied', '{}']).toContain(read.sync);
	expect(read.databases).toEqual([]);
});
