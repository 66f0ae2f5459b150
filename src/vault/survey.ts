/** The only place that looks at everything a start finds, and tells which generation stands and whether it opens by itself. */
import { base64url, fromBase64url } from './bytes.ts';
import { Database, generationsIn } from './database.ts';
import { deviceKeys, keptMarkers } from './device.ts';
import {
	alike,
	isHead,
	isMarker,
	isSealed,
	isSlot,
	type KeptSlot,
	type Marker,
	type Snapshot,
	seemsWhole,
} from './kept.ts';
import { loadMirror, mirroredHead } from './mirror.ts';
import type { Ports } from './ports.ts';
import { headFits, type Keys, keysOf, openRecord } from './seal.ts';
import { openSlot, slotFits } from './slot.ts';

/** One generation as the two stores have it; null = not there. */
export interface Generation {
	number: number;
	database: Snapshot | null;
	mirror: Snapshot | null;
	/** The ways in of both, unproven; what is the same in both, once. */
	slots: KeptSlot[];
}

export interface Survey {
	/** Newest first, those that seem whole before those that don't. Empty ones are left out. */
	generations: Generation[];
	marker: Marker | null;
	/** Something of a vault is or was here. */
	traces: boolean;
	/** Enough places answered to say what isn't there. */
	told: boolean;
	/** Databases that exist but can't be read. */
	broken: number[];
	mirrorBroken: boolean;
	aside: unknown;
}

const filled = (s: Snapshot | null | undefined): s is Snapshot =>
	!!s && (s.head !== undefined || s.records.size > 0 || s.slots.size > 0);

/** Everything that is there, with no key. */
export async function survey(ports: Ports): Promise<Survey> {
	const mirrored = await loadMirror(ports.mirror);
	const kept = await keptMarkers(ports.keeps);
	const markers = mirrored.marker ? [mirrored.marker, ...kept.markers] : kept.markers;
	const databases = new Map<number, Snapshot>();
	const broken: number[] = [];
	let aside = mirrored.aside;
	let traces = markers.length > 0 || mirrored.strange || kept.strange;
	const listed = await generationsIn(ports.name);
	for (const number of listed ?? mirrored.generations.keys()) {
		const database = new Database(ports.name, number);
		try {
			const loaded = await database.load();
			databases.set(number, loaded);
			if (isMarker(loaded.marker)) markers.unshift(loaded.marker);
			traces ||= loaded.marker !== undefined;
			aside ??= loaded.aside;
		} catch {
			broken.push(number);
		} finally {
			database.close();
		}
	}
	const numbers = [...new Set([...databases.keys(), ...mirrored.generations.keys()])].sort((a, b) => b - a);
	const whole: Generation[] = [];
	const partly: Generation[] = [];
	for (const number of numbers) {
		const database = databases.get(number) ?? null;
		const mirror = mirrored.generations.get(number) ?? null;
		const stores = [database, mirror].filter(filled);
		if (stores.length === 0) continue;
		const slots: KeptSlot[] = [];
		for (const [id, raw] of stores.flatMap((s) => [...s.slots]))
			if (isSlot(raw, id) && !slots.some((one) => alike(one, raw))) slots.push(raw);
		const complete = (await Promise.all(stores.map(seemsWhole))).includes(true);
		(complete ? whole : partly).push({ number, database, mirror, slots });
	}
	const generations = [...whole, ...partly];
	const marker = markers[0] ?? null;
	return {
		generations,
		marker,
		traces: traces || generations.length > 0 || broken.length > 0,
		told: kept.told && (listed !== null || generations.length > 0),
		broken,
		mirrorBroken: mirrored.broken,
		aside,
	};
}

/** What storage.session holds while a vault stands open. */
interface Remembered {
	vault: string;
	generation: number;
	key: string;
}

export async function remember(ports: Ports, keys: Keys): Promise<void> {
	const key = base64url(keys.raw);
	await ports.session.set({ open: { vault: keys.vault, generation: keys.generation, key } satisfies Remembered });
}

export async function rememberedKeys(ports: Ports): Promise<Keys | null> {
	const { open } = (await ports.session.get(['open'])) as { open?: Remembered };
	return open ? keysOf(fromBase64url(open.key), open.vault, open.generation) : null;
}

/** A browser may run for weeks: both stores are compared whole once a day, ms. */
const COMPARED_FOR = 24 * 3600_000;

/** Both stores are whole and alike now. */
export async function noteCompared(ports: Ports): Promise<void> {
	await ports.session.set({ compared: ports.now() });
}

/** The keys of a vault that stands open and was compared in this browser session and day, when both stores' heads still agree; null = look at everything. */
export async function quickly(ports: Ports): Promise<Keys | null> {
	const keys = await rememberedKeys(ports);
	const { compared } = await ports.session.get(['compared']);
	if (keys === null || typeof compared !== 'number' || Math.abs(ports.now() - compared) > COMPARED_FOR) return null;
	if (!alike(await generationsIn(ports.name), [keys.generation])) return null;
	const database = new Database(ports.name, keys.generation);
	try {
		const [one, other] = await Promise.all([database.head(), mirroredHead(ports.mirror, keys.generation)]);
		if (!isHead(one) || !alike(one, other) || one.schema !== ports.schema.version) return null;
		return (await headFits(keys, one)) ? keys : null;
	} catch {
		return null;
	} finally {
		database.close();
	}
}

/** Whether these keys belong to that generation: one head, slot or record answers to them. */
export async function answers(keys: Keys, generation: Generation): Promise<boolean> {
	if (keys.generation !== generation.number) return false;
	for (const slot of generation.slots) if (await slotFits(keys, slot)) return true;
	for (const store of [generation.database, generation.mirror]) {
		if (isHead(store?.head) && (await headFits(keys, store.head))) return true;
		for (const [id, raw] of store?.records ?? []) {
			if (!isSealed(raw, id)) continue;
			const opened = await openRecord(keys, raw).then(
				() => true,
				() => false,
			);
			if (opened) return true;
		}
	}
	return false;
}

/** The keys the device itself holds for a generation, or null. Throws when no keep answers. */
export async function byDevice(ports: Ports, generation: Generation): Promise<Keys | null> {
	for (const slot of generation.slots) {
		if (slot.kind !== 'device' || slot.generation !== generation.number) continue;
		for (const key of await deviceKeys(ports.keeps, slot.id)) {
			try {
				return await keysOf(await openSlot(slot, key), slot.vault, slot.generation);
			} catch {}
		}
	}
	return null;
}
