/** The only set-up of the tests in real browsers; a folder of e2e is one project. */
import { defineConfig } from '@playwright/test';

export default defineConfig({
	testDir: 'e2e',
	workers: 2,
	retries: 0,
	timeout: 60_000,
	expect: { timeout: 10_000 },
	forbidOnly: true,
	outputDir: 'test-results',
	projects: [
		{ name: 'package', testMatch: 'package/**/*.spec.ts', workers: 1 },
		// Two at a time: they wait for clocks more than they work, and each has its own browser, profile and site.
		{ name: 'chromium', testMatch: ['chromium/**/*.spec.ts', 'pages/*.spec.ts'], fullyParallel: true },
		{ name: 'desktop', testMatch: 'desktop/**/*.spec.ts', workers: 1 },
		{ name: 'firefox', testMatch: 'firefox/**/*.spec.ts', timeout: 90_000, workers: 1 },
		{ name: 'live', testMatch: 'pages/live/*.spec.ts', workers: 1 },
		{ name: 'real', testMatch: 'real/**/*.spec.ts', timeout: 240_000, workers: 1 },
	],
});
