/** The only code that looks into the clipboard: whether it still holds a text of ours, and if so empties it. */

/** Empties the clipboard if it holds exactly this text; anything else is left alone and not kept. Gives whether it did. */
export async function takeOut(text: string): Promise<boolean> {
	try {
		if ((await navigator.clipboard.readText()) !== text) return false;
		await navigator.clipboard.writeText('');
		return true;
	} catch {
		return takeOutUnseen(text);
	}
}

/** The same where the document never has the focus, as Chromium's asynchronous clipboard wants it. */
function takeOutUnseen(text: string): boolean {
	const box = document.createElement('textarea');
	document.body.append(box);
	box.focus();
	document.execCommand('paste');
	const ours = box.value === text;
	box.remove();
	if (!ours) return false;
	const empty = (event: ClipboardEvent) => {
		event.clipboardData?.setData('text/plain', '');
		event.preventDefault();
	};
	document.addEventListener('copy', empty, { once: true });
	return document.execCommand('copy');
}
