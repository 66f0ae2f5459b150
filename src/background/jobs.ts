/** The only place where a set-up window's job is made: what was clicked, its pixels, and for which page. */
import { accessKeysIn } from '../core/access-key.ts';
import { setUpTextsIn } from '../core/set-up-text.ts';
import type { Here, Job, Picture } from '../protocol/panel.ts';
import { hereOf } from './grants.ts';
import { forgetHandles, Handles, newHandle } from './handles.ts';
import { inTime } from './in-time.ts';
import { type UnderPointer, underPointer } from './under-pointer.ts';

/** Which page a set-up window is for, and where in it the person pointed. */
interface Aim {
	here: Here | null;
	target: { tabId: number; frameId: number } | null;
}
/** What the window reads: large, and it may hold a secret. */
type Material = Omit<Job, 'here'>;

/** How long a page may take to say what lies under the pointer, ms. */
const LOOK_TIME = 2_000;
const SETUP_PAGE = 'src/setup/index.html';
/** A set-up window may stand open all day. */
const aims = new Handles<Aim>('job', 24 * 3600_000);
const material = new Handles<Material>('material', 30 * 60_000);
const NOTHING: Material = { pictures: [], texts: [], keys: [] };
/** Jobs still being gathered: the window opens before its pixels are read. */
const gathering = new Map<string, Promise<void>>();

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
	begin(key, Promise.resolve({ here, target, ...NOTHING }));
	return key;
}

function begin(key: string, work: Promise<Aim & Material>): void {
	const done = work.then(async ({ here, target, ...read }) => {
		await aims.keep(key, { here, target });
		if (Object.values(read).every((one) => one.length === 0)) return;
		// Only the newest that no window has read yet: a screenshot is large.
		await forgetHandles('material');
		await material.keep(key, read);
	});
	gathering.set(key, done);
	void done.finally(() => gathering.delete(key)).catch(() => undefined);
}

/** The page of a job; null when the key is unknown or too old. */
export async function aimOf(key: string): Promise<Aim | null> {
	await gathering.get(key);
	return aims.get(key);
}

/** A job as its window is told it, waiting for its pixels; what is to be read is told once. null when the key is unknown or too old. */
export async function readJob(key: string): Promise<Job | null> {
	const aim = await aimOf(key);
	return aim === null ? null : { here: aim.here, ...((await material.take(key)) ?? NOTHING) };
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

async function gather(pointed: Pointed): Promise<Aim & Material> {
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
	return { here: await hereOf(tab), target: { tabId, frameId }, pictures, texts, keys: accessKeysIn(pageText) };
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
	begin(key, Promise.resolve({ here: await hereOf(tab), target: { tabId, frameId }, ...NOTHING, texts }));
	await openSetup(key, tab.windowId);
}

async function look(tabId: number, frameId: number, srcUrl: string | null): Promise<UnderPointer | null> {
	const read = async (frame: number) => {
		const [result] = await browser.scripting.executeScript({
			target: { tabId, frameIds: [frame] },
			func: underPointer,
			args: [srcUrl],
			injectImmediately: true,
		});
		return (result?.result as UnderPointer | undefined) ?? null;
	};
	// A frame of another site is closed to us, and a page may hang: then only the screenshot can help.
	return inTime(read(frameId), LOOK_TIME).catch(() => null);
}
