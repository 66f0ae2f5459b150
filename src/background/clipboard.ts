/** The only place that takes a copied code out of the clipboard again, if it is still there a minute later. */
import { takeOut } from './take-out.ts';

const KEY = 'copied';
const ALARM = 'clear-clipboard';
/** Longer than a code is good for, shorter than the 60 s that were promised. */
const STAYS = 55_000;

/** Remembers what was copied, in memory only, and when to look for it. */
export async function noteCopied(text: string): Promise<void> {
	await browser.storage.session.set({ [KEY]: text });
	await browser.alarms.create(ALARM, { when: Date.now() + STAYS });
}

/** What is to leave the clipboard; told once, null when there is nothing. */
export async function toClear(): Promise<string | null> {
	const text = ((await browser.storage.session.get(KEY))[KEY] as string | undefined) ?? null;
	await browser.storage.session.remove(KEY);
	return text;
}

/** Answers the alarm. Chromium's worker has no clipboard: a page nobody sees does it and closes itself. */
export async function clearInTime(alarm: string): Promise<void> {
	if (alarm !== ALARM) return;
	if (typeof document !== 'undefined') {
		const text = await toClear();
		if (text !== null) await takeOut(text);
		return;
	}
	await browser.offscreen.createDocument({
		url: 'src/background/clipboard.html',
		reasons: ['CLIPBOARD'],
		justification: 'Takes a copied code out of the clipboard after a minute.',
	});
}
