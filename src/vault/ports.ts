/** The only place where the vault meets the browser's own storage areas, so that tests can bring their own. */

import { cacheKeep, type Keep, privateFileKeep } from './keep.ts';
import { CURRENT, type Schema } from './schema.ts';

/** storage.local and storage.session, as far as the vault uses them. */
export interface Area {
	/** null = everything. */
	get(keys: string[] | null): Promise<Record<string, unknown>>;
	/** All of it or none. */
	set(items: Record<string, unknown>): Promise<void>;
	remove(keys: string[]): Promise<void>;
	clear(): Promise<void>;
}

export interface Ports {
	mirror: Area;
	/** Memory that outlives a stopped worker, not the browser. */
	session: Area;
	/** The two places a device key rests in; erasable, unlike the stores. */
	keeps: Keep[];
	/** One writer at a time, also among several workers of ours. */
	alone<T>(act: () => Promise<T>): Promise<T>;
	/** ms since the epoch. */
	now(): number;
	/** Prefix of the databases' names. */
	name: string;
	schema: Schema;
}

function areaOf(area: chrome.storage.StorageArea): Area {
	return {
		get: (keys) => area.get(keys),
		set: (items) => area.set(items),
		remove: (keys) => area.remove(keys),
		clear: () => area.clear(),
	};
}

/** The real ones. Keeps content scripts out of storage.local where the browser can (Firefox can't; there is only ciphertext in it). */
export async function browserPorts(): Promise<Ports> {
	const { local, session } = browser.storage;
	await (local as Partial<chrome.storage.StorageArea>).setAccessLevel?.({ accessLevel: 'TRUSTED_CONTEXTS' });
	return {
		mirror: areaOf(local),
		session: areaOf(session),
		keeps: [privateFileKeep('verifill'), cacheKeep('verifill')],
		alone: (act) => navigator.locks.request('vault-write', act),
		now: Date.now,
		name: 'vault',
		schema: CURRENT,
	};
}
