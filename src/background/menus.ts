/** The only place for the context menu: one item to set up, and on the person's sites two to teach a code field. */
import { placeOf } from '../core/site.ts';
import type { Taught } from '../core/taught.ts';
import type { PageReport } from '../protocol/page.ts';
import type { Vault } from '../vault/vault.ts';
import { tellPages } from './grants.ts';
import { newHandle } from './handles.ts';
import { openSetup, startJob } from './jobs.ts';
import { kept } from './kept.ts';

const SET_UP = 'set-up';
const TEACH = { teach_code: 'code', teach_never: 'never' } as const;

/** Makes the items anew; call at install and update. `origins` = where fields can be taught. */
export async function makeMenus(origins: string[]): Promise<void> {
	await browser.contextMenus.removeAll();
	browser.contextMenus.create({
		id: SET_UP,
		title: browser.i18n.getMessage('menu_set_up'),
		// Nothing narrower reaches a canvas in Chromium (docs/adr/0008).
		contexts: ['all'],
	});
	if (origins.length === 0) return;
	for (const id of ['teach_code', 'teach_never'] as const) {
		browser.contextMenus.create({
			id,
			title: browser.i18n.getMessage(id),
			contexts: ['editable'],
			documentUrlPatterns: origins,
		});
	}
}

/** Answers a click on one of the items. */
export async function onMenu(info: chrome.contextMenus.OnClickData, tab: chrome.tabs.Tab | undefined): Promise<void> {
	if (tab?.id === undefined) return;
	const frameId = info.frameId ?? 0;
	if (info.menuItemId === SET_UP) {
		const key = startJob({
			tab,
			frameId,
			srcUrl: info.srcUrl ?? null,
			linkUrl: info.linkUrl ?? null,
			selection: info.selectionText ?? null,
		});
		await openSetup(key, tab.windowId);
	}
	if (info.menuItemId === 'teach_code' || info.menuItemId === 'teach_never') {
		const { vault, lock } = await kept();
		await lock.guard(Date.now());
		// It could be kept nowhere: the person unlocks first, then points again.
		if (vault.state() === 'open') await teach(vault, tab.id, frameId, TEACH[info.menuItemId]);
		else await openPopup(tab.id);
	}
}

/** Keeps what the person said about the field they pointed at, for its host, and lets pages look again. */
async function teach(vault: Vault, tabId: number, frameId: number, verdict: 'code' | 'never'): Promise<void> {
	const order = { order: 'teach', verdict };
	const report = (await browser.tabs.sendMessage(tabId, order, { frameId }).catch(() => undefined)) as
		| PageReport
		| undefined;
	if (report?.outcome !== 'taught') return;
	// A page's own words: as far as a panel could have sent them, and no other verdict than the one asked for.
	const selector = report.selector.slice(0, 500);
	const about = report.about.slice(0, 1500);
	const taken = verdict === 'code' && report.verdict === 'appended' ? 'appended' : verdict;
	const [frame] = await browser.scripting.executeScript({
		target: { tabId, frameIds: [frameId] },
		func: () => self.origin,
	});
	const place = placeOf(String(frame?.result));
	if (place === null) return;
	const field: Taught = { selector, verdict: taken, about };
	await vault.changeSettings(newHandle(), ({ taught }) => {
		const others = (taught[place.host] ?? []).filter((t) => t.selector !== selector);
		return { taught: { ...taught, [place.host]: [...others, field] } };
	});
	tellPages();
}

/** The popup about a tab, as a window: a menu can't open it in its own place in every browser. */
async function openPopup(tabId: number): Promise<void> {
	await browser.windows.create({ url: `src/popup/index.html?tab=${tabId}`, type: 'popup', width: 400, height: 600 });
}
