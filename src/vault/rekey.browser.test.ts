/** Proves what a re-key takes along, and that one the storage refuses leaves everything as it was. */
import { expect, test } from 'vitest';
import { randomId } from './bytes.ts';
import { generationsIn } from './database.ts';
import { dropKeeps, generationOf, onDatabase } from './fixtures/harm.ts';
import { anAccount, refusal, restarted, testPorts } from './fixtures/ports.ts';
import { openVault } from './open.ts';
import type { Proof } from './vault.ts';

const right: Proof = { kind: 'password', password: 'correct horse battery' };

async function withOne() {
	const ports = testPorts();
	const vault = await openVault(ports);
	const kept = await vault.change(randomId(), [{ do: 'put', account: anAccount() }]);
	return { ports, vault, kept };
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
