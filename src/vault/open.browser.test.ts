/** Proves the vault's daily work and its two stores, in a real Chromium: keep, give back, survive the loss of either store. */
import { describe, expect, test } from 'vitest';
import { randomId } from './bytes.ts';
import { dropDatabases, dropKeeps, onDatabase } from './fixtures/harm.ts';
import { anAccount, refusal, restarted, type TestPorts, testPorts } from './fixtures/ports.ts';
import { openVault } from './open.ts';
import { DEFAULT_SETTINGS, type Vault } from './vault.ts';

async function keepOne(ports: TestPorts) {
	const vault = await openVault(ports);
	const [account] = await vault.change(randomId(), [{ do: 'put', account: anAccount() }]);
	if (!account) throw new Error('nothing kept');
	return { vault, account };
}

describe('keeping', () => {
	test('an account is given back as kept, also after a restart of worker and browser', async () => {
		const ports = testPorts();
		const { account } = await keepOne(ports);
		expect(account.rev).toBe(1);
		for (const later of [ports, restarted(ports)]) {
			const vault = await openVault(later);
			expect(vault.state()).toBe('open');
			expect(await vault.accounts()).toEqual([account]);
			expect(await vault.notices(false)).toEqual([]);
		}
	});

	test('one account is given alone, and null for none, an erased one or the settings', async () => {
		const ports = testPorts();
		const { vault, account } = await keepOne(ports);
		await vault.changeSettings(randomId(), { drift: 1 });
		expect(await vault.account(account.id)).toEqual(account);
		expect([await vault.account(randomId()), await vault.account('settings')]).toEqual([null, null]);
		await onDatabase(ports, (db) => db.delete('records', account.id));
		expect(await vault.account(account.id)).toEqual(account);
		await vault.change(randomId(), [{ do: 'erase', id: account.id, rev: 1 }]);
		expect(await vault.account(account.id)).toBe(null);
	});

	test('the overview follows each change, here and in another worker, and holds no secret', async () => {
		const ports = testPorts();
		const { vault, account } = await keepOne(ports);
		const labels = async (v: Vault) => (await v.overview()).accounts.map((a) => a.label);
		const other = await openVault(ports);
		expect([await labels(vault), await labels(vault), await labels(other)]).toEqual([
			[account.label],
			[account.label],
			[account.label],
		]);
		await vault.change(randomId(), [{ do: 'put', account: { ...account, label: 'new' } }]);
		expect([await labels(other), await labels(vault)]).toEqual([['new'], ['new']]);
		expect(JSON.stringify(await vault.overview())).not.toContain(account.accessKey);
		expect(JSON.stringify([...ports.session.texts].filter(([key]) => key === 'overview'))).not.toContain(
			account.accessKey,
		);
	});

	test('an old revision is refused, and an unknown or twice named id', async () => {
		const { vault, account } = await keepOne(testPorts());
		await vault.change(randomId(), [{ do: 'put', account: { ...account, label: 'new' } }]);
		expect(await refusal(vault.change(randomId(), [{ do: 'put', account: { ...account, label: 'late' } }]))).toBe(
			'stale',
		);
		expect(await refusal(vault.change(randomId(), [{ do: 'erase', id: account.id, rev: 1 }]))).toBe('stale');
		expect(await refusal(vault.change(randomId(), [{ do: 'erase', id: randomId(), rev: 1 }]))).toBe('not-found');
		const twice = [
			{ do: 'put', account: anAccount({ id: account.id, rev: 2 }) },
			{ do: 'erase', id: account.id, rev: 2 },
		] as const;
		expect(await refusal(vault.change(randomId(), [...twice]))).toBe('bad-request');
		expect((await vault.accounts()).map((a) => a.label)).toEqual(['new']);
	});

	test('one step refused leaves all steps undone', async () => {
		const { vault, account } = await keepOne(testPorts());
		const steps = [
			{ do: 'put' as const, account: anAccount() },
			{ do: 'erase' as const, id: account.id, rev: 9 },
		];
		expect(await refusal(vault.change(randomId(), steps))).toBe('stale');
		expect(await vault.accounts()).toEqual([account]);
	});

	test('the same action again does nothing and answers the same, also from a new worker', async () => {
		const ports = testPorts();
		const vault = await openVault(ports);
		const opId = randomId();
		const first = await vault.change(opId, [{ do: 'put', account: anAccount() }]);
		expect(await vault.change(opId, [{ do: 'put', account: anAccount() }])).toEqual(first);
		const again = await openVault(restarted(ports));
		expect(await again.change(opId, [{ do: 'put', account: anAccount() }])).toEqual(first);
		expect(await again.accounts()).toEqual(first);
	});

	test('what is erased stays erased when an old mirror turns up', async () => {
		const ports = testPorts();
		const { vault, account } = await keepOne(ports);
		const old = new Map(ports.mirror.texts);
		await vault.change(randomId(), [{ do: 'erase', id: account.id, rev: 1 }]);
		ports.mirror.texts = old;
		expect(await (await openVault(restarted(ports))).accounts()).toEqual([]);
	});

	test('what is erased comes back by no edit and can’t be erased twice, here or in another worker', async () => {
		const ports = testPorts();
		const { vault, account } = await keepOne(ports);
		await vault.change(randomId(), [{ do: 'erase', id: account.id, rev: 1 }]);
		for (const worker of [vault, await openVault(ports), await openVault(restarted(ports))]) {
			const edit = { do: 'put', account: { ...account, rev: 2 } } as const;
			expect(await refusal(worker.change(randomId(), [edit]))).toBe('stale');
			expect(await refusal(worker.change(randomId(), [{ do: 'erase', id: account.id, rev: 2 }]))).toBe('not-found');
			expect(await worker.accounts()).toEqual([]);
		}
	});

	test('settings are kept, and defaults stand until then', async () => {
		const ports = testPorts();
		const vault = await openVault(ports);
		expect(await vault.settings()).toEqual(DEFAULT_SETTINGS);
		const changed = { ...DEFAULT_SETTINGS, askFirst: ['shop.test'] };
		expect(await vault.changeSettings(randomId(), { askFirst: ['shop.test'] })).toEqual(changed);
		expect(await (await openVault(restarted(ports))).settings()).toEqual(changed);
		expect(await vault.accounts()).toEqual([]);
	});
});

describe('two stores', () => {
	test('R01: the database gone, everything comes back from the mirror and it is said', async () => {
		const ports = testPorts();
		const { account } = await keepOne(ports);
		await dropDatabases(ports);
		const vault = await openVault(restarted(ports));
		expect(vault.state()).toBe('open');
		expect(await vault.accounts()).toEqual([account]);
		expect(await vault.notices(true)).toEqual([{ what: 'restored', from: 'mirror', count: 1 }]);
		expect(await vault.notices(false)).toEqual([]);
		ports.mirror.texts.clear();
		expect(await (await openVault(restarted(ports))).accounts()).toEqual([account]);
	});

	test('R02: the mirror gone, it is rebuilt from the database', async () => {
		const ports = testPorts();
		const { account } = await keepOne(ports);
		ports.mirror.texts.clear();
		const vault = await openVault(restarted(ports));
		expect(await vault.notices(false)).toEqual([{ what: 'restored', from: 'database', count: 1 }]);
		await dropDatabases(ports);
		expect(await (await openVault(restarted(ports))).accounts()).toEqual([account]);
	});

	test('R02: the device key gone from one keep is repaired, from both leads to a lost vault that says so', async () => {
		const ports = testPorts();
		const { account } = await keepOne(ports);
		for (const keep of ports.keeps) {
			for (const name of await keep.names()) await keep.erase(name);
			const vault = await openVault(restarted(ports));
			expect(await vault.accounts()).toEqual([account]);
			expect(await keep.names()).toHaveLength(2);
		}
		await dropKeeps(ports);
		const vault = await openVault(restarted(ports));
		expect(vault.state()).toBe('lost');
		expect(await vault.notices(false)).toEqual([{ what: 'device-key-missing' }]);
		expect(await refusal(vault.accounts())).toBe('vault-lost');
		expect(await refusal(vault.change(randomId(), []))).toBe('vault-lost');
	});

	test('both stores gone is a lost vault, never a first start; starting anew is the choice of the person', async () => {
		const ports = testPorts();
		await keepOne(ports);
		await dropDatabases(ports);
		ports.mirror.texts.clear();
		const vault = await openVault(restarted(ports));
		expect(vault.state()).toBe('lost');
		await vault.startAnew();
		expect(vault.state()).toBe('open');
		expect(await vault.accounts()).toEqual([]);
		expect((await openVault(restarted(ports))).state()).toBe('open');
	});

	test('starting anew sets what is left aside, in both stores', async () => {
		const ports = testPorts();
		await keepOne(ports);
		await dropKeeps(ports);
		const vault = await openVault(restarted(ports));
		await vault.startAnew();
		const [kept] = (await ports.mirror.get(['aside'])).aside as { records: unknown[]; slots: unknown[] }[];
		expect(kept?.records.length).toBeGreaterThan(0);
		expect(kept?.slots.length).toBeGreaterThan(0);
		expect(await vault.accounts()).toEqual([]);
		expect((await openVault(restarted(ports))).state()).toBe('open');
	});

	test('F03: one record deleted from the database comes back', async () => {
		const ports = testPorts();
		const { account } = await keepOne(ports);
		await onDatabase(ports, (db) => db.delete('records', account.id));
		const vault = await openVault(restarted(ports));
		expect(await vault.accounts()).toEqual([account]);
	});

	test('F03: also under a running vault', async () => {
		const ports = testPorts();
		const { vault, account } = await keepOne(ports);
		await onDatabase(ports, (db) => db.delete('records', account.id));
		expect(await vault.accounts()).toEqual([account]);
		expect(await vault.notices(true)).toEqual([{ what: 'restored', from: 'mirror', count: 1 }]);
	});

	test('a save whose mirror half fails is refused and undone; the retry works', async () => {
		const ports = testPorts();
		const { vault, account } = await keepOne(ports);
		ports.mirror.before = () => {
			throw new Error('QUOTA_BYTES quota exceeded');
		};
		const opId = randomId();
		const next = anAccount();
		expect(await refusal(vault.change(opId, [{ do: 'put', account: next }]))).toBe('storage-full');
		expect(await vault.accounts()).toEqual([account]);
		ports.mirror.before = () => {};
		expect(await vault.change(opId, [{ do: 'put', account: next }])).toEqual([{ ...next, rev: 1 }]);
		expect(await vault.accounts()).toHaveLength(2);
	});
});
