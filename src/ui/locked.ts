/** The only place where a window of ours hears that Verifill was locked, whoever locked it. */

/** Does this when that happens. */
export function whenLocked(act: () => void): void {
	browser.runtime.onMessage.addListener((message: unknown, sender: chrome.runtime.MessageSender) => {
		const told = typeof message === 'object' && message !== null && 'told' in message ? message.told : undefined;
		// Pages and other windows come from a tab, the background doesn't.
		if (told === 'locked' && sender.id === browser.runtime.id && sender.tab === undefined) act();
	});
}

/** Begins the window anew when that happens, so that nothing it knew stays in its memory. */
export const anewWhenLocked = (): void => whenLocked(() => location.reload());
