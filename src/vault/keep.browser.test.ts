/** Proves the browser's own places one by one, in a real Chromium: the two keeps, the databases, and the ports a build opens the vault with. */
import { deleteDB, openDB } from 'idb';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { Refusal } from '../core/refusal.ts';
import { randomId, utf8 } from './bytes.ts';
import { Database, dropGeneration, generationsIn, storageRefusal } from './database.ts';
import { anAccount, MemoryArea } from './fixtures/ports.ts';
import { cacheKeep, type Keep, privateFileKeep, same } from './keep.ts';
import type { Head, KeptSlot } from './kept.ts';
import { openVault } from './open.ts';
import { browserPorts } from './ports.ts';

afterEach(() => {
	vi.restoreAllMocks();
});

describe.each([
	['the private file system', privateFileKeep],
	['the Cache Storage', cacheKeep],
] as [string, (folder: string) => Keep][])('%s', (_, open) => {
	test('keeps small named values, until they are erased', async () => {
		const keep = open(randomId());
		expect([await keep.names(), await keep.read('a')]).toEqual([[], null]);
		await keep.write('a', utf8('first'));
		await keep.write('b', utf8('other'));
		await keep.write('a', utf8('one'));
		expect([...(await keep.names())].sort()).toEqual(['a', 'b']);
		expect(await keep.read('a')).toEqual(utf8('one'));
		await keep.erase('a');
		await keep.erase('never there');
		expect([await keep.names(), await keep.read('a'), await keep.read('b')]).toEqual([['b'], null, utf8('other')]);
		expect(await open(randomId()).names()).toEqual([]);
	});
});

test('a keep that can’t be reached throws, instead of being empty', async () => {
	vi.spyOn(navigator.storage, 'getDirectory').mockRejectedValue(new DOMException('no', 'SecurityError'));
	await expect(privateFileKeep('x').read('a')).rejects.toThrow('no');
	await expect(privateFileKeep('x').names()).rejects.toThrow('no');
});

test('what a keep gives back otherwise than it was written is no success', async () => {
	vi.spyOn(Cache.prototype, 'match').mockResolvedValue(new Response('another'));
	await expect(cacheKeep(randomId()).write('a', utf8('one'))).rejects.toThrow('could not be kept');
});

test('what is erased from the cache is overwritten first', async () => {
	const keep = cacheKeep(randomId());
	await keep.write('a', utf8('one'));
	const written: number[][] = [];
	vi.spyOn(Cache.prototype, 'put').mockImplementation(async (_, response) => {
		written.push([...new Uint8Array(await response.arrayBuffer())]);
	});
	await keep.erase('a');
	expect([written, await keep.names()]).toEqual([[[0, 0, 0]], []]);
});

test('bytes are the same when all are, and nothing only as nothing', () => {
	expect([same(utf8('ab'), utf8('ab')), same(null, null)]).toEqual([true, true]);
	expect([same(utf8('ab'), utf8('ac')), same(utf8('ab'), utf8('abc')), same(utf8('abc'), utf8('ab'))]).toEqual([
		false,
		false,
		false,
	]);
	expect([same(null, utf8('')), same(utf8(''), null)]).toEqual([false, false]);
});

describe('databases', () => {
	const head = (mac: string) => ({ mac }) as Head;
	const slot = { id: 's' } as KeptSlot;

	test('are found by their prefix and a number, newest first', async () => {
		const prefix = randomId();
		for (const name of ['2', '10', '0', '1x', 'x1', '', 'x']) (await openDB(`${prefix}-${name}`, 1)).close();
		(await openDB(`other${prefix}-3`, 1)).close();
		expect(await generationsIn(prefix)).toEqual([10, 2]);
		await dropGeneration(prefix, 10);
		expect(await generationsIn(prefix)).toEqual([2]);
	});

	test('are asked for twice before IndexedDB counts as silent', async () => {
		const asked = vi.spyOn(indexedDB, 'databases').mockRejectedValueOnce(new Error('just wiped'));
		expect(await generationsIn(randomId())).toEqual([]);
		asked.mockRejectedValue(new Error('broken'));
		expect(await generationsIn(randomId())).toBe(null);
	});

	test('write all of an action or nothing, only after the state it was computed from, and take it back', async () => {
		const prefix = randomId();
		const database = new Database(prefix, 1);
		const marker = { vault: prefix, createdAt: 1 };
		await database.write({ head: head('one'), after: null, records: new Map([['r', 1]]), slots: [slot], marker });
		const first = await database.load();
		expect(first).toEqual({
			records: new Map([['r', 1]]),
			slots: new Map([['s', slot]]),
			journal: new Map(),
			head: head('one'),
			marker,
			aside: undefined,
		});
		for (const after of [null, 'other'])
			await expect(database.write({ head: head('x'), after, records: new Map([['x', 1]]) })).rejects.toMatchObject({
				reason: 'stale',
			});
		expect(await database.load()).toEqual(first);
		const journal = [{ opId: 'j', at: 1, ids: [] }];
		const undo = await database.write({
			head: head('two'),
			after: 'one',
			records: new Map([
				['r', 2],
				['new', 3],
			]),
			journal,
			aside: [],
		});
		expect(await database.load()).toMatchObject({
			head: head('two'),
			aside: [],
			journal: new Map([['j', journal[0]]]),
		});
		expect([await database.record('new'), await database.journalEntry('j'), await database.slots()]).toEqual([
			3,
			journal[0],
			new Map([['s', slot]]),
		]);
		await undo();
		expect(await database.load()).toEqual(first);
		await database.write({ head: head('three'), after: undefined, journal });
		await database.write({ head: head('three'), after: 'three', forget: ['j'] });
		expect(await database.journalEntry('j')).toBe(undefined);
		database.close();
		expect(await database.head()).toEqual(head('three'));
		database.close();
		await dropGeneration(prefix, 1);
	});

	test('can be dropped after many asked at once, and closed while it is being opened', async () => {
		const prefix = randomId();
		const database = new Database(prefix, 1);
		expect(await Promise.all([database.head(), database.slots(), database.record('r')])).toEqual([
			undefined,
			new Map(),
			undefined,
		]);
		await dropGeneration(prefix, 1);
		const late = database.head();
		database.close();
		await late.catch(() => undefined);
		await dropGeneration(prefix, 1);
		expect(await generationsIn(prefix)).toEqual([]);
	});

	test('one that can’t be opened is tried again at the next question', async () => {
		const prefix = randomId();
		(await openDB(`${prefix}-1`, 2)).close();
		const database = new Database(prefix, 1);
		await expect(database.head()).rejects.toMatchObject({ name: 'VersionError' });
		await dropGeneration(prefix, 1);
		expect(await database.head()).toBe(undefined);
		database.close();
		await dropGeneration(prefix, 1);
	});

	test('an action the browser gives up at its very end is refused, with nothing of it written', async () => {
		const prefix = randomId();
		const database = new Database(prefix, 1);
		const put = IDBObjectStore.prototype.put;
		vi.spyOn(IDBObjectStore.prototype, 'put').mockImplementation(function (this: IDBObjectStore, ...args) {
			const request = put.apply(this, args);
			request.addEventListener('success', () => this.transaction.abort());
			return request;
		});
		await expect(database.write({ head: head('one'), after: null })).rejects.toMatchObject({
			reason: 'storage-failed',
		});
		vi.restoreAllMocks();
		expect(await database.head()).toBe(undefined);
		database.close();
		await dropGeneration(prefix, 1);
	});

	test('a value that can’t be kept is refused, with nothing of its action written', async () => {
		const prefix = randomId();
		const database = new Database(prefix, 1);
		const records = new Map<string, unknown>([
			['a', 1],
			['b', () => {}],
		]);
		await expect(database.write({ head: head('one'), after: null, records })).rejects.toMatchObject({
			reason: 'storage-failed',
		});
		expect(await database.load()).toMatchObject({ head: undefined, records: new Map() });
		database.close();
		await dropGeneration(prefix, 1);
	});

	test('ask the browser to have it on disk', async () => {
		const prefix = randomId();
		const database = new Database(prefix, 1);
		const transaction = vi.spyOn(IDBDatabase.prototype, 'transaction');
		const undo = await database.write({ head: head('one'), after: null });
		await undo();
		const writes = transaction.mock.calls.filter(([, mode]) => mode === 'readwrite');
		expect(writes.map(([, , options]) => options)).toEqual([{ durability: 'strict' }, { durability: 'strict' }]);
		database.close();
		await dropGeneration(prefix, 1);
	});

	test('a failure is called what it is: no room, or another', () => {
		for (const full of [
			new DOMException('', 'QuotaExceededError'),
			new Error('QUOTA_BYTES quota exceeded'),
			new Error('no space left'),
		])
			expect(storageRefusal(full).reason).toBe('storage-full');
		expect(storageRefusal(new Error('I/O')).reason).toBe('storage-failed');
		const own = new Refusal('stale');
		expect(storageRefusal(own)).toBe(own);
	});
});

describe('as a build opens it', () => {
	test('content scripts are kept out of the mirror, and the vault lies in the browser’s own places', async () => {
		const [local, session] = [new MemoryArea(), new MemoryArea()];
		const setAccessLevel = vi.fn(async () => {});
		Object.assign(globalThis, { browser: { storage: { local: Object.assign(local, { setAccessLevel }), session } } });
		const vault = await openVault();
		const kept = await vault.change(randomId(), [{ do: 'put', account: anAccount() }]);
		expect(setAccessLevel).toHaveBeenCalledWith({ accessLevel: 'TRUSTED_CONTEXTS' });
		expect(await generationsIn('vault')).toEqual([1]);
		expect([...session.texts.keys()]).toContain('open');
		expect([...local.texts.keys()]).toContain('g1/head');
		// Firefox has no such switch; there the vault opens all the same.
		Object.assign(globalThis, {
			browser: { storage: { local: Object.assign(local, { setAccessLevel: undefined }), session: new MemoryArea() } },
		});
		expect(await (await openVault()).accounts()).toEqual(kept);
		const ports = await browserPorts();
		expect(Math.abs(ports.now() - Date.now())).toBeLessThan(60_000);
		const order: string[] = [];
		await Promise.all(
			['first', 'second'].map((name) =>
				ports.alone(async () => {
					order.push(`${name} in`);
					await ports.mirror.get(null);
					order.push(`${name} out`);
				}),
			),
		);
		expect(order).toEqual(['first in', 'first out', 'second in', 'second out']);
		await ports.mirror.remove(['marker']);
		expect([...local.texts.keys()]).not.toContain('marker');
		await ports.mirror.clear();
		expect(local.texts.size).toBe(0);
		// Under another name an update would not find them.
		for (const keep of [privateFileKeep('verifill'), cacheKeep('verifill')]) {
			expect([...(await keep.names())].sort()).toEqual([expect.stringMatching(/^device-[0-9a-f]{32}$/), 'marker']);
			for (const name of await keep.names()) await keep.erase(name);
		}
		await deleteDB('vault-1');
	});
});
