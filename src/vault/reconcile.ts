/** The only place that decides between the two stores: what stands, what each must be given, and what the person must be told. */
import { randomId } from './bytes.ts';
import {
	alike,
	digestOf,
	type Head,
	isHead,
	isJournalEntry,
	isSealed,
	type JournalEntry,
	type KeptSlot,
	revsOf,
	SETTINGS_ID,
	type Sealed,
	type Snapshot,
} from './kept.ts';
import { CURRENT } from './schema.ts';
import { headFits, type Keys, openRecord, sealRecord, signHead } from './seal.ts';
import { provenSlots, ruinedSlots } from './slot.ts';
import type { Notice } from './vault.ts';

type Store = 'database' | 'mirror';

/** One store, opened record by record. `ok` holds those that are ours and whole. */
interface Opened {
	head: Head | null;
	snapshot: Snapshot;
	ok: Map<string, Sealed>;
}

export interface Agreed {
	head: Head;
	records: Map<string, unknown>;
	slots: KeptSlot[];
	journal: JournalEntry[];
	/** What each store lacks. An absent `head` difference alone also counts. */
	missing: Record<Store, { records: Map<string, unknown>; slots: KeptSlot[]; journal: JournalEntry[]; head: boolean }>;
	/** Ids of records neither store can open. */
	damaged: string[];
	/** Ids of ways in that neither store has whole. */
	ruined: string[];
	notices: Notice[];
}

const EMPTY: Snapshot = { head: undefined, records: new Map(), slots: new Map(), journal: new Map() };
const sameSeal = (a: Sealed, b: Sealed) =>
	a.rev === b.rev && a.iv === b.iv && a.ct === b.ct && a.kid === b.kid && a.erased === b.erased;

async function opened(keys: Keys, snapshot: Snapshot, known: Map<string, Sealed>): Promise<Opened> {
	const ok = new Map<string, Sealed>();
	await Promise.all(
		[...snapshot.records].map(async ([id, raw]) => {
			if (!isSealed(raw, id)) return;
			const twin = known.get(id);
			if (twin && sameSeal(twin, raw)) ok.set(id, raw);
			else if (await opens(keys, raw)) ok.set(id, raw);
		}),
	);
	const head = isHead(snapshot.head) && (await headFits(keys, snapshot.head)) ? snapshot.head : null;
	return { head, snapshot, ok };
}

const sameRecord = (a: unknown, b: unknown, id: string) =>
	isSealed(a, id) && isSealed(b, id) ? sameSeal(a, b) : alike(a, b);

async function opens(keys: Keys, record: Sealed): Promise<boolean> {
	try {
		await openRecord(keys, record);
		return true;
	} catch {
		return false;
	}
}

/**
 * Brings both stores of one generation together. The higher valid revision of each record stands; two different ones at the same revision
 * are both kept; a record neither can open is kept as it is and counted as damaged. `now` (ms) goes into a head that must be signed anew.
 */
export async function reconcile(
	keys: Keys,
	database: Snapshot | null,
	mirror: Snapshot | null,
	now: number,
): Promise<Agreed> {
	const a = await opened(keys, database ?? EMPTY, new Map());
	const b = await opened(keys, mirror ?? EMPTY, a.ok);
	const records = new Map<string, unknown>();
	const doubles: Sealed[] = [];
	const damaged: string[] = [];
	let news = 0;
	for (const id of new Set([...a.snapshot.records.keys(), ...b.snapshot.records.keys()])) {
		const one = a.ok.get(id);
		const other = b.ok.get(id);
		const stands = one && other ? (other.rev > one.rev ? other : one) : (one ?? other);
		if (one && other && one.rev === other.rev && !sameSeal(one, other)) {
			if (!one.erased && !other.erased && id !== SETTINGS_ID) doubles.push(other);
			// An erased record never wins over one of the same revision that is still there.
			records.set(id, one.erased ? other : one);
		} else if (stands) {
			records.set(id, stands);
		} else {
			const [mine, theirs] = [a.snapshot.records.get(id), b.snapshot.records.get(id)];
			damaged.push(id);
			// The same ruin in both stores was found, copied and told before.
			if (!alike(mine, theirs)) news++;
			records.set(id, mine ?? theirs);
		}
	}
	const kept = await separate(keys, doubles, records);

	const newest = [a.head, b.head].filter((head) => head !== null).sort((x, y) => y.vaultRev - x.vaultRev)[0] ?? null;
	const revs = revsOf(records);
	const fits = newest !== null && newest.digest === (await digestOf(revs));
	// With no proven head left, an unproven one is the only word on the schema.
	const schema = newest?.schema ?? [a, b].map((s) => s.snapshot.head).find(isHead)?.schema ?? CURRENT.version;
	const head = fits
		? newest
		: await signHead(keys, revs, { schema, vaultRev: (newest?.vaultRev ?? 0) + 1, changedAt: now });
	const vanished = newest === null ? 0 : Math.max(0, newest.count - (records.size - kept));

	const lying = [...a.snapshot.slots, ...b.snapshot.slots];
	const slots = await provenSlots(keys, lying);
	const ruined = ruinedSlots(lying, slots);
	const journal = journalOf(a.snapshot, b.snapshot);
	const missing = {
		database: lacks(a, records, slots, journal, head),
		mirror: lacks(b, records, slots, journal, head),
	};
	const notices: Notice[] = [...told('database', a, b, missing.database), ...told('mirror', b, a, missing.mirror)];
	if (ruined.length > 0) notices.push({ what: 'way-in-damaged' });
	if (news + vanished > 0) notices.push({ what: 'damaged', count: news + vanished });
	if (kept > 0) notices.push({ what: 'both-kept', count: kept });
	return { head, records, slots, journal, missing, damaged, ruined, notices };
}

/** Keeps the other of two different records of one revision under an id of its own; gives how many really differed. */
async function separate(keys: Keys, doubles: Sealed[], records: Map<string, unknown>): Promise<number> {
	let kept = 0;
	for (const other of doubles) {
		const [theirs, ours] = await Promise.all([
			openRecord(keys, other),
			openRecord(keys, records.get(other.id) as Sealed),
		]);
		if (alike(theirs, ours)) continue;
		const id = randomId();
		records.set(id, await sealRecord(keys, id, 1, { ...(theirs as object), id, rev: 1 }));
		kept++;
	}
	return kept;
}

function journalOf(a: Snapshot, b: Snapshot): JournalEntry[] {
	const found = new Map<string, JournalEntry>();
	for (const [opId, raw] of [...a.journal, ...b.journal]) if (isJournalEntry(raw, opId)) found.set(opId, raw);
	return [...found.values()];
}

function lacks(
	store: Opened,
	records: Map<string, unknown>,
	slots: KeptSlot[],
	journal: JournalEntry[],
	head: Head,
): Agreed['missing'][Store] {
	const { snapshot } = store;
	return {
		records: new Map([...records].filter(([id, value]) => !sameRecord(snapshot.records.get(id), value, id))),
		slots: slots.filter((slot) => !alike(snapshot.slots.get(slot.id), slot)),
		journal: journal.filter((entry) => !alike(snapshot.journal.get(entry.opId), entry)),
		head: !alike(snapshot.head, head),
	};
}

/** What happened to one store, seen from the other. A mirror one step behind is the ordinary end of a stopped worker and not worth a word. */
function told(name: Store, store: Opened, other: Opened, given: Agreed['missing'][Store]): Notice[] {
	if (other.head === null) return [];
	const behind = other.head.vaultRev - (store.head?.vaultRev ?? 0);
	if (store.head !== null && behind > 0) {
		const whole = store.ok.size === store.snapshot.records.size;
		return name === 'mirror' && behind === 1 && whole ? [] : [{ what: 'rolled-back', store: name }];
	}
	const accounts = [...given.records.keys()].filter((id) => id !== SETTINGS_ID && other.ok.get(id)?.erased === false);
	const count = accounts.length;
	if (count > 0) return [{ what: 'restored', from: name === 'database' ? 'mirror' : 'database', count }];
	const repaired =
		store.head === null || given.slots.length > 0 || [...given.records.keys()].some((id) => other.ok.has(id));
	// A first start cut short has nothing yet that anybody could miss.
	return repaired && other.ok.size > 0 ? [{ what: 'repaired' }] : [];
}
