/** Firefox: the list at the field has its look under the strictest policy, and is chosen from by keyboard and by mouse. */
import { test as base, expect } from '@playwright/test';
import { FIELD, SECRET } from '../fixtures/fields.ts';
import { FirefoxVerifill } from '../fixtures/firefox.ts';
import { hex } from '../fixtures/verifill.ts';
import { start } from '../site/site.ts';

base('two accounts, no style or script allowed by the page; a code after a password', async () => {
	const site = await start();
	const firefox = await FirefoxVerifill.launch(site);
	try {
		const panel = await firefox.open('src/manage/index.html', 'body');
		const draft = {
			kind: 'totp' as const,
			issuer: 'Harbour',
			accessKey: SECRET,
			algorithm: 'SHA1' as const,
			digits: 6,
			counter: 0,
		};
		// Of unlike periods, so that they stay two accounts.
		const entries = [30, 60, 90].map((period) => ({
			draft: { ...draft, period, label: `every ${period}` },
			hosts: [period === 90 ? 'shop.test' : 'bank.test'],
			recovery: [],
			replace: null,
		}));
		await firefox.ask(panel, 'panel.import', { opId: hex(), entries });
		const csp = `<meta http-equiv="Content-Security-Policy" content="default-src 'none'">`;
		site.extra.set(
			'/strict',
			`<!doctype html><title>Two-step verification</title>${csp}<h1>Two-step verification</h1>${FIELD}`,
		);
		for (const by of ['keyboard', 'mouse'] as const) {
			const page = await firefox.browser.newPage();
			await page.goto('https://bank.test/strict');
			await page.focus('input');
			const list = await page.waitForSelector('[popover]');
			const box = await list?.boundingBox();
			// As wide as the style says: without its look it would be as wide as its text.
			expect(box?.width).toBe(300);
			expect(box?.height).toBeLessThan(160);
			// The list counts what is done once it stood still for a while.
			await page.evaluate(() => new Promise((done) => setTimeout(done, 1_000)));
			if (by === 'keyboard') {
				await page.keyboard.press('ArrowDown');
				await page.keyboard.press('Enter');
			} else {
				const click = () => page.mouse.click((box?.x ?? 0) + 60, (box?.y ?? 0) + (box?.height ?? 0) - 26);
				// A picture over it that lets the pointer through: whoever clicks doesn't see what is clicked.
				await page.evaluate(async () => {
					const look = new CSSStyleSheet();
					const over = 'pointer-events:none;animation-duration:60s';
					look.replaceSync(`::view-transition,::view-transition-group(root){${over}}`);
					document.adoptedStyleSheets = [look];
					await document.startViewTransition().ready;
				});
				await click();
				await page.evaluate(() => new Promise((done) => setTimeout(done, 300)));
				expect(await page.$eval('input', (field) => field.value)).toBe('');
				await page.evaluate(() => document.activeViewTransition?.skipTransition());
				await page.evaluate(() => new Promise((done) => setTimeout(done, 1_000)));
				await click();
			}
			await expect.poll(() => page.$eval('input', (field) => field.value)).toMatch(/^\d{6}$/);
			await page.close();
		}

		// A password box that takes the code after the password.
		const taught = { 'shop.test': [{ selector: 'input[name="pw"]', verdict: 'appended' as const }] };
		await firefox.ask(panel, 'panel.changeSettings', { opId: hex(), patch: { taught } });
		site.extra.set(
			'/login',
			'<!doctype html><title>Sign in</title><form>Password <input type="password" name="pw"></form>',
		);
		const page = await firefox.browser.newPage();
		await page.goto('https://shop.test/login');
		await page.focus('input');
		await page.waitForSelector('[popover]');
		await page.keyboard.type('correct horse');
		await page.evaluate(() => new Promise((done) => setTimeout(done, 1_000)));
		expect(await page.$eval('input', (field) => field.value)).toBe('correct horse');
		await page.keyboard.press('ArrowDown');
		await page.keyboard.press('Enter');
		await expect.poll(() => page.$eval('input', (field) => field.value)).toMatch(/^correct horse\d{6}$/);
	} finally {
		await firefox.close();
		await site.stop();
	}
});
