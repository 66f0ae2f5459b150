/** The only place for the manifests of both builds; e2e builds differ by their host permissions alone. */
import { defineManifest } from '@crxjs/vite-plugin';
import pkg from './package.json' with { type: 'json' };

export type Target = 'chrome' | 'firefox';

/** Fixes Chromium's extension id (first 32 hex digits of the key's SHA-256), which passkeys are bound to. The private half was never kept: the stores sign. */
const KEY =
	'MIIBIjANBgkqhkiG9w0BAQEFAAOCAQ8AMIIBCgKCAQEAtELAdU6eshednk70LQ2w9WYpJLJ3KEo9NpmfhcM2B7lNS2zjv0y9nXi58lEp2XvgUXpKqxduzf/DXU+Bgb1ZyPBTtpJRK3RPDmspXLU9yhIBewW8mp7SVOWWAzKVh5GE+aWz2m96KFOuOe+aq78zn2gQSfEXosJxAnc2KbLp4Rplru4bQwv7l6BQINdJMSWd8V5xNLGlqaoiE6GBDECiQtpnjaMMdC9BaqnQeYsLH5pioM38xaz9cFmuknz53ZpWci0zUt6Q/tAh1C7t4Ljn0cooeZ10hJcByH/EltsRy1j0iJP1nm6STLygJx4IECd9qP67Q7SRCeX8uaeiDgg34QIDAQAB';

/** Hosts of the test site, granted without asking in e2e builds only. Foreign ones too: what they get is then decided by us, not by a missing grant. */
const TEST_HOSTS = [
	'https://*.test/*',
	'http://*.test/*',
	'https://*.example.com/*',
	'https://*.example.org/*',
	'https://*.github.io/*',
	'https://*.co.uk/*',
	'http://localhost/*',
];

const CLIPBOARD: chrome.runtime.ManifestPermission[] = ['clipboardRead', 'clipboardWrite'];

const CSP = [
	"default-src 'none'",
	"script-src 'self' 'wasm-unsafe-eval'",
	"style-src 'self'",
	"img-src 'self' data: blob:",
	"media-src 'self' blob:",
	"worker-src 'self'",
	// The very picture the person clicked may lie anywhere; nothing else is fetched.
	"connect-src 'self' data: blob: https: http:",
	"base-uri 'none'",
	"form-action 'none'",
	"frame-ancestors 'none'",
	"require-trusted-types-for 'script'",
	'trusted-types verifill',
].join('; ');

export function manifest(target: Target, e2e: boolean) {
	return defineManifest({
		manifest_version: 3,
		name: '__MSG_name__',
		description: '__MSG_description__',
		version: pkg.version,
		default_locale: 'en',
		icons: { 16: 'icons/16.png', 32: 'icons/32.png', 48: 'icons/48.png', 128: 'icons/128.png' },
		permissions: ['contextMenus', 'activeTab', 'scripting', 'storage', 'unlimitedStorage', 'alarms', 'idle'],
		optional_host_permissions: ['https://*/*', 'http://*/*'],
		// To take a copied code out of the clipboard again: asked for when the person wants that (docs/adr/0007).
		optional_permissions: target === 'firefox' ? CLIPBOARD : [...CLIPBOARD, 'offscreen' as const],
		...(e2e ? { host_permissions: TEST_HOSTS } : {}),
		action: { default_popup: 'src/popup/index.html', default_title: '__MSG_name__' },
		options_ui: { page: 'src/manage/index.html', open_in_tab: true },
		commands: {
			_execute_action: { suggested_key: { default: 'Alt+Shift+V' } },
			lock: { description: '__MSG_command_lock__' },
		},
		content_security_policy: { extension_pages: CSP },
		...(target === 'firefox'
			? {
					background: { scripts: ['src/background/index.ts'] },
					browser_specific_settings: {
						gecko: {
							id: 'verifill@verifill.example',
							strict_min_version: '142.0',
							data_collection_permissions: { required: ['none'] },
						},
					},
				}
			: {
					background: { service_worker: 'src/background/index.ts', type: 'module' },
					minimum_chrome_version: '148',
					key: KEY,
					externally_connectable: { ids: [] },
				}),
	});
}
