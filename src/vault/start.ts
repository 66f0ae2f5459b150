/** The only place that decides what a start makes of what it finds: open, locked, lost, newer, or a first vault. */
import { Refusal } from '../core/refusal.ts';
import { create } from './create.ts';
import { storageRefusal } from './database.ts';
import { isHead } from './kept.ts';
import { takeBack, tell } from './notices.ts';
import { rekey } from './rekey.ts';
import { headFits, type Keys } from './seal.ts';
import { answers, byDevice, type Generation, rememberedKeys, type Survey } from './survey.ts';
import { WHY_SHUT } from './vault.ts';
import type { Work } from './work.ts';

/** The newest generation decides: it opens by itself, or it waits locked. Only one nobody could ever open is passed over. */
export async function start(work: Work, seen: Survey): Promise<void> {
	const { ports } = work;
	const remembered = await rememberedKeys(ports);
	for (const generation of seen.generations) {
		const fits = remembered !== null && (await answers(remembered, generation));
		const otherWays = generation.slots.some((slot) => slot.kind !== 'device');
		const keys = fits
			? remembered
			: await byDevice(ports, generation).catch((error: unknown) => {
					if (otherWays) return null;
					throw storageRefusal(error);
				});
		if (keys) return go(work, keys, generation, seen);
		if (otherWays) {
			await work.leave('locked', generation.slots);
			const device = generation.slots.some((slot) => slot.kind === 'device');
			if (device) await tell(ports, [{ what: 'device-key-missing' }]);
			return;
		}
		// Written by a newer Verifill whose ways in are unknown here.
		if (generation.slots.length === 0 && (await isNewer(work, null, generation))) return work.leave('newer', []);
	}
	// Nothing is lost, and nothing is a first start, for one who couldn't look.
	if (!seen.told) throw new Refusal('storage-failed');
	if (!seen.traces) return create(work, seen);
	await work.leave('lost', []);
	await takeBack(ports, ...WHY_SHUT);
	if (seen.generations.some((g) => g.slots.length > 0)) await tell(ports, [{ what: 'device-key-missing' }]);
	if (seen.mirrorBroken || seen.broken.length > 0) await tell(ports, [{ what: 'unreadable' }]);
}

/** Works with a generation: read-only when it is newer, else both stores brought together and the schema forward. Only inside `exclusive`. */
export async function go(work: Work, keys: Keys, generation: Generation, seen: Survey): Promise<void> {
	const newer = await isNewer(work, keys, generation);
	await work.enter(keys, newer);
	if (newer) return;
	const { head } = await work.settle(seen);
	await takeBack(work.ports, ...WHY_SHUT);
	// An older schema goes forward, as a new generation.
	if (head.schema < work.ports.schema.version) await rekey(work, () => true, null);
}

/** Whether a head of a newer schema stands here, proven by the keys; without keys its word is taken. */
async function isNewer(work: Work, keys: Keys | null, { database, mirror }: Generation): Promise<boolean> {
	for (const store of [database, mirror]) {
		const head = store?.head;
		if (!isHead(head) || head.schema <= work.ports.schema.version) continue;
		if (keys === null || (await headFits(keys, head))) return true;
	}
	return false;
}
