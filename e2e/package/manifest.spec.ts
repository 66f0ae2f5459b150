/** J02: what the built packages may ask for and contain, against an allow-list. */
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';

const BUILDS = ['chrome', 'firefox'] as const;

interface Manifest {
	permissions: string[];
	optional_host_permissions: string[];
	optional_permissions: string[];
	content_security_policy: { extension_pages: string };
	externally_connectable?: unknown;
	[key: string]: unknown;
}

const manifestOf = (build: string) => JSON.parse(readFileSync(`dist/${build}/manifest.json`, 'utf8')) as Manifest;

function filesOf(dir: string): string[] {
	return readdirSync(dir).flatMap((name) => {
		const path = join(dir, name);
		return statSync(path).isDirectory() ? filesOf(path) : [path];
	});
}

const SHARED_KEYS = [
	'action',
	'background',
	'commands',
	'content_security_policy',
	'default_locale',
	'description',
	'icons',
	'manifest_version',
	'name',
	'optional_host_permissions',
	'optional_permissions',
	'options_ui',
	'permissions',
	'version',
];
const OWN_KEYS = {
	chrome: ['externally_connectable', 'key', 'minimum_chrome_version'],
	firefox: ['browser_specific_settings'],
};

for (const build of BUILDS) {
	test(`J02 ${build}: the manifest has these keys and no others`, () => {
		expect(new Set(Object.keys(manifestOf(build)))).toEqual(new Set([...SHARED_KEYS, ...OWN_KEYS[build]]));
	});

	test(`J02 ${build}: no site at install, nothing that warns`, () => {
		const { permissions, optional_host_permissions } = manifestOf(build);
		expect(new Set(permissions)).toEqual(
			new Set(['activeTab', 'alarms', 'contextMenus', 'idle', 'scripting', 'storage', 'unlimitedStorage']),
		);
		expect(optional_host_permissions).toEqual(['https://*/*', 'http://*/*']);
		const clipboard = ['clipboardRead', 'clipboardWrite'];
		const optional = manifestOf(build).optional_permissions;
		expect(optional).toEqual(build === 'firefox' ? clipboard : [...clipboard, 'offscreen']);
	});

	test(`J02 ${build}: the policy of our pages`, () => {
		const policy = Object.fromEntries(
			manifestOf(build)
				.content_security_policy.extension_pages.split('; ')
				.map((line) => {
					const [name, ...values] = line.split(' ');
					return [name, values.join(' ')];
				}),
		);
		expect(policy['default-src']).toBe("'none'");
		expect(policy['script-src']).toBe("'self' 'wasm-unsafe-eval'");
		expect(policy['style-src']).toBe("'self'");
		expect(policy['frame-ancestors']).toBe("'none'");
		expect(policy['require-trusted-types-for']).toBe("'script'");
	});

	test(`J02 ${build}: no code from text, no source map, no address of somebody else's server in our scripts`, () => {
		const files = filesOf(`dist/${build}`);
		expect(files.filter((file) => file.endsWith('.map'))).toEqual([]);
		const scripts = files.filter((file) => file.endsWith('.js'));
		expect(scripts.length).toBeGreaterThan(2);
		for (const script of scripts) {
			const text = readFileSync(script, 'utf8');
			expect(text, script).not.toMatch(/\beval\(|new Function\(|importScripts\(/);
			expect(text, script).not.toMatch(/https?:\/\/[a-z0-9.-]*(cdn|unpkg|jsdelivr|googleapis|sentry|analytics)/i);
		}
	});

	test(`J02 ${build}: pages load nothing inline`, () => {
		const pages = filesOf(`dist/${build}`).filter((file) => file.endsWith('.html'));
		// Chromium's background has no page of its own to clear the clipboard from.
		expect(pages.length).toBe(build === 'chrome' ? 4 : 3);
		for (const page of pages) {
			const text = readFileSync(page, 'utf8');
			expect(text, page).not.toMatch(/<script(?![^>]*\bsrc=)|\son\w+=|<style|\sstyle=|javascript:/i);
		}
	});

	test(`J02 ${build}: each page script is one classic script`, () => {
		for (const file of ['page.js', 'field.js', 'filler.js', 'chooser.js', 'teach.js'])
			expect(readFileSync(`dist/${build}/${file}`, 'utf8'), file).not.toMatch(/\bimport\s*\(|^\s*(import|export)\s/m);
	});
}

test('J02: the e2e build differs by the hosts of the tests alone', () => {
	for (const build of BUILDS) {
		const { host_permissions, ...rest } = manifestOf(`${build}-e2e`);
		expect(host_permissions).toBeTruthy();
		// crxjs names chunks by their content, which holds the build's own flag.
		expect(new Set(Object.keys(rest))).toEqual(new Set(Object.keys(manifestOf(build))));
		expect(rest.permissions).toEqual(manifestOf(build).permissions);
	}
});

test('J02 chrome: nobody from outside may connect, the id never changes', () => {
	const { externally_connectable, key } = manifestOf('chrome');
	expect(externally_connectable).toEqual({ ids: [] });
	expect(String(key)).toHaveLength(392);
});
