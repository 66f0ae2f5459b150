/** The only set-up of the unit tests: pure logic in Node; vault and DOM parts in a real Chromium (*.browser.test.ts). */
import { playwright } from '@vitest/browser-playwright';
import { defineConfig } from 'vitest/config';
import { findBrowser } from './scripts/browsers.mjs';

export default defineConfig({
	test: {
		projects: [
			{
				test: {
					name: 'node',
					// Key derivation and property tests on a busy machine; costs are held by processor time where they matter.
					testTimeout: 30_000,
					include: ['src/**/*.test.ts', 'scripts/**/*.test.ts'],
					exclude: ['**/*.browser.test.ts'],
				},
			},
			{
				// Named beforehand: a package found only in the middle of a run makes the page load again.
				optimizeDeps: { include: ['qr', 'qr/decode.js', 'zxing-wasm/reader', 'idb', 'hash-wasm'] },
				test: {
					name: 'browser',
					// Key derivation in a real browser on a busy machine.
					testTimeout: 60_000,
					// They wait for the disk more than they work.
					maxWorkers: 2,
					include: ['src/**/*.browser.test.ts'],
					browser: {
						enabled: true,
						headless: true,
						screenshotFailures: false,
						provider: playwright({
							launchOptions: { executablePath: findBrowser('chromium') ?? 'chromium', chromiumSandbox: false },
						}),
						instances: [{ browser: 'chromium' }],
					},
				},
			},
		],
	},
});
