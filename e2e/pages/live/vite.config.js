import { svelte } from '@sveltejs/vite-plugin-svelte';
import { defineConfig } from 'vite';

/** Components that never came to React 19 get the 18 they were made for. */
const OLD = /\/(react-dom18|react-pin-input|react-code-input)\//;
const oldReact = {
	name: 'old-react',
	enforce: 'pre',
	resolveId(source, importer) {
		return source === 'react' && OLD.test(importer ?? '') ? this.resolve('react18', importer) : null;
	},
};

export default defineConfig({
	base: './',
	plugins: [oldReact, svelte({ configFile: false })],
	define: { 'process.env.NODE_ENV': '"production"' },
	build: { target: 'chrome148', minify: false, reportCompressedSize: false, chunkSizeWarningLimit: 1e6 },
	logLevel: 'error',
});
