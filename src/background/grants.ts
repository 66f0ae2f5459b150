/** The only place that knows which sites the browser lets Verifill fill on, and keeps the page script registered for exactly those. */

import { grantPattern, placeOf } from '../core/site.ts';
import { documentIdOf } from '../protocol/answer.ts';
import type { Here } from '../protocol/panel.ts';

const SCRIPT = 'page';
const FILE = 'page.js';

/** The page of a tab as a panel is told about it; null for anything but a web page. */
export async function hereOf(tab: chrome.tabs.Tab): Promise<Here | null> {
	const place = tab.url === undefined ? null : placeOf(tab.url);
	if (place === null || tab.id === undefined) return null;
	const origins = place.secure ? [grantPattern(place)] : [];
	return {
		tabId: tab.id,
		host: place.host,
		site: place.site,
		secure: place.secure,
		granted: origins.length > 0 && (await browser.permissions.contains({ origins })),
		origins,
	};
}

/** Whether the page script may run on the whole site of an address by a standing grant. */
export async function isGranted(address: string): Promise<boolean> {
	const place = placeOf(address);
	return place !== null && browser.permissions.contains({ origins: [grantPattern(place)] });
}

/** Origin patterns granted for good, web ones only, sorted. */
export async function grantedOrigins(): Promise<string[]> {
	const all = await browser.permissions.getAll();
	return (all.origins ?? []).filter((origin) => /^https?:|^\*:/.test(origin)).sort();
}

/** Makes the registration match the grants (the single source of truth). */
export async function rebuildRegistration(): Promise<void> {
	const matches = await grantedOrigins();
	const [now] = await browser.scripting.getRegisteredContentScripts({ ids: [SCRIPT] });
	if (now !== undefined) {
		if (JSON.stringify([...(now.matches ?? [])].sort()) === JSON.stringify(matches)) return;
		await browser.scripting.unregisterContentScripts({ ids: [SCRIPT] });
	}
	if (matches.length === 0) return;
	await browser.scripting.registerContentScripts([
		{ id: SCRIPT, matches, js: [FILE], runAt: 'document_start', allFrames: true, persistAcrossSessions: true },
	]);
}

/** Puts the page script into tabs already open on these origins (after a grant or an update). Tabs that refuse are left alone. */
export async function injectOpenTabs(origins?: string[]): Promise<void> {
	const url = origins ?? (await grantedOrigins());
	if (url.length === 0) return;
	const tabs = await browser.tabs.query({ url });
	await Promise.allSettled(tabs.map((tab) => injectPage(tab.id as number)));
}

/** A document our page script runs in. */
export interface Reached {
	documentId: string;
	frameId: number;
	origin: string;
	/** How to send it a message: to this very document, or where the browser knows no document ids (Firefox), to its frame. */
	to: { documentId: string } | { frameId: number };
}

/** Puts the page script into a tab, every frame we may reach. Gives those frames with their origins, the top one first. Rejects when the tab is closed to us. */
export async function injectPage(tabId: number): Promise<Reached[]> {
	const target = { tabId, allFrames: true };
	// At once: some pages never finish loading.
	await browser.scripting.executeScript({ target, files: [FILE], injectImmediately: true });
	const frames = await browser.scripting.executeScript({ target, func: () => self.origin, injectImmediately: true });
	return frames
		.map(({ documentId, frameId, result }) => ({
			documentId: documentIdOf(documentId, tabId, frameId, String(result)),
			frameId,
			origin: String(result),
			to: documentId ? { documentId } : { frameId },
		}))
		.sort((a, b) => a.frameId - b.frameId);
}

/** Tells every page script on granted sites to look again; waits for none of them. */
export function tellPages(): void {
	const told = async () => {
		const url = await grantedOrigins();
		if (url.length === 0) return;
		const tabs = await browser.tabs.query({ url });
		await Promise.allSettled(tabs.map((tab) => browser.tabs.sendMessage(tab.id as number, { order: 'look-again' })));
	};
	void told().catch(() => undefined);
}
