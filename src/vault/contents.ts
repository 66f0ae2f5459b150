/** The only place that opens the whole content of a store, and tells whether it adds up. */
import type { Account } from '../core/account.ts';
import { digestOf, isHead, isSealed, type KeptSlot, revsOf, SETTINGS_ID, type Snapshot } from './kept.ts';
import { headFits, type Keys, openRecord } from './seal.ts';
import { provenSlots, ruinedSlots } from './slot.ts';

/** Everything readable of the records. `settings` null = none kept. */
export interface Readable {
	accounts: Account[];
	settings: object | null;
	/** Ids of records that can't be read. */
	damaged: string[];
}

export interface Contents extends Readable {
	/** Ids of ways in that can't be read. */
	ruined: string[];
	/** Proven ones. */
	slots: KeptSlot[];
}

/** Whether the records are those the signed head speaks of. */
export async function adds(keys: Keys, { head, records }: Snapshot): Promise<boolean> {
	return isHead(head) && (await headFits(keys, head)) && head.digest === (await digestOf(revsOf(records)));
}

export async function readable(keys: Keys, records: Map<string, unknown>): Promise<Readable> {
	const accounts: Account[] = [];
	const damaged: string[] = [];
	let settings: object | null = null;
	await Promise.all(
		[...records].map(async ([id, raw]) => {
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
	return { accounts, settings, damaged };
}

export async function contentsOf(keys: Keys, { records, slots: lying }: Snapshot): Promise<Contents> {
	const slots = await provenSlots(keys, lying);
	return { ...(await readable(keys, records)), ruined: ruinedSlots(lying, slots), slots };
}
