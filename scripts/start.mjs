// The only way to try it: builds, starts the demo site, opens a throw-away profile with Verifill loaded on the demo's set-up page.
// --check: proves that, on a display or under xvfb-run, and ends.
import './node24.mjs';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { findBrowser, howToGet, inPath } from './browsers.mjs';

const check = process.argv.includes('--check');
const executablePath = findBrowser('chromium');
if (!executablePath) {
	console.error(howToGet('chromium'));
	process.exit(1);
}
if (process.platform === 'linux' && !process.env.DISPLAY && !process.env.WAYLAND_DISPLAY) {
	if (!inPath('xvfb-run')) {
		console.error(
			'No display here. Start it in a desktop session, or install xvfb (apt-get install xvfb xauth) and run it again.',
		);
		process.exit(1);
	}
	console.log('No display here: opening the window under xvfb-run, where nobody sees it.');
	const again = ['-a', '-s', '-screen 0 1280x900x24', process.execPath, ...process.argv.slice(1)];
	process.exit(spawnSync('xvfb-run', again, { stdio: 'inherit' }).status ?? 1);
}

const built = spawnSync(process.execPath, ['scripts/build.mjs', 'chrome'], { stdio: 'inherit' });
if (built.status !== 0) process.exit(1);

const { chromium } = await import('@playwright/test');
const { chromiumArgs, start } = await import('../e2e/site/site.ts');
const site = await start();
const profile = mkdtempSync(join(tmpdir(), 'verifill-demo-'));
const extension = resolve('dist/chrome');
const context = await chromium.launchPersistentContext(profile, {
	executablePath,
	headless: false,
	viewport: null,
	chromiumSandbox: process.getuid?.() !== 0,
	ignoreDefaultArgs: ['--enable-automation'],
	args: [
		`--disable-extensions-except=${extension}`,
		`--load-extension=${extension}`,
		// Keeps the bars about test flags away.
		'--test-type',
		...chromiumArgs(site),
	],
});

let ended = false;
async function end(code) {
	if (ended) return;
	ended = true;
	await context.close().catch(() => {});
	await site.stop();
	rmSync(profile, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 });
	process.exit(code);
}
context.on('close', () => end(0));
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => end(0));

try {
	const worker = context.serviceWorkers()[0] ?? (await context.waitForEvent('serviceworker', { timeout: 30_000 }));
	const page = context.pages()[0] ?? (await context.newPage());
	await page.goto('https://bank.test/demo');
	await page.locator('#qr').waitFor();
	console.log(`
Verifill is loaded (${new URL(worker.url()).host}) in a throw-away profile, on ${page.url()}
  1. Right-click the QR code and choose "Set up verification code", then press Add.
  2. Sign out and in again (your name stands at the top right; the password is "correct horse"): the code fills itself.
The demo is also at http://localhost:${site.httpPort}/demo for any other browser. Close the window to end.`);
} catch (error) {
	console.error(error);
	await end(1);
}
if (check) await end(0);
