/** The only memory of codes that were filled, so that a code is not offered twice in its period and a refused one is followed once. */

interface Spent {
	/** validUntil of the last filled code, ms. */
	until: number;
	at: number;
	documentId: string;
}

const KEY = 'spent';
/** A page that redraws its field right after the fill gets the same code again. */
const REDRAW = 2_000;
/** At most this many automatic fills of one document in WINDOW: a code that is refused again and again must not loop. */
const MOST = 3;
const WINDOW = 5 * 60_000;

interface Memory {
	codes: Record<string, Spent>;
	fills: Record<string, number[]>;
}

async function memory(): Promise<Memory> {
	const found = (await browser.storage.session.get(KEY))[KEY] as Memory | undefined;
	return found ?? { codes: {}, fills: {} };
}

/** How long to wait (ms) before this account's code may be filled in this document: 0 = now. `validUntil` of the current code. */
export async function waitFor(accountId: string, documentId: string, validUntil: number, now: number): Promise<number> {
	const spent = (await memory()).codes[accountId];
	if (spent === undefined || spent.until !== validUntil) return 0;
	return spent.documentId === documentId && now - spent.at < REDRAW ? 0 : validUntil - now;
}

/** Whether this account's code was filled into one of these documents a moment ago. */
export async function justSpent(accountId: string, documentIds: string[], now: number): Promise<boolean> {
	const spent = (await memory()).codes[accountId];
	return spent !== undefined && now - spent.at < REDRAW && documentIds.includes(spent.documentId);
}

/** Whether one more automatic fill of this document is in order. */
export async function mayFill(documentId: string, now: number): Promise<boolean> {
	const fills = (await memory()).fills[documentId] ?? [];
	return fills.filter((at) => now - at < WINDOW).length < MOST;
}

/** Remembers a filled code. `until` is null for codes that don't run out by time. */
export async function spend(accountId: string, documentId: string, until: number | null, now: number): Promise<void> {
	const { codes, fills } = await memory();
	const fresh = Object.fromEntries(Object.entries(codes).filter(([, s]) => s.until > now));
	const recent = Object.fromEntries(
		Object.entries(fills)
			.map(([id, ats]) => [id, ats.filter((at) => now - at < WINDOW)] as const)
			.filter(([, ats]) => ats.length > 0),
	);
	if (until !== null) fresh[accountId] = { until, at: now, documentId };
	recent[documentId] = [...(recent[documentId] ?? []), now];
	await browser.storage.session.set({ [KEY]: { codes: fresh, fills: recent } satisfies Memory });
}
