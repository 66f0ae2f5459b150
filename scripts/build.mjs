// Builds the named targets (chrome, firefox, chrome-e2e, firefox-e2e) into dist/<target>, and checks the size budgets of the scripts that run in pages.
import { readFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import { build } from 'vite';

/** Bytes gzip: page.js runs on every page of the person's sites, field.js where there is an input, filler.js where a code goes in, chooser.js where there is something to choose, teach.js where the person points at a field. */
const SCRIPTS = { page: 4.5 * 1024, field: 12 * 1024, filler: 3 * 1024, chooser: 4 * 1024, teach: 2 * 1024 };

for (const mode of process.argv.slice(2)) {
	await build({ mode, logLevel: 'warn' });
	for (const [name, budget] of Object.entries(SCRIPTS)) {
		await build({
			configFile: false,
			mode,
			logLevel: 'warn',
			publicDir: false,
			build: {
				outDir: `dist/${mode}`,
				emptyOutDir: false,
				target: mode.startsWith('firefox') ? 'firefox142' : 'chrome148',
				lib: { entry: `src/page/${name}.ts`, formats: ['iife'], name: 'verifill', fileName: () => `${name}.js` },
			},
		});
		const size = gzipSync(readFileSync(`dist/${mode}/${name}.js`)).length;
		console.log(`built dist/${mode}: ${name}.js ${size} bytes gzip`);
		if (size > budget) {
			console.error(`${name}.js is over its budget of ${budget} bytes`);
			process.exit(1);
		}
	}
}
