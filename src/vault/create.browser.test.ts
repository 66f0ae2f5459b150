/** Proves how a vault begins: the very first one, and one beside the remains of a lost one, which are set aside whole and named. */
import { expect, test, vi } from 'vitest';
import { randomId } from './bytes.ts';
import { generationsIn } from './database.ts';
import { dropDatabases, dropKeeps, onDatabase } from './fixtures/harm.ts';
import { anAccount, refusal, restarted, type TestPorts, testPorts } from './fixtures/ports.ts';
import type { Aside, Head, Marker } from './kept.ts';
import { openVault } from './open.ts';

async function keepOne(ports: TestPorts) {
	const vault = await openVault(restarted(ports));
	await vault.change(randomId(), [{ do: 'put', account: anAccount() }]);
	return (await ports.mirror.get(['marker'])).marker as Marker;
}

async function loseAndStartAnew(ports: TestPorts) {
	await dropKeeps(ports);
	const vault = await openVault(restarted(ports));
	expect(vault.state()).toBe('lost');
	await vault.startAnew();
	return ports.mirror.get(['aside', 'marker']) as Promise<{ aside: Aside[]; marker: Marker }>;
}

const sizes = (aside: Aside[]) => aside.map(({ records, slots }) => [records.length, slots.length]);

test('the first one is empty, signed for what it is, said to be there in five places, and leaves no database open', async () => {
	const ports = testPorts();
	const opened = vi.spyOn(IDBFactory.prototype, 'open');
	const closed = vi.spyOn(IDBDatabase.prototype, 'close');
	await openVault(ports);
	expect(opened.mock.calls.length).toBe(closed.mock.calls.length);
	vi.restoreAllMocks();
	const { marker, aside, 'g1/head': head } = await ports.mirror.get(null);
	expect(aside).toBe(undefined);
	expect(head).toMatchObject({ schema: 1, generation: 1, vaultRev: 1, count: 0, vault: (marker as Marker).vault });
	expect((head as Head).changedAt).toBe((marker as Marker).createdAt);
	expect(await onDatabase(ports, (db) => db.get('head', 'marker'))).toEqual(marker);
	expect(await onDatabase(ports, (db) => db.get('head', 'head'))).toEqual(head);
	for (const keep of ports.keeps) expect(await keep.names()).toContain('marker');
});

test('one after another, what is left of each lost one is set aside under its name, in both stores', async () => {
	const ports = testPorts();
	const first = await keepOne(ports);
	const one = await loseAndStartAnew(ports);
	// A record in each store, and the way in of each.
	expect([one.aside.map(({ vault }) => vault), sizes(one.aside)]).toEqual([[first.vault], [[2, 2]]]);
	expect(one.marker.vault).not.toBe(first.vault);
	expect(await generationsIn(ports.name)).toEqual([2]);
	expect([...ports.mirror.texts.keys()].filter((key) => key.startsWith('g1/'))).toEqual([]);
	for (const keep of ports.keeps) expect(await keep.names()).toHaveLength(2);
	const second = await keepOne(ports);
	expect(second).toEqual(one.marker);
	const two = await loseAndStartAnew(ports);
	expect(two.aside.map(({ vault }) => vault)).toEqual([first.vault, second.vault]);
	expect(await onDatabase(ports, (db) => db.get('head', 'aside'))).toEqual(two.aside);
	expect((await openVault(restarted(ports))).state()).toBe('open');
});

test('where there is no room for it, none has begun, and the next start begins it', async () => {
	const ports = testPorts();
	ports.mirror.before = () => {
		throw new Error('QUOTA_BYTES quota exceeded');
	};
	expect(await refusal(openVault(ports))).toBe('storage-full');
	ports.mirror.before = () => {};
	const vault = await openVault(restarted(ports));
	expect([vault.state(), await vault.accounts(), await vault.notices(false)]).toEqual(['open', [], []]);
});

test('what is left without any way in is set aside under the name its marker gives, or none', async () => {
	for (const named of [true, false]) {
		const ports = testPorts();
		const { vault } = await keepOne(ports);
		await onDatabase(ports, async (db) => {
			await db.clear('slots');
			if (!named) await db.delete('head', 'marker');
		});
		for (const key of [...ports.mirror.texts.keys()])
			if (key.startsWith('g1/s/') || (!named && key === 'marker')) ports.mirror.texts.delete(key);
		expect((await loseAndStartAnew(ports)).aside.map((aside) => aside.vault)).toEqual([named ? vault : '']);
	}
});

test('what only one store has left is set aside too', async () => {
	const ports = testPorts();
	await keepOne(ports);
	await dropDatabases(ports);
	expect(sizes((await loseAndStartAnew(ports)).aside)).toEqual([[1, 1]]);
	await keepOne(ports);
	for (const key of [...ports.mirror.texts.keys()]) if (key.startsWith('g')) ports.mirror.texts.delete(key);
	expect(sizes((await loseAndStartAnew(ports)).aside)).toEqual([
		[1, 1],
		[1, 1],
	]);
});
