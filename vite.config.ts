/** The only build of the panels and the background; `--mode <target>[-e2e]` chooses manifest and output folder. */
import { crx } from '@crxjs/vite-plugin';
import { defineConfig } from 'vite';
import { manifest, type Target } from './manifest.config.ts';

/** The slow QR reader is given its file; the address it would otherwise fetch it from does not go into our files. */
const ownFilesOnly = {
	name: 'own-files-only',
	transform: (code: string, id: string) =>
		id.includes('zxing-wasm') ? code.replace(/`https:\/\/fastly\.jsdelivr\.net[^`]*`/, "''") : null,
};

export default defineConfig(({ mode }) => {
	const [target, e2e] = mode.split('-') as [Target, string | undefined];
	return {
		define: { __E2E__: JSON.stringify(e2e !== undefined) },
		// Its modules carry the list in a form twice as large as its own bundle does (docs/adr/0003).
		resolve: { alias: { tldts: 'tldts/dist/index.esm.min.js' } },
		build: {
			outDir: `dist/${mode}`,
			emptyOutDir: true,
			modulePreload: { polyfill: false },
			target: target === 'firefox' ? 'firefox142' : 'chrome148',
			rollupOptions: {
				input: {
					setup: 'src/setup/index.html',
					...(target === 'chrome' ? { clipboard: 'src/background/clipboard.html' } : {}),
				},
			},
		},
		worker: { format: 'es', plugins: () => [ownFilesOnly] },
		plugins: [
			crx({ manifest: manifest(target, e2e !== undefined), browser: target }),
			{
				name: 'nothing-web-accessible',
				enforce: 'post',
				renderCrxManifest(m: { web_accessible_resources?: unknown }) {
					delete m.web_accessible_resources;
					return m;
				},
			} as never,
		],
	};
});
