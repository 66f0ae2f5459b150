/** Proves what panels and pages are answered, by the real handlers and a real vault, in a browser of fakes. */
import { deleteDB } from 'idb';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import type { Draft } from '../core/account.ts';
import { anAccount, refusal } from '../vault/fixtures/ports.ts';
import { cacheKeep, privateFileKeep } from '../vault/keep.ts';
import { accountHandlers as accounts } from './answers-accounts.ts';
import { fakeBrowser } from './fixtures/browser.ts';
import { newHandle } from './handles.ts';

fakeBrowser();

async function clean(): Promise<void> {
	for (const { name } of await indexedDB.databases()) if (name?.startsWith('vault-')) await deleteDB(name);
	for (const keep of [privateFileKeep('verifill'), cacheKeep('verifill')])
		for (const name of await keep.names()) await keep.erase(name);
}
beforeAll(clean);
afterAll(async () => {
	await clean();
	vi.unstubAllGlobals();
});

function aDraft(more: Partial<Draft> = {}): Draft {
	const { kind, issuer, label, accessKey, algorithm, digits, period, counter } = anAccount();
	return { kind, issuer, label, accessKey, algorithm, digits, period, counter, ...more };
}

/** An account kept for these hosts; gives its id. */
async function keep(hosts: string[], more: Partial<Draft> = {}): Promise<string> {
	const draft = aDraft(more);
	const known = new Set((await accounts['panel.accounts']({ tabId: null })).accounts.map((a) => a.id));
	await accounts['panel.import']({ opId: newHandle(), entries: [{ draft, hosts, recovery: [], replace: null }] });
	const all = (await accounts['panel.accounts']({ tabId: null })).accounts;
	return all.find((a) => !known.has(a.id))?.id as string;
}

describe('recovery codes', () => {
	const code = (value: string, usedAt: number | null = null) => ({ value, usedAt });

	test('a list that was read before another window changed it is refused, and the other’s codes stay', async () => {
		const id = await keep(['bank.test']);
		const before = await accounts['panel.recovery']({ id });
		expect(before.codes).toEqual([]);
		const kept = await accounts['panel.keepRecovery']({
			opId: newHandle(),
			id,
			rev: before.rev,
			codes: [code('aaaa-1111')],
		});
		expect(
			await refusal(
				accounts['panel.keepRecovery']({ opId: newHandle(), id, rev: before.rev, codes: [code('bbbb-2222')] }),
			),
		).toBe('stale');
		expect(await accounts['panel.recovery']({ id })).toEqual({ rev: kept.rev, codes: [code('aaaa-1111')] });
	});
});
