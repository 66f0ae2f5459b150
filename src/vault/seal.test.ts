/** Proves the seals: what was sealed opens, nothing else does; nonces never repeat (F05); lengths tell only steps of 256. */
import fc from 'fast-check';
import { beforeAll, describe, expect, test } from 'vitest';
import { fromBase64url, random, randomId } from './bytes.ts';
import { SETTINGS_ID, type Sealed } from './kept.ts';
import { headFits, type Keys, keysOf, openRecord, sealRecord, signHead } from './seal.ts';
import { hkdf, makeSlot, openSlot, provenSlots, rewrap, slotFits } from './slot.ts';

let keys: Keys;
beforeAll(async () => {
	keys = await keysOf(random(32), randomId(), 3);
});
const opens = (k: Keys, record: Sealed) =>
	openRecord(k, record).then(
		() => true,
		() => false,
	);

test('derived keys can be used but not read out', () => {
	expect([keys.record.extractable, keys.head.extractable]).toEqual([false, false]);
});

describe('records', () => {
	test('any value opens as it was sealed', async () => {
		await fc.assert(
			fc.asyncProperty(fc.dictionary(fc.string(), fc.jsonValue()), fc.nat(), async (value, rev) => {
				const plain = JSON.parse(JSON.stringify(value)) as object;
				expect(await openRecord(keys, await sealRecord(keys, 'a', rev, plain))).toEqual(plain);
			}),
		);
	});

	test('edited, renamed, replayed, moved to another vault, generation or kind: none opens', async () => {
		const record = await sealRecord(keys, 'a', 2, { secret: 1 });
		expect(await opens(keys, record)).toBe(true);
		const flip = (text: string) => (text.startsWith('A') ? `B${text.slice(1)}` : `A${text.slice(1)}`);
		for (const part of [
			{ id: 'b' },
			{ rev: 1 },
			{ rev: 3 },
			{ kid: 2 },
			{ erased: true },
			{ ct: flip(record.ct) },
			{ iv: flip(record.iv) },
			{ ct: '' },
			{ ct: '%' },
		]) {
			expect([part, await opens(keys, { ...record, ...part })]).toEqual([part, false]);
		}
		expect(await opens(await keysOf(keys.raw, randomId(), 3), record)).toBe(false);
		expect(await opens(await keysOf(keys.raw, keys.vault, 4), { ...record, kid: 4 })).toBe(false);
		expect(await opens(await keysOf(random(32), keys.vault, 3), record)).toBe(false);
		const settings = await sealRecord(keys, SETTINGS_ID, 2, {});
		expect(await opens(keys, { ...settings, id: 'a' })).toBe(false);
		const gone = await sealRecord(keys, 'a', 2, null);
		expect([gone.erased, await openRecord(keys, gone), await opens(keys, { ...gone, erased: false })]).toEqual([
			true,
			null,
			false,
		]);
	});

	test('F05: 10,000 seals of one value have 10,000 nonces and no two texts alike', async () => {
		const records = await Promise.all(Array.from({ length: 10_000 }, () => sealRecord(keys, 'a', 1, { a: 1 })));
		expect(new Set(records.map((r) => r.iv)).size).toBe(10_000);
		expect(new Set(records.map((r) => r.ct)).size).toBe(10_000);
		expect(fromBase64url((records[0] as Sealed).iv)).toHaveLength(12);
	}, 30_000);

	test('lengths are steps of 256 bytes, plus the tag', async () => {
		for (const [text, length] of [
			['', 256],
			['x'.repeat(240), 256],
			['x'.repeat(260), 512],
			['x'.repeat(900), 1024],
		] as const) {
			const { ct } = await sealRecord(keys, 'a', 1, { text });
			expect(fromBase64url(ct)).toHaveLength(length + 16);
		}
	});
});

describe('heads', () => {
	test('a head answers for exactly these revisions and nothing else', async () => {
		const about = { schema: 1, vaultRev: 7, changedAt: 5 };
		const head = await signHead(
			keys,
			new Map([
				['a', 1],
				['b', 2],
			]),
			about,
		);
		expect(await headFits(keys, head)).toBe(true);
		expect(head.count).toBe(2);
		for (const part of [
			{ schema: 2 },
			{ vaultRev: 8 },
			{ changedAt: 6 },
			{ count: 1 },
			{ digest: 'x' },
			{ mac: 'AAAA' },
			{ mac: '%' },
			{ vault: 'other' },
			{ generation: 4 },
		]) {
			expect([part, await headFits(keys, { ...head, ...part })]).toEqual([part, false]);
		}
		expect(await headFits(await keysOf(keys.raw, keys.vault, 4), head)).toBe(false);
		expect(
			(
				await signHead(
					keys,
					new Map([
						['b', 2],
						['a', 1],
					]),
					about,
				)
			).digest,
		).toBe(head.digest);
		expect(
			(
				await signHead(
					keys,
					new Map([
						['a', 2],
						['b', 1],
					]),
					about,
				)
			).digest,
		).not.toBe(head.digest);
	});
});

describe('slots', () => {
	const about = { kind: 'device', name: '', createdAt: 1, passkey: null } as const;

	test('opens with its secret to the vault key, with no other, and not when anything in it was changed', async () => {
		const secret = random(32);
		const slot = await makeSlot(keys, about, secret, hkdf());
		expect(await openSlot(slot, secret)).toEqual(keys.raw);
		expect(await slotFits(keys, slot)).toBe(true);
		await expect(openSlot(slot, random(32))).rejects.toThrow();
		for (const part of [
			{ id: randomId() },
			{ vault: 'v' },
			{ kind: 'passkey' as const },
			{ generation: 9 },
			{ kdf: hkdf() },
			{ eph: slot.pub },
			{ pub: slot.eph },
		]) {
			await expect(openSlot({ ...slot, ...part }, secret)).rejects.toThrow();
			expect(await slotFits(keys, { ...slot, ...part })).toBe(false);
		}
		for (const part of [{ rev: 9 }, { name: 'x' }, { createdAt: 2 }, { passkey: { credential: 'a', salt: 'b' } }]) {
			expect([part, await slotFits(keys, { ...slot, ...part })]).toEqual([part, false]);
		}
	});

	test('which passkey opens it is signed too', async () => {
		const passkey = { credential: 'a', salt: 'b' };
		const slot = await makeSlot(keys, { ...about, kind: 'passkey', passkey }, random(32), hkdf());
		expect(await slotFits(keys, slot)).toBe(true);
		for (const part of [{ credential: 'x' }, { salt: 'x' }])
			expect(await slotFits(keys, { ...slot, passkey: { ...passkey, ...part } })).toBe(false);
	});

	test('of two signed revisions of one way in, the newer counts', async () => {
		const slot = await makeSlot(keys, about, random(32), hkdf());
		const newer = await rewrap(keys, slot);
		for (const lying of [[slot, newer], [newer, slot]]) // biome-ignore format: short
			expect(await provenSlots(keys, lying.map((one) => [one.id, one]))).toEqual([newer]); // biome-ignore format: short
	});

	test('re-keyed without the person, it opens to the new key; the old copy still only to the old', async () => {
		const secret = random(32);
		const slot = await makeSlot(keys, about, secret, hkdf());
		const next = await keysOf(random(32), keys.vault, 4);
		const moved = await rewrap(next, slot);
		expect(await openSlot(moved, secret)).toEqual(next.raw);
		expect(await openSlot(slot, secret)).toEqual(keys.raw);
		expect(await slotFits(await keysOf(keys.raw, keys.vault, 4), slot)).toBe(false);
		expect([await slotFits(next, moved), await slotFits(keys, moved), moved.rev > slot.rev]).toEqual([
			true,
			false,
			true,
		]);
	});

	test('a slot nobody of ours signed is never given a new key', async () => {
		const ours = await makeSlot(keys, about, random(32), hkdf());
		const theirs = await makeSlot(await keysOf(random(32), keys.vault, 3), about, random(32), hkdf());
		const older = { ...ours, rev: 0 };
		const proven = await provenSlots(keys, [
			[theirs.id, theirs],
			[ours.id, older],
			[ours.id, ours],
			['x', ours],
			['y', null],
		]);
		expect(proven).toEqual([ours]);
	});
});
