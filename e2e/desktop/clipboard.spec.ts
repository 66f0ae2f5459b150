/** H04: a copied code leaves the clipboard when it's still ours, anything else stays; asked for by the browser's own bubble. */
import type { Page } from '@playwright/test';
import { answerBubble } from '../fixtures/desktop.ts';
import { expect, test } from '../fixtures/test.ts';
import type { Verifill } from '../fixtures/verifill.ts';

test.use({ launch: { build: 'chrome', headless: false } });

/** What any program would paste now: typed into a page of ours, which the browser lets paste. */
const pasted = (page: Page) => page.evaluate(() => navigator.clipboard.readText());
const write = (page: Page, text: string) => page.evaluate((t) => navigator.clipboard.writeText(t), text);
const minuteIsOver = (verifill: Verifill) =>
	verifill.worker().evaluate(() => browser.alarms.create('clear-clipboard', { when: Date.now() }));
const waiting = (verifill: Verifill) =>
	verifill.worker().evaluate(async () => (await browser.storage.session.get('copied')).copied !== undefined);

test('H04 ours is cleared after a minute, other text is left alone', async ({ verifill }) => {
	await verifill.keep({ label: 'ada', secret: 'JBSWY3DPEHPK3PXP', hosts: ['bank.test'] });
	// In a window of its own, where the browser's question is a window, too.
	const [popup] = await Promise.all([
		verifill.context.waitForEvent('page'),
		verifill.worker().evaluate(() => browser.windows.create({ url: 'src/popup/index.html', type: 'popup' })),
	]);
	const row = popup.getByRole('button', { name: /Harbour/ }).first();
	await row.click();
	const clear = popup.getByRole('button', { name: 'Clear it in a minute' });
	await clear.waitFor();
	await clear.click();
	await answerBubble(verifill, true);
	await expect(popup.getByText('Copied codes now leave the clipboard').first()).toBeVisible();
	expect(await pasted(popup)).toMatch(/^\d{6}$/);

	await minuteIsOver(verifill);
	await expect.poll(() => waiting(verifill)).toBe(false);
	await expect.poll(() => pasted(popup)).toBe('');

	await row.click();
	await expect.poll(() => waiting(verifill)).toBe(true);
	await write(popup, 'a shopping list');
	await minuteIsOver(verifill);
	await expect.poll(() => waiting(verifill)).toBe(false);
	// The page that looks is gone again once it's done.
	await expect.poll(() => verifill.worker().evaluate(() => browser.offscreen.hasDocument())).toBe(false);
	expect(await pasted(popup)).toBe('a shopping list');
});
