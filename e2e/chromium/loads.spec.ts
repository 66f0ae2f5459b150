/** The extension as it is installed: its worker lives, and it has no site. */
import { expect, test } from '../fixtures/test.ts';

test.use({ launch: { build: 'chrome' } });

test('installed, the shipping build has a live background and no site at all', async ({ verifill }) => {
	const origins = await verifill.worker().evaluate(async () => (await browser.permissions.getAll()).origins);
	expect(origins).toEqual([]);
	const scripts = await verifill.worker().evaluate(() => browser.scripting.getRegisteredContentScripts());
	expect(scripts).toEqual([]);
});

test('J01 no page, no site can see it: nothing of ours is web-accessible', async ({ site, verifill }) => {
	// A page without any policy of its own that would stop it.
	site.extra.set('/bare', '<!doctype html><title>bare</title>');
	const page = await verifill.context.newPage();
	await page.goto('https://bank.test/bare');
	const reached = await page.evaluate(
		(files) =>
			Promise.all(
				files.map((file) =>
					fetch(file).then(
						() => true,
						() => false,
					),
				),
			),
		['manifest.json', 'page.js', 'src/popup/index.html', 'icons/128.png'].map((file) => verifill.url(file)),
	);
	expect(reached).toEqual([false, false, false, false]);
});
