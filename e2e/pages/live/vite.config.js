import { svelte } from '@sveltejs/vite-plugin-svelte';
import { defineConfig } from 'vite';

export default defineConfig({
	base: './',
	plugins: [svelte({ configFile: false })],
	define: { 'process.env.NODE_ENV': '"production"' },
	build: { target: 'chrome148', minify: false, reportCompressedSize: false, chunkSizeWarningLimit: 1e6 },
	logLevel: 'error',
});
