/** Proves that the unseen page goes whatever happens: while one is there, no other can be made, and codes would stay in the clipboard. */
import { afterEach, expect, test, vi } from 'vitest';

afterEach(() => {
	vi.unstubAllGlobals();
	vi.resetModules();
});

test.each([
	['nothing to clear', async () => ({ ok: true, answer: { text: null } })],
	['a background that doesn’t answer', async () => undefined],
	['a clipboard that can’t be had', async () => ({ ok: true, answer: { text: '492871' } })],
])('%s: it closes', async (_, sendMessage) => {
	const close = vi.fn();
	vi.stubGlobal('window', { close });
	vi.stubGlobal('browser', { runtime: { sendMessage } });
	await import('./clipboard-page.ts').catch(() => undefined);
	expect(close).toHaveBeenCalledTimes(1);
});
