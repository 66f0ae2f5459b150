/** The only list of what is done to a closed profile: one place at a time torn, deleted or put back as it was. */
import { appendFileSync, existsSync, readdirSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';

/** Where a Chromium profile keeps what Verifill stores. */
export const places = (profile: string, id: string) => {
	const at = (...path: string[]) => join(profile, 'Default', ...path);
	return {
		leveldb: at('IndexedDB', `chrome-extension_${id}_0.indexeddb.leveldb`),
		indexedDb: at('IndexedDB'),
		local: at('Local Extension Settings', id),
		files: at('File System'),
		caches: at('Service Worker', 'CacheStorage'),
	};
};

export function remove(...paths: string[]): boolean {
	const there = paths.filter((path) => existsSync(path));
	for (const path of there) rmSync(path, { recursive: true, force: true });
	return there.length > 0;
}

/** The torn 7-byte header a kill leaves at the end of a LevelDB log (SECURITY.md 0.3). Gives whether there was a log. */
export function tearLog(folder: string): boolean {
	if (!existsSync(folder)) return false;
	const logs = readdirSync(folder).filter((name) => name.endsWith('.log') && statSync(join(folder, name)).size > 0);
	for (const log of logs) appendFileSync(join(folder, log), Buffer.from([0x9a, 0x41, 0xd2]));
	return logs.length > 0;
}

/** What a kill while Chromium deletes a LevelDB leaves: CURRENT names a manifest that is gone, and nothing answers any more. */
export function loseManifest(folder: string): boolean {
	const names = existsSync(folder) ? readdirSync(folder).filter((name) => name.startsWith('MANIFEST-')) : [];
	for (const name of names) rmSync(join(folder, name));
	return names.length > 0;
}
