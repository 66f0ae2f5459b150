/** The only place for the state of a running vault: its keys, its database, the index of revisions, and the one way to write. */
import { Refusal } from '../core/refusal.ts';
import { adds, type Contents, contentsOf, readable } from './contents.ts';
import { Database, storageRefusal } from './database.ts';
import {
	type Head,
	isHead,
	isSealed,
	type JournalEntry,
	type KeptSlot,
	revsOf,
	type Sealed,
	type Snapshot,
} from './kept.ts';
import { loadMirror, mirroredHead, mirrorWrite } from './mirror.ts';
import { tell } from './notices.ts';
import type { Ports } from './ports.ts';
import { type Keys, signHead } from './seal.ts';
import { type Settled, settle } from './settle.ts';
import { provenSlots, ruinedSlots } from './slot.ts';
import { noteCompared, remember, type Survey, survey } from './survey.ts';
import type { VaultState } from './vault.ts';

interface Index {
	head: Head;
	revs: Map<string, number>;
	erased: Set<string>;
}

export class Work {
	state: VaultState = 'locked';
	/** What it works with while it stands open. */
	open: { keys: Keys; database: Database } | null = null;
	/** The ways in of a locked vault, unproven; another list after each lock. */
	waiting: KeptSlot[] = [];
	#index: Index | null = null;
	/** Damaged records already reported. */
	#known = new Set<string>();

	constructor(readonly ports: Ports) {}

	/** One writer at a time, also among several workers of ours. */
	exclusive<T>(act: () => Promise<T>): Promise<T> {
		return this.ports.alone(act);
	}

	/** Refuses vault-lost, locked. */
	need(): { keys: Keys; database: Database } {
		if (this.state === 'lost') throw new Refusal('vault-lost');
		if (!this.open) throw new Refusal('locked');
		return this.open;
	}

	/** The same, for a change. Refuses also vault-newer. */
	needToWrite(): { keys: Keys; database: Database } {
		if (this.state === 'newer') throw new Refusal('vault-newer');
		return this.need();
	}

	/** Works with these keys from now on. */
	async enter(keys: Keys, newer: boolean): Promise<void> {
		this.open?.database.close();
		this.open = { keys, database: new Database(this.ports.name, keys.generation) };
		this.#index = null;
		this.state = newer ? 'newer' : 'open';
		await remember(this.ports, keys);
	}

	/** Forgets everything that opens it. */
	async leave(state: VaultState, slots: KeptSlot[]): Promise<void> {
		this.state = state;
		this.open?.database.close();
		this.open = null;
		this.#index = null;
		this.waiting = slots;
		await this.ports.session.remove(['open', 'overview', 'compared']);
	}

	/** Brings both stores together; gives what stands. Only inside `exclusive`. */
	async settle(found?: Survey): Promise<Settled> {
		const { keys, database } = this.needToWrite();
		const stands = await settle(this.ports, keys, database, found ?? (await survey(this.ports)));
		this.#known = new Set([...stands.damaged, ...stands.ruined]);
		this.#index = indexOf(stands.head, stands.records);
		await noteCompared(this.ports);
		await tell(this.ports, stands.notices);
		return stands;
	}

	/** Reads and opens everything; brings the stores together first when something doesn't add up. `inside` = called inside `exclusive`. */
	async read(inside = false): Promise<Contents> {
		const { keys } = this.need();
		const snapshot = await this.#snapshot();
		const contents = await contentsOf(keys, snapshot);
		const known = [...contents.damaged, ...contents.ruined].every((id) => this.#known.has(id));
		if (this.state !== 'open' || (known && (await adds(keys, snapshot)))) return contents;
		// What stands, also where the database can't take it.
		const { records, slots, ruined } = await (inside ? this.settle() : this.exclusive(() => this.settle()));
		return { ...(await readable(keys, records)), slots, ruined };
	}

	/** The database's content, or the mirror's while the database doesn't answer. */
	async #snapshot(): Promise<Snapshot> {
		const { keys, database } = this.need();
		try {
			return await database.load();
		} catch (error) {
			const mirrored = (await loadMirror(this.ports.mirror)).generations.get(keys.generation);
			if (!mirrored) throw storageRefusal(error);
			return mirrored;
		}
	}

	/** One record as kept, undefined for none. */
	async record(id: string): Promise<unknown> {
		const { database } = this.need();
		return database.record(id).catch(async () => (await this.#snapshot()).records.get(id));
	}

	/** Whether the database has as many records as its head says, unproven; false where it doesn't answer. */
	async complete(): Promise<boolean> {
		const { database } = this.need();
		const [head, count] = await Promise.all([database.head(), database.count()]).catch(() => []);
		return isHead(head) && head.count === count;
	}

	/** The proven ways in of an open vault; one found damaged is looked for in the other store first. */
	async slots(): Promise<KeptSlot[]> {
		const { keys, database } = this.need();
		const lying = await database.slots().catch(() => new Map<string, unknown>());
		const proven = await provenSlots(keys, lying);
		const known = ruinedSlots(lying, proven).every((id) => this.#known.has(id));
		return known && proven.length > 0 ? proven : (await this.read()).slots;
	}

	/** Revisions as kept, proven by the head; both stores agree. Only inside `exclusive`. */
	async index(): Promise<Index> {
		const { keys, database } = this.needToWrite();
		// Another worker of ours may have written since.
		if (this.#index && ((await database.head()) as Head | undefined)?.mac === this.#index.head.mac) return this.#index;
		const snapshot = await database.load();
		const mirrored = await mirroredHead(this.ports.mirror, keys.generation).catch(() => undefined);
		const agree = isHead(mirrored) && mirrored.mac === (snapshot.head as Head | undefined)?.mac;
		if (agree && (await adds(keys, snapshot))) this.#index = indexOf(snapshot.head as Head, snapshot.records);
		else await this.settle();
		return this.#index as unknown as Index;
	}

	/** One action into both stores, or into none. Only inside `exclusive`. */
	async commit(records: Sealed[], more: { slots?: KeptSlot[]; journal?: JournalEntry[] }): Promise<void> {
		const { keys, database } = this.needToWrite();
		const { head, revs, erased } = await this.index();
		const next = new Map(revs);
		for (const record of records) next.set(record.id, record.rev);
		const signed = await signHead(keys, next, {
			schema: head.schema,
			vaultRev: head.vaultRev + 1,
			changedAt: this.ports.now(),
		});
		const write = { ...more, head: signed, after: head.mac, records: new Map(records.map((r) => [r.id, r])) };
		this.#index = null;
		const undo = await database.write(write);
		try {
			await mirrorWrite(this.ports.mirror, keys.generation, write);
		} catch (error) {
			await undo();
			throw storageRefusal(error);
		}
		for (const record of records) if (record.erased) erased.add(record.id);
		this.#index = { head: signed, revs: next, erased };
	}
}

function indexOf(head: Head, records: Map<string, unknown>): Index {
	const erased = [...records].filter(([id, raw]) => isSealed(raw, id) && raw.erased).map(([id]) => id);
	return { head, revs: revsOf(records), erased: new Set(erased) };
}
