/** The only way a panel puts something on the clipboard, and has it taken out again a minute later (docs/adr/0007-clipboard.md). */
import { ask } from './ask.ts';

/** What the browser must allow before we may look whether the clipboard still holds our text. Asked for by name, never at install. */
const NEEDED: chrome.permissions.Permissions = {
	permissions: (browser.runtime.getManifest().optional_permissions ?? []) as chrome.runtime.ManifestPermission[],
};

/** Copies, inside a click. Gives whether it will be taken out again; throws when the browser refuses to copy. */
export async function copy(text: string): Promise<boolean> {
	await navigator.clipboard.writeText(text);
	if (!(await browser.permissions.contains(NEEDED))) return false;
	await ask('panel.copied', { text });
	return true;
}

/** Asks the browser to let us take copied codes out again, and starts with `text`; must run inside a click. Gives the person's answer. */
export async function allowClearing(text: string): Promise<boolean> {
	const yes = await browser.permissions.request(NEEDED);
	if (yes) await ask('panel.copied', { text });
	return yes;
}
