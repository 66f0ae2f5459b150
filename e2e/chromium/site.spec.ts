/** The test site itself, without Verifill: what it accepts and refuses, so that no other test leans on a lenient server. */

import { codeIn, passwordStep, signedIn, somebody, toSetUp, welcomed } from '../fixtures/steps.ts';
import { expect, test } from '../fixtures/test.ts';
import { QRS } from '../site/pages.ts';
import { codeOf } from '../site/people.ts';

test.use({ launch: { build: null } });

test('sign up, set up, sign in; a replayed code is refused, a recovery code works once', async ({ site, verifill }) => {
	const page = verifill.context.pages()[0] ?? (await verifill.context.newPage());
	await page.goto('https://bank.test/join');
	await page.getByLabel('Your name').fill('grace');
	await page.getByLabel('Password').fill('correct horse');
	await page.getByRole('button', { name: 'Open account' }).click();
	await page.getByRole('link', { name: 'Set up two-step verification' }).click();
	await page.getByText("Can't scan it?").click();
	const secret = (await page.locator('#key').innerText()).replaceAll(' ', '');
	const person = site.people.people.get('grace');
	const key = { secret, algorithm: 'sha1', digits: 6, period: 30 } as const;
	const code = () => codeOf(key, Date.now() / 1000);
	const used = code();
	await codeIn(page).fill(used);
	await page.getByRole('button', { name: 'Turn on' }).click();
	await expect(page.locator('#recovery li')).toHaveCount(10);
	const [first = ''] = await page.locator('#recovery code').allInnerTexts();
	if (!person) throw new Error('nobody');

	await passwordStep(page, person);
	await codeIn(page).fill(used);
	await page.getByRole('button', { name: 'Verify' }).click();
	await expect(page.getByRole('alert')).toBeVisible();
	expect(person.refused).toEqual([{ code: used, why: 'replayed' }]);

	for (const welcome of [true, false]) {
		await passwordStep(page, person);
		await page.getByRole('link', { name: 'Use a recovery code' }).click();
		await page.getByLabel(`Recovery code #${welcome ? 1 : 2}`).fill(first);
		await page.getByRole('button', { name: 'Verify' }).click();
		await expect(page.locator(welcome ? '#welcome' : '[role=alert]')).toBeVisible();
	}
	expect(person.welcomes).toEqual(['password', 'recovery']);
});

test('every way to show the QR shows one', async ({ site, verifill }) => {
	const page = await verifill.context.newPage();
	const person = somebody(site);
	for (const qr of QRS) {
		await toSetUp(page, site, person, { qr });
		const box = await page.locator('.qr').boundingBox();
		expect(box?.width, qr).toBeGreaterThan(200);
		const picture = await page.locator('.qr').screenshot();
		// A QR has many edges: its picture doesn't shrink to nothing.
		expect(picture.length, qr).toBeGreaterThan(1500);
	}
});

test('the single-page sign-in takes a code too', async ({ site, verifill }) => {
	const page = await verifill.context.newPage();
	const secret = 'GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ';
	const person = somebody(site, { period: 30 }, secret);
	await page.goto('https://bank.test/app');
	await page.getByLabel('Name').fill(person.name);
	await page.getByLabel('Password').fill(person.password);
	await page.getByRole('button', { name: 'Sign in' }).click();
	await codeIn(page).fill(codeOf({ ...person.wants, secret }, Date.now() / 1000));
	await welcomed(page, person);
	expect(page.url()).toBe('https://bank.test/app/home');
});

test('a signed-in person has a second host that shares the account', async ({ site, verifill }) => {
	const page = await verifill.context.newPage();
	const person = somebody(site);
	await signedIn(page, site, person, 'shop.test');
	await page.goto('https://shop.test/');
	await expect(page.locator('#welcome')).toHaveText(`Welcome, ${person.name}`);
});
