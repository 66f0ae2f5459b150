/** The only place that brings both stores together, clears away what other generations left, and says what it found. */

import { Refusal } from '../core/refusal.ts';
import { type Database, dropGeneration, generationsIn, storageRefusal } from './database.ts';
import { deviceKeys, eraseDeviceKeys, keepDeviceKey, keepMarker } from './device.ts';
import type { Keep } from './keep.ts';
import { type Aside, isHead, type KeptSlot, type Marker, slotsIn } from './kept.ts';
import { mirrorAfterBreakdown, mirrorAnew, mirrorWrite } from './mirror.ts';
import { takeBack } from './notices.ts';
import type { Ports } from './ports.ts';
import { type Agreed, reconcile } from './reconcile.ts';
import type { Keys } from './seal.ts';
import { openSlot } from './slot.ts';
import type { Generation, Survey } from './survey.ts';
import type { Notice } from './vault.ts';

const JOURNAL_KEPT = 24 * 3600_000;
type Store = 'database' | 'mirror';

/** What stands, with all that lies beside the records. */
export interface Settled extends Agreed {
	marker: Marker;
	aside?: Aside[];
}

/**
 * Gives each store what it lacks of these keys' generation, and the keeps their marker and device key. Gives what stands and what the person
 * must be told. A store that can't take it doesn't keep the vault shut while the other one is whole; else refuses storage-full, storage-failed.
 */
export async function settle(ports: Ports, keys: Keys, database: Database, seen: Survey): Promise<Settled> {
	const here = seen.generations.find((g) => g.number === keys.generation);
	if (!here) throw new Refusal('storage-failed');
	const agreed = await reconcile(keys, here.database, here.mirror, ports.now());
	const marker: Marker = {
		vault: keys.vault,
		createdAt: seen.marker?.vault === keys.vault ? seen.marker.createdAt : ports.now(),
	};
	const since = ports.now() - JOURNAL_KEPT;
	const all = {
		...agreed,
		journal: agreed.journal.filter((entry) => entry.at >= since),
		marker,
		...(seen.aside ? { aside: seen.aside as Aside[] } : {}),
	};
	const forget = agreed.journal.filter((entry) => entry.at < since).map((entry) => entry.opId);
	const unwritable = await give(ports, database, all, forget, seen, here);
	if (await tidy(ports, all, keys.generation)) await takeBack(ports, 'device-key-left');
	return { ...all, notices: truly(agreed, here, seen.generations, unwritable) };
}

/** Gives each store what it lacks; gives those that couldn't take it. */
async function give(
	ports: Ports,
	database: Database,
	all: Settled,
	forget: string[],
	seen: Survey,
	here: Generation,
): Promise<Store[]> {
	const { generation } = database;
	const { database: one, mirror: other } = all.missing;
	const lacks = (m: typeof one) => m.head || m.records.size > 0 || m.slots.length > 0 || m.journal.length > 0;
	const failed: Store[] = [];
	try {
		if (seen.broken.includes(generation)) await dropGeneration(ports.name, generation);
		if (lacks(one) || forget.length > 0) {
			await database.write({ ...all, ...one, head: all.head, after: undefined, forget });
		}
	} catch (error) {
		if (here.mirror === null) throw storageRefusal(error);
		failed.push('database');
	}
	const mirrorAlsoOther = seen.generations.some((g) => g.number !== generation && g.mirror !== null);
	try {
		if (seen.mirrorBroken) await mirrorAfterBreakdown(ports.mirror, generation, all);
		else if (mirrorAlsoOther) await mirrorAnew(ports.mirror, generation, all);
		else if (lacks(other) || forget.length > 0) {
			await mirrorWrite(ports.mirror, generation, { ...all, ...other, head: all.head, forget });
		}
	} catch (error) {
		if (here.database === null) throw storageRefusal(error);
		failed.push('mirror');
	}
	return failed;
}

/**
 * Marker and device key in every keep; other generations, an empty one too, and the keys that opened them gone. Never fails: what can't be done now
 * is done by the next start. False = a device key that should be gone may be left.
 */
export async function tidy(
	{ keeps, name }: Ports,
	{ slots, marker, aside }: Pick<Settled, 'slots' | 'marker' | 'aside'>,
	generation: number,
): Promise<boolean> {
	const device = slots.filter((slot) => slot.kind === 'device');
	for (const slot of device) await spread(keeps, slot).catch(() => undefined);
	// What was set aside stays openable by what opened it, but never beside a protected vault.
	const spared = device.length > 0 ? [...device.map((slot) => slot.id), ...slotsIn(aside)] : [];
	const erased = await eraseDeviceKeys(keeps, spared);
	// Last: while another one is there, the next start looks at everything and ends what was left undone.
	for (const number of (await generationsIn(name)) ?? []) {
		if (number !== generation) await dropGeneration(name, number).catch(() => undefined);
	}
	await keepMarker(keeps, marker).catch(() => undefined);
	return erased;
}

/** The device key that opens this slot, in every keep. */
async function spread(keeps: Keep[], slot: KeptSlot): Promise<void> {
	for (const key of await deviceKeys(keeps, slot.id)) {
		const opens = await openSlot(slot, key).then(
			() => true,
			() => false,
		);
		if (opens) await keepDeviceKey(keeps, slot.id, key);
	}
}

/** The notices as they turned out: a re-key that was cut short lost nothing, and a store that takes nothing was not repaired. */
function truly(agreed: Agreed, here: Generation, all: Generation[], unwritable: Store[]): Notice[] {
	// The old database goes last: while it stands beside the new one, the re-key hadn't come to its end.
	const before = all.find((g) => g.number < here.number)?.database?.head;
	const notices = agreed.notices.filter((notice) => {
		if (notice.what !== 'restored' && notice.what !== 'repaired') return true;
		if (before !== undefined && here.mirror === null) return false;
		return notice.what === 'restored'
			? !unwritable.includes(notice.from === 'mirror' ? 'database' : 'mirror')
			: unwritable.length === 0;
	});
	if (isHead(before) && before.schema === agreed.head.schema) notices.push({ what: 'rekey-ended' });
	return [...notices, ...unwritable.map((store) => ({ what: 'unwritable' as const, store }))];
}
