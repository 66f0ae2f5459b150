/** A QR that only a screenshot can read, at every zoom and on a display of two pixels to one; and one half-transparent on a dark page. */
import type { Page } from '@playwright/test';
import { chooseFromMenu, keys, rightClickAt } from '../fixtures/desktop.ts';
import { SHORT, somebody, toSetUp } from '../fixtures/steps.ts';
import { expect, test } from '../fixtures/test.ts';
import type { Verifill } from '../fixtures/verifill.ts';

/** Where the page begins on the screen, below tabs and address, in pixels. */
const BELOW = 87;

async function zoomed(verifill: Verifill, page: Page, zoom: number): Promise<void> {
	await page.bringToFront();
	const before = await page.evaluate(() => devicePixelRatio);
	await verifill.worker().evaluate(async (to) => {
		const [tab] = await browser.tabs.query({ active: true, lastFocusedWindow: true });
		await browser.tabs.setZoom(tab?.id as number, to);
	}, zoom);
	if (zoom !== 1) await expect.poll(() => page.evaluate(() => devicePixelRatio)).not.toBe(before);
}

/** Right-clicks the middle of the frame with the real mouse: the page's own measure of things has changed. */
async function setUpAt(verifill: Verifill, page: Page): Promise<Page> {
	// Before its picture is there, a click in the frame is one on bare page, with another menu.
	await page
		.frameLocator('#frame')
		.locator('#qr')
		.evaluate((qr) => (qr as HTMLImageElement).decode());
	const at = await page.locator('#frame').evaluate((frame) => {
		frame.scrollIntoView({ block: 'center' });
		const box = frame.getBoundingClientRect();
		return { x: (box.x + 110) * devicePixelRatio, y: (box.y + 110) * devicePixelRatio };
	});
	return verifill.setUpWindow(async () => {
		await rightClickAt(at.x, at.y + BELOW);
		await keys('Up', 'Up', 'Return');
	});
}

test.describe('one pixel to one', () => {
	test.use({ launch: { build: 'chrome', headless: false } });

	for (const zoom of [0.67, 1, 1.5]) {
		test(`read from a foreign frame at ${zoom * 100} %`, async ({ site, verifill }) => {
			const page = await verifill.context.newPage();
			const person = somebody(site, SHORT);
			await toSetUp(page, site, person, { qr: 'cross-frame' });
			await zoomed(verifill, page, zoom);
			const window = await setUpAt(verifill, page);
			await expect(window.getByRole('button', { name: /^Add/ })).toBeVisible();
			await expect(window.getByLabel('Account', { exact: true })).toHaveValue(person.name);
		});
	}

	test('half-transparent on a dark page', async ({ site, verifill }) => {
		const page = await verifill.context.newPage();
		const person = somebody(site, SHORT);
		await toSetUp(page, site, person, { qr: 'once' });
		await page.addStyleTag({ content: 'html, body, .card { background: #101418 !important } #qr { opacity: 0.5 }' });
		const window = await verifill.setUpWindow(() => chooseFromMenu(page, page.locator('#qr')));
		await expect(window.getByRole('button', { name: /^Add/ })).toBeVisible();
	});
});

test.describe('two pixels to one', () => {
	test.use({ launch: { build: 'chrome', headless: false, args: ['--force-device-scale-factor=2'] } });

	test('read from a foreign frame', async ({ site, verifill }) => {
		const page = await verifill.context.newPage();
		const person = somebody(site, SHORT);
		await toSetUp(page, site, person, { qr: 'cross-frame' });
		expect(await page.evaluate(() => devicePixelRatio)).toBe(2);
		const frame = page.frameLocator('#frame').locator('#qr');
		const window = await verifill.setUpWindow(() => chooseFromMenu(page, frame));
		await expect(window.getByRole('button', { name: /^Add/ })).toBeVisible();
	});
});
