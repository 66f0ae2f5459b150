/** The only place that seals and opens records and signs heads (AES-256-GCM, HMAC-SHA256, keys by HKDF-SHA256 from the vault key). */
import { type Bytes, base64url, fromBase64url, random, utf8 } from './bytes.ts';
import { type Box, digestOf, type Head, SETTINGS_ID, type Sealed } from './kept.ts';

const STEP = 256;

/** What an open vault works with. `raw` is the vault key itself, needed for storage.session and new slots. */
export interface Keys {
	vault: string;
	generation: number;
	raw: Bytes;
	record: CryptoKey;
	head: CryptoKey;
}

export async function keysOf(raw: Bytes, vault: string, generation: number): Promise<Keys> {
	const base = await crypto.subtle.importKey('raw', raw, 'HKDF', false, ['deriveKey']);
	const derive = (
		use: string,
		to: AesDerivedKeyParams | HmacKeyGenParams,
		may: ('encrypt' | 'decrypt' | 'sign' | 'verify')[],
	) =>
		crypto.subtle.deriveKey(
			{ name: 'HKDF', hash: 'SHA-256', salt: utf8(vault), info: utf8(`vf1|${use}`) },
			base,
			to,
			false,
			may,
		);
	const [record, head] = await Promise.all([
		derive('record', { name: 'AES-GCM', length: 256 }, ['encrypt', 'decrypt']),
		derive('head', { name: 'HMAC', hash: 'SHA-256', length: 256 }, ['sign', 'verify']),
	]);
	return { vault, generation, raw, record, head };
}

/** Seals bytes with a fresh nonce. */
export async function sealBox(key: CryptoKey, plain: Bytes, aad: string): Promise<Box> {
	const iv = random(12);
	const ct = await crypto.subtle.encrypt({ name: 'AES-GCM', iv, additionalData: utf8(aad) }, key, plain);
	return { iv: base64url(iv), ct: base64url(new Uint8Array(ct)) };
}

/** Throws when the box was not sealed by this key with this AAD. */
export async function openBox(key: CryptoKey, box: Box, aad: string): Promise<Bytes> {
	const iv = fromBase64url(box.iv);
	const plain = await crypto.subtle.decrypt(
		{ name: 'AES-GCM', iv, additionalData: utf8(aad) },
		key,
		fromBase64url(box.ct),
	);
	return new Uint8Array(plain);
}

function aadOf(keys: Keys, r: Pick<Sealed, 'id' | 'rev' | 'erased'>): string {
	const kind = r.erased ? 'erased' : r.id === SETTINGS_ID ? 'settings' : 'account';
	return `vf1|${keys.vault}|${kind}|${r.id}|${r.rev}|${keys.generation}`;
}

/** Seals a JSON value as record `id` at `rev`, padded with spaces to 256-byte steps; null makes a tombstone. */
export async function sealRecord(keys: Keys, id: string, rev: number, value: object | null): Promise<Sealed> {
	const json = utf8(JSON.stringify(value));
	const plain = new Uint8Array(Math.ceil(json.length / STEP) * STEP).fill(0x20);
	plain.set(json);
	const record = { id, rev, kid: keys.generation, erased: value === null };
	return { ...record, ...(await sealBox(keys.record, plain, aadOf(keys, record))) };
}

/** The value of a record, null for a tombstone; throws when it isn't ours, was changed, renamed or moved. */
export async function openRecord(keys: Keys, record: Sealed): Promise<unknown> {
	if (record.kid !== keys.generation) throw new Error('sealed by another key');
	return JSON.parse(new TextDecoder().decode(await openBox(keys.record, record, aadOf(keys, record))));
}

export async function macOf(keys: Keys, parts: readonly unknown[]): Promise<string> {
	return base64url(new Uint8Array(await crypto.subtle.sign('HMAC', keys.head, utf8(JSON.stringify(parts)))));
}

/** Constant-time through HMAC verify. */
export async function macFits(keys: Keys, mac: string, parts: readonly unknown[]): Promise<boolean> {
	try {
		return await crypto.subtle.verify('HMAC', keys.head, fromBase64url(mac), utf8(JSON.stringify(parts)));
	} catch {
		return false;
	}
}

const headParts = (h: Omit<Head, 'mac'>) => [
	'vf1|head',
	h.schema,
	h.vault,
	h.generation,
	h.vaultRev,
	h.count,
	h.digest,
	h.changedAt,
];

/** The signed head for these revisions. */
export async function signHead(
	keys: Keys,
	revs: Map<string, number>,
	about: Pick<Head, 'schema' | 'vaultRev' | 'changedAt'>,
): Promise<Head> {
	const { vault, generation } = keys;
	const head = { ...about, vault, generation, count: revs.size, digest: await digestOf(revs) };
	return { ...head, mac: await macOf(keys, headParts(head)) };
}

export async function headFits(keys: Keys, head: Head): Promise<boolean> {
	if (head.vault !== keys.vault || head.generation !== keys.generation) return false;
	return macFits(keys, head.mac, headParts(head));
}
