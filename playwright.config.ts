/** The only set-up of the tests in real browsers; a folder of e2e is one project. */
import { defineConfig } from '@playwright/test';

export default defineConfig({
	testDir: 'e2e',
	workers: 1,
	retries: 0,
	timeout: 60_000,
	expect: { timeout: 10_000 },
	forbidOnly: true,
	outputDir: 'test-results',
	projects: [
		{ name: 'package', testMatch: 'package/**/*.spec.ts' },
		{ name: 'chromium', testMatch: ['chromium/**/*.spec.ts', 'pages/*.spec.ts'] },
		{ name: 'desktop', testMatch: 'desktop/**/*.spec.ts' },
		{ name: 'firefox', testMatch: 'firefox/**/*.spec.ts', timeout: 90_000 },
		{ name: 'live', testMatch: 'pages/live/*.spec.ts' },
		{ name: 'real', testMatch: 'real/**/*.spec.ts', timeout: 240_000 },
	],
});
