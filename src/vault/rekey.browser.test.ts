/** Proves what a re-key takes along, and that one the storage refuses leaves everything as it was. */
import { afterEach, describe, expect, test, vi } from 'vitest';
import { randomId } from './bytes.ts';
import { generationsIn } from './database.ts';
import { dropKeeps, dumpDatabase, generationOf, onDatabase } from './fixtures/harm.ts';
import { anAccount, refusal, restarted, testPorts } from './fixtures/ports.ts';
import type { Head } from './kept.ts';
import { openVault } from './open.ts';
import type { Proof } from './vault.ts';

afterEach(() => {
	vi.restoreAllMocks();
});

const right: Proof = { kind: 'password', password: 'correct horse battery' };

async function withOne() {
	const ports = testPorts();
	const vault = await openVault(ports);
	const kept = await vault.change(randomId(), [{ do: 'put', account: anAccount() }]);
	await vault.changeSettings(randomId(), { askFirst: ['shop.test'] });
	return { ports, vault, kept };
}

/** Everything put into a database passes through `change` first: what it gives is kept instead, undefined = not at all. */
function putInstead(change: (database: string, table: string, value: unknown) => unknown) {
	const put = IDBObjectStore.prototype.put;
	vi.spyOn(IDBObjectStore.prototype, 'put').mockImplementation(function (this: IDBObjectStore, value, key) {
		const kept = change(this.transaction.db.name, this.name, value);
		return kept === undefined ? this.get(key as string) : put.call(this, kept, key);
	});
}

test('what was set aside of a lost vault, what can’t be read, and the marker go along', async () => {
	const { ports } = await withOne();
	await dropKeeps(ports);
	const vault = await openVault(restarted(ports));
	await vault.startAnew();
	const [one, two] = await vault.change(randomId(), [
		{ do: 'put', account: anAccount() },
		{ do: 'put', account: anAccount() },
	]);
	const ruin = { id: two?.id, ruined: true };
	await onDatabase(ports, (db) => db.put('records', ruin, two?.id));
	await ports.mirror.set({ [`g2/r/${two?.id}`]: ruin });
	const { aside, marker } = await ports.mirror.get(['aside', 'marker']);
	await vault.addSlot({ kind: 'password', password: right.password });
	expect(await generationOf(ports)).toBe(3);
	expect(await ports.mirror.get(['aside'])).toEqual({ aside });
	expect((await ports.mirror.get(['marker'])).marker).toMatchObject({ vault: (marker as { vault: string }).vault });
	const inDatabase = (table: string, key: string) => onDatabase(ports, (db) => db.get(table, key));
	expect([await inDatabase('head', 'aside'), await inDatabase('records', two?.id as string)]).toEqual([aside, ruin]);
	const next = await openVault(restarted(ports));
	await next.unlock(right);
	expect([await next.accounts(), (await next.overview()).damaged]).toEqual([[one], [two?.id]]);
});

test('a mirror that takes nothing: the old ways and the old key stand, and the retry works', async () => {
	const { ports, vault, kept } = await withOne();
	const before = new Map(ports.mirror.texts);
	ports.mirror.before = (what) => {
		if (what === 'set') throw new Error('QUOTA_BYTES quota exceeded');
	};
	expect(await refusal(vault.addSlot({ kind: 'password', password: right.password }))).toBe('storage-full');
	ports.mirror.before = () => {};
	expect((await vault.slots()).map(({ kind }) => kind)).toEqual(['device']);
	expect(await generationsIn(ports.name)).toEqual([1]);
	for (const [key, text] of before)
		if (key !== 'marker') expect([key, ports.mirror.texts.get(key)]).toEqual([key, text]);
	expect(await vault.accounts()).toEqual(kept);
	expect(await (await openVault(restarted(ports))).accounts()).toEqual(kept);
	await vault.addSlot({ kind: 'password', password: right.password });
	const next = await openVault(restarted(ports));
	await next.unlock(right);
	expect(await next.accounts()).toEqual(kept);
});

test('a mirror that takes but gives nothing up: everything as before, also after the next start', async () => {
	const { ports, vault, kept } = await withOne();
	ports.mirror.before = (what) => {
		if (what === 'remove') throw new Error('IO error');
	};
	expect(await refusal(vault.addSlot({ kind: 'password', password: right.password }))).toBe('storage-failed');
	expect([(await vault.slots()).map(({ kind }) => kind), await vault.accounts()]).toEqual([['device'], kept]);
	const next = await openVault(restarted(ports));
	expect([next.state(), await next.accounts()]).toEqual(['open', kept]);
	expect(await next.notices(false)).toEqual([{ what: 'unwritable', store: 'mirror' }]);
	ports.mirror.before = () => {};
	const mended = await openVault(restarted(ports));
	expect([mended.state(), await mended.accounts(), await generationsIn(ports.name)]).toEqual(['open', kept, [1]]);
	expect([...ports.mirror.texts.keys()].filter((key) => key.startsWith('g2/'))).toEqual([]);
});

test('settings that can’t be read go along as they are, not as if there were none', async () => {
	const { ports, vault, kept } = await withOne();
	const { 'g1/r/settings': whole } = await ports.mirror.get(['g1/r/settings']);
	const ruin = { ...(whole as object), ct: 'AAAA' };
	await onDatabase(ports, (db) => db.put('records', ruin, 'settings'));
	await ports.mirror.set({ 'g1/r/settings': ruin });
	await vault.addSlot({ kind: 'password', password: right.password });
	expect(await onDatabase(ports, (db) => db.get('records', 'settings'))).toEqual(ruin);
	expect([await vault.accounts(), (await vault.overview()).damaged]).toEqual([kept, ['settings']]);
});

test('the day the vault began and the count of its changes go on', async () => {
	const { ports, vault } = await withOne();
	const { marker, 'g1/head': before } = await ports.mirror.get(['marker', 'g1/head']);
	await onDatabase(ports, (db) => db.delete('head', 'marker'));
	await vault.addSlot({ kind: 'password', password: right.password });
	const { marker: after, 'g2/head': head } = await ports.mirror.get(['marker', 'g2/head']);
	expect(after).toEqual(marker);
	expect(await onDatabase(ports, (db) => db.get('head', 'marker'))).toEqual(marker);
	expect((head as Head).vaultRev).toBe((before as Head).vaultRev + 1);
});

describe('a new database that gives back less than was written: refused, with everything as before', () => {
	const faults: Record<string, (table: string, value: { id: string }) => unknown> = {
		'an account is gone': (table, value) => (table === 'records' && value.id !== 'settings' ? undefined : value),
		'the settings are gone': (_table, value) => (value.id === 'settings' ? undefined : value),
		'a record is no longer whole': (table, value) => (table === 'records' ? { ...value, ct: 'AAAA' } : value),
		'a way in is gone': (table, value) => (table === 'slots' ? undefined : value),
	};
	for (const [name, fault] of Object.entries(faults)) {
		test(name, async () => {
			const { ports, vault, kept } = await withOne();
			const before = [await dumpDatabase(ports), new Map(ports.mirror.texts)];
			putInstead((database, table, value) => (database.endsWith('-2') ? fault(table, value as never) : value));
			expect(await refusal(vault.addSlot({ kind: 'password', password: right.password }))).toBe('storage-failed');
			vi.restoreAllMocks();
			expect([await dumpDatabase(ports), ports.mirror.texts]).toEqual(before);
			expect([await generationsIn(ports.name), await vault.accounts()]).toEqual([[1], kept]);
			expect((await vault.slots()).map(({ kind }) => kind)).toEqual(['device']);
		});
	}
});

test('an old database that can’t be mended leaves nothing behind that the mirror has', async () => {
	const { ports, vault, kept } = await withOne();
	await onDatabase(ports, (db) => db.clear('records'));
	putInstead((database, _table, value) => {
		if (database.endsWith('-1')) throw new DOMException('no room', 'QuotaExceededError');
		return value;
	});
	await vault.addSlot({ kind: 'password', password: right.password });
	vi.restoreAllMocks();
	ports.mirror.texts.clear();
	const next = await openVault(restarted(ports));
	await next.unlock(right);
	expect([await next.accounts(), (await next.settings()).askFirst]).toEqual([kept, ['shop.test']]);
});

test('a database that takes nothing at all: refused, not waited for', async () => {
	const { ports, vault, kept } = await withOne();
	await onDatabase(ports, (db) => db.clear('records'));
	putInstead(() => {
		throw new DOMException('no room', 'QuotaExceededError');
	});
	expect(await refusal(vault.addSlot({ kind: 'password', password: right.password }))).toBe('storage-full');
	expect([await vault.accounts(), await generationsIn(ports.name)]).toEqual([kept, [1]]);
});

test('no database stays open that isn’t worked with', async () => {
	const { vault, kept } = await withOne();
	const opened = vi.spyOn(IDBFactory.prototype, 'open');
	const closed = vi.spyOn(IDBDatabase.prototype, 'close');
	await vault.addSlot({ kind: 'password', password: right.password });
	expect(await vault.accounts()).toEqual(kept);
	expect(opened.mock.calls.length).toBe(closed.mock.calls.length);
});
