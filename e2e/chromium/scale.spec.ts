/** A vault of 1,000 and of 10,000 accounts in the real extension: one step in, whole, listed, and still so after a kill (R07; the budgets are held by bench/vault.ts). */
import { expect, test } from '@playwright/test';
import { freshProfile, hex, removeProfile } from '../fixtures/verifill.ts';
import { Chromium } from '../torture/browser.ts';
import { Person, seeded } from '../torture/person.ts';

/** Times the budgets of bench/vault.ts, for a machine that runs other tests as well. */
const BUSY = 3;

for (const [count, importing, listing] of [
	[1_000, 500, 300],
	[10_000, 5_000, 1_000],
] as const) {
	test(`R07: ${count} accounts: kept in one step, listed, each with its own secret, and there after a kill`, async () => {
		const profile = freshProfile();
		let browser = await Chromium.start(profile, 'dist/chrome-e2e', 'leveldb');
		try {
			const person = new Person(seeded(count));
			const drafts = Array.from({ length: count }, () => person.draft());
			const entries = drafts.map((draft) => ({ draft, hosts: ['id.bank.test'], recovery: [], replace: null }));
			const opId = hex();
			let from = performance.now();
			await browser.ask('panel.import', { opId, entries });
			expect(performance.now() - from).toBeLessThan(importing * BUSY);
			await browser.kill();
			browser = await Chromium.start(profile, 'dist/chrome-e2e', 'leveldb');
			expect(await browser.ask('panel.import', { opId, entries })).toEqual({ kept: count });
			from = performance.now();
			const { accounts } = await browser.ask('panel.accounts', { tabId: null });
			expect(performance.now() - from).toBeLessThan(listing * BUSY);
			expect(accounts).toHaveLength(count);
			const kept = (await browser.ask('panel.backup', { proof: null })).entries;
			const keyOf = (of: { label: string; accessKey: string }[]) => new Map(of.map((d) => [d.label, d.accessKey]));
			expect(keyOf(kept.map((entry) => entry.draft))).toEqual(keyOf(drafts));
			const ids = accounts.slice(-100).map((account) => account.id);
			expect((await browser.ask('panel.codes', { ids })).codes).toHaveLength(100);
			expect((await browser.ask('panel.status', {})).notices).toEqual([]);
		} finally {
			await browser.kill();
			removeProfile(profile);
		}
	});
}
