/** The only place that makes a new generation: a new vault key, everything sealed anew and proven, then the old one gone. */
import { Refusal } from '../core/refusal.ts';
import { random } from './bytes.ts';
import { contentsOf, readable } from './contents.ts';
import { Database, dropGeneration, storageRefusal } from './database.ts';
import { keepDeviceKey } from './device.ts';
import { type KeptSlot, revsOf, SETTINGS_ID } from './kept.ts';
import { mirrorAnew, mirrorBack } from './mirror.ts';
import { tell } from './notices.ts';
import { forward } from './schema.ts';
import { type Keys, keysOf, sealRecord, signHead } from './seal.ts';
import { tidy } from './settle.ts';
import { hkdf, makeSlot, rewrap } from './slot.ts';
import type { Work } from './work.ts';

/** A device slot for these keys, its key already in the keeps. */
export async function deviceSlot(work: Work, keys: Keys): Promise<KeptSlot> {
	const key = random(32);
	const about = { kind: 'device', name: '', createdAt: work.ports.now(), passkey: null } as const;
	const slot = await makeSlot(keys, about, key, hkdf());
	await keepDeviceKey(work.ports.keeps, slot.id, key);
	return slot;
}

/**
 * Re-keys: `keep` says which ways in stay (they are given the new key without the person), `add` makes a new one for the new keys.
 * Until the new database is written and read back the old generation stands; from then on the new one does, and a start after a crash ends the work.
 * Gives the new way in. Only inside `exclusive`. Refuses storage-full, storage-failed with everything as before, and only until the new one stands.
 */
export async function rekey(
	work: Work,
	keep: (slot: KeptSlot) => boolean,
	add: ((keys: Keys) => Promise<KeptSlot>) | null,
): Promise<KeptSlot | null> {
	const { keys } = work.needToWrite();
	// Both stores first: what only one of them still has must not stay behind.
	const stands = await work.settle();
	const { ports } = work;
	const next = await keysOf(random(32), keys.vault, keys.generation + 1);
	const slots = await Promise.all(stands.slots.filter(keep).map((slot) => rewrap(next, slot)));
	const added = add ? await add(next) : null;
	if (added) slots.push(added);

	const { schema } = stands.head;
	const { accounts, settings, damaged } = await readable(keys, stands.records);
	const values = accounts.map((account) => forward(ports.schema, schema, 'account', account));
	const chosen = settings && forward(ports.schema, schema, 'settings', settings);
	const revs = revsOf(stands.records);
	const seal = (id: string, value: object) => sealRecord(next, id, revs.get(id) as number, value);
	const sealed = accounts.map(({ id }, i) => seal(id, values[i] as object));
	if (chosen) sealed.push(seal(SETTINGS_ID, chosen));
	const records = new Map(damaged.map((id) => [id, stands.records.get(id)]));
	for (const record of await Promise.all(sealed)) records.set(record.id, record);

	const about = { schema: ports.schema.version, vaultRev: stands.head.vaultRev + 1, changedAt: ports.now() };
	const write = { ...stands, head: await signHead(next, revsOf(records), about), records, slots };

	const fresh = new Database(ports.name, next.generation);
	try {
		await dropGeneration(ports.name, next.generation);
		await fresh.write({ ...write, after: null });
		const after = await contentsOf(next, await fresh.load());
		const whole = JSON.stringify([values, chosen, damaged.length, slots.length]);
		if (JSON.stringify([after.accounts, after.settings, after.damaged.length, after.slots.length]) !== whole)
			throw new Refusal('storage-failed');
		await mirrorAnew(ports.mirror, next.generation, write);
	} catch (error) {
		await dropGeneration(ports.name, next.generation);
		await mirrorBack(ports.mirror, keys.generation, stands, next.generation).catch(() => undefined);
		throw storageRefusal(error);
	} finally {
		fresh.close();
	}
	const byDevice = slots.some((slot) => slot.kind === 'device');
	// A lock that came meanwhile stands, unless the device opens it by itself.
	if (work.open?.keys === keys || byDevice) await work.enter(next, false);
	else await work.leave('locked', slots);
	const erased = await tidy(ports, write, next.generation);
	// Beside a device key of its own an old one opens nothing more.
	if (!erased && !byDevice) await tell(ports, [{ what: 'device-key-left' }]);
	return added;
}
