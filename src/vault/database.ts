/** The only place that touches IndexedDB: one database per generation of the vault key, one strict transaction per action. */
import { type DBSchema, deleteDB, type IDBPDatabase, openDB } from 'idb';
import { Refusal } from '../core/refusal.ts';
import type { Aside, Head, JournalEntry, KeptSlot, Marker, Snapshot } from './kept.ts';

interface Tables extends DBSchema {
	records: { key: string; value: unknown };
	slots: { key: string; value: unknown };
	journal: { key: string; value: unknown };
	/** head, marker, aside */
	head: { key: string; value: unknown };
}
const TABLES = ['records', 'slots', 'journal', 'head'] as const;

/** table, key, value; undefined = nothing. */
type Rows = [(typeof TABLES)[number], string, unknown][];

/** What one action writes. */
export interface Write {
	head: Head;
	/** The MAC of the head this was computed from: null = an empty database, undefined = whatever is there (repair). */
	after: string | null | undefined;
	records?: Map<string, unknown>;
	slots?: KeptSlot[];
	journal?: JournalEntry[];
	forget?: string[];
	marker?: Marker;
	aside?: Aside[];
}

/** A Refusal for what storage threw: storage-full or storage-failed. */
export function storageRefusal(error: unknown): Refusal {
	if (error instanceof Refusal) return error;
	const full = /quota|space|QUOTA_BYTES/i.test(String(error));
	return new Refusal(full ? 'storage-full' : 'storage-failed');
}

const nameOf = (prefix: string, generation: number) => `${prefix}-${generation}`;

/**
 * Generations that have a database, newest first; null when IndexedDB doesn't answer. Asked twice: the first question after a kill may fail,
 * as Chromium then throws everything away (torture saw it) and is well again.
 */
export async function generationsIn(prefix: string): Promise<number[] | null> {
	const infos = await indexedDB
		.databases()
		.catch(() => indexedDB.databases())
		.catch(() => null);
	if (infos === null) return null;
	return infos
		.map((info) => info.name ?? '')
		.filter((name) => name.startsWith(`${prefix}-`) && /^[1-9]\d*$/.test(name.slice(prefix.length + 1)))
		.map((name) => Number(name.slice(prefix.length + 1)))
		.sort((a, b) => b - a);
}

export async function dropGeneration(prefix: string, generation: number): Promise<void> {
	await deleteDB(nameOf(prefix, generation));
}

export class Database {
	/** One connection however many ask at once: a second one, held by nobody, would keep the database from ever being dropped. */
	#db: Promise<IDBPDatabase<Tables>> | null = null;
	readonly #name: string;

	constructor(
		prefix: string,
		readonly generation: number,
	) {
		this.#name = nameOf(prefix, generation);
	}

	/** Opens, also again after the browser closed it. */
	#opened(): Promise<IDBPDatabase<Tables>> {
		if (this.#db) return this.#db;
		// A connection that ends late says nothing of the one opened after it.
		const forget = () => {
			if (this.#db === opening) this.#db = null;
		};
		const opening: Promise<IDBPDatabase<Tables>> = openDB<Tables>(this.#name, 1, {
			upgrade: (db) => {
				for (const table of TABLES) db.createObjectStore(table);
			},
			blocking: () => this.close(),
			terminated: forget,
		}).catch((error: unknown) => {
			forget();
			throw error;
		});
		this.#db = opening;
		return opening;
	}

	close(): void {
		void this.#db?.then(
			(db) => db.close(),
			() => undefined,
		);
		this.#db = null;
	}

	/** Everything in it. */
	async load(): Promise<Snapshot & { marker: unknown; aside: unknown }> {
		const tx = (await this.#opened()).transaction(TABLES, 'readonly');
		const all = async (table: 'records' | 'slots' | 'journal') => {
			const [keys, values] = await Promise.all([tx.objectStore(table).getAllKeys(), tx.objectStore(table).getAll()]);
			return new Map(keys.map((key, i) => [key, values[i]]));
		};
		const [records, slots, journal, head, marker, aside] = await Promise.all([
			all('records'),
			all('slots'),
			all('journal'),
			tx.objectStore('head').get('head'),
			tx.objectStore('head').get('marker'),
			tx.objectStore('head').get('aside'),
			tx.done,
		]);
		return { records, slots, journal, head, marker, aside };
	}

	async head(): Promise<unknown> {
		return (await this.#opened()).get('head', 'head');
	}

	async slots(): Promise<Map<string, unknown>> {
		const tx = (await this.#opened()).transaction('slots', 'readonly');
		const [keys, values] = await Promise.all([tx.store.getAllKeys(), tx.store.getAll(), tx.done]);
		return new Map(keys.map((key, i) => [key, values[i]]));
	}

	/** How many records it has. */
	async count(): Promise<number> {
		return (await this.#opened()).count('records');
	}

	async record(id: string): Promise<unknown> {
		return (await this.#opened()).get('records', id);
	}

	async journalEntry(opId: string): Promise<unknown> {
		return (await this.#opened()).get('journal', opId);
	}

	/** One action, all or nothing, on disk when it resolves. Gives what undoes it. Refuses stale (another head is kept), storage-full, storage-failed. */
	async write(write: Write): Promise<() => Promise<void>> {
		const db = await this.#opened();
		const tx = db.transaction(TABLES, 'readwrite', { durability: 'strict' });
		const ended = tx.done.catch((error: unknown) => error);
		const prior: Rows = [];
		try {
			const head = tx.objectStore('head');
			const mac = ((await head.get('head')) as Head | undefined)?.mac ?? null;
			if (write.after !== undefined && mac !== write.after) throw new Refusal('stale');
			const changed = changedBy(write);
			const kept = await Promise.all(changed.map(([table, key]) => tx.objectStore(table).get(key)));
			for (const [i, [table, key]] of changed.entries()) prior.push([table, key, kept[i]]);
			await Promise.all([
				// Async: where one value can't be written at all, nobody else would wait for the others.
				...changed.map(async ([table, key, value]) => tx.objectStore(table).put(value, key)),
				...(write.forget ?? []).map((opId) => tx.objectStore('journal').delete(opId)),
			]);
		} catch (error) {
			try {
				tx.abort();
			} catch {}
			await ended;
			throw error instanceof Refusal ? error : storageRefusal(tx.error ?? error);
		}
		const failure = await ended;
		if (failure) throw storageRefusal(failure);
		return () => this.#putBack(prior);
	}

	/** Takes back a write whose mirror half failed. */
	async #putBack(prior: Rows): Promise<void> {
		const tx = (await this.#opened()).transaction(TABLES, 'readwrite', { durability: 'strict' });
		for (const [table, key, value] of prior) {
			if (value === undefined) await tx.objectStore(table).delete(key);
			else await tx.objectStore(table).put(value, key);
		}
		await tx.done;
	}
}

function changedBy({ records, slots, journal, marker, aside, head }: Write): Rows {
	return [
		...[...(records ?? [])].map(([id, value]): Rows[number] => ['records', id, value]),
		...(slots ?? []).map((slot): Rows[number] => ['slots', slot.id, slot]),
		...(journal ?? []).map((entry): Rows[number] => ['journal', entry.opId, entry]),
		...(marker ? [['head', 'marker', marker] as Rows[number]] : []),
		...(aside ? [['head', 'aside', aside] as Rows[number]] : []),
		['head', 'head', head],
	];
}
