/** The only place that opens the vault at a start, and the vault itself as the background sees it. */
import type { Account } from '../core/account.ts';
import { Refusal } from '../core/refusal.ts';
import { create } from './create.ts';
import { type Head, isJournalEntry, isSealed, SETTINGS_ID, type Sealed } from './kept.ts';
import { forgetNotice, forgetNotices, noticesIn } from './notices.ts';
import { browserPorts, type Ports } from './ports.ts';
import { openRecord, sealRecord } from './seal.ts';
import { go, start } from './start.ts';
import { quickly, survey } from './survey.ts';
import {
	type Change,
	DEFAULT_SETTINGS,
	listedOf,
	type NewSlot,
	type Notice,
	type Proof,
	type Settings,
	type Slot,
	type Vault,
} from './vault.ts';
import { addSlot, changePassword, freshen, prove, removeSlot, slotsOf, unprotect, viewOf } from './ways.ts';
import { Work } from './work.ts';

/** Opens what is kept, or begins a vault where nothing ever was. Refuses storage-failed when the browser lets nothing be read. */
export async function openVault(ports?: Ports): Promise<Vault> {
	const work = new Work(ports ?? (await browserPorts()));
	await work.exclusive(async () => {
		const keys = await quickly(work.ports);
		if (keys) await work.enter(keys, false);
		else await start(work, await survey(work.ports));
	});
	return new Kept(work);
}

type Overview = Awaited<ReturnType<Vault['overview']>>;
/** Session storage holds 10 MB; more accounts than this are listed anew by each worker. */
const REMEMBERED = 5_000;

class Kept implements Vault {
	readonly #work: Work;
	/** As of the head with this MAC. */
	#overview: (Overview & { mac: string }) | null = null;
	constructor(work: Work) {
		this.#work = work;
	}

	state() {
		return this.#work.state;
	}

	async accounts(): Promise<Account[]> {
		return (await this.#work.read()).accounts;
	}

	async account(id: string): Promise<Account | null> {
		const { keys } = this.#work.need();
		const raw = await this.#work.record(id);
		if (isSealed(raw, id) && id !== SETTINGS_ID) {
			try {
				return (await openRecord(keys, raw)) as Account | null;
			} catch {}
		}
		// Not there or damaged: the full look restores it if anything can.
		return (await this.accounts()).find((account) => account.id === id) ?? null;
	}

	async overview(): Promise<Overview> {
		const { database } = this.#work.need();
		const { session } = this.#work.ports;
		const mac = ((await database.head().catch(() => undefined)) as Partial<Head> | undefined)?.mac;
		if (mac !== undefined) {
			this.#overview ??=
				((await session.get(['overview'])).overview as (Overview & { mac: string }) | undefined) ?? null;
			if (this.#overview?.mac === mac) return this.#overview;
		}
		const { accounts, damaged } = await this.#work.read();
		const overview = { accounts: accounts.map(listedOf), damaged };
		// Locked meanwhile: nothing is remembered.
		if (mac === undefined || !this.#work.open) return overview;
		this.#overview = { ...overview, mac };
		// No room for it is no reason to show nothing: it is listed anew.
		if (accounts.length <= REMEMBERED) await session.set({ overview: this.#overview }).catch(() => undefined);
		return overview;
	}

	async notices(forget: boolean | Notice): Promise<Notice[]> {
		const { ports } = this.#work;
		const notices = await noticesIn(ports);
		if (typeof forget === 'object') await forgetNotice(ports, forget);
		else if (forget && notices.length > 0) await forgetNotices(ports);
		return notices;
	}

	async change(opId: string, changes: Change[]): Promise<Account[]> {
		const work = this.#work;
		const ids = changes.map((change) => (change.do === 'put' ? change.account.id : change.id));
		if (new Set(ids).size !== ids.length || ids.some((id) => !/^[0-9a-f]{32}$/.test(id)))
			throw new Refusal('bad-request');
		const put = changes.filter((change) => change.do === 'put').map((change) => change.account);
		const before = await this.#once(
			opId,
			put.map((account) => account.id),
			async () => {
				const { keys } = work.needToWrite();
				const { revs, erased } = await work.index();
				const records = changes.map((change, i) => {
					const id = ids[i] as string;
					const kept = revs.get(id) ?? 0;
					if (change.do === 'erase' && (kept === 0 || erased.has(id))) throw new Refusal('not-found');
					const rev = change.do === 'put' ? change.account.rev : change.rev;
					if (rev !== kept || erased.has(id)) throw new Refusal('stale');
					return sealRecord(keys, id, rev + 1, change.do === 'put' ? { ...change.account, rev: rev + 1 } : null);
				});
				return Promise.all(records);
			},
		);
		if (before === null) return put.map((account) => ({ ...account, rev: account.rev + 1 }));
		const kept = new Map((await this.accounts()).map((account) => [account.id, account]));
		return before.map((id) => kept.get(id)).filter((account) => account !== undefined);
	}

	/** Runs an action unless the journal has it; gives the ids it had then, else null. */
	#once(opId: string, ids: string[], records: () => Promise<Sealed[]>): Promise<string[] | null> {
		const work = this.#work;
		return work.exclusive(async () => {
			const { database } = work.needToWrite();
			// The index also sees to it that the mirror has what a stopped worker left out.
			await work.index();
			const entry = await database.journalEntry(opId);
			if (isJournalEntry(entry, opId)) return entry.ids;
			await work.commit(await records(), { journal: [{ opId, at: work.ports.now(), ids }] });
			return null;
		});
	}

	async settings(): Promise<Settings> {
		const { keys } = this.#work.need();
		const raw = await this.#work.record(SETTINGS_ID);
		if (raw === undefined && (await this.#work.complete())) return { ...DEFAULT_SETTINGS };
		if (isSealed(raw, SETTINGS_ID)) {
			try {
				return { ...DEFAULT_SETTINGS, ...((await openRecord(keys, raw)) as Settings) };
			} catch {}
		}
		// Gone or damaged: the mirror may have them; if not they are reported as damaged and the safe defaults hold.
		return { ...DEFAULT_SETTINGS, ...(await this.#work.read()).settings };
	}

	async changeSettings(opId: string, patch: Parameters<Vault['changeSettings']>[1]): Promise<Settings> {
		const work = this.#work;
		await this.#once(opId, [], async () => {
			const { keys } = work.needToWrite();
			const { revs } = await work.index();
			const now = { ...DEFAULT_SETTINGS, ...(await work.read(true)).settings };
			const next = { ...now, ...(typeof patch === 'function' ? patch(now) : patch) };
			return [await sealRecord(keys, SETTINGS_ID, (revs.get(SETTINGS_ID) ?? 0) + 1, next)];
		});
		return this.settings();
	}

	async slots(): Promise<Slot[]> {
		return (await slotsOf(this.#work)).map(viewOf);
	}

	addSlot(slot: NewSlot) {
		return addSlot(this.#work, slot);
	}

	removeSlot(id: string) {
		return removeSlot(this.#work, id);
	}

	unprotect() {
		return unprotect(this.#work);
	}

	changePassword(password: string) {
		return changePassword(this.#work, password);
	}

	async unlock(proof: Proof): Promise<void> {
		const work = this.#work;
		const { waiting } = work;
		const { slot, keys, took } = await prove(work, proof);
		await work.exclusive(async () => {
			if (work.open) return;
			const seen = await survey(work.ports);
			// A lock that came meanwhile stands, and after a re-key the proof was of another way in.
			if (work.waiting !== waiting) throw new Refusal('locked');
			const generation = seen.generations.find((g) => g.number === keys.generation);
			if (!generation) throw new Refusal('vault-lost');
			await go(work, keys, generation, seen);
			if (work.state === 'newer') return;
			// It is open; what can't be made fresh now is at the next unlocking.
			await freshen(work, slot, proof, took).catch(() => undefined);
		});
	}

	async prove(proof: Proof): Promise<void> {
		await prove(this.#work, proof);
	}

	async lock(): Promise<void> {
		const work = this.#work;
		const { open } = work;
		if (!open) return;
		const slots = await slotsOf(work);
		// Re-keyed meanwhile: the ways in are others now.
		if (work.open !== open) return this.lock();
		// What the device opens by itself can't be locked.
		if (slots.some((slot) => slot.kind === 'device')) return;
		this.#overview = null;
		await work.leave('locked', slots);
	}

	startAnew(): Promise<boolean> {
		const work = this.#work;
		return work.exclusive(async () => {
			if (work.state !== 'lost') throw new Refusal('forbidden');
			const seen = await survey(work.ports);
			await start(work, seen);
			if (work.state !== 'lost') return false;
			await create(work, seen);
			// They were about the lost one.
			await forgetNotices(work.ports);
			return true;
		});
	}
}
