/** The only place for the state of a running vault: its keys, its database, the index of revisions, and the one way to write. */
import type { Account } from '../core/account.ts';
import { Refusal } from '../core/refusal.ts';
import { Database, dropGeneration, storageRefusal } from './database.ts';
import { deviceKeys, eraseDeviceKeys, keepDeviceKey, keepMarker } from './device.ts';
import {
	type Aside,
	digestOf,
	type Head,
	isHead,
	isJournalEntry,
	isSealed,
	type JournalEntry,
	type KeptSlot,
	type Marker,
	revsOf,
	SETTINGS_ID,
	type Sealed,
	type Snapshot,
} from './kept.ts';
import {
	keepNotices,
	loadMirror,
	mirrorAfterBreakdown,
	mirrorAnew,
	mirroredHead,
	mirrorWrite,
	noticesIn,
} from './mirror.ts';
import type { Ports } from './ports.ts';
import { type Agreed, reconcile } from './reconcile.ts';
import { headFits, type Keys, openRecord, signHead } from './seal.ts';
import { openSlot, provenSlots } from './slot.ts';
import { type Generation, remember, type Survey, survey } from './survey.ts';
import type { Notice, VaultState } from './vault.ts';

const JOURNAL_KEPT = 24 * 3600_000;

interface Index {
	head: Head;
	revs: Map<string, number>;
	erased: Set<string>;
}

/** Everything readable of the vault. `settings` null = none kept. */
export interface Contents {
	accounts: Account[];
	settings: object | null;
	damaged: string[];
	/** Proven ones. */
	slots: KeptSlot[];
	journal: JournalEntry[];
}

export class Work {
	state: VaultState = 'locked';
	keys: Keys | null = null;
	/** The ways in of a locked vault, unproven. */
	waiting: KeptSlot[] = [];
	#database: Database | null = null;
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
		if (!this.keys || !this.#database) throw new Refusal('locked');
		return { keys: this.keys, database: this.#database };
	}

	/** The same, for a change. Refuses also vault-newer. */
	needToWrite(): { keys: Keys; database: Database } {
		if (this.state === 'newer') throw new Refusal('vault-newer');
		return this.need();
	}

	/** Works with these keys from now on. */
	async enter(keys: Keys, newer: boolean): Promise<void> {
		this.#database?.close();
		this.#database = new Database(this.ports.name, keys.generation);
		this.#index = null;
		this.keys = keys;
		this.state = newer ? 'newer' : 'open';
		await remember(this.ports, keys);
	}

	/** Forgets everything that opens it. */
	async leave(state: VaultState, slots: KeptSlot[]): Promise<void> {
		this.state = state;
		this.keys = null;
		this.#index = null;
		this.#known.clear();
		this.#database?.close();
		this.#database = null;
		this.waiting = slots;
		await this.ports.session.remove(['open', 'overview']);
	}

	async tell(notices: Notice[]): Promise<void> {
		if (notices.length === 0) return;
		const all = await noticesIn(this.ports.mirror);
		for (const notice of notices) {
			const at = all.findIndex((other) => other.what === notice.what);
			if (at < 0 || JSON.stringify(all[at]) !== JSON.stringify(notice)) all.push(notice);
		}
		// Where even this can't be written, the next change is refused and says so itself.
		await keepNotices(this.ports.mirror, all.slice(-20)).catch(() => undefined);
	}

	/** Brings both stores together and clears away what is left of other generations; gives the head that stands. Only inside `exclusive`. */
	async settle(found?: Survey): Promise<Head> {
		const { keys } = this.needToWrite();
		const seen = found ?? (await survey(this.ports));
		const here = seen.generations.find((g) => g.number === keys.generation);
		if (!here) throw new Refusal('storage-failed');
		const agreed = await reconcile(keys, here.database, here.mirror, this.ports.now());
		const marker: Marker = {
			vault: keys.vault,
			createdAt: seen.marker?.vault === keys.vault ? seen.marker.createdAt : this.ports.now(),
		};
		const others = seen.generations.filter((g) => g.number !== keys.generation);
		await this.#store(agreed, marker, seen, here);
		const unused = [...others.map((g) => g.number), ...seen.broken].filter((n) => n !== keys.generation);
		// What can't be tidied now is tidied by the next start.
		await this.#tidy(agreed.slots, marker, unused).catch(() => undefined);
		this.#known = new Set(agreed.damaged);
		this.#index = indexOf(agreed.head, agreed.records);
		await this.tell(agreed.notices);
		return agreed.head;
	}

	/** Gives each store what it lacks. One that can't take it doesn't keep the vault shut: the other one is whole, and the next change refuses. */
	async #store(agreed: Agreed, marker: Marker, seen: Survey, here: Generation): Promise<void> {
		const { keys, database } = this.need();
		const { head } = agreed;
		const old = agreed.journal.filter((entry) => entry.at < this.ports.now() - JOURNAL_KEPT).map((entry) => entry.opId);
		const aside = seen.aside ? { aside: seen.aside as Aside[] } : {};
		const { database: one, mirror: other } = agreed.missing;
		const lacks = (m: typeof one) => m.head || m.records.size > 0 || m.slots.length > 0 || m.journal.length > 0;
		try {
			if (seen.broken.includes(keys.generation)) await dropGeneration(this.ports.name, keys.generation);
			if (lacks(one) || old.length > 0) {
				await database.write({ ...one, head, after: undefined, forget: old, marker, ...aside });
			}
		} catch (error) {
			if (here.mirror === null) throw storageRefusal(error);
		}
		const mirrorAlsoOther = seen.generations.some((g) => g.number !== keys.generation && g.mirror !== null);
		const all = { ...agreed, marker, ...aside };
		const { mirror } = this.ports;
		try {
			if (seen.mirrorBroken) await mirrorAfterBreakdown(mirror, keys.generation, all);
			else if (mirrorAlsoOther) await mirrorAnew(mirror, keys.generation, all);
			else if (lacks(other) || old.length > 0) {
				await mirrorWrite(mirror, keys.generation, { ...other, head, forget: old, marker, ...aside });
			}
		} catch (error) {
			if (here.database === null) throw storageRefusal(error);
		}
	}

	/** Marker and device key in every keep; other generations and the keys that opened them gone. */
	async #tidy(slots: KeptSlot[], marker: Marker, others: number[]): Promise<void> {
		const { keeps, name } = this.ports;
		const device = slots.filter((slot) => slot.kind === 'device').map((slot) => slot.id);
		for (const slot of slots) {
			if (slot.kind !== 'device') continue;
			for (const key of await deviceKeys(keeps, slot.id)) {
				const opens = await openSlot(slot, key).then(
					() => true,
					() => false,
				);
				if (opens) await keepDeviceKey(keeps, slot.id, key);
			}
		}
		for (const number of others) await dropGeneration(name, number);
		await eraseDeviceKeys(keeps, device);
		await keepMarker(keeps, marker);
	}

	/** Reads and opens everything; brings the stores together first when something doesn't add up. `inside` = called inside `exclusive`. */
	async read(inside = false): Promise<Contents> {
		const { keys } = this.need();
		let snapshot = await this.#snapshot();
		let contents = await contentsOf(keys, snapshot);
		const sound = contents.damaged.every((id) => this.#known.has(id)) && (await adds(keys, snapshot));
		if (!sound && this.state === 'open') {
			await (inside ? this.settle() : this.exclusive(() => this.settle()));
			snapshot = await this.#snapshot();
			contents = await contentsOf(keys, snapshot);
		}
		return contents;
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

	/** The proven ways in of an open vault. */
	async slots(): Promise<KeptSlot[]> {
		const { keys, database } = this.need();
		const proven = await provenSlots(keys, await database.slots().catch(() => []));
		return proven.length > 0 ? proven : (await this.read()).slots;
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

/** Whether the records are those the signed head speaks of. */
async function adds(keys: Keys, { head, records }: Snapshot): Promise<boolean> {
	return isHead(head) && (await headFits(keys, head)) && head.digest === (await digestOf(revsOf(records)));
}

export async function contentsOf(keys: Keys, snapshot: Snapshot): Promise<Contents> {
	const accounts: Account[] = [];
	const damaged: string[] = [];
	let settings: object | null = null;
	await Promise.all(
		[...snapshot.records].map(async ([id, raw]) => {
			try {
				if (!isSealed(raw, id)) throw new Error('broken shape');
				const value = (await openRecord(keys, raw)) as Account | null;
				if (value === null) return;
				if (id === SETTINGS_ID) settings = value;
				else accounts.push(value);
			} catch {
				damaged.push(id);
			}
		}),
	);
	accounts.sort((a, b) => a.createdAt - b.createdAt || (a.id < b.id ? -1 : 1));
	return {
		accounts,
		settings,
		damaged,
		slots: await provenSlots(keys, snapshot.slots),
		journal: [...snapshot.journal].filter(([id, raw]) => isJournalEntry(raw, id)).map(([, raw]) => raw as JournalEntry),
	};
}
