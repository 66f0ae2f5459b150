/** The only way a code gets to the clipboard, and out of it again: see docs/adr/0007-clipboard.md. */

/** How long a copied code stays, ms: within the 30 to 60 s after which it is of no use. */
const STAYS = 55_000;
let timer: ReturnType<typeof setTimeout> | undefined;
/** Whether something else was copied since. */
let others = false;

/** Copies within a click. While this window stays, takes the code out again unless something else was copied meanwhile. */
export async function copy(code: string): Promise<void> {
	const clipboard = navigator.clipboard as Clipboard & Partial<EventTarget>;
	await clipboard.writeText(code);
	clearTimeout(timer);
	others = false;
	// Our own write is reported too, a moment later: only what follows it counts.
	setTimeout(() => clipboard.addEventListener?.('clipboardchange', changed), 500);
	timer = setTimeout(() => void clear(), STAYS);
}

function changed(): void {
	others = true;
}

async function clear(): Promise<void> {
	const clipboard = navigator.clipboard as Clipboard & Partial<EventTarget>;
	clipboard.removeEventListener?.('clipboardchange', changed);
	// Where the browser doesn't tell of other copies, it might be somebody else's text: it stays.
	if (others || !('onclipboardchange' in clipboard) || !document.hasFocus()) return;
	await clipboard.writeText('').catch(() => {});
}
