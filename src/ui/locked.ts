/** The only place where a window of ours hears that Verifill was locked, whoever locked it. */

/** Begins the window anew when that happens, so that nothing it knew stays in its memory. */
export function anewWhenLocked(): void {
	browser.runtime.onMessage.addListener((message: unknown, sender: chrome.runtime.MessageSender) => {
		const told = typeof message === 'object' && message !== null && 'told' in message ? message.told : undefined;
		// Pages and other windows come from a tab, the background doesn't.
		if (told === 'locked' && sender.id === browser.runtime.id && sender.tab === undefined) location.reload();
	});
}
