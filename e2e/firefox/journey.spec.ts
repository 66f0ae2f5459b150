/** Firefox: fills at sign-in, copies from the popup, and sets up from its own native context menu. */
import { test as base, expect } from '@playwright/test';
import type { Page } from 'puppeteer-core';
import { inPath } from '../../scripts/browsers.mjs';
import { keys, rightClickAt } from '../fixtures/desktop.ts';
import { FirefoxVerifill } from '../fixtures/firefox.ts';
import { hex } from '../fixtures/verifill.ts';
import { codeOf, type Person } from '../site/people.ts';
import { type Site, start } from '../site/site.ts';

const SECRET = 'GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ';
/** The native menu needs a display and a keyboard that is not the browser's own. */
const hasDesktop = process.env.DISPLAY !== undefined && inPath('xdotool') !== undefined;

const test = base.extend<{ site: Site; firefox: FirefoxVerifill }>({
	// biome-ignore lint/correctness/noEmptyPattern: Playwright reads the names of the pattern
	site: async ({}, use) => {
		const site = await start();
		await use(site);
		await site.stop();
	},
	firefox: async ({ site }, use) => {
		const firefox = await FirefoxVerifill.launch(site, { headless: !hasDesktop });
		await use(firefox);
		await firefox.close();
	},
});

async function keep(firefox: FirefoxVerifill, label: string): Promise<Page> {
	const panel = await firefox.open('src/manage/index.html', 'body');
	const draft = {
		kind: 'totp' as const,
		issuer: 'Harbour',
		label,
		accessKey: SECRET,
		algorithm: 'SHA1' as const,
		digits: 6,
		period: 30,
		counter: 0,
	};
	await firefox.ask(panel, 'panel.import', {
		opId: hex(),
		entries: [{ draft, hosts: ['bank.test'], recovery: [], replace: null }],
	});
	return panel;
}

async function passwordStep(page: Page, person: Person): Promise<void> {
	await page.goto('https://bank.test/login');
	await page.locator('input[name=name]').fill(person.name);
	await page.locator('input[name=password]').fill(person.password);
	await Promise.all([page.waitForNavigation(), page.locator('form.card button').click()]);
}

const value = (page: Page) => page.$eval('input[name=code]', (field) => field.value);

async function welcomed(page: Page, person: Person): Promise<void> {
	await Promise.all([page.waitForNavigation(), page.locator('form.card button').click()]);
	expect(await page.$eval('#welcome', (heading) => heading.textContent)).toBe(`Welcome, ${person.name}`);
	expect(person.refused).toEqual([]);
}

test('sign-in fills itself and is accepted', async ({ site, firefox }) => {
	const person = site.people.add('ada', { secret: SECRET });
	await keep(firefox, person.name);
	const page = await firefox.browser.newPage();
	await passwordStep(page, person);
	await expect.poll(() => value(page), { timeout: 15_000 }).toMatch(/^\d{6}$/);
	await welcomed(page, person);
	expect(person.welcomes).toEqual(['code']);
});

test('the popup copies the code', async ({ site, firefox }) => {
	site.extra.set('/plain', '<!doctype html><title>plain</title><input id="any">');
	await keep(firefox, 'ada');
	const popup = await firefox.open('src/popup/index.html', '[data-row]');
	await expect.poll(() => popup.$eval('[data-row]', (row) => row.textContent)).toMatch(/\d{3}\s?\d{3}/);
	await popup.bringToFront();
	await (await popup.$('[data-row]'))?.click();
	await expect.poll(() => popup.evaluate(() => document.body.innerText)).toMatch(/copied/i);
	const page = await firefox.browser.newPage();
	await page.goto('https://evil.test/plain');
	await page.bringToFront();
	await page.focus('#any');
	await page.keyboard.down('Control');
	await page.keyboard.press('v');
	await page.keyboard.up('Control');
	const now = Date.now() / 1000;
	const key = { secret: SECRET, algorithm: 'sha1', digits: 6, period: 30 } as const;
	await expect.poll(() => page.$eval('#any', (field) => (field as HTMLInputElement).value)).toMatch(/^\d{6}$/);
	expect([codeOf(key, now), codeOf(key, now - 30)]).toContain(
		await page.$eval('#any', (field) => (field as HTMLInputElement).value),
	);
});

test('a host that only looks like it gets nothing', async ({ site, firefox }) => {
	const person = site.people.add('ada', { secret: SECRET });
	await keep(firefox, person.name);
	site.extra.set(
		'/field',
		'<!doctype html><h1>Two-step verification</h1><label>Code from your authenticator app <input name="code" autocomplete="one-time-code"></label>',
	);
	const other = await firefox.browser.newPage();
	await other.goto('https://evilbank.test/field');
	await other.focus('input[name=code]');
	const page = await firefox.browser.newPage();
	await page.goto('https://bank.test/field');
	await expect.poll(() => value(page), { timeout: 15_000 }).toMatch(/^\d{6}$/);
	expect(await value(other)).toBe('');
});

if (hasDesktop) {
	for (const qr of ['img', 'svg', 'canvas', 'css'] as const)
		test(`a real right click on a QR shown as ${qr} sets up, the confirm box is filled and accepted`, async ({
			site,
			firefox,
		}) => {
			const person = site.people.add('ada');
			const page = await firefox.browser.newPage();
			await page.goto('https://bank.test/');
			await page.setCookie({ name: 'sid', value: site.people.signIn(person), domain: 'bank.test', path: '/' });
			await page.goto(`https://bank.test/security/2fa?qr=${qr}`);
			await page.bringToFront();
			const { x, y } = await page.$eval('#qr', (shown) => {
				const box = shown.getBoundingClientRect();
				const { mozInnerScreenX, mozInnerScreenY } = window as unknown as Record<string, number>;
				return { x: Number(mozInnerScreenX) + box.x + 80, y: Number(mozInnerScreenY) + box.y + 80 };
			});
			await rightClickAt(x, y);
			await keys('Up', 'Return');
			const window = await firefox.find((address) => address.includes('/src/setup/'));
			const button = await window.waitForSelector('button.button-primary');
			expect(await button?.evaluate((b) => b.textContent)).toMatch(/^Add/);
			await button?.click();
			await expect.poll(() => value(page), { timeout: 15_000 }).toMatch(/^\d{6}$/);
			await Promise.all([page.waitForNavigation(), page.locator('form button.button').click()]);
			expect(person.key).not.toBeNull();
			expect(person.refused).toEqual([]);
		});
}
