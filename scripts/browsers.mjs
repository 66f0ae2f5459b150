// The only place that finds the browsers: env override, PATH, usual places, Playwright's own.
import { accessSync, constants, existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';

const KNOWN = {
	chromium: {
		env: 'VERIFILL_CHROMIUM',
		// Branded Chrome no longer loads unpacked extensions from the command line; Chromium and Edge do.
		names: ['chromium', 'chromium-browser', 'microsoft-edge'],
		places: [
			'/Applications/Chromium.app/Contents/MacOS/Chromium',
			'/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge',
			'C:\\Program Files\\Chromium\\Application\\chrome.exe',
			'C:\\Program Files (x86)\\Microsoft\\Edge\\Application\\msedge.exe',
		],
		get: 'Debian/Ubuntu: apt-get install chromium · macOS: brew install chromium · Windows: Edge is enough',
	},
	firefox: {
		env: 'VERIFILL_FIREFOX',
		names: ['firefox-esr', 'firefox'],
		places: ['/Applications/Firefox.app/Contents/MacOS/firefox', 'C:\\Program Files\\Mozilla Firefox\\firefox.exe'],
		get: 'Debian: apt-get install firefox-esr · elsewhere: install Firefox 142 or newer',
	},
};

/** Path of a program in PATH, or undefined. */
export function inPath(name) {
	for (const dir of (process.env.PATH ?? '').split(delimiter)) {
		for (const end of process.platform === 'win32' ? ['.exe', '.cmd', ''] : ['']) {
			const path = join(dir, name + end);
			try {
				accessSync(path, constants.X_OK);
				return path;
			} catch {}
		}
	}
	return undefined;
}

/** Path of a browser, or undefined. which: 'chromium' | 'firefox' */
export function findBrowser(which) {
	const { env, names, places } = KNOWN[which];
	if (process.env[env]) return process.env[env];
	return names.map(inPath).find(Boolean) ?? places.find(existsSync);
}

/** One sentence on how to get a missing browser. */
export function howToGet(which) {
	return `No ${which} found. ${KNOWN[which].get}. Or set ${KNOWN[which].env} to its path.`;
}
