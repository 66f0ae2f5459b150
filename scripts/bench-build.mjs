// Builds bench/dist/fields.js and bench/dist/qr.js: one classic script each, from the very modules the product uses.
import { existsSync } from 'node:fs';
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
