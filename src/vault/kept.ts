/** The only list of what lies in the stores: the shapes of sealed records, slots, head and journal, and their checks. */
import { base64url, utf8 } from './bytes.ts';
import type { SlotKind } from './vault.ts';

/** The record that holds the settings. */
export const SETTINGS_ID = 'settings';

/** AES-GCM nonce and ciphertext, base64url. */
export interface Box {
	iv: string;
	ct: string;
}

/** One record as kept. `kid` is the generation whose key seals it. `erased` marks a tombstone; the seal covers it. */
export interface Sealed extends Box {
	id: string;
	rev: number;
	kid: number;
	erased: boolean;
}

export type Kdf =
	| { name: 'argon2id'; m: number /** KiB */; t: number; p: number; salt: string }
	| { name: 'hkdf'; salt: string };

/** A way in, as kept: an X25519 pair whose private half is sealed by what the person has, and the vault key sealed to its public half. */
export interface KeptSlot {
	id: string;
	rev: number;
	vault: string;
	generation: number;
	kind: SlotKind;
	name: string;
	createdAt: number;
	passkey: { credential: string; salt: string } | null;
	kdf: Kdf;
	pub: string;
	priv: Box;
	eph: string;
	wrap: Box;
	/** HMAC by the vault's head key over all of the above: a slot nobody of ours wrote is never given a new key. */
	mac: string;
}

/** What the records must add up to, under the vault's MAC. */
export interface Head {
	schema: number;
	vault: string;
	generation: number;
	vaultRev: number;
	count: number;
	/** SHA-256 over the sorted `id:rev` of all records. */
	digest: string;
	changedAt: number;
	mac: string;
}

/** Says that a vault is or was here. */
export interface Marker {
	vault: string;
	createdAt: number;
}

/** What an action did, so that the same action again does nothing. */
export interface JournalEntry {
	opId: string;
	at: number;
	/** Ids of the accounts it gave. */
	ids: string[];
}

/** Records of a lost vault nobody could open, set aside by startAnew. */
export interface Aside {
	vault: string;
	at: number;
	records: unknown[];
	slots: unknown[];
}

/** One store's content of one generation. Values are as read: anything may have happened to them. */
export interface Snapshot {
	head: unknown;
	records: Map<string, unknown>;
	slots: Map<string, unknown>;
	journal: Map<string, unknown>;
}

type Fields = Record<string, unknown>;
const object = (x: unknown): x is Fields => typeof x === 'object' && x !== null;
const whole = (x: unknown): x is number => Number.isSafeInteger(x) && (x as number) >= 0;
const text = (x: unknown): x is string => typeof x === 'string';
const box = (x: unknown): x is Box => object(x) && text(x.iv) && text(x.ct);

export function isSealed(x: unknown, id: string): x is Sealed {
	return object(x) && x.id === id && whole(x.rev) && whole(x.kid) && typeof x.erased === 'boolean' && box(x);
}

function isKdf(x: unknown): x is Kdf {
	if (!object(x) || !text(x.salt)) return false;
	return x.name === 'hkdf' || (x.name === 'argon2id' && whole(x.m) && whole(x.t) && whole(x.p));
}

export function isSlot(x: unknown, id: string): x is KeptSlot {
	return (
		object(x) &&
		x.id === id &&
		[x.rev, x.generation, x.createdAt].every(whole) &&
		[x.vault, x.name, x.pub, x.eph, x.mac].every(text) &&
		['device', 'password', 'passkey', 'recovery'].includes(x.kind as string) &&
		(x.passkey === null || (object(x.passkey) && text(x.passkey.credential) && text(x.passkey.salt))) &&
		isKdf(x.kdf) &&
		box(x.priv) &&
		box(x.wrap)
	);
}

export function isHead(x: unknown): x is Head {
	return (
		object(x) &&
		[x.schema, x.generation, x.vaultRev, x.count, x.changedAt].every(whole) &&
		[x.vault, x.digest, x.mac].every(text)
	);
}

export function isMarker(x: unknown): x is Marker {
	return object(x) && text(x.vault) && /^[0-9a-f]{32}$/.test(x.vault) && whole(x.createdAt);
}

export function isJournalEntry(x: unknown, opId: string): x is JournalEntry {
	return object(x) && x.opId === opId && whole(x.at) && Array.isArray(x.ids) && x.ids.every(text);
}

/** The ids of the ways in that lie in what was set aside. */
export function slotsIn(aside: unknown): string[] {
	const vaults: unknown[] = Array.isArray(aside) ? aside : [];
	const slots = vaults.flatMap((vault): unknown[] => (object(vault) && Array.isArray(vault.slots) ? vault.slots : []));
	return slots.map((slot) => (object(slot) ? slot.id : null)).filter(text);
}

/** Equal in content; storage.local gives objects back with their keys in another order. */
export function alike(a: unknown, b: unknown): boolean {
	return JSON.stringify(a, inOrder) === JSON.stringify(b, inOrder);
}

function inOrder(_key: string, value: unknown): unknown {
	if (!object(value) || Array.isArray(value)) return value;
	return Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)));
}

/** Revisions as read; 0 for a record whose shape is broken. */
export function revsOf(records: Map<string, unknown>): Map<string, number> {
	return new Map([...records].map(([id, raw]) => [id, isSealed(raw, id) ? raw.rev : 0]));
}

/** The digest a head must carry for these revisions. */
export async function digestOf(revs: Map<string, number>): Promise<string> {
	const lines = [...revs].map(([id, rev]) => `${id}:${rev}`).sort((a, b) => (a < b ? -1 : 1));
	return base64url(new Uint8Array(await crypto.subtle.digest('SHA-256', utf8(lines.join('\n')))));
}

/** Whether a snapshot is whole by its own (still unproven) head, and has a way in. */
export async function seemsWhole(snapshot: Snapshot): Promise<boolean> {
	const { head } = snapshot;
	if (!isHead(head) || ![...snapshot.slots].some(([id, raw]) => isSlot(raw, id))) return false;
	return head.count === snapshot.records.size && head.digest === (await digestOf(revsOf(snapshot.records)));
}
