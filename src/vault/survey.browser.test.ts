/** Proves what a look at the places finds of a vault: the least that is left of it, the newest first, and a first start for what it is. */
import { afterEach, describe, expect, test, vi } from 'vitest';
import { randomId } from './bytes.ts';
import { type Dump, dumpDatabase, makeDatabase, onDatabase } from './fixtures/harm.ts';
import { anAccount, MemoryArea, refusal, restarted, testPorts } from './fixtures/ports.ts';
import { openVault } from './open.ts';
import { survey } from './survey.ts';

afterEach(() => {
	vi.restoreAllMocks();
});

async function kept() {
	const ports = testPorts();
	const vault = await openVault(ports);
	return { ports, vault, accounts: await vault.change(randomId(), [{ do: 'put', account: anAccount() }]) };
}

/** Places that hold nothing but this database. */
async function nothingBut(generation: number, dump: Dump) {
	const ports = testPorts();
	await makeDatabase(ports, generation, dump);
	return ports;
}

test('a head, a record or a way in alone is a generation; a journal alone is none', async () => {
	const { ports } = await kept();
	const { head = {}, records = {}, slots = {}, journal = {} } = await dumpDatabase(ports);
	for (const [what, count] of [
		[{ head: { head: head.head } }, 1],
		[{ records }, 1],
		[{ slots }, 1],
		[{ journal }, 0],
		[{}, 0],
	] as const) {
		const { generations, traces } = await survey(await nothingBut(3, what));
		expect([generations.length, traces]).toEqual([count, count > 0]);
	}
});

test('the marker of a database counts where no other is left', async () => {
	const marker = { vault: 'a'.repeat(32), createdAt: 7 };
	expect((await survey(await nothingBut(3, { head: { marker } }))).marker).toEqual(marker);
});

test('a newer generation in the mirror comes before an older one in the database, and the other way round', async () => {
	const { ports, vault } = await kept();
	const [database, mirror] = [await dumpDatabase(ports), new Map(ports.mirror.texts)];
	await vault.unprotect();
	const [laterDatabase, laterMirror] = [await dumpDatabase(ports), ports.mirror.texts];
	const numbers = async (generation: number, dump: Dump, texts: Map<string, string>) => {
		const mixed = await nothingBut(generation, dump);
		mixed.mirror.texts = texts;
		return (await survey(mixed)).generations.map(({ number }) => number);
	};
	expect(await numbers(1, database, laterMirror)).toEqual([2, 1]);
	expect(await numbers(2, laterDatabase, mirror)).toEqual([2, 1]);
});

test('what was set aside of a lost vault is given back to a mirror that was lost', async () => {
	const { ports } = await kept();
	const aside = [{ vault: 'b'.repeat(32), at: 1, records: [{ id: 'x' }], slots: [] }];
	await onDatabase(ports, (db) => db.put('head', aside, 'aside'));
	const fresh = { ...restarted(ports), mirror: new MemoryArea() };
	await openVault(fresh);
	expect((await fresh.mirror.get(['aside'])).aside).toEqual(aside);
});

describe('a first start', () => {
	test('cut short before anything was written is simply done again', async () => {
		const vault = await openVault(await nothingBut(1, {}));
		expect([vault.state(), await vault.notices(false)]).toEqual(['open', []]);
	});

	test('is nothing to begin while IndexedDB doesn’t answer', async () => {
		const ports = testPorts();
		vi.spyOn(IDBFactory.prototype, 'databases').mockRejectedValue(new DOMException('not now', 'UnknownError'));
		expect(await refusal(openVault(ports))).toBe('storage-failed');
		vi.restoreAllMocks();
		expect((await openVault(restarted(ports))).state()).toBe('open');
	});
});
