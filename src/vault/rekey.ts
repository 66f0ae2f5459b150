/** The only place that makes a new generation: a new vault key, everything sealed anew and proven, then the old one gone. */
import { Refusal } from '../core/refusal.ts';
import { random } from './bytes.ts';
import { contentsOf } from './contents.ts';
import { Database, dropGeneration, storageRefusal } from './database.ts';
import { eraseDeviceKeys, keepDeviceKey, keepMarker } from './device.ts';
import { type Aside, isMarker, isSealed, type KeptSlot, type Marker, revsOf, SETTINGS_ID } from './kept.ts';
import { mirrorAnew, mirrorBack } from './mirror.ts';
import { forward } from './schema.ts';
import { type Keys, keysOf, sealRecord, signHead } from './seal.ts';
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
 * Gives the new way in. Only inside `exclusive`. Refuses storage-full, storage-failed with everything as before.
 */
export async function rekey(
	work: Work,
	keep: (slot: KeptSlot) => boolean,
	add: ((keys: Keys) => Promise<KeptSlot>) | null,
): Promise<KeptSlot | null> {
	const { keys, database } = work.needToWrite();
	// Both stores first: what only one of them still has must not stay behind.
	const { head: old } = await work.settle();
	const before = await work.read(true);
	const snapshot = await database.load();
	const { ports } = work;
	const next = await keysOf(random(32), keys.vault, keys.generation + 1);
	const slots = await Promise.all(before.slots.filter(keep).map((slot) => rewrap(next, slot)));
	const added = add ? await add(next) : null;
	if (added) slots.push(added);

	const records = new Map<string, unknown>();
	for (const id of before.damaged) records.set(id, snapshot.records.get(id));
	const values = before.accounts.map((account) => forward(ports.schema, old.schema, 'account', account));
	const sealed = before.accounts.map((account, i) => sealRecord(next, account.id, account.rev, values[i] as object));
	const settings = snapshot.records.get(SETTINGS_ID);
	const chosen = before.settings && forward(ports.schema, old.schema, 'settings', before.settings);
	if (chosen && isSealed(settings, SETTINGS_ID)) sealed.push(sealRecord(next, SETTINGS_ID, settings.rev, chosen));
	for (const record of await Promise.all(sealed)) records.set(record.id, record);

	const marker: Marker = isMarker(snapshot.marker) ? snapshot.marker : { vault: keys.vault, createdAt: ports.now() };
	const about = { schema: ports.schema.version, vaultRev: old.vaultRev + 1, changedAt: ports.now() };
	const head = await signHead(next, revsOf(records), about);
	const aside = snapshot.aside ? { aside: snapshot.aside as Aside[] } : {};
	const write = { head, records, slots, journal: before.journal, marker, ...aside };

	const fresh = new Database(ports.name, next.generation);
	let mirrorTouched = false;
	try {
		await dropGeneration(ports.name, next.generation);
		await fresh.write({ ...write, after: null });
		const after = await contentsOf(next, await fresh.load());
		const same = JSON.stringify(after.accounts) === JSON.stringify(values);
		if (!same || after.slots.length !== slots.length) throw new Refusal('storage-failed');
		mirrorTouched = true;
		await mirrorAnew(ports.mirror, next.generation, write);
	} catch (error) {
		fresh.close();
		await dropGeneration(ports.name, next.generation);
		if (mirrorTouched) {
			const whole = { ...before, head: old, records: snapshot.records, marker, ...aside };
			await mirrorBack(ports.mirror, keys.generation, whole, next.generation).catch(() => undefined);
		}
		throw storageRefusal(error);
	}
	fresh.close();
	await work.enter(next, false);
	// The old database goes last: while it is there, the next start looks at everything and ends what was left undone.
	const device = slots.filter((slot) => slot.kind === 'device');
	await eraseDeviceKeys(
		ports.keeps,
		device.map((slot) => slot.id),
	);
	await dropGeneration(ports.name, keys.generation);
	await keepMarker(ports.keeps, marker);
	return added;
}
