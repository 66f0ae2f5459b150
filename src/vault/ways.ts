/** The only place for the ways in: proving, unlocking, adding, removing and changing them. */
import { Refusal } from '../core/refusal.ts';
import { type Bytes, fromBase64url, random } from './bytes.ts';
import type { KeptSlot } from './kept.ts';
import { tell } from './notices.ts';
import { calibrated, dearer, normal, tooWeak } from './password.ts';
import { recoveryBytes, recoveryText } from './recovery-key.ts';
import { deviceSlot, rekey } from './rekey.ts';
import { type Keys, keysOf } from './seal.ts';
import { hkdf, makeSlot, openSlot, restretch, type SlotSecret } from './slot.ts';
import { mayTry, rightTry, wrongTry } from './tries.ts';
import type { NewSlot, Proof, Slot, SlotKind } from './vault.ts';
import type { Work } from './work.ts';

const kinds = (slots: KeptSlot[]) => slots.map((slot) => slot.kind);

/** Whether these ways are enough without the device: a password, or a passkey with a printed key in case it is lost. */
function enough(have: SlotKind[]): boolean {
	return have.includes('password') || (have.includes('passkey') && have.includes('recovery'));
}

export function viewOf({ id, kind, name, createdAt, passkey }: KeptSlot): Slot {
	return { id, kind, name, createdAt, passkey };
}

/** The ways in: proven ones of an open vault, those found for a locked one. */
export async function slotsOf(work: Work): Promise<KeptSlot[]> {
	if (work.open) return work.slots();
	// Two stores may have it in two revisions.
	return [...new Map(work.waiting.map((slot) => [slot.id, slot])).values()];
}

function secretOf(proof: Proof): SlotSecret {
	if (proof.kind === 'password') return normal(proof.password);
	if (proof.kind === 'recovery') return recoveryBytes(proof.key);
	return passkeyBytes(proof.output);
}

function passkeyBytes(output: string): Bytes {
	try {
		const bytes = fromBase64url(output);
		if (bytes.length === 32) return bytes;
	} catch {}
	throw new Refusal('passkey-failed');
}

const WRONG = { password: 'wrong-password', recovery: 'wrong-recovery-key', passkey: 'passkey-failed' } as const;

/** What a proof opens. Refuses try-later, recovery-key-typo, kdf-out-of-bounds, wrong-…; a wrong one counts. */
export async function prove(work: Work, proof: Proof): Promise<{ slot: KeptSlot; keys: Keys; took: number }> {
	if (work.state === 'lost') throw new Refusal('vault-lost');
	const secret = secretOf(proof);
	await mayTry(work.ports);
	const all = work.open ? await work.slots() : work.waiting;
	const fitting = all.filter((s) => s.kind === proof.kind && (proof.kind !== 'passkey' || s.id === proof.slot));
	let outOfBounds: Refusal | null = null;
	for (const slot of fitting) {
		const from = performance.now();
		try {
			const raw = await openSlot(slot, secret);
			const keys = await keysOf(raw, slot.vault, slot.generation);
			await rightTry(work.ports);
			return { slot, keys, took: performance.now() - from };
		} catch (error) {
			if (error instanceof Refusal) outOfBounds = error;
		}
	}
	if (outOfBounds) throw outOfBounds;
	await wrongTry(work.ports);
	throw new Refusal(WRONG[proof.kind]);
}

/** Makes a slot for keys; gives the printed text of a recovery key. Refuses password-too-weak, passkey-failed before any work. */
async function made(
	work: Work,
	slot: NewSlot,
): Promise<{ make: (keys: Keys) => Promise<KeptSlot>; text: string | null }> {
	const about = { kind: slot.kind, name: '', createdAt: work.ports.now(), passkey: null };
	if (slot.kind === 'password') {
		const password = checked(slot.password);
		const kdf = await calibrated();
		return { make: (keys) => makeSlot(keys, about, password, kdf), text: null };
	}
	if (slot.kind === 'passkey') {
		const output = passkeyBytes(slot.output);
		const { name, credential, salt } = slot;
		return {
			make: (keys) => makeSlot(keys, { ...about, name, passkey: { credential, salt } }, output, hkdf()),
			text: null,
		};
	}
	const bytes = random(16);
	return { make: (keys) => makeSlot(keys, about, bytes, hkdf()), text: recoveryText(bytes) };
}

function checked(password: string): string {
	if (tooWeak(password)) throw new Refusal('password-too-weak');
	return normal(password);
}

/** A new password or recovery key takes the place of the old one; passkeys stand side by side. Re-keys when that ends the device's own way in or an old one. */
export async function addSlot(work: Work, slot: NewSlot): Promise<{ slot: Slot; recoveryKey: string | null }> {
	const { make, text } = await made(work, slot);
	const replaces = (s: KeptSlot) => slot.kind !== 'passkey' && s.kind === slot.kind;
	return work.exclusive(async () => {
		const { keys } = work.needToWrite();
		const kept = (await work.read(true)).slots;
		const dropDevice = enough([...kinds(kept), slot.kind]);
		const goes = (s: KeptSlot) => replaces(s) || (dropDevice && s.kind === 'device');
		if (!kept.some(goes)) {
			const added = await make(keys);
			await work.commit([], { slots: [added] });
			return { slot: viewOf(added), recoveryKey: text };
		}
		const added = await rekey(work, (s) => !goes(s), make);
		return { slot: viewOf(added as KeptSlot), recoveryKey: text };
	});
}

/** Refuses not-found; last-way-in when what remains isn't enough to be sure of getting in. */
export function removeSlot(work: Work, id: string): Promise<void> {
	return work.exclusive(async () => {
		work.needToWrite();
		const kept = (await work.read(true)).slots;
		if (!kept.some((slot) => slot.id === id)) throw new Refusal('not-found');
		const rest = kept.filter((slot) => slot.id !== id);
		if (!kinds(rest).includes('device') && !enough(kinds(rest))) throw new Refusal('last-way-in');
		await rekey(work, (slot) => slot.id !== id, null);
	});
}

export function unprotect(work: Work): Promise<void> {
	return work.exclusive(async () => {
		await rekey(
			work,
			() => false,
			(next) => deviceSlot(work, next),
		);
	});
}

/** Refuses password-too-weak; not-found when there is none. */
export async function changePassword(work: Work, password: string): Promise<void> {
	const { make } = await made(work, { kind: 'password', password });
	await work.exclusive(async () => {
		work.needToWrite();
		const kept = (await work.read(true)).slots;
		if (!kinds(kept).includes('password')) throw new Refusal('not-found');
		await rekey(work, (slot) => slot.kind !== 'password', make);
	});
}

/** What follows an unlocking: a device key that was lost is made anew, a password that has become cheap to try is made dearer. Only inside `exclusive`. */
export async function freshen(work: Work, used: KeptSlot, proof: Proof, took: number): Promise<void> {
	const { keys } = work.needToWrite();
	const slots = (await work.read(true)).slots;
	if (kinds(slots).includes('device')) {
		await rekey(
			work,
			(slot) => slot.kind !== 'device',
			(next) => deviceSlot(work, next),
		);
		await tell(work.ports, [{ what: 'device-key-renewed' }]);
		return;
	}
	const kdf = dearer(used.kdf, took);
	if (proof.kind !== 'password' || kdf === null) return;
	const now = slots.find((slot) => slot.id === used.id);
	if (now) await work.commit([], { slots: [await restretch(keys, now, normal(proof.password), kdf)] });
}
