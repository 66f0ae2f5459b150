// Builds the named targets (chrome, firefox, chrome-e2e, firefox-e2e) into dist/<target>, and checks the size budget of page.js.
import { readFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import { build } from 'vite';

const BUDGET = 16 * 1024;

for (const mode of process.argv.slice(2)) {
	await build({ mode, logLevel: 'warn' });
	await build({
		configFile: false,
		mode,
		logLevel: 'warn',
		publicDir: false,
		build: {
			outDir: `dist/${mode}`,
			emptyOutDir: false,
			target: mode.startsWith('firefox') ? 'firefox142' : 'chrome148',
			lib: { entry: 'src/page/page.ts', formats: ['iife'], name: 'verifill', fileName: () => 'page.js' },
		},
	});
	const size = gzipSync(readFileSync(`dist/${mode}/page.js`)).length;
	console.log(`built dist/${mode}: page.js ${size} bytes gzip`);
	if (size > BUDGET) {
		console.error(`page.js is over its budget of ${BUDGET} bytes`);
		process.exit(1);
	}
}
