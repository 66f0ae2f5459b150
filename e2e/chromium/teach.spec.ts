/** Fields the person points at: taken as such from then on, shown and changed in the manage page, described without anything secret. */
import type { Page } from '@playwright/test';
import { keepFor, put, SECRET } from '../fixtures/fields.ts';
import { list, passes, readable } from '../fixtures/list.ts';
import { HOST, SHORT, somebody } from '../fixtures/steps.ts';
import { expect, test } from '../fixtures/test.ts';
import type { Verifill } from '../fixtures/verifill.ts';

/** What the person does with a right click on a box. */
async function teach(verifill: Verifill, page: Page, box: string, menuItemId: 'teach_code' | 'teach_never') {
	await page.locator(box).click({ button: 'right' });
	await verifill.menu(page, { menuItemId });
}

async function chooseFirst(page: Page): Promise<void> {
	await readable(page);
	await page.keyboard.press('ArrowDown');
	await page.keyboard.press('Enter');
}

async function settings(verifill: Verifill): Promise<Page> {
	const page = await verifill.context.newPage();
	await page.goto(`${verifill.url('src/manage/index.html')}#settings`);
	return page;
}

test('a box that nothing tells is a code box once pointed at, now and on the next visit; forgotten, it is none', async ({
	site,
	verifill,
}) => {
	await keepFor(verifill, [HOST]);
	put(site, '/plain', '<form><input name="field" placeholder="for ada@bank.test, 12345"></form>');
	const page = await verifill.context.newPage();
	await page.goto(`https://${HOST}/plain`);
	await teach(verifill, page, 'input', 'teach_code');
	const box = page.locator('input');
	await expect(box).toHaveValue(/^\d{6}$/, { timeout: 35_000 });

	const manage = await settings(verifill);
	await expect(manage.getByLabel(`What this field on ${HOST} is`)).toHaveValue('code');
	await manage.getByRole('button', { name: `Describe this field on ${HOST}` }).click();
	const text = manage.locator('.taught-text');
	await expect(text).toContainText(`Website: ${HOST}`);
	await expect(text).toContainText('Found by: input[name="field"]');
	await expect(text).toContainText(/judged: no/);
	await manage.getByLabel('With the website’s name').uncheck();
	await manage.context().grantPermissions(['clipboard-read', 'clipboard-write']);
	await manage.getByRole('button', { name: 'Copy as text' }).click();
	const copied = await manage.evaluate(() => navigator.clipboard.readText());
	expect(copied).toBe(await text.textContent());
	// Neither the site, nor an account, nor what the box holds, nor a person's name in the page's own words.
	expect(copied).not.toMatch(/bank|ada|Harbour|12345|\d{6}/);

	await manage.getByRole('button', { name: `Forget this field on ${HOST}` }).click();
	await expect(manage.getByText('Fields you pointed out')).toHaveCount(0);
	expect((await verifill.ask('panel.settings', {})).taught).toEqual({});
});

test('"Never fill this box": an unmistakable code field stays empty', async ({ site, verifill }) => {
	await keepFor(verifill, [HOST]);
	await keepFor(verifill, [HOST], 'grace');
	put(site, '/code', '<label>Authenticator code <input name="code"></label>');
	const page = await verifill.context.newPage();
	await page.goto(`https://${HOST}/code`);
	await expect(list(page)).toBeVisible();
	await teach(verifill, page, 'input', 'teach_never');
	await expect.poll(async () => (await verifill.ask('panel.settings', {})).taught[HOST]?.[0]?.verdict).toBe('never');
	await page.goto(`https://${HOST}/code`);
	await page.locator('input').click();
	await passes(page, 1_500);
	await expect(list(page)).toHaveCount(0);
});

test('password, then the code: never by itself, what is typed stays, the server takes both (hard case 40)', async ({
	site,
	verifill,
}) => {
	test.setTimeout(90_000);
	const person = somebody(site, SHORT, SECRET);
	await verifill.keep({ label: person.name, secret: SECRET, hosts: [HOST], period: person.wants.period });
	const page = await verifill.context.newPage();
	await page.goto(`https://${HOST}/login/together`);
	await teach(verifill, page, '[type=password]', 'teach_code');
	await expect.poll(async () => (await verifill.ask('panel.settings', {})).taught[HOST]?.[0]?.verdict).toBe('appended');

	await page.goto(`https://${HOST}/login/together`);
	const box = page.locator('[type=password]');
	await page.getByLabel('Name').fill(person.name);
	await box.click();
	await expect(list(page)).toBeVisible();
	await page.keyboard.type(person.password);
	// Not by itself, and the list stays while the password is typed.
	await expect(list(page)).toBeVisible();
	await expect(box).toHaveValue(person.password);
	await chooseFirst(page);
	const ends = new RegExp(`^${person.password}\\d{6}$`);
	await expect(box).toHaveValue(ends, { timeout: 15_000 });

	// Once more, later (sooner it would be a page that redraws its field): the next code takes this one's place.
	const first = await box.inputValue();
	await passes(page, 2_100);
	await box.press('ArrowDown');
	await chooseFirst(page);
	await expect(box).not.toHaveValue(first, { timeout: 15_000 });
	await expect(box).toHaveValue(ends);
	await page.getByRole('button', { name: 'Sign in' }).click();
	await expect(page.locator('#welcome')).toHaveText(`Welcome, ${person.name}`);
	expect(person.refused).toEqual([]);

	const manage = await settings(verifill);
	await manage.getByLabel(`What this field on ${HOST} is`).selectOption('Never a code field');
	await expect.poll(async () => (await verifill.ask('panel.settings', {})).taught[HOST]?.[0]?.verdict).toBe('never');
});

test('password, then the code, filled from the popup', async ({ site, verifill }) => {
	const person = somebody(site, SHORT, SECRET);
	const id = await verifill.keep({ label: person.name, secret: SECRET, hosts: [HOST], period: person.wants.period });
	const taught = { [HOST]: [{ selector: 'input[type="password"]', verdict: 'appended' as const }] };
	await verifill.ask('panel.changeSettings', { opId: crypto.randomUUID().replaceAll('-', ''), patch: { taught } });
	const page = await verifill.context.newPage();
	await page.goto(`https://${HOST}/login/together`);
	await page.getByLabel('Name').fill(person.name);
	await page.locator('[type=password]').fill(person.password);
	const tabId = await verifill.tabId(page);
	await verifill.ask('panel.fill', { id, tab: { tabId, host: HOST }, job: null, link: false });
	await page.getByRole('button', { name: 'Sign in' }).click();
	await expect(page.locator('#welcome')).toHaveText(`Welcome, ${person.name}`);
});
