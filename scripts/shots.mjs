// Pictures of every window, light and dark, narrow and wide, into docs/shots: npm run shots.
import { mkdirSync, readFileSync, rmSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { chromium } from 'playwright';
import { build } from 'vite';
import { findBrowser, howToGet } from './browsers.mjs';
import { scenes } from './shots-scenes.mjs';
import { fakeBrowser, serve } from './shots-stage.mjs';

const executablePath = findBrowser('chromium');
if (executablePath === undefined) throw new Error(howToGet('chromium'));
await build({ mode: 'chrome', logLevel: 'warn' });
const dir = fileURLToPath(new URL('../dist/chrome', import.meta.url));
const out = fileURLToPath(new URL('../docs/shots', import.meta.url));
const words = JSON.parse(readFileSync(`${dir}/_locales/en/messages.json`, 'utf8'));
const wanted = process.argv.slice(2);
const NARROW = 360;

const { base, close } = await serve(dir);
const browser = await chromium.launch({ executablePath, chromiumSandbox: process.getuid?.() !== 0 });
if (wanted.length === 0) rmSync(out, { recursive: true, force: true });
mkdirSync(out, { recursive: true });
let taken = 0;
for (const scene of scenes.filter((s) => wanted.length === 0 || wanted.some((w) => s.name.startsWith(w)))) {
	for (const width of scene.narrow ? [scene.width, NARROW] : [scene.width]) {
		for (const colorScheme of ['light', 'dark']) {
			const page = await browser.newPage({
				viewport: { width, height: scene.height },
				deviceScaleFactor: scene.narrow ? 1 : 2,
				colorScheme,
				reducedMotion: 'reduce',
			});
			const trouble = [];
			page.on('pageerror', (error) => trouble.push(error.message));
			page.on('console', (message) => message.type() === 'error' && trouble.push(message.text()));
			await page.clock.install({ time: new Date('2026-11-21T12:00:11Z') });
			await page.addInitScript(fakeBrowser, { words, answers: scene.answers });
			await page.goto(base + scene.path);
			await scene.ready(page);
			if (trouble.length > 0) throw new Error(`${scene.name}: ${trouble.join('; ')}`);
			const wide = width === scene.width ? '' : '-narrow';
			await page.screenshot({ path: `${out}/${scene.name}${wide}-${colorScheme}.png` });
			await page.close();
			taken++;
		}
	}
}
if (wanted.length === 0) await together(['setup-confirm-light', 'popup-list-light', 'popup-late-dark'], 'verifill');
await browser.close();
close();
console.log(`${taken} pictures in docs/shots`);

/** The picture of the README: windows side by side on one ground. */
async function together(names, name) {
	const page = await browser.newPage({ viewport: { width: 1360, height: 760 }, deviceScaleFactor: 1.5 });
	const images = names.map(
		(n) => `<img src="data:image/png;base64,${readFileSync(`${out}/${n}.png`).toString('base64')}">`,
	);
	await page.setContent(`<style>
		body { margin: 0; height: 760px; display: flex; align-items: center; justify-content: center; gap: 36px; background: linear-gradient(150deg, #d9efe8, #c7dcec); }
		img { height: 600px; border-radius: 14px; box-shadow: 0 24px 60px rgb(10 40 50 / 28%), 0 2px 6px rgb(10 40 50 / 18%); }
	</style>${images.join('')}`);
	await page.screenshot({ path: `${out}/${name}.png` });
	await page.close();
}
