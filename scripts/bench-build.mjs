// Builds bench/dist/fields.js and bench/dist/qr.js: one classic script each, from the very modules the product uses.
import { copyFileSync, existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { build } from 'vite';

for (const name of ['fields', 'qr']) {
	const entry = `bench/${name}.entry.ts`;
	if (!existsSync(entry)) continue;
	await build({
		configFile: false,
		logLevel: 'warn',
		publicDir: false,
		define: { __E2E__: 'false' },
		build: {
			outDir: 'bench/dist',
			emptyOutDir: false,
			target: 'chrome148',
			lib: { entry, formats: ['iife'], name: `verifill_${name}`, fileName: () => `${name}.js` },
		},
	});
	console.log(`built bench/dist/${name}.js`);
}
// Beside the script for whoever serves the folder; the script carries a copy for pages that cannot fetch it.
copyFileSync(
	createRequire(import.meta.url).resolve('zxing-wasm/reader/zxing_reader.wasm'),
	'bench/dist/zxing_reader.wasm',
);
