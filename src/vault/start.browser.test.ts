/** Proves what a start makes of what it finds: it reads no more than it must, trusts nothing unproven, and calls nothing a first start that isn't. */
import { openDB } from 'idb';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { randomId, utf8 } from './bytes.ts';
import { generationsIn } from './database.ts';
import { dropDatabases, dropKeeps, dumpDatabase, makeDatabase, onDatabase } from './fixtures/harm.ts';
import { anAccount, MemoryArea, refusal, restarted, type TestPorts, testPorts } from './fixtures/ports.ts';
import type { Head } from './kept.ts';
import { openVault } from './open.ts';
import type { Proof } from './vault.ts';

afterEach(() => {
	vi.restoreAllMocks();
});

const right: Proof = { kind: 'password', password: 'correct horse battery' };

async function kept() {
	const ports = testPorts();
	const vault = await openVault(ports);
	return { ports, vault, accounts: await vault.change(randomId(), [{ do: 'put', account: anAccount() }]) };
}

const idsOfSlots = (ports: TestPorts) => onDatabase(ports, (db) => db.getAllKeys('slots'));

const headEverywhere = async (ports: TestPorts, change: Partial<Head>) => {
	const { 'g1/head': head } = await ports.mirror.get(['g1/head']);
	const changed = { ...(head as Head), ...change };
	await ports.mirror.set({ 'g1/head': changed });
	await onDatabase(ports, (db) => db.put('head', changed, 'head'));
};

describe('a worker that wakes in the same browser', () => {
	/** Opens once more; whether all of the mirror was read for it. */
	async function looks(ports: TestPorts): Promise<boolean> {
		const asked = vi.spyOn(ports.mirror, 'get');
		const vault = await openVault(ports);
		const all = asked.mock.calls.some(([keys]) => keys === null);
		asked.mockRestore();
		expect(vault.state()).toBe('open');
		return all;
	}

	test('believes what was compared within the day, and no longer', async () => {
		const { ports } = await kept();
		const hour = 3600_000;
		expect(await looks(ports)).toBe(false);
		ports.clock.now += 23 * hour;
		expect(await looks(ports)).toBe(false);
		ports.clock.now += 2 * hour;
		expect([await looks(ports), await looks(ports)]).toEqual([true, false]);
		ports.clock.now -= 25 * hour;
		expect(await looks(ports)).toBe(true);
		await ports.session.remove(['compared']);
		expect(await looks(ports)).toBe(true);
	});

	const doubts: Record<string, (ports: TestPorts) => Promise<unknown>> = {
		'another generation beside it': (ports) => makeDatabase(ports, 7, {}),
		'no database': dropDatabases,
		'no head in the database': (ports) => onDatabase(ports, (db) => db.delete('head', 'head')),
		'no head in the mirror': (ports) => ports.mirror.remove(['g1/head']),
		'another head in the mirror': async (ports) =>
			ports.mirror.set({ 'g1/head': { ...((await ports.mirror.get(['g1/head']))['g1/head'] as Head), mac: 'AAAA' } }),
		'a head its keys didn’t sign': (ports) => headEverywhere(ports, { vaultRev: 99 }),
		'a mirror that doesn’t answer at once': async (ports) =>
			vi.spyOn(ports.mirror, 'get').mockRejectedValueOnce(new Error('busy')),
	};
	for (const [name, make] of Object.entries(doubts)) {
		test(`looks at everything for ${name}, and is sure again afterwards`, async () => {
			const { ports, accounts } = await kept();
			await make(ports);
			expect([await looks(ports), await looks(ports)]).toEqual([true, false]);
			expect(await generationsIn(ports.name)).toEqual([1]);
			expect(await (await openVault(ports)).accounts()).toEqual(accounts);
		});
	}

	test('stays open by a password, though it looks at everything', async () => {
		const { ports, vault, accounts } = await kept();
		await vault.addSlot({ kind: 'password', password: right.password });
		ports.clock.now += 25 * 3600_000;
		expect(await looks(ports)).toBe(true);
		expect(await (await openVault(ports)).accounts()).toEqual(accounts);
	});

	test('brings the schema forward when it is a newer Verifill', async () => {
		const { ports, accounts } = await kept();
		const step = { account: (value: object) => ({ ...value, issuer: 'New' }), settings: (value: object) => value };
		const vault = await openVault({ ...ports, schema: { version: 2, steps: { 1: step } } });
		expect(await vault.accounts()).toEqual(accounts.map((account) => ({ ...account, issuer: 'New' })));
	});
});

test('where nothing lacks, a start writes nothing, and leaves no database open but the one it works with', async () => {
	const { ports, accounts } = await kept();
	const writes: string[] = [];
	ports.mirror.before = (what) => writes.push(what);
	const transaction = vi.spyOn(IDBDatabase.prototype, 'transaction');
	const opened = vi.spyOn(IDBFactory.prototype, 'open');
	const closed = vi.spyOn(IDBDatabase.prototype, 'close');
	const vault = await openVault(restarted(ports));
	expect([await vault.accounts(), await vault.notices(true)]).toEqual([accounts, []]);
	expect([writes, transaction.mock.calls.filter(([, mode]) => mode === 'readwrite')]).toEqual([[], []]);
	expect(opened.mock.calls.length - closed.mock.calls.length).toBe(1);
	opened.mockClear();
	closed.mockClear();
	await openVault(ports);
	expect(opened.mock.calls.length).toBe(closed.mock.calls.length);
});

describe('no first start', () => {
	/** Every place a marker lies in, and how to leave only that one. */
	const places = ['mirror', 'database', 'one keep', 'other keep'] as const;
	async function onlyIn(place: (typeof places)[number], nonsense: boolean) {
		const { ports } = await kept();
		const { marker } = await ports.mirror.get(['marker']);
		const value = nonsense ? 7 : marker;
		const fresh = { ...restarted(ports), mirror: new MemoryArea() };
		await dropDatabases(ports);
		await dropKeeps(ports);
		if (place === 'mirror') await fresh.mirror.set({ marker: value });
		if (place === 'database') await makeDatabase(ports, 1, { head: { marker: value } });
		const keep = ports.keeps[place === 'one keep' ? 0 : 1];
		if (place.endsWith('keep')) await keep?.write('marker', utf8(JSON.stringify(value)));
		return fresh;
	}
	for (const place of places) {
		test(`where a marker is left only in the ${place}, or what was one`, async () => {
			for (const nonsense of [false, true])
				expect((await openVault(await onlyIn(place, nonsense))).state()).toBe('lost');
		});
	}

	test('where a database can’t be read; what begins over it is another one', async () => {
		const ports = testPorts();
		(await openDB(`${ports.name}-3`, 1)).close();
		const vault = await openVault(ports);
		expect(vault.state()).toBe('lost');
		expect([await vault.notices(false), await vault.slots()]).toEqual([[{ what: 'unreadable' }], []]);
		expect(await refusal(vault.prove(right))).toBe('vault-lost');
		await vault.startAnew();
		expect(await generationsIn(ports.name)).toEqual([4]);
	});

	test('where nothing at all can be read: refused', async () => {
		const ports = testPorts();
		const keeps = ports.keeps.map((keep) => ({ ...keep, read: () => Promise.reject(new Error('no')) }));
		expect(await refusal(openVault({ ...ports, keeps }))).toBe('storage-failed');
		expect(await generationsIn(ports.name)).toEqual([]);
	});
});

describe('what can’t be read', () => {
	test('a database is made anew from the mirror, and one of another generation goes', async () => {
		const { ports, accounts } = await kept();
		await dropDatabases(ports);
		for (const generation of [1, 7]) (await openDB(`${ports.name}-${generation}`, 1)).close();
		const vault = await openVault(restarted(ports));
		for (const forget of [false, true])
			expect(await vault.notices(forget)).toEqual([{ what: 'restored', from: 'mirror', count: 1 }]);
		expect([await vault.accounts(), await generationsIn(ports.name)]).toEqual([accounts, [1]]);
		ports.mirror.texts.clear();
		expect(await (await openVault(restarted(ports))).accounts()).toEqual(accounts);
	});

	test('markers are written again from what stands, and one in the database is not believed for its place', async () => {
		const { ports, accounts } = await kept();
		const { marker } = await ports.mirror.get(['marker']);
		await onDatabase(ports, (db) => db.put('head', 7, 'marker'));
		expect(await (await openVault(restarted(ports))).accounts()).toEqual(accounts);
		for (const keep of ports.keeps) {
			const bytes = await keep.read('marker');
			expect(JSON.parse(new TextDecoder().decode(bytes ?? undefined))).toEqual(marker);
			await keep.erase('marker');
		}
		await ports.mirror.remove(['marker']);
		expect(await (await openVault(restarted(ports))).accounts()).toEqual(accounts);
		for (const keep of ports.keeps) expect(await keep.names()).toContain('marker');
	});

	test('a device key that opens nothing is put right by the one that does', async () => {
		for (const spoilt of [0, 1]) {
			const { ports, accounts } = await kept();
			const keep = ports.keeps[spoilt];
			const name = (await keep?.names())?.find((n) => n.startsWith('device-')) as string;
			const good = await keep?.read(name);
			await keep?.write(name, new Uint8Array(32).fill(9));
			expect(await (await openVault(restarted(ports))).accounts()).toEqual(accounts);
			for (const each of ports.keeps) expect(await each.read(name)).toEqual(good);
		}
	});

	test('with the ways in gone from both stores too, there is no device key to be missed', async () => {
		const { ports } = await kept();
		const ids = await idsOfSlots(ports);
		await onDatabase(ports, (db) => db.clear('slots'));
		for (const id of ids) await ports.mirror.remove([`g1/s/${id}`]);
		const vault = await openVault(restarted(ports));
		expect([vault.state(), await vault.notices(false)]).toEqual(['lost', []]);
	});
});

describe('a newer schema', () => {
	test('is believed of a head its keys signed, not of another', async () => {
		const { ports, accounts } = await kept();
		await headEverywhere(ports, { schema: 9 });
		const vault = await openVault(restarted(ports));
		expect([vault.state(), await vault.accounts()]).toEqual(['open', accounts]);
	});

	test('whose ways in are unknown here waits untouched; one whose device key is gone is lost', async () => {
		const { ports } = await kept();
		await headEverywhere(ports, { schema: 9 });
		await dropKeeps(ports);
		expect((await openVault(restarted(ports))).state()).toBe('lost');
		for (const id of await idsOfSlots(ports)) {
			await onDatabase(ports, (db) => db.put('slots', { id, way: 'iris' }, id));
			await ports.mirror.set({ [`g1/s/${id}`]: { id, way: 'iris' } });
		}
		const before = await dumpDatabase(ports);
		const vault = await openVault(restarted(ports));
		expect([vault.state(), await vault.slots()]).toEqual(['newer', []]);
		expect(await refusal(vault.change(randomId(), []))).toBe('vault-newer');
		expect(await dumpDatabase(ports)).toEqual(before);
	});
});
