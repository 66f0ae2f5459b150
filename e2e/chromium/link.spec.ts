/** A set-up link on one of the person's sites opens the set-up window by a plain click. */
import { add, filled, HOST, SHORT, somebody, toSetUp } from '../fixtures/steps.ts';
import { expect, test } from '../fixtures/test.ts';

test('a click on an otpauth: link sets up what it says', async ({ site, verifill }) => {
	const page = await verifill.context.newPage();
	const person = somebody(site, SHORT);
	await toSetUp(page, site, person, { qr: 'link' });
	const window = await verifill.setUpWindow(() => page.locator('#qr').click());
	await expect(window.getByText(HOST, { exact: true })).toBeVisible();
	await add(window, person);
	await filled(page);
	// No browser question about an unknown scheme, and the page stayed where it was.
	expect(page.url()).toContain('/security/2fa');
});

test('also where the page keeps the focus from the link', async ({ site, verifill }) => {
	const page = await verifill.context.newPage();
	await toSetUp(page, site, somebody(site, SHORT), { qr: 'link' });
	await page.evaluate(() => addEventListener('mousedown', (event) => event.preventDefault(), true));
	const window = await verifill.setUpWindow(() => page.locator('#qr').click());
	await expect(window.getByText(HOST, { exact: true })).toBeVisible();
});
