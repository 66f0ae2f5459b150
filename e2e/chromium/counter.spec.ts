/** Counting accounts (HOTP): the counter is kept before the code is shown, and two codes of another device set it right again. */
import { expect, test } from '../fixtures/test.ts';
import { hex } from '../fixtures/verifill.ts';

/** RFC 4226 appendix D. */
const SECRET = 'GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ';
const CODES = '755224 287082 359152 969429 338314 254676 287922 162583 399871 520489'.split(' ');
const shown = (at: number) => (CODES[at] ?? '').replace(/^(...)/, '$1 ');

test('two codes in a row set the counter; two that are not leave it', async ({ verifill }) => {
	const opened = await verifill.context.newPage();
	await opened.goto(verifill.url('src/setup/index.html'));
	await opened.getByLabel('Access key').fill(`otpauth://hotp/Old%20Bank:al?secret=${SECRET}&counter=1`);
	await opened.getByRole('button', { name: 'Continue' }).click();
	await opened.getByRole('button', { name: /^Add/ }).click();
	await expect(opened.getByRole('heading', { name: 'All set' })).toBeVisible();

	const page = await verifill.context.newPage();
	await page.goto(verifill.url('src/manage/index.html'));
	await page.getByRole('link', { name: /Old Bank/ }).click();
	const set = page.getByRole('button', { name: 'Set the counter' });
	await expect(set).toBeDisabled();
	await page.getByLabel('First code').fill(CODES[6] ?? '');
	await page.getByLabel('The code after it').fill(CODES[8] ?? '');
	await set.click();
	await expect(page.getByRole('alert').filter({ hasText: 'two codes in a row' })).toBeVisible();
	await page.getByLabel('The code after it').fill(shown(7));
	await set.click();
	await expect(page.getByRole('main').getByText('The counter is right again.')).toBeVisible();

	const { accounts } = await verifill.ask('panel.accounts', { tabId: null });
	const next = await verifill.ask('panel.next', { opId: hex(), id: accounts[0]?.id ?? '' });
	expect(next.code).toBe(CODES[8]);
});
