/** B14 and B15: a page that changes all the time, and a code that is about to end. */
import { FIELD, gets, put, SECRET } from '../fixtures/fields.ts';
import { expect, test } from '../fixtures/test.ts';
import { codeOf } from '../site/people.ts';

const PERIOD = 10;
const key = { secret: SECRET, algorithm: 'sha1', digits: 6, period: PERIOD } as const;

test('B15 with less than 3 s left the next code is waited for', async ({ site, verifill }) => {
	await verifill.keep({ label: 'ada', secret: SECRET, hosts: ['bank.test'], period: PERIOD });
	put(site, '/field', FIELD);
	const page = await verifill.context.newPage();
	await page.goto('https://bank.test/');
	// The page is opened in the last 2 s of a period.
	await expect.poll(() => PERIOD * 1000 - (Date.now() % (PERIOD * 1000)), { intervals: [50] }).toBeLessThan(2000);
	const ending = codeOf(key, Date.now() / 1000);
	await page.goto('https://bank.test/field');
	const field = page.locator('input[name=code]');
	await expect(field).not.toHaveValue('');
	const now = Date.now() / 1000;
	expect(await field.inputValue()).toBe(codeOf(key, now));
	expect(codeOf(key, now)).not.toBe(ending);
});

test('B14 5,000 inputs and 10,000 changes a second: few questions, and a field that comes amid them is filled', async ({
	site,
	verifill,
}) => {
	await verifill.keep({ label: 'ada', secret: SECRET, hosts: ['bank.test'] });
	const others = Array.from({ length: 5000 }, (_, i) => `<input name="coupon${i}" placeholder="Coupon">`).join('');
	put(
		site,
		'/storm',
		`<p id="late"></p><form>${others}</form><p id="storm"></p><script>
			const storm = document.getElementById('storm');
			setInterval(() => { storm.replaceChildren(...Array.from({ length: 500 }, () => document.createElement('b'))); }, 50);
		</script>`,
	);
	await verifill.worker().evaluate(() => {
		Object.assign(globalThis, { asked: 0 });
		browser.runtime.onMessage.addListener((message: { ask?: string }) => {
			if (message.ask?.startsWith('page.')) (globalThis as unknown as { asked: number }).asked++;
		});
	});
	const page = await verifill.context.newPage();
	const from = Date.now();
	await page.goto('https://bank.test/storm');
	await page.evaluate((field) => {
		setTimeout(() => {
			const late = document.getElementById('late') as HTMLElement;
			late.insertAdjacentHTML('beforeend', field);
		}, 3000);
	}, FIELD);
	await gets(page, undefined, 30_000);
	const seconds = (Date.now() - from) / 1000;
	const asked = await verifill.worker().evaluate(() => (globalThis as unknown as { asked: number }).asked);
	expect(asked).toBeGreaterThan(0);
	expect(asked / seconds).toBeLessThanOrEqual(20);
});
