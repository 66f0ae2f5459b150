/** The only place that makes, opens and re-keys the ways in: what the person has -> X25519 pair -> vault key. */
import { type Bytes, base64url, fromBase64url, random, randomId, utf8 } from './bytes.ts';
import { type Box, isSlot, type Kdf, type KeptSlot } from './kept.ts';
import { stretch } from './password.ts';
import { type Keys, macFits, macOf, openBox, sealBox } from './seal.ts';
import type { SlotKind } from './vault.ts';

/** What opens a slot: device key, PRF output and recovery key as bytes; a password as text. */
export type SlotSecret = Bytes | string;

async function aesOf(ikm: Bytes, salt: Bytes, info: string): Promise<CryptoKey> {
	const base = await crypto.subtle.importKey('raw', ikm, 'HKDF', false, ['deriveKey']);
	const how = { name: 'HKDF', hash: 'SHA-256', salt, info: utf8(info) };
	return crypto.subtle.deriveKey(how, base, { name: 'AES-GCM', length: 256 }, false, ['encrypt', 'decrypt']);
}

/** The key that seals a slot's private half. Refuses kdf-out-of-bounds before any work. */
async function keyOf(secret: SlotSecret, kdf: Kdf, kind: SlotKind): Promise<CryptoKey> {
	const bytes = typeof secret === 'string' ? await stretch(secret, kdf) : secret;
	return aesOf(bytes, fromBase64url(kdf.salt), `vf1|slot|${kind}`);
}

type About = Pick<KeptSlot, 'vault' | 'id' | 'kind' | 'kdf' | 'pub'>;
const privAad = (s: About) => `vf1|${s.vault}|${s.id}|${s.kind}|${JSON.stringify(kdfParts(s.kdf))}|${s.pub}`;
const wrapAad = (s: About, generation: number) => `${privAad(s)}|${generation}`;
const kdfParts = (k: Kdf) => (k.name === 'argon2id' ? [k.name, k.m, k.t, k.p, k.salt] : [k.name, k.salt]);
const boxParts = (b: Box) => [b.iv, b.ct];

const slotParts = (s: Omit<KeptSlot, 'mac'>) => [
	'vf1|slot',
	s.id,
	s.rev,
	s.vault,
	s.generation,
	s.kind,
	s.name,
	s.createdAt,
	s.passkey === null ? null : [s.passkey.credential, s.passkey.salt],
	kdfParts(s.kdf),
	s.pub,
	boxParts(s.priv),
	s.eph,
	boxParts(s.wrap),
];

export async function slotFits(keys: Keys, slot: KeptSlot): Promise<boolean> {
	if (slot.vault !== keys.vault || slot.generation !== keys.generation) return false;
	return macFits(keys, slot.mac, slotParts(slot));
}

/** Those that these keys have signed; of one id the highest revision. */
export async function provenSlots(keys: Keys, slots: Iterable<[string, unknown]>): Promise<KeptSlot[]> {
	const found = new Map<string, KeptSlot>();
	for (const [id, raw] of slots) {
		if (!isSlot(raw, id) || !(await slotFits(keys, raw))) continue;
		if ((found.get(id)?.rev ?? -1) < raw.rev) found.set(id, raw);
	}
	return [...found.values()];
}

/** Ids under which no way in lies that these keys have signed. */
export function ruinedSlots(lying: Iterable<[string, unknown]>, proven: KeptSlot[]): string[] {
	const fine = new Set(proven.map((slot) => slot.id));
	return [...new Set([...lying].map(([id]) => id))].filter((id) => !fine.has(id));
}

async function shared(mine: CryptoKey, theirs: Bytes, eph: Bytes, pub: Bytes): Promise<CryptoKey> {
	const other = await crypto.subtle.importKey('raw', theirs, 'X25519', false, []);
	const bits = await crypto.subtle.deriveBits({ name: 'X25519', public: other }, mine, 256);
	return aesOf(new Uint8Array(bits), new Uint8Array([...eph, ...pub]), 'vf1|wrap');
}

async function newPair(): Promise<{ pair: CryptoKeyPair; pub: Bytes }> {
	const pair = (await crypto.subtle.generateKey('X25519', true, ['deriveBits'])) as CryptoKeyPair;
	return { pair, pub: new Uint8Array(await crypto.subtle.exportKey('raw', pair.publicKey)) };
}

/** The same way in for these keys: the vault key sealed anew to its public half. Needs nothing from the person. */
export async function rewrap(
	keys: Keys,
	slot: Omit<KeptSlot, 'mac' | 'eph' | 'wrap' | 'generation'>,
): Promise<KeptSlot> {
	const { pair, pub: eph } = await newPair();
	const pub = fromBase64url(slot.pub);
	const key = await shared(pair.privateKey, pub, eph, pub);
	const { generation } = keys;
	const wrap = await sealBox(key, keys.raw, wrapAad(slot, generation));
	const whole = { ...slot, rev: slot.rev + 1, generation, eph: base64url(eph), wrap };
	return { ...whole, mac: await macOf(keys, slotParts(whole)) };
}

export async function makeSlot(
	keys: Keys,
	about: Pick<KeptSlot, 'kind' | 'name' | 'createdAt' | 'passkey'>,
	secret: SlotSecret,
	kdf: Kdf,
): Promise<KeptSlot> {
	const { pair, pub } = await newPair();
	const slot = { ...about, id: randomId(), rev: 0, vault: keys.vault, kdf, pub: base64url(pub) };
	const pkcs8 = new Uint8Array(await crypto.subtle.exportKey('pkcs8', pair.privateKey));
	const priv = await sealBox(await keyOf(secret, kdf, slot.kind), pkcs8, privAad(slot));
	return rewrap(keys, { ...slot, priv });
}

/** The vault key behind a slot. Throws a plain error when the secret doesn't fit or the slot was changed. */
export async function openSlot(slot: KeptSlot, secret: SlotSecret): Promise<Bytes> {
	const pkcs8 = await openBox(await keyOf(secret, slot.kdf, slot.kind), slot.priv, privAad(slot));
	const priv = await crypto.subtle.importKey('pkcs8', pkcs8, 'X25519', false, ['deriveBits']);
	const eph = fromBase64url(slot.eph);
	const key = await shared(priv, eph, eph, fromBase64url(slot.pub));
	return openBox(key, slot.wrap, wrapAad(slot, slot.generation));
}

/** The same password slot under other costs; the person and the vault key stay. */
export async function restretch(keys: Keys, slot: KeptSlot, password: string, kdf: Kdf): Promise<KeptSlot> {
	const pkcs8 = await openBox(await keyOf(password, slot.kdf, slot.kind), slot.priv, privAad(slot));
	const next = { ...slot, kdf };
	const priv = await sealBox(await keyOf(password, kdf, slot.kind), pkcs8, privAad(next));
	return rewrap(keys, { ...next, priv });
}

export const hkdf = (): Kdf => ({ name: 'hkdf', salt: base64url(random(16)) });
