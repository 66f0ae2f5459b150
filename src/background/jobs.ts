/** The only place where a set-up window's job is made: what was clicked, its pixels, and for which page. */
import { accessKeysIn } from '../core/access-key.ts';
import { setUpTextsIn } from '../core/set-up-text.ts';
import type { Here, Job, Picture } from '../protocol/panel.ts';
import { hereOf } from './grants.ts';
import { Handles, newHandle } from './handles.ts';
import { type UnderPointer, underPointer } from './under-pointer.ts';

/** What the background remembers of a job besides what the window is told. */
interface KeptJob {
	job: Omit<Job, 'drift'>;
	target: { tabId: number; frameId: number } | null;
}

const SETUP_PAGE = 'src/setup/index.html';
const LIFE = 30 * 60_000;
const kept = new Handles<KeptJob>('job', LIFE);
/** Jobs still being gathered: the window opens before its pixels are read. */
const gathering = new Map<string, Promise<KeptJob>>();

/** What the person pointed at. frameId 0 and nulls for a whole page. */
export interface Pointed {
	tab: chrome.tabs.Tab;
	frameId: number;
	srcUrl: string | null;
	linkUrl: string | null;
	selection: string | null;
}

/** Starts a job for what was pointed at and gives its key at once; the pixels follow. */
export function startJob(pointed: Pointed): string {
	const key = newHandle();
	begin(key, gather(pointed));
	return key;
}

/** A job with nothing to read: the person types. `here` null = for no page. */
export function startEmptyJob(here: Here | null): string {
	const key = newHandle();
	const target = here === null ? null : { tabId: here.tabId, frameId: 0 };
	begin(key, Promise.resolve({ job: { here, pictures: [], texts: [], keys: [] }, target }));
	return key;
}

function begin(key: string, work: Promise<KeptJob>): void {
	const done = work.then(async (job) => {
		await kept.keep(key, job);
		return job;
	});
	gathering.set(key, done);
	void done.finally(() => gathering.delete(key)).catch(() => undefined);
}

/** The job of a key, waiting for its pixels; null when the key is unknown or too old. */
export async function jobOf(key: string): Promise<KeptJob | null> {
	return (await gathering.get(key)) ?? (await kept.get(key));
}

/** Opens the set-up window of a job, near the top right of the window it came from. */
export async function openSetup(key: string, windowId: number | undefined): Promise<void> {
	const width = 440;
	const height = 680;
	const from = windowId === undefined ? null : await browser.windows.get(windowId).catch(() => null);
	const place =
		from?.left === undefined || from.top === undefined || from.width === undefined
			? {}
			: { left: Math.max(0, from.left + from.width - width - 24), top: Math.max(0, from.top + 72) };
	const window = { url: `${SETUP_PAGE}?job=${key}`, type: 'popup' as const, width, height };
	// A browser window that reaches over the screen's edge has no such place: then the browser chooses one.
	await browser.windows.create({ ...window, ...place }).catch(() => browser.windows.create(window));
}

async function gather(pointed: Pointed): Promise<KeptJob> {
	const { tab, frameId, srcUrl, linkUrl, selection } = pointed;
	const tabId = tab.id as number;
	// Asked for first: the screenshot must show what was clicked.
	const shot = browser.tabs.captureVisibleTab(tab.windowId, { format: 'png' }).catch(() => null);
	const seen = await look(tabId, frameId, srcUrl);
	const screenshot = await shot;
	const pictures: Picture[] = [];
	if (seen?.own) pictures.push({ from: 'element', url: seen.own });
	const address = seen?.address ?? srcUrl;
	if (address !== null && /^(https?|data):/.test(address)) pictures.push({ from: 'address', url: address });
	if (screenshot !== null) pictures.push({ from: 'screenshot', url: screenshot, rect: seen?.rect ?? null });
	const texts = [linkUrl, selection].flatMap((t) => setUpTextsIn(t ?? ''));
	const pageText = [selection ?? '', seen?.text ?? ''].join('\n');
	return {
		job: { here: await hereOf(tab), pictures, texts, keys: accessKeysIn(pageText) },
		target: { tabId, frameId },
	};
}

/** The set-up link the person has just clicked, as our page script left it. Runs beside that; self-contained. */
function clickedLink(): string | null {
	const world = globalThis as { verifillLink?: string };
	const link = world.verifillLink ?? null;
	delete world.verifillLink;
	return link;
}

/** Opens the set-up window for the set-up link that was clicked in a document; nothing where there is none. */
export async function setUpFromLink(tabId: number, frameId: number): Promise<void> {
	const target = { tabId, frameIds: [frameId] };
	const [found] = await browser.scripting.executeScript({ target, func: clickedLink });
	const texts = setUpTextsIn(found?.result ?? '');
	if (texts.length === 0) return;
	const tab = await browser.tabs.get(tabId);
	const key = newHandle();
	const job = { here: await hereOf(tab), pictures: [], texts, keys: [] };
	begin(key, Promise.resolve({ job, target: { tabId, frameId } }));
	await openSetup(key, tab.windowId);
}

async function look(tabId: number, frameId: number, srcUrl: string | null): Promise<UnderPointer | null> {
	const read = async (frame: number) => {
		const [result] = await browser.scripting.executeScript({
			target: { tabId, frameIds: [frame] },
			func: underPointer,
			args: [srcUrl],
		});
		return (result?.result as UnderPointer | undefined) ?? null;
	};
	// A frame of another site is closed to us: then only the screenshot can help.
	return read(frameId).catch(() => null);
}
