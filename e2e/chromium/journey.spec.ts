/** The main job, headless: set up from the QR, confirm, and from then on the code fills itself, whatever the site's form looks like. */
import {
	add,
	confirmed,
	filled,
	HOST,
	nextPeriod,
	passwordStep,
	somebody,
	toSetUp,
	welcomed,
} from '../fixtures/steps.ts';
import { expect, test } from '../fixtures/test.ts';
import { freshProfile, removeProfile, Verifill } from '../fixtures/verifill.ts';
import type { Look, Qr } from '../site/pages.ts';
import type { Person } from '../site/people.ts';
import type { Site } from '../site/site.ts';

/** From the set-up page to the recovery codes, with our menu item sent as a message (no native menu headless). */
async function setUp(
	verifill: Verifill,
	site: Site,
	person: Person,
	{ qr = 'img', look = 'plain', host = HOST }: { qr?: Qr; look?: Look; host?: string } = {},
) {
	const page = await verifill.context.newPage();
	await toSetUp(page, site, person, { qr, look, host });
	const target = page.locator('#qr');
	await target.hover();
	const srcUrl = await target.evaluate((e) => (e instanceof HTMLImageElement ? e.src : undefined));
	const window = await verifill.setUpWindow(() => verifill.menu(page, srcUrl === undefined ? {} : { srcUrl }));
	await expect(window.getByText(host, { exact: true })).toBeVisible();
	await add(window, person);
	await filled(page, person.wants.digits);
	await window.close();
	await confirmed(page, person);
	return page;
}

test('set up from a picture: the confirm box is filled and accepted, then sign-in fills itself', async ({
	site,
	verifill,
}) => {
	const person = somebody(site);
	const page = await setUp(verifill, site, person);
	await passwordStep(page, person);
	await filled(page);
	await welcomed(page, person);
	expect(person.welcomes.at(-1)).toBe('code');
});

for (const qr of ['svg', 'canvas', 'css', 'cross'] as const) {
	test(`set up from ${qr}: the confirm box is filled and accepted`, async ({ site, verifill }) => {
		await setUp(verifill, site, somebody(site), { qr });
	});
}

for (const look of ['bare', 'number', 'tel', 'password', 'split', 'late', 'dialog'] as const) {
	test(`sign-in with a ${look} field fills itself`, async ({ site, verifill }) => {
		const secret = 'GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ';
		const person = somebody(site, {}, secret);
		await verifill.keep({ label: person.name, secret, hosts: [HOST] });
		const page = await verifill.context.newPage();
		await passwordStep(page, person, look);
		await filled(page);
		await welcomed(page, person);
	});
}

test('sign-in without a page load fills itself', async ({ site, verifill }) => {
	const secret = 'GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ';
	const person = somebody(site, {}, secret);
	await verifill.keep({ label: person.name, secret, hosts: [HOST] });
	const page = await verifill.context.newPage();
	await page.goto(`https://${HOST}/app`);
	await page.getByLabel('Name').fill(person.name);
	await page.getByLabel('Password').fill(person.password);
	await page.getByRole('button', { name: 'Sign in' }).click();
	await filled(page);
	await welcomed(page, person);
});

test('SHA-512, eight digits, 60 seconds: whatever the QR says is honoured', async ({ site, verifill }) => {
	const person = somebody(site, { algorithm: 'sha512', digits: 8, period: 60 });
	await setUp(verifill, site, person);
	expect(person.key).not.toBeNull();
});

test('by access key: typed as the page shows it', async ({ site, verifill }) => {
	const person = somebody(site, { period: 30 });
	const page = await verifill.context.newPage();
	await toSetUp(page, site, person);
	await page.getByText("Can't scan it?").click();
	const key = await page.locator('#key').innerText();
	// A right click beside the QR: no picture there.
	await page.getByRole('heading', { name: 'Confirm' }).hover();
	const window = await verifill.setUpWindow(() => verifill.menu(page));
	await window.getByRole('textbox').first().fill(key.toLowerCase());
	await window.keyboard.press('Enter');
	await window.getByRole('button', { name: /^Add/ }).click();
	await filled(page);
	await confirmed(page, person);
});

test('the browser restarts: the code still fills itself', async ({ site }) => {
	const profile = freshProfile();
	const person = somebody(site);
	const first = await Verifill.launch({ site, profile });
	await setUp(first, site, person);
	await first.close();
	await nextPeriod(person);
	const again = await Verifill.launch({ site, profile });
	const page = await again.context.newPage();
	await passwordStep(page, person);
	await filled(page);
	await welcomed(page, person);
	await again.close();
	removeProfile(profile);
});

test('the worker is stopped between set-up and sign-in: the code still fills itself', async ({ site, verifill }) => {
	const person = somebody(site);
	const page = await setUp(verifill, site, person);
	await verifill.stopWorker();
	await passwordStep(page, person);
	await verifill.stopWorker();
	await filled(page);
	await welcomed(page, person);
});

test('a code just used waits for the next one, and that one is accepted', async ({ site, verifill }) => {
	const person = somebody(site);
	const page = await setUp(verifill, site, person);
	for (let round = 0; round < 2; round++) {
		await passwordStep(page, person);
		await filled(page);
		await welcomed(page, person);
	}
	expect(person.refused).toEqual([]);
});

test('J01 from set-up to sign-in nothing is asked of anybody but the picture of the QR', async ({ site, verifill }) => {
	const person = somebody(site);
	const from = site.log.length;
	const page = await setUp(verifill, site, person);
	await passwordStep(page, person);
	await filled(page);
	await welcomed(page, person);
	const popup = await verifill.context.newPage();
	await popup.goto(verifill.url('src/popup/index.html'));
	await popup.getByText(person.name).first().waitFor();
	// What Chromium itself asks of its maker is not ours.
	const asked = site.log.slice(from).filter(({ host }) => !/(^|\.)(google|googleapis|gstatic)\.com$/.test(host));
	expect(asked.length).toBeGreaterThan(5);
	// Every host name leads to the test site: what our pages and background ask for would be here, whoever it is for.
	const ours = asked.filter(
		({ headers }) =>
			headers.origin?.startsWith('chrome-extension://') ||
			headers.referer?.startsWith('chrome-extension://') ||
			(headers['sec-fetch-dest'] === 'empty' && headers['sec-fetch-site'] === 'none'),
	);
	for (const { host, path, headers } of ours) {
		expect(`${host}${path}`).toMatch(/^bank\.test\/pictures\/[0-9a-f]+\.png$/);
		expect(headers.cookie).toBeUndefined();
	}
	expect(ours.length).toBeLessThanOrEqual(1);
});
