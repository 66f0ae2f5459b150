// Renders the logo to the icons of the manifest, in a real browser: npm run icons.
import { readFileSync, writeFileSync } from 'node:fs';
import { chromium } from 'playwright';
import { findBrowser } from './browsers.mjs';

const browser = await chromium.launch({ executablePath: findBrowser('chromium'), chromiumSandbox: false });
for (const size of [16, 32, 48, 128]) {
	const file = size < 32 ? 'logo-small' : 'logo';
	const svg = readFileSync(new URL(`../docs/logo/${file}.svg`, import.meta.url)).toString('base64');
	const page = await browser.newPage({ viewport: { width: size, height: size } });
	await page.setContent(
		`<style>*{margin:0}img{display:block;width:${size}px;height:${size}px}</style><img src="data:image/svg+xml;base64,${svg}">`,
	);
	await page.locator('img').evaluate((image) => image.decode());
	writeFileSync(
		new URL(`../public/icons/${size}.png`, import.meta.url),
		await page.screenshot({ omitBackground: true }),
	);
	await page.close();
}
await browser.close();
