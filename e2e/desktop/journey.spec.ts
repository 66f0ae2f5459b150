/** The main job with the build that ships, on a real display: native menu, native permission bubble, nothing granted beforehand. */
import type { Locator, Page } from '@playwright/test';
import { answerBubble, chooseFromMenu, keys } from '../fixtures/desktop.ts';
import {
	add,
	codeIn,
	confirmed,
	filled,
	HOST,
	nextPeriod,
	passwordStep,
	SHORT,
	somebody,
	toSetUp,
	welcomed,
} from '../fixtures/steps.ts';
import { expect, test } from '../fixtures/test.ts';
import type { Verifill } from '../fixtures/verifill.ts';
import type { Qr } from '../site/pages.ts';
import type { Person } from '../site/people.ts';

test.use({ launch: { build: 'chrome', headless: false } });

function qrOn(page: Page, qr: Qr): Locator {
	if (qr === 'frame' || qr === 'cross-frame') return page.frameLocator('#frame').locator('#qr');
	// Playwright can't see into a closed root: the element around it will do for the pointer.
	return qr === 'closed' ? page.locator('qr-code') : page.locator('#qr');
}

/** Right click, menu, Add, the browser's bubble. */
async function setUp(verifill: Verifill, page: Page, person: Person, qr: Qr, allow: boolean): Promise<Page> {
	const window = await verifill.setUpWindow(() => chooseFromMenu(page, qrOn(page, qr)));
	await expect(window.getByText('bank.test', { exact: true })).toBeVisible();
	await add(window, person);
	await answerBubble(verifill, allow);
	return window;
}

const grants = (verifill: Verifill) =>
	verifill.worker().evaluate(async () => (await browser.permissions.getAll()).origins);

test('the whole way: right click, Add, the bubble, confirm, recovery codes, sign-in without a touch', async ({
	site,
	verifill,
}) => {
	const page = await verifill.context.newPage();
	const person = somebody(site, { period: 30 });
	await toSetUp(page, site, person);
	await setUp(verifill, page, person, 'img', true);
	await filled(page);
	expect(await grants(verifill)).toEqual(['https://*.bank.test/*']);
	await page.bringToFront();
	await confirmed(page, person);
	await passwordStep(page, person);
	// The code just used is refused by the site; the next one comes within its period.
	await filled(page, 6, 40_000);
	await welcomed(page, person);
	expect(person.welcomes).toEqual(['password', 'code']);
});

for (const qr of [
	'svg',
	'canvas',
	'css',
	'data',
	'link',
	'cross',
	'once',
	'frame',
	'cross-frame',
	'shadow',
	'closed',
] as const) {
	test(`from a QR shown as ${qr}`, async ({ site, verifill }) => {
		const page = await verifill.context.newPage();
		const person = somebody(site, SHORT);
		await toSetUp(page, site, person, { qr });
		await setUp(verifill, page, person, qr, true);
		await filled(page);
		await page.bringToFront();
		await confirmed(page, person);
		await passwordStep(page, person);
		await filled(page);
		await welcomed(page, person);
	});
}

test('the site is denied: the account is kept, nothing fills by itself, the toolbar fills on demand', async ({
	site,
	verifill,
}) => {
	const page = await verifill.context.newPage();
	const person = somebody(site, SHORT);
	await toSetUp(page, site, person);
	const window = await setUp(verifill, page, person, 'img', false);
	await expect(window.getByText(/browser didn’t allow/)).toBeVisible();
	expect(await grants(verifill)).toEqual([]);
	const { accounts } = await verifill.ask('panel.accounts', { tabId: null });
	expect(accounts.map((a) => a.label)).toEqual([person.name]);
	// The right click alone let it into this page, this once.
	await page.bringToFront();
	await filled(page);
	await confirmed(page, person);

	const later = await verifill.context.newPage();
	await passwordStep(later, person);
	await nextPeriod(person);
	await expect(codeIn(later)).toHaveValue('');
	await later.bringToFront();
	// Its address is closed to us: it is the one in front.
	const tabId = await verifill
		.worker()
		.evaluate(async () => (await browser.tabs.query({ active: true, windowType: 'normal' }))[0]?.id ?? -1);
	const [account] = accounts;
	const fill = () =>
		verifill.ask('panel.fill', { id: account?.id ?? '', tab: { tabId, host: HOST }, job: null, link: false }).then(
			() => 'filled',
			(error: Error) => error.message,
		);
	expect(await fill()).toBe('refused: page-unreachable');
	await later.bringToFront();
	await keys('alt+shift+v');
	await expect.poll(fill).toBe('filled');
	await welcomed(later, person);
});
