/** Proves what panels and pages are answered, by the real handlers and a real vault, in a browser of fakes. */
import { deleteDB } from 'idb';
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest';
import type { Draft } from '../core/account.ts';
import { readBackup, writeBackup } from '../core/backup.ts';
import { anAccount, refusal } from '../vault/fixtures/ports.ts';
import { cacheKeep, privateFileKeep } from '../vault/keep.ts';
import { accountHandlers as accounts } from './answers-accounts.ts';
import { vaultHandlers } from './answers-vault.ts';
import { fakeBrowser } from './fixtures/browser.ts';
import { forgetHandles, Handles, newHandle } from './handles.ts';
import { pageHandlers as pages } from './offers.ts';

const world = fakeBrowser();

async function clean(): Promise<void> {
	for (const { name } of await indexedDB.databases()) if (name?.startsWith('vault-')) await deleteDB(name);
	for (const keep of [privateFileKeep('verifill'), cacheKeep('verifill')])
		for (const name of await keep.names()) await keep.erase(name);
}
beforeAll(clean);
afterEach(() => void vi.useRealTimers());
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

describe('what is kept comes back from a backup, also', () => {
	const listed = async (id: string) =>
		(await accounts['panel.accounts']({ tabId: null })).accounts.find((a) => a.id === id);
	const fifty = Array.from({ length: 50 }, (_, i) => `h${i}.test`);

	test('an account of more websites than one may have: the first and the newest stay', async () => {
		const id = await keep(fifty);
		const tab = { tabId: world.tab('https://newest.test/login').id, host: 'newest.test' };
		expect(await refusal(accounts['panel.fill']({ id, tab, job: null, link: true }))).toBe('no-code-field');
		expect((await listed(id))?.hosts).toEqual(['h0.test', ...fifty.slice(2), 'newest.test']);
		const entry = { draft: aDraft(), hosts: ['fresh.test'], recovery: [], replace: id };
		await accounts['panel.import']({ opId: newHandle(), entries: [entry] });
		const { entries } = await accounts['panel.backup']({ proof: null });
		expect(readBackup(writeBackup(entries)).entries.map(({ hosts }) => hosts.length)).toContain(50);
	});

	test('two entries of it that take the place of the same account', async () => {
		const id = await keep(['bank.test']);
		const entry = () => ({ draft: aDraft(), hosts: [], recovery: [], replace: id });
		const before = (await accounts['panel.accounts']({ tabId: null })).accounts.length;
		expect(await accounts['panel.import']({ opId: newHandle(), entries: [entry(), entry()] })).toEqual({ kept: 2 });
		const after = (await accounts['panel.accounts']({ tabId: null })).accounts;
		expect(after.length).toBe(before + 2);
		expect(after.slice(-2).map(({ hosts }) => hosts)).toEqual([['bank.test'], ['bank.test']]);
		const old = await listed(id);
		expect([old?.trashedAt === null, after.slice(-2).some((a) => a.id === old?.replacedBy)]).toEqual([false, true]);
	});
});

const lesson = (selector: string) => ({ selector, verdict: 'code' as const });
const inMemory = async () => (await world.session.get(null)) as Record<string, unknown>;

describe('what was pointed at', () => {
	const page = 'https://bank.test/2fa';

	test('its pixels are told once and then gone; the page it is for stays, a working day long', async () => {
		const { key } = await accounts['panel.setup']({ tabId: world.tab(page).id, scan: true });
		expect(world.opened.at(-1)).toContain(key);
		await vi.waitFor(async () => expect(JSON.stringify(await inMemory())).toContain('data:image/png'));
		const told = await accounts['panel.job']({ key });
		expect([told.here?.host, told.pictures.length]).toEqual(['bank.test', 1]);
		expect(JSON.stringify(await inMemory())).not.toContain('data:image/png');
		expect((await accounts['panel.job']({ key })).pictures).toEqual([]);
		vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + 8 * 3600_000 });
		const kept = await accounts['panel.add']({ opId: newHandle(), draft: aDraft(), job: key, replace: null });
		expect(kept.hosts).toEqual(['bank.test']);
	});

	test('of several that no window has read only the newest lies there', async () => {
		for (let i = 0; i < 5; i++) await accounts['panel.setup']({ tabId: world.tab(page).id, scan: true });
		await vi.waitFor(async () =>
			expect(Object.keys(await inMemory()).filter((name) => name.startsWith('material:'))).toHaveLength(1),
		);
	});

	test('once it is gone, nothing is kept without its website', async () => {
		const before = (await accounts['panel.accounts']({ tabId: null })).accounts.length;
		const lost = { opId: newHandle(), draft: aDraft(), job: newHandle(), replace: null };
		expect(await refusal(accounts['panel.add'](lost))).toBe('page-unreachable');
		expect(await refusal(accounts['panel.job']({ key: newHandle() }))).toBe('page-unreachable');
		expect((await accounts['panel.accounts']({ tabId: null })).accounts).toHaveLength(before);
	});
});

test('a start drops the handles that earlier workers left and nobody can use any more', async () => {
	await world.session.set({
		'offer:1': { until: Date.now() - 1, value: {} },
		'offer:2': { until: Date.now() + 60_000, value: {} },
		'job:1': { until: Date.now() - 1, value: {} },
	});
	await import('./index.ts');
	await vi.waitFor(async () => expect(Object.keys(await inMemory())).not.toContain('job:1'));
	expect(Object.keys(await inMemory()).filter((name) => name.startsWith('offer:'))).toEqual(['offer:2']);
});

test('a page that asks without end fills no memory: of its handles the oldest go, and a huge one is kept by this worker alone', async () => {
	const many = new Handles<string>('many', 60_000);
	for (let i = 0; i <= 5_000; i++) await many.keep(String(i), '');
	expect(Object.keys(await inMemory()).filter((name) => name.startsWith('many:'))).toHaveLength(5_000);
	expect([await many.get('0'), await many.get('1')]).toEqual([null, '']);
	await many.keep('huge', 'x'.repeat(6_000_000));
	expect([(await many.get('huge'))?.length, Object.keys(await inMemory()).includes('many:huge')]).toEqual([
		6_000_000,
		false,
	]);
	await forgetHandles('many');
});

test('what the person was told goes, what happened meanwhile waits to be told', async () => {
	const [told, later] = [
		{ what: 'restored', from: 'mirror', count: 1 },
		{ what: 'restored', from: 'mirror', count: 2 },
	];
	await world.local.set({ notices: [told, later] });
	await vaultHandlers['panel.noticed']({ notice: told });
	expect((await vaultHandlers['panel.status']({})).notices).toEqual([later]);
	await vaultHandlers['panel.noticed']({ notice: later });
	expect((await vaultHandlers['panel.status']({})).notices).toEqual([]);
});

describe('filling where the person asked', () => {
	const filled = async () => ({ outcome: 'filled' });
	const hostsOf = async (id: string) =>
		(await accounts['panel.accounts']({ tabId: null })).accounts.find((a) => a.id === id)?.hosts;
	const fills = () => world.orders.filter(({ order }) => order.order === 'fill').length;

	test('a tab that went to another site meanwhile gets nothing, and that site isn’t listed', async () => {
		const id = await keep(['bank.test']);
		const before = fills();
		const tab = world.tab('https://shop.test/login', filled);
		const seen = { tabId: tab.id, host: 'bank.test' };
		expect(await refusal(accounts['panel.fill']({ id, tab: seen, job: null, link: true }))).toBe('wrong-site');
		expect([await hostsOf(id), fills() - before]).toEqual([['bank.test'], 0]);
		const now = { tabId: tab.id, host: 'shop.test' };
		expect(await accounts['panel.fill']({ id, tab: now, job: null, link: true })).toBeNull();
		expect([await hostsOf(id), fills() - before]).toEqual([['bank.test', 'shop.test'], 1]);
	});

	test('a set-up window fills the host that was set up, no other of its site', async () => {
		const tab = world.tab('https://accounts.bank.test/2fa', filled);
		const { key } = await accounts['panel.setup']({ tabId: tab.id, scan: true });
		const { id } = await accounts['panel.add']({ opId: newHandle(), draft: aDraft(), job: key, replace: null });
		const before = fills();
		tab.url = 'https://user.bank.test/';
		expect(await refusal(accounts['panel.fill']({ id, tab: null, job: key, link: false }))).toBe('wrong-site');
		expect([await hostsOf(id), fills() - before]).toEqual([['accounts.bank.test'], 0]);
		tab.url = 'https://accounts.bank.test/2fa';
		expect(await accounts['panel.fill']({ id, tab: null, job: key, link: false })).toBeNull();
	});
});

describe('the code of an offer', () => {
	const asker = (origin: string) => ({ tabId: 1, frameId: 0, documentId: 'd1', origin, top: `${origin}/login` });
	const question = { ask: 'page.offers', field: 'code', username: null, number: null, ancestors: null } as const;
	/** The one offer to a page of this origin, chosen. */
	async function choose(origin: string) {
		const { offers } = await pages['page.offers'](question, asker(origin));
		const offer = offers[0]?.offer as string;
		return () => pages['page.code']({ ask: 'page.code', offer, gesture: true }, asker(origin));
	}

	test('a counting account gives it on the first choice of another host of its site, too', async () => {
		// RFC 4226 appendix D.
		const accessKey = 'GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ';
		const id = await keep(['id.dock.test'], { kind: 'hotp', accessKey });
		const code = await choose('https://my.dock.test');
		expect(await code()).toEqual({ code: '755224', waitMs: 0 });
		const kept = (await accounts['panel.accounts']({ tabId: null })).accounts.find((a) => a.id === id);
		expect(kept?.hosts).toEqual(['id.dock.test', 'my.dock.test']);
	});

	test.each(['hotp', 'totp'] as const)('of a %s account is given once', async (kind) => {
		const origin = `https://${kind}.test`;
		await keep([`${kind}.test`], { kind });
		const code = await choose(origin);
		// One about to end isn't given yet.
		await vi.waitFor(async () => expect((await code()).code).toMatch(/^\d{6}$/), { timeout: 5_000, interval: 100 });
		expect(await refusal(code())).toBe('forbidden');
		expect((await (await choose(origin))()).code).toMatch(/^\d{6}$/);
	});
});

describe('a page that never answers', () => {
	const never = () => new Promise<never>(() => {});
	const hangs = () => world.tab('https://bank.test/alert', never, never);

	test('keeps nobody waiting who changes an account, and the other pages are told', { timeout: 5_000 }, async () => {
		hangs();
		const other = world.tab('https://bank.test/login');
		const id = await keep(['bank.test']);
		await accounts['panel.trash']({ opId: newHandle(), id });
		await vi.waitFor(() => expect(world.orders.at(-1)).toEqual({ tabId: other.id, order: { order: 'look-again' } }));
	});

	test('doesn’t keep the set-up window from what it shows', { timeout: 10_000 }, async () => {
		const { key } = await accounts['panel.setup']({ tabId: hangs().id, scan: true });
		expect((await accounts['panel.job']({ key })).pictures).toMatchObject([{ from: 'screenshot' }]);
	});

	test('doesn’t keep the next site from being registered', async () => {
		hangs();
		await import('./index.ts');
		for (const origin of ['https://*.shop.test/*', 'https://*.post.test/*']) {
			world.granted.push(origin);
			world.onAdded.tell({ origins: [origin] });
			await vi.waitFor(() => expect(world.registered.at(-1)?.matches).toContain(origin));
		}
	});
});

describe('a field the person points at', () => {
	const taught = async () => (await vaultHandlers['panel.settings']({})).taught;
	const says = (selector: string) =>
		world.tab('https://bank.test/login', async (order) =>
			order.order === 'teach' ? { outcome: 'taught', selector, about: '', verdict: 'code' } : undefined,
		);
	const point = (tab: { id: number }) => world.onClicked.tell({ menuItemId: 'teach_code', frameId: 0 }, tab);
	const opId = newHandle;

	test('is kept beside another one pointed at in the same moment, and beside what a window changes elsewhere', async () => {
		await import('./index.ts');
		await vaultHandlers['panel.changeSettings']({ opId: opId(), patch: { taught: { 'shop.test': [lesson('#old')] } } });
		point(says('#one'));
		point(says('#two'));
		await vi.waitFor(async () => expect((await taught())['bank.test']).toHaveLength(2));
		await vaultHandlers['panel.changeSettings']({ opId: opId(), patch: { taught: { 'shop.test': [] } } });
		expect(Object.keys(await taught())).toEqual(['bank.test']);
	});

	test('of a locked one is kept nowhere, so the page isn’t asked: the person is, to unlock', async () => {
		const proof = { kind: 'password', password: 'correct horse battery' } as const;
		await vaultHandlers['panel.addSlot']({ proof: null, slot: proof });
		await vaultHandlers['panel.lock']({});
		const tab = says('#three');
		point(tab);
		await vi.waitFor(() => expect(world.opened.at(-1)).toContain(`popup/index.html?tab=${tab.id}`));
		expect(world.orders.filter((o) => o.tabId === tab.id)).toEqual([]);
		await vaultHandlers['panel.unlock']({ proof });
		point(tab);
		await vi.waitFor(async () => expect((await taught())['bank.test']).toHaveLength(3));
	});
});
