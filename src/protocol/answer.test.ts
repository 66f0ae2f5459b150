/** Tests of the router: who may ask what, exact shapes, nothing else gets through (SECURITY.md C03, C04, C05, C08). */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { Refusal } from '../core/refusal.ts';
import { type Asker, answer, type PageHandlers, type PanelHandlers } from './answer.ts';
import { panelQuestions } from './panel.ts';

const own = { id: 'own-extension', origin: 'chrome-extension://own-extension', unexpected: () => undefined };

/** Handlers that note what reached them. */
function recorded() {
	const reached: { ask: string; what: unknown; asker?: Asker }[] = [];
	const panel = Object.fromEntries(
		Object.keys(panelQuestions).map((ask) => [
			ask,
			async (what: unknown) => {
				reached.push({ ask, what });
				return null;
			},
		]),
	) as unknown as PanelHandlers;
	const page = Object.fromEntries(
		['page.offers', 'page.code', 'page.outcome'].map((ask) => [
			ask,
			async (what: unknown, asker: Asker) => {
				reached.push({ ask, what, asker });
				return null;
			},
		]),
	) as unknown as PageHandlers;
	return { reached, panel, page };
}

let documents = 0;
const pageSender = (origin = 'https://bank.test') =>
	({
		id: own.id,
		origin,
		tab: { id: 7, url: `${origin}/login` },
		frameId: 0,
		documentId: `d${documents++}`,
	}) as unknown as chrome.runtime.MessageSender;
const panelSender = { id: own.id, origin: own.origin } as chrome.runtime.MessageSender;
const offers = { ask: 'page.offers', field: 'code', username: null, number: null, ancestors: [] };

describe('router', () => {
	test('a panel is told by our own origin', async () => {
		const { reached, panel, page } = recorded();
		expect(await answer({ ask: 'panel.lock', what: {} }, panelSender, own, panel, page)).toEqual({
			ok: true,
			answer: null,
		});
		expect(reached).toEqual([{ ask: 'panel.lock', what: {} }]);
	});

	test('C03 another extension reaches nothing', async () => {
		const { reached, panel, page } = recorded();
		for (const ask of [...Object.keys(panelQuestions), 'page.offers', 'page.code']) {
			const reply = await answer({ ...offers, ask, what: {} }, { ...panelSender, id: 'other' }, own, panel, page);
			expect(reply).toEqual({ ok: false, reason: 'forbidden', about: null });
		}
		expect(reached).toEqual([]);
	});

	test('C04 a content script can ask nothing a panel may', async () => {
		const { reached, panel, page } = recorded();
		for (const ask of Object.keys(panelQuestions)) {
			const reply = await answer({ ask, what: {} }, pageSender(), own, panel, page);
			expect(reply).toEqual({ ok: false, reason: 'forbidden', about: null });
		}
		expect(reached).toEqual([]);
	});

	test('C08 the asker is what the browser says, never what the message says', async () => {
		const { reached, panel, page } = recorded();
		const forged = { ...offers, origin: 'https://bank.test' };
		expect(await answer(forged, pageSender('https://evil.test'), own, panel, page)).toMatchObject({
			reason: 'bad-request',
		});
		await answer(offers, pageSender('https://evil.test'), own, panel, page);
		expect(reached[0]?.asker?.origin).toBe('https://evil.test');
	});

	test('a sender without a tab, or a document the browser does not vouch for, is refused', async () => {
		const { panel, page } = recorded();
		for (const sender of [
			{ id: own.id },
			{ id: own.id, origin: 'https://bank.test' },
			{ id: own.id, tab: { id: 1 }, frameId: 0 },
		]) {
			expect(await answer(offers, sender as chrome.runtime.MessageSender, own, panel, page)).toMatchObject({
				reason: 'forbidden',
			});
		}
	});

	test('the twenty-first question of one document in a second is refused, others are still served', async () => {
		const { panel, page } = recorded();
		const flood = pageSender();
		let refused = 0;
		for (let i = 0; i < 60; i++) {
			const reply = await answer(offers, flood, own, panel, page);
			if (!reply.ok && reply.reason === 'too-many-requests') refused++;
		}
		// 60 in one go span at most two seconds of the clock: at least 20 are refused, at most 40 served.
		expect(refused).toBeGreaterThanOrEqual(20);
		expect(await answer(offers, pageSender(), own, panel, page)).toMatchObject({ ok: true });
	});

	test('where the browser names no documents, another site in the same frame is another document', async () => {
		const { reached, panel, page } = recorded();
		for (const origin of ['https://bank.test', 'https://shop.test', 'https://bank.test'])
			await answer(offers, Object.assign(pageSender(origin), { documentId: undefined }), own, panel, page);
		const [bank, shop, again] = reached.map((one) => one.asker?.documentId);
		expect(shop).not.toBe(bank);
		expect(again).toBe(bank);
	});

	test('a refusal crosses as its reason and public word, anything else as storage-failed', async () => {
		const { panel, page } = recorded();
		panel['panel.lock'] = async () => {
			throw new Refusal('try-later', '30');
		};
		panel['panel.settings'] = async () => {
			throw new Error('JBSWY3DPEHPK3PXP');
		};
		expect(await answer({ ask: 'panel.lock', what: {} }, panelSender, own, panel, page)).toEqual({
			ok: false,
			reason: 'try-later',
			about: '30',
		});
		const other = await answer({ ask: 'panel.settings', what: {} }, panelSender, own, panel, page);
		expect(other).toEqual({ ok: false, reason: 'storage-failed', about: null });
	});

	test('C05 10,000 odd messages change nothing and throw nothing', async () => {
		const { reached, panel, page } = recorded();
		const names = [...Object.keys(panelQuestions), 'page.offers', 'page.code', '__proto__', 'constructor', 'toString'];
		const odd = fc.oneof(
			fc.anything({ withNullPrototype: true, withBigInt: true, withDate: true, withMap: true }),
			fc.record({ ask: fc.oneof(fc.constantFrom(...names), fc.anything()), what: fc.anything() }),
			fc.record({ ask: fc.constantFrom(...names), what: fc.object(), extra: fc.anything() }),
		);
		await fc.assert(
			fc.asyncProperty(odd, fc.boolean(), async (message, fromPanel) => {
				const before = reached.length;
				const reply = await answer(message, fromPanel ? panelSender : pageSender(), own, panel, page);
				if (reached.length > before) {
					// What got through fits its exact shape: no question with parameters was satisfied by noise.
					const { ask, what } = reached.at(-1) as { ask: string; what: object };
					expect(fromPanel && Object.hasOwn(panelQuestions, ask)).toBe(true);
					expect(Object.keys(what)).toEqual([]);
				} else expect(reply.ok).toBe(false);
			}),
			{ numRuns: 10_000, seed: 2026 },
		);
	}, 60_000);
});
