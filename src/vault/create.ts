/** The only place that begins a vault: the very first one, and one beside the remains of a lost one. */
import { random, randomId } from './bytes.ts';
import { Database, dropGeneration, storageRefusal } from './database.ts';
import type { Aside } from './kept.ts';
import { mirrorAfterBreakdown, mirrorAnew } from './mirror.ts';
import { deviceSlot } from './rekey.ts';
import { keysOf, signHead } from './seal.ts';
import { tidy } from './settle.ts';
import { noteCompared, type Survey } from './survey.ts';
import type { Work } from './work.ts';

/** An empty vault this device opens. Markers are written last: a start cut short is simply done again. Only inside `exclusive`. */
export async function create(work: Work, seen: Survey): Promise<void> {
	const { ports } = work;
	const now = ports.now();
	const generation = Math.max(0, ...seen.generations.map((g) => g.number), ...seen.broken) + 1;
	const marker = { vault: randomId(), createdAt: now };
	const keys = await keysOf(random(32), marker.vault, generation);
	const slots = [await deviceSlot(work, keys)];
	const head = await signHead(keys, new Map(), { schema: ports.schema.version, vaultRev: 1, changedAt: now });
	const aside = [...(Array.isArray(seen.aside) ? (seen.aside as Aside[]) : []), ...remainsOf(seen, now)];
	const write = { head, slots, marker, ...(aside.length ? { aside } : {}) };
	const database = new Database(ports.name, generation);
	try {
		await database.write({ ...write, after: null });
		await (seen.mirrorBroken ? mirrorAfterBreakdown : mirrorAnew)(ports.mirror, generation, write);
	} catch (error) {
		// Or the next start would take it for the newest.
		await dropGeneration(ports.name, generation).catch(() => undefined);
		throw storageRefusal(error);
	} finally {
		database.close();
	}
	await work.enter(keys, false);
	await noteCompared(ports);
	await tidy(ports, write, generation);
}

function remainsOf(seen: Survey, at: number): Aside[] {
	return seen.generations.map((g) => {
		const stores = [g.database, g.mirror].filter((store) => store !== null);
		const slot = g.slots[0];
		return {
			vault: slot?.vault ?? seen.marker?.vault ?? '',
			at,
			records: stores.flatMap((store) => [...store.records.values()]),
			slots: stores.flatMap((store) => [...store.slots.values()]),
		};
	});
}
