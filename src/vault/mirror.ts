/** The only place that knows how the vault lies in storage.local: one key per record, slot and journal entry, under its generation. */
import type { Write } from './database.ts';
import { isMarker, type Marker, type Snapshot } from './kept.ts';
import type { Area } from './ports.ts';

const KEY = /^g([1-9]\d*)\/(head|r\/|s\/|j\/)(.*)$/;
const headKey = (generation: number) => `g${generation}/head`;

export interface Mirrored {
	marker: Marker | null;
	generations: Map<number, Snapshot>;
	/** Keys of ours that say nothing. */
	strange: boolean;
	/** The area itself doesn't answer. */
	broken: boolean;
	aside: unknown;
}

export async function loadMirror(area: Area): Promise<Mirrored> {
	const generations = new Map<number, Snapshot>();
	const all = await area.get(null).catch(() => null);
	if (all === null) return { marker: null, generations, strange: true, broken: true, aside: undefined };
	for (const [key, value] of Object.entries(all)) {
		const [, generation = '', table, id = ''] = KEY.exec(key) ?? [];
		if (generation === '') continue;
		const at = Number(generation);
		const kept = generations.get(at) ?? {
			head: undefined,
			records: new Map<string, unknown>(),
			slots: new Map<string, unknown>(),
			journal: new Map<string, unknown>(),
		};
		generations.set(at, kept);
		if (table === 'head') kept.head = value;
		else (table === 'r/' ? kept.records : table === 's/' ? kept.slots : kept.journal).set(id, value);
	}
	const marker = isMarker(all.marker) ? all.marker : null;
	return { marker, generations, strange: 'marker' in all && marker === null, broken: false, aside: all.aside };
}

export async function mirroredHead(area: Area, generation: number): Promise<unknown> {
	const key = headKey(generation);
	return (await area.get([key]))[key];
}

function items(generation: number, write: Omit<Write, 'after'>): Record<string, unknown> {
	const all: Record<string, unknown> = { [headKey(generation)]: write.head };
	for (const [id, value] of write.records ?? []) all[`g${generation}/r/${id}`] = value;
	for (const slot of write.slots ?? []) all[`g${generation}/s/${slot.id}`] = slot;
	for (const entry of write.journal ?? []) all[`g${generation}/j/${entry.opId}`] = entry;
	if (write.marker) all.marker = write.marker;
	if (write.aside) all.aside = write.aside;
	return all;
}

/** The same action in the mirror, in one step. */
export async function mirrorWrite(area: Area, generation: number, write: Omit<Write, 'after'>): Promise<void> {
	await area.set(items(generation, write));
	if (write.forget?.length) await area.remove(write.forget.map((opId) => `g${generation}/j/${opId}`));
}

/**
 * This generation whole, then the keys of all others away; there is no moment without one of them. Never by clear(): Chromium deletes the files
 * under it, and a kill in between leaves a storage.local that answers nothing any more (found by torture; ADR 5).
 */
export async function mirrorAnew(area: Area, generation: number, write: Omit<Write, 'after'>): Promise<void> {
	const whole = items(generation, write);
	await area.set(whole);
	const old = Object.keys(await area.get(null)).filter((key) => KEY.test(key) && !(key in whole));
	if (old.length > 0) await area.remove(old);
}

/** Takes `fallen` back for the generation before it, also where nothing can be removed: without its head it is not whole, and decides nothing. */
export async function mirrorBack(
	area: Area,
	generation: number,
	write: Omit<Write, 'after'>,
	fallen: number,
): Promise<void> {
	await area.set({ [headKey(fallen)]: null });
	await mirrorAnew(area, generation, write);
}

/** The same where the area itself no longer works: only clearing brings it back. */
export async function mirrorAfterBreakdown(area: Area, generation: number, write: Omit<Write, 'after'>): Promise<void> {
	await area.clear();
	await area.set(items(generation, write));
}
